/** What policies have in mind with which dead letter, in PostgreSQL. */
@NullMarked
package io.bellbuoy.deadletters.policy.store;

import org.jspecify.annotations.NullMarked;
