/** The service of README.md. */
@NullMarked
package io.bellbuoy.stream.docs.login;

import org.jspecify.annotations.NullMarked;
