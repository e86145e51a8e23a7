/**
 * Everything on one machine with one command. From the ground up: {@code console} (what a person sees), {@code check}
 * (is the machine fit), {@code process} (child JVMs and their end), {@code broker} (a real Kafka broker), {@code topic}
 * (sending to and asking about topics), {@code generate} (labelled transactions), {@code render} (records as lines), then
 * the three commands {@code tail}, {@code replay} and {@code demo}, and {@code cli}, which composes them.
 */
@NullMarked
package io.bellbuoy.quickstart;

import org.jspecify.annotations.NullMarked;
