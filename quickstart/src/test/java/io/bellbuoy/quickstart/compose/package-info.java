/** Tests of the file docker-compose.yml in the root of the repository. */
@NullMarked
package io.bellbuoy.quickstart.compose;

import org.jspecify.annotations.NullMarked;
