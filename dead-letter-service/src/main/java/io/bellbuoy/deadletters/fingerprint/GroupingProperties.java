package io.bellbuoy.deadletters.fingerprint;

import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The properties {@code bellbuoy.deadletters.grouping.*}.
 *
 * @param ownPackages packages of your own code, such as {@code com.acme}: the top frame of a stack trace that lies in one
 *     of them tells groups apart; without any, stack traces do not count
 */
@Validated
@ConfigurationProperties("bellbuoy.deadletters.grouping")
public record GroupingProperties(
        @DefaultValue
        List<
                        @Pattern(
                                regexp = "[\\p{L}_$][\\p{L}\\p{N}_$]*(\\.[\\p{L}_$][\\p{L}\\p{N}_$]*)*",
                                message =
                                        "must be the name of a Java package without a dot at its end, such as com.acme")
                        String>
                ownPackages) {

    public GroupingProperties {
        ownPackages = List.copyOf(ownPackages);
    }
}
