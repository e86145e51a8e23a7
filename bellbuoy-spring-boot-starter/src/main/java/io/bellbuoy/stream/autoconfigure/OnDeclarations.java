package io.bellbuoy.stream.autoconfigure;

import java.util.List;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches as soon as anything is declared. The application id alone would not do: who forgets it is to be told, instead
 * of getting a service that does nothing.
 */
final class OnDeclarations extends SpringBootCondition {

    private static final Bindable<Map<String, Object>> ANY = Bindable.mapOf(String.class, Object.class);

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        Binder binder = Binder.get(context.getEnvironment());
        boolean declared = context.getEnvironment().containsProperty("bellbuoy.application-id")
                || List.of("streams", "tables", "features", "rules").stream()
                        .anyMatch(part -> binder.bind("bellbuoy." + part, ANY).isBound());
        ConditionMessage.Builder message = ConditionMessage.forCondition("Bellbuoy declarations");
        return declared
                ? ConditionOutcome.match(message.because("found properties below bellbuoy"))
                : ConditionOutcome.noMatch(message.because("found no application-id, streams, features or rules"));
    }
}
