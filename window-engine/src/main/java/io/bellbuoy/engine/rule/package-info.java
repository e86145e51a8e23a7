/** What a user declares: streams, features, rules. Specifications only; the pipeline runs them. */
@NullMarked
package io.bellbuoy.engine.rule;

import org.jspecify.annotations.NullMarked;
