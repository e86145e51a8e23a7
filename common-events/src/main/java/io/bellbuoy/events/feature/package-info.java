/** Published values of features, for dashboards, stores and models. */
@NullMarked
package io.bellbuoy.events.feature;

import org.jspecify.annotations.NullMarked;
