/** What is kept of one stream for the events of another: the entries of tables, and
 * events that wait for partners. */
@NullMarked
package io.bellbuoy.engine.join;

import org.jspecify.annotations.NullMarked;
