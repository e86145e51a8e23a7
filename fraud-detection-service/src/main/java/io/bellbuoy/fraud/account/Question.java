package io.bellbuoy.fraud.account;

import io.bellbuoy.engine.pipeline.Task;
import java.util.function.BiFunction;

/**
 * Something to be asked about an account.
 *
 * @param path the last part of the path under which an instance answers it
 * @param type the type of the answer
 * @param read answers it from the task that holds the account
 */
record Question<T>(String path, Class<T> type, BiFunction<Task, String, T> read) {

    static final Question<AccountFeatures> FEATURES =
            new Question<>("features", AccountFeatures.class, AccountFeatures::of);

    static final Question<AccountBlocks> BLOCKS = new Question<>("blocks", AccountBlocks.class, AccountBlocks::of);
}
