/** What an alert does to an account: it is blocked and released. */
@NullMarked
package io.bellbuoy.events.action;

import org.jspecify.annotations.NullMarked;
