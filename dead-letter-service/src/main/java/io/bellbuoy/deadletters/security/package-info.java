/** Who may do what: roles, users of the configuration, login with OpenID Connect, headers of all answers. */
@NullMarked
package io.bellbuoy.deadletters.security;

import org.jspecify.annotations.NullMarked;
