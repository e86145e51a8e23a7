/** What the headers of a dead letter say about its failure, whoever wrote them. */
@NullMarked
package io.bellbuoy.deadletters.headers;

import org.jspecify.annotations.NullMarked;
