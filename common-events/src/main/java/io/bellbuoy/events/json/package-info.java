/** The JSON form of the records, and the CloudEvents attributes that go with it. */
@NullMarked
package io.bellbuoy.events.json;

import org.jspecify.annotations.NullMarked;
