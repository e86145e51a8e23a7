package io.bellbuoy.stream.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.stream.testing.LineDiff;
import io.bellbuoy.stream.testing.RuleFile;
import io.bellbuoy.stream.testing.RuleTester;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every recipe does what its expected outputs say, and is in the reference. */
class RecipesTests {

    private static final Path RECIPES = Pages.ROOT.resolve("docs/recipes");

    static Stream<Path> recipes() {
        try (Stream<Path> folders = Files.list(RECIPES)) {
            return folders.filter(Files::isDirectory).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void thereAreRecipes() {
        assertThat(recipes()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void recipeGivesWhatIsExpected(Path recipe) {
        Path expected = recipe.resolve("expected.ndjson");

        RuleTester.of(recipe.resolve("rules.yml")).assertOutputs(recipe.resolve("events.ndjson"), expected);

        assertThat(Pages.text(expected)).contains("\"status\":\"FIRING\"");
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void recipeIsExplainedAndInTheReference(Path recipe) {
        assertThat(Pages.text(recipe.resolve("README.md"))).startsWith("# ");
        assertThat(Pages.text(Pages.ROOT.resolve("docs/rules.md")))
                .contains("(recipes/" + recipe.getFileName() + "/README.md)");
    }

    @Test
    void velocityRingsWithTheSixthPayment() {
        Path recipe = Path.of("../docs/recipes/velocity");
        RuleTester tester = RuleTester.of(recipe.resolve("rules.yml"));

        tester.assertOutputs(recipe.resolve("events.ndjson"), recipe.resolve("expected.ndjson"));
    }

    @Test
    void differenceInTheReferenceIsThatOfAChangedMessage() {
        Path recipe = RECIPES.resolve("velocity");
        String changed = Pages.text(recipe.resolve("rules.yml"))
                .replace("{n} payments of {total} in all within 10 minutes", "{n} payments within 10 minutes");
        List<String> outputs = new RuleTester(RuleFile.of(changed, List.of())).run(recipe.resolve("events.ndjson"));
        List<String> expected =
                Pages.text(recipe.resolve("expected.ndjson")).lines().toList();

        assertThat(Pages.blocks("diff")).singleElement().satisfies(block -> assertThat(block.lines())
                .isEqualTo(LineDiff.of(expected, outputs).lines()));
    }

    /** Of the lines of JSON in the reference those with a topic are what comes out of the others. */
    @Test
    void linesOfJsonInTheReferenceAreEventsAndTheirOutputs() {
        List<String> lines = Pages.blocks("json")
                .filter(block -> block.page().endsWith("rules.md"))
                .flatMap(block -> block.lines().stream())
                .toList();
        List<String> outputs = lines.stream().filter(RecipesTests::isOutput).toList();

        assertThat(outputs).isNotEmpty();
        assertThat(RuleTester.of(RECIPES.resolve("new-country/rules.yml"))
                        .run(lines.stream().filter(line -> !isOutput(line)).toList()))
                .containsExactlyElementsOf(outputs);
    }

    private static boolean isOutput(String line) {
        return line.startsWith("{\"topic\"") || line.startsWith("{\"duplicate\"");
    }
}
