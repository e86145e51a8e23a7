package io.bellbuoy.deadletters.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.deadletters.policy.Action;
import io.bellbuoy.deadletters.store.OpenLetters;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.yaml.snakeyaml.Yaml;

/** The alert rules of the documentation are in the form that Prometheus reads, and ask for meters that there are. */
class AlertRulesTests {

    private static final Pattern METER = Pattern.compile("bellbuoy_[a-z_]+");

    @Test
    void rulesHaveTheFormThatPrometheusReadsAndKnownMeters() throws Exception {
        Set<String> meters = meters();
        List<Map<String, Object>> rules = rules();
        assertThat(rules)
                .hasSizeGreaterThan(2)
                .extracting(rule -> rule.get("alert"))
                .doesNotHaveDuplicates();
        for (Map<String, Object> rule : rules) {
            assertThat(rule.keySet()).isSubsetOf("alert", "expr", "for", "labels", "annotations");
            assertThat(rule.get("alert").toString()).matches("[A-Z][A-Za-z]+");
            assertThat(String.valueOf(rule.getOrDefault("for", "1m"))).matches("[1-9][0-9]*[smh]");
            String expression = rule.get("expr").toString();
            for (String brackets : List.of("()", "[]", "{}")) {
                assertThat(count(expression, brackets.charAt(0))).isEqualTo(count(expression, brackets.charAt(1)));
            }
            assertThat(meters).containsAll(names(expression));
            assertThat(((Map<?, ?>) rule.get("labels")).get("severity")).isIn("info", "warning", "critical");
            assertThat(((Map<?, ?>) rule.get("annotations")).get("summary")).isNotNull();
        }
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> rules() throws Exception {
        String text = Files.readString(Path.of("..", "docs", "dead-letters.rules.yml"));
        Map<String, List<Map<String, Object>>> file = new Yaml().load(text);
        return (List<Map<String, Object>>) file.get("groups").get(0).get("rules");
    }

    private static Set<String> meters() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        OpenLetters unasked = new OpenLetters(JdbcClient.create(new DriverManagerDataSource("jdbc:postgresql:none")));
        OpenLetterWatch watch = new OpenLetterWatch(unasked, Clock.systemUTC(), Duration.ofHours(1));
        new MicrometerCollectMonitor(registry, watch).collected(Map.of("orders-dlt", 1L));
        new MicrometerPolicyMonitor(registry).acted("the-rest", Action.NOTIFY, 1);
        return names(registry.scrape());
    }

    private static Set<String> names(String text) {
        return METER.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    private static long count(String text, char c) {
        return text.chars().filter(found -> found == c).count();
    }
}
