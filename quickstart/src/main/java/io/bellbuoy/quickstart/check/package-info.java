/** Whether this machine is fit to run the demo, one line a check, before anything is started. */
@NullMarked
package io.bellbuoy.quickstart.check;

import org.jspecify.annotations.NullMarked;
