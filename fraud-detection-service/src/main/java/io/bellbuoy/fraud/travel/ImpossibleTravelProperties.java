package io.bellbuoy.fraud.travel;

import io.bellbuoy.engine.rule.Severity;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The properties {@code fraud.impossible-travel.*}.
 *
 * @param enabled whether the detector runs
 * @param stream the stream of payments
 * @param maxSpeed the speed that travellers do not exceed, kilometres per hour
 * @param minDistance the distance up to which nothing rings, kilometres: terminals and places are not exact
 * @param severity how grave an alert is
 */
@Validated
@ConfigurationProperties("fraud.impossible-travel")
record ImpossibleTravelProperties(
        @DefaultValue("false") boolean enabled,
        @DefaultValue("transactions") String stream,
        @Min(1) @Max(100_000) @DefaultValue("900") int maxSpeed,
        @Min(0) @Max(20_000) @DefaultValue("100") int minDistance,
        @DefaultValue("HIGH") Severity severity) {}
