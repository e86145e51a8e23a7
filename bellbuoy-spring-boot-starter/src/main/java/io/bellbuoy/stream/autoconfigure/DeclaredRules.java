package io.bellbuoy.stream.autoconfigure;

import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.stream.decode.InputTopic;
import io.bellbuoy.stream.emit.EmitSettings;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.util.List;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.validation.ValidationBindHandler;
import org.springframework.core.env.Environment;
import org.springframework.validation.beanvalidation.SpringValidatorAdapter;

/** Reads a rule set from properties without a broker, so that a service's tests run the rules that it ships. */
public final class DeclaredRules {

    private DeclaredRules() {}

    /**
     * What is declared, and the topics that belong to it.
     *
     * @param rules the rule set
     * @param inputs the topics that are read, in the order of their streams
     * @param emit where outputs go
     */
    public record Declared(RuleSet rules, List<InputTopic> inputs, EmitSettings emit) {}

    /**
     * The rule set that an environment declares below {@code bellbuoy}.
     *
     * @throws io.bellbuoy.engine.rule.RuleException if a declaration is wrong, as at the start of a service
     */
    public static RuleSet in(Environment environment) {
        new PropertyNames().check(environment);
        BellbuoyProperties properties = Binder.get(environment).bindOrCreate("bellbuoy", BellbuoyProperties.class);
        return new RuleSetFactory(properties).ruleSet();
    }

    /**
     * All that an environment declares below {@code bellbuoy}, with every check of a start that needs no broker, save
     * those of expressions, which are checked when the plan is compiled.
     *
     * @throws io.bellbuoy.engine.rule.RuleException if a declaration is wrong
     * @throws org.springframework.boot.context.properties.bind.BindException if a value has not the form of its property
     */
    public static Declared all(Environment environment) {
        new PropertyNames().check(environment);
        BellbuoyProperties properties = validated(environment);
        RuleSetFactory factory = new RuleSetFactory(properties);
        return new Declared(factory.ruleSet(), factory.inputs(), Settings.emit(properties, factory));
    }

    static BellbuoyProperties validated(Environment environment) {
        try (ValidatorFactory validators = Validation.buildDefaultValidatorFactory()) {
            return Binder.get(environment)
                    .bindOrCreate(
                            "bellbuoy",
                            Bindable.of(BellbuoyProperties.class),
                            new ValidationBindHandler(new SpringValidatorAdapter(validators.getValidator())));
        }
    }
}
