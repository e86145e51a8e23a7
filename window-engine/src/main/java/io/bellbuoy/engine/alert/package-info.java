/** Alerts: their identity, their text, and what is remembered of those that rang. */
@NullMarked
package io.bellbuoy.engine.alert;

import org.jspecify.annotations.NullMarked;
