/**
 * Event in, alert out: windows over event time, features and rules, without Kafka, files or a clock.
 *
 * <p>One event takes this way, and each package stands on those above it:
 *
 * <ol>
 *   <li>{@code event}: the event, decoded and typed by the schema of its stream;
 *   <li>{@code condition}: what {@code where} and {@code when} say about it, compiled from CEL;
 *   <li>{@code window}, {@code time}: which windows it belongs to, and how far the watermark lets them close;
 *   <li>{@code state}: the cells of its keys, their timers, what a batch undoes or a checkpoint stores;
 *   <li>{@code aggregate}, {@code slice}, {@code measure}: what the cells of a window add up to;
 *   <li>{@code pattern}: the matcher of sequences and absences, a state and an event in, a state and matches out;
 *   <li>{@code rule}, {@code plan}: what the user declared, checked and compiled so that rules share state;
 *   <li>{@code alert}, {@code output}: what comes out, with an identity that a replay does not change;
 *   <li>{@code turn}: one piece of a task's work, all or nothing: state, watermark, outputs;
 *   <li>{@code arrival}: was it seen? must it wait: for the watermark, a partner, an entry of a table?
 *   <li>{@code detector}, {@code evaluation}: counted into windows; then features, rules and scorecards are asked, now, in
 *       the order of time, or when a window closes;
 *   <li>{@code alerting}: from a condition that holds to an alert, its evidence, its suppression and its block;
 *   <li>{@code succession}: what becomes of the state when other rules follow;
 *   <li>{@code pipeline}: the composer: a {@link io.bellbuoy.engine.pipeline.Task} runs a
 *       {@link io.bellbuoy.engine.pipeline.Plan} over one partition, and sends on to the stages behind;
 *   <li>{@code testing}: the same in a test, with several partitions, crashes and a clock that is moved by hand.
 * </ol>
 *
 * <p>The law of the engine: the same events give the same results, whatever their order within the out-of-orderness, the
 * partitions, the batches and the crashes. So nothing here reads a clock, a random number or a hash order.
 */
@NullMarked
package io.bellbuoy.engine;

import org.jspecify.annotations.NullMarked;
