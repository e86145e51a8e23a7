/** The desk as pages, rendered on the server. */
@NullMarked
package io.bellbuoy.deadletters.console;

import org.jspecify.annotations.NullMarked;
