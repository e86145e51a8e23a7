/** The dead letter service on this machine: how it is started, who may log in, and what it has. */
@NullMarked
package io.bellbuoy.quickstart.desk;

import org.jspecify.annotations.NullMarked;
