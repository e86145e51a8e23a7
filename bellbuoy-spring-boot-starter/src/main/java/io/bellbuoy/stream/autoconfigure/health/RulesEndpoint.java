package io.bellbuoy.stream.autoconfigure.health;

import io.bellbuoy.stream.reload.Refusal;
import io.bellbuoy.stream.reload.ReloadOutcome;
import io.bellbuoy.stream.reload.RuleReload;
import io.bellbuoy.stream.reload.RulesStatus;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * Shows the rules in force, what they did and what they cost, and reloads them at once: Actuator endpoint {@code rules}.
 * What rules did and keep is that of this instance.
 */
@Endpoint(id = "rules")
public final class RulesEndpoint {

    private final RulesReport report;
    private final @Nullable RuleReload reload;

    /** @param reload where the rules stand; null if they do not change */
    public RulesEndpoint(RulesReport report, @Nullable RuleReload reload) {
        this.report = report;
        this.reload = reload;
    }

    /** The rules in force. */
    @ReadOperation
    public Map<String, Object> rules() {
        Map<String, Object> answer = report.create();
        answer.put("reload", reload == null ? Map.of("configured", false) : standing(reload));
        return answer;
    }

    /**
     * Looks at the file of rules now.
     *
     * @return {@code outcome}: {@code applied}, {@code unchanged}, {@code refused} or {@code failed} with the
     *     {@code reason}, or {@code not-configured} if no file is watched; and the {@code version} in force
     */
    @WriteOperation
    public Map<String, Object> reload() {
        Map<String, Object> answer = new LinkedHashMap<>();
        if (reload == null) {
            answer.put("outcome", "not-configured");
            answer.put("reason", "bellbuoy.reload.file is not set. Set it to a file of rules to change them live.");
            answer.put("version", report.version());
            return answer;
        }
        ReloadOutcome outcome = reload.retry();
        RulesStatus status = reload.status();
        answer.put("outcome", outcome.name().toLowerCase(Locale.ROOT));
        if (status.refused() != null) {
            answer.put("reason", status.refused());
        }
        answer.put("version", status.version());
        return answer;
    }

    private static Map<String, Object> standing(RuleReload reload) {
        Map<String, Object> standing = new LinkedHashMap<>();
        RulesStatus status = reload.status();
        standing.put("configured", true);
        standing.put("since", status.since().toString());
        if (status.refused() != null) {
            standing.put("refused", status.refused());
        }
        Refusal last = reload.lastRefusal();
        if (last != null) {
            Map<String, Object> refusal = new LinkedHashMap<>();
            refusal.put("at", last.at().toString());
            refusal.put("reason", last.reason());
            standing.put("last-refusal", refusal);
        }
        return standing;
    }
}
