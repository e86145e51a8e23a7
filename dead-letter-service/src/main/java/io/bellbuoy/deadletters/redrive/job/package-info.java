/** What a redrive is: what is selected, where it goes, how carefully, and how far it has come. */
@NullMarked
package io.bellbuoy.deadletters.redrive.job;

import org.jspecify.annotations.NullMarked;
