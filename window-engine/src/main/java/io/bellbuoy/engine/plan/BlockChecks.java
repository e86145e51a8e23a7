package io.bellbuoy.engine.plan;

import io.bellbuoy.engine.rule.BlockSpec;
import io.bellbuoy.engine.rule.RuleException;
import io.bellbuoy.engine.rule.StreamSpec;
import java.util.List;

/** Checks that the blocks of later stages are kept by the record key that they block, and can be lifted there. */
final class BlockChecks {

    private final Compiled whole;
    private final Placement placement;

    BlockChecks(Compiled whole, Placement placement) {
        this.whole = whole;
        this.placement = placement;
    }

    /** @throws RuleException if a rule cannot block */
    void check() {
        for (RulePlan rule : whole.rules()) {
            int stage = placement.stageOf(rule);
            BlockSpec block = rule.spec().block();
            if (block != null && stage > 0) {
                requireRecordKey(rule, placement.stages().get(stage));
                requireLift(rule, block, stage);
            }
        }
    }

    private void requireRecordKey(RulePlan rule, List<String> key) {
        StreamSpec stream = whole.streams().get(rule.stream()).spec();
        if (!key.equals(List.of(stream.key()))) {
            throw new RuleException(
                    RuleCompiler.owner(rule.spec()),
                    "action.block",
                    "a block of '" + stream.key() + "' by a rule that is kept by " + String.join(", ", key),
                    "rules by the record key '" + stream.key() + "', whose events are all of the one that is blocked;"
                            + " make what is counted by " + String.join(", ", key)
                            + " a feature, and block in a rule of stream '" + stream.name()
                            + "' by the record key that reads it");
        }
    }

    private void requireLift(RulePlan rule, BlockSpec block, int stage) {
        String recordKey = whole.streams().get(rule.stream()).spec().key();
        for (StreamPlan stream : whole.streams()) {
            if (stream.spec().name().equals(block.liftOn())
                    && !stream.spec().key().equals(recordKey)) {
                throw new RuleException(
                        RuleCompiler.owner(rule.spec()),
                        "action.block.lift-on",
                        "stream '" + stream.spec().name() + "', whose key is '"
                                + stream.spec().key() + "', with a block that is kept in stage " + stage + ", by "
                                + recordKey,
                        "a stream whose key is '" + recordKey + "'; give the key fields one name");
            }
        }
    }
}
