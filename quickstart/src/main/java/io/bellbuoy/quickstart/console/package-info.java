/** What a person sees: lines, colours, progress, and problems that say what to do next. */
@NullMarked
package io.bellbuoy.quickstart.console;

import org.jspecify.annotations.NullMarked;
