/** What is asked of the tables: groups, dead letters and their history, a page at a time. */
@NullMarked
package io.bellbuoy.deadletters.search;

import org.jspecify.annotations.NullMarked;
