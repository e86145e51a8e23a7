package io.bellbuoy.stream.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.stream.autoconfigure.ExampleRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links lead somewhere, and tables of names are complete and have nothing that is not there. */
class DocumentationPagesTests {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern METER = Pattern.compile("\"(bellbuoy\\.[a-z.]+)\"");
    private static final Pattern METER_ROW = Pattern.compile("(?m)^\\| `(bellbuoy\\.[a-z.]+)`");
    private static final Pattern PROPERTY_ROW = Pattern.compile("(?m)^\\| `bellbuoy\\.([a-z.*-]+)` \\|");

    static Stream<Path> pages() {
        return Pages.all().stream();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadSomewhere(Path page) {
        List<String> broken = new ArrayList<>();
        for (String line : Pages.prose(page)) {
            LINK.matcher(line).results().map(link -> link.group(1)).forEach(link -> {
                if (!link.matches("[a-z]+:.*") && !leadsSomewhere(page, link)) {
                    broken.add(link);
                }
            });
        }
        assertThat(broken)
                .as("links of %s to nowhere", Pages.ROOT.relativize(page))
                .isEmpty();
    }

    private static boolean leadsSomewhere(Path page, String link) {
        int hash = link.indexOf('#');
        String path = hash < 0 ? link : link.substring(0, hash);
        Path target = path.isEmpty() ? page : page.resolveSibling(path);
        return Files.exists(target) && (hash < 0 || Pages.anchors(target).contains(link.substring(hash + 1)));
    }

    @Test
    void everyPropertyHasALineInTheRulesReference() {
        assertThat(rows(PROPERTY_ROW, "docs/rules.md"))
                .containsExactlyInAnyOrderElementsOf(new TreeSet<>(ExampleRules.propertyNames()));
    }

    @Test
    void everyMeterHasALineInTheOperationsPage() {
        assertThat(rows(METER_ROW, "docs/operations.md")).containsExactlyInAnyOrderElementsOf(meters());
    }

    private static Set<String> rows(Pattern row, String page) {
        return names(row, Pages.text(Pages.ROOT.resolve(page)));
    }

    private static Set<String> meters() {
        Path metrics = Path.of("src/main/java/io/bellbuoy/stream/autoconfigure/metrics");
        try (Stream<Path> files = Files.list(metrics)) {
            return files.flatMap(file -> names(METER, Pages.text(file)).stream())
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> names(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
