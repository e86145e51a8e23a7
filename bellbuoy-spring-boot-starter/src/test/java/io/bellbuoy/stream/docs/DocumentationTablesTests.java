package io.bellbuoy.stream.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.bellbuoy.engine.aggregate.AggregateCall;
import io.bellbuoy.engine.condition.ExpressionCompiler;
import io.bellbuoy.engine.condition.ExpressionException;
import io.bellbuoy.engine.condition.Names;
import io.bellbuoy.stream.autoconfigure.ExampleRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What tables and lists of the pages say is what the code has. */
class DocumentationTablesTests {

    private static final String RULES = Pages.text(Pages.ROOT.resolve("docs/rules.md"));
    private static final Pattern DEFAULT = Pattern.compile("(?m)^\\| `bellbuoy\\.([a-z.*-]+)` \\| ([^|]*) \\|");
    private static final Pattern CALL = Pattern.compile("`([a-z]+)\\(");
    private static final Pattern PACKAGE = Pattern.compile("`(?:io\\.bellbuoy\\.(?:engine|stream))?\\.([a-z]+)`");

    @Test
    void defaultsOfPropertiesAreThoseOfTheCode() {
        Map<String, String> said = new LinkedHashMap<>();
        DEFAULT.matcher(RULES).results().forEach(row -> said.put(row.group(1), row.group(2)));
        Map<String, String> wrong = new LinkedHashMap<>();
        Map<String, String> defaults = ExampleRules.propertyDefaults();
        assertThat(defaults).hasSizeGreaterThan(20);
        defaults.forEach((property, value) -> {
            String row = said.getOrDefault(property, "").toLowerCase(Locale.ROOT);
            boolean isOff = value.equals("0s") && row.equals("off");
            if (!isOff && !row.contains("`" + value.toLowerCase(Locale.ROOT) + "`")) {
                wrong.put(property, "is " + value + ", said is " + row);
            }
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void theTableOfAggregatesHasThemAll() {
        Set<String> said = firstCells(section("Aggregates"))
                .flatMap(cell -> CALL.matcher(cell).results().map(call -> call.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(said).containsExactlyInAnyOrderElementsOf(AggregateCall.names(Set.of()));
    }

    @Test
    void theTableOfConditionsHasAllFunctions() {
        ExpressionException refused = catchThrowableOfType(
                ExpressionException.class, () -> new ExpressionCompiler().compile("nope(1)", new Names(), "a test"));
        String message = String.valueOf(refused.getMessage());
        String known = message.substring(message.indexOf("Allowed: ") + 9, message.indexOf(". Use"));

        assertThat(List.of(known.split(", ")))
                .hasSizeGreaterThan(5)
                .allSatisfy(function -> assertThat(section("Conditions")).contains(function + "("));
    }

    @Test
    void everyPackageIsInTheFlowOfTheDesignPage() {
        String design = Pages.text(Pages.ROOT.resolve("docs/design.md"));
        Set<String> said =
                PACKAGE.matcher(design).results().map(name -> name.group(1)).collect(Collectors.toSet());

        assertThat(said)
                .containsAll(packages("window-engine/src/main/java/io/bellbuoy/engine"))
                .containsAll(packages("bellbuoy-spring-boot-starter/src/main/java/io/bellbuoy/stream"));
    }

    private static List<String> packages(String folder) {
        try (Stream<Path> entries = Files.list(Pages.ROOT.resolve(folder))) {
            return entries.filter(Files::isDirectory)
                    .map(path -> path.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of a section, up to the next of its level. */
    private static String section(String heading) {
        int start = RULES.indexOf("\n## " + heading + "\n");
        int end = RULES.indexOf("\n## ", start + 1);
        return RULES.substring(start, end);
    }

    private static Stream<String> firstCells(String text) {
        return text.lines().filter(line -> line.startsWith("| `")).map(line -> line.split("\\|")[1]);
    }
}
