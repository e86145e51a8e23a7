/** What rings: an alert with the values, the window and the evidence that explain it. */
@NullMarked
package io.bellbuoy.events.alert;

import org.jspecify.annotations.NullMarked;
