/** The desk over HTTP, as JSON. */
@NullMarked
package io.bellbuoy.deadletters.api;

import org.jspecify.annotations.NullMarked;
