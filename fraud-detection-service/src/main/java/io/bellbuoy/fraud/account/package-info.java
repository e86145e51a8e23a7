/** What is known of one account, over HTTP: live features and open blocks, answered by the instance that owns the account. */
@NullMarked
package io.bellbuoy.fraud.account;

import org.jspecify.annotations.NullMarked;
