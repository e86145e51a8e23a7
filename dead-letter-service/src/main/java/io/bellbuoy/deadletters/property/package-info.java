/** What the properties of all packages are held to. */
@NullMarked
package io.bellbuoy.deadletters.property;

import org.jspecify.annotations.NullMarked;
