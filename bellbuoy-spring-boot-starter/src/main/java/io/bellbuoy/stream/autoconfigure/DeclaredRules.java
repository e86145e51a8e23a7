package io.bellbuoy.stream.autoconfigure;

import io.bellbuoy.engine.rule.RuleSet;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** Reads a rule set from properties without a broker, so that a service's tests run the rules that it ships. */
public final class DeclaredRules {

    private DeclaredRules() {}

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
}
