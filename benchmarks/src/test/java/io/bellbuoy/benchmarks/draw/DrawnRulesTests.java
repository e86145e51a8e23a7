package io.bellbuoy.benchmarks.draw;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.rule.RuleSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class DrawnRulesTests {

    private static final Path RECIPES = Path.of("../docs/recipes");

    static LongStream seeds() {
        return LongStream.range(0, 20);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aHundredRulesAreAcceptedAndEachIsAnother(long seed) {
        List<RuleSpec> rules = FraudRules.draw(100, seed).ruleSet().rules();

        assertThat(rules).hasSize(100);
        assertThat(rules.get(0).name()).isEqualTo("high-value");
        assertThat(rules.stream()
                        .map(rule -> List.of(
                                rule.when(),
                                String.valueOf(rule.where()),
                                String.valueOf(rule.window()),
                                rule.compute())))
                .doesNotHaveDuplicates();
    }

    @Test
    void theSameSeedDrawsTheSameAndFewRulesAreTheFirstOfMany() {
        assertThat(FraudRules.draw(10, 7)).isEqualTo(FraudRules.draw(10, 7));
        assertThat(FraudRules.draw(100, 7).properties())
                .startsWith(FraudRules.draw(10, 7).properties().toArray(String[]::new));
        assertThat(FraudRules.draw(10, 8)).isNotEqualTo(FraudRules.draw(10, 7));
        assertThat(FraudRules.draw(1, 7).properties()).isEmpty();
        assertThat(RecipeRules.draw(5, 7)).isEqualTo(RecipeRules.draw(5, 7));
    }

    @ParameterizedTest
    @EnumSource
    void everyRecipeIsOneOfTheDocumentationAndIsAcceptedAlone(Recipe recipe) {
        assertThat(RECIPES.resolve(recipe.label()).resolve("rules.yml")).matches(Files::exists);
        assertThat(new DrawnRules(List.of(recipe.label()), recipe.declarations())
                        .ruleSet()
                        .rules())
                .hasSize(2);
    }

    @Test
    void allRecipesGoTogether() {
        assertThat(RecipeRules.draw(RecipeRules.most(), 1).ruleSet().rules()).hasSize(1 + RecipeRules.most());
    }

    @Test
    void fieldsAreThoseThatRulesReadWithKeyAndTime() {
        assertThat(FraudRules.draw(1, 7).fields()).containsExactly("accountId", "timestamp", "amount");
        assertThat(new DrawnRules(List.of("trending-hashtags"), Recipe.TRENDING_HASHTAGS.declarations()).fields())
                .containsExactly("accountId", "timestamp", "amount", "merchantId", "terminalId");
    }
}
