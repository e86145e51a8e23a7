package io.bellbuoy.fraud.rules;
import org.junit.jupiter.api.Test;
class DebugTests {
    @Test void d() {
        Trace trace = new Trace(ShippedRules.ruleSet());
        trace.pay("PT1M", "6000").pay("PT2M", "5000").pay("PT3M30S", "1").pay("PT1M30S", "700");
        trace.tester().outputs().all().forEach(System.out::println);
        System.out.println("--");
        trace = new Trace(ShippedRules.ruleSet());
        trace.pay("PT1M", "6000").pay("PT2M", "5000").pay("PT2M30S", "1").pay("PT1M30S", "700").pay("PT2M31S", "700");
        trace.tester().outputs().all().forEach(System.out::println);
        System.out.println(ShippedRules.ruleSet().rules().get(0));
    }
}
