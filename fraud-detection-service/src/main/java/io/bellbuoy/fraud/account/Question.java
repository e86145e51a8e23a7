package io.bellbuoy.fraud.account;

import io.bellbuoy.engine.pipeline.Plan;
import io.bellbuoy.engine.pipeline.Task;
import java.util.function.BiFunction;
import java.util.function.ToIntFunction;

/**
 * Something to be asked about an account.
 *
 * @param path the last part of the path under which an instance answers it
 * @param type the type of the answer
 * @param stage the stage that holds it
 * @param read answers it from the task that holds the account
 */
record Question<T>(String path, Class<T> type, ToIntFunction<Plan> stage, BiFunction<Task, String, T> read) {

    /** The field whose value is the account, by which blocks are kept. */
    private static final String ACCOUNT = "accountId";

    static final Question<AccountFeatures> FEATURES =
            new Question<>("features", AccountFeatures.class, plan -> 0, AccountFeatures::of);

    static final Question<AccountBlocks> BLOCKS =
            new Question<>("blocks", AccountBlocks.class, plan -> plan.stageOfBlocks(ACCOUNT), AccountBlocks::of);
}
