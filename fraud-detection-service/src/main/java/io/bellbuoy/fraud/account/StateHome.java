package io.bellbuoy.fraud.account;

import io.bellbuoy.stream.listener.KeyedQueries;
import io.bellbuoy.stream.listener.OwnerLookup;
import io.bellbuoy.stream.monitor.TaskBoard;

/**
 * A stage whose tasks hold something of an account.
 *
 * @param queries takes reads of the tasks that run here
 * @param owners knows who runs the others
 * @param board where the tasks stand that run here
 */
record StateHome(KeyedQueries queries, OwnerLookup owners, TaskBoard board) {}
