package io.bellbuoy.fraud.account;

import io.bellbuoy.engine.pipeline.Task;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The open blocks of one account.
 *
 * @param accountId the account
 * @param blocks the blocks; empty if the account is free
 */
@Schema(description = "The open blocks of one account.")
record AccountBlocks(
        @Schema(description = "The account.", example = "A0000042")
        String accountId,

        @Schema(description = "The blocks, at most one; empty if the account is free.")
        List<Block> blocks) {

    /**
     * An open block.
     *
     * @param id the block's id, which its release on the topic of account actions carries too
     * @param rule the rule whose alert blocked the account
     * @param alertId that alert
     * @param since event time at which it began
     * @param until event time at which it ends unless it is lifted before
     */
    @Schema(description = "A temporary block.")
    record Block(
            @Schema(description = "The id of the block and of its release.")
            UUID id,

            @Schema(description = "The rule that blocked the account.", example = "new-country-spike")
            String rule,

            @Schema(description = "The alert of that rule.") UUID alertId,

            @Schema(description = "Event time at which it began.", example = "2026-03-01T08:14:50Z")
            Instant since,

            @Schema(
                    description = "Event time at which it ends unless it is lifted before.",
                    example = "2026-03-02T08:14:50Z")
            Instant until) {}

    /** Reads a task between batches. */
    static AccountBlocks of(Task task, String accountId) {
        return new AccountBlocks(
                accountId,
                task.blocks(accountId).stream()
                        .map(open -> new Block(
                                open.id(),
                                open.rule(),
                                open.alertId(),
                                Instant.ofEpochMilli(open.since()),
                                Instant.ofEpochMilli(open.until())))
                        .toList());
    }
}
