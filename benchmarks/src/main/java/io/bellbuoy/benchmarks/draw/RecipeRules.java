package io.bellbuoy.benchmarks.draw;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Some of the recipes in one rule set, drawn by a seed. */
public final class RecipeRules {

    private RecipeRules() {}

    /** How many there are to draw from. */
    public static int most() {
        return Recipe.values().length;
    }

    /**
     * Draws recipes.
     *
     * @param number how many, at most {@link #most()}
     */
    public static DrawnRules draw(int number, long seed) {
        List<Recipe> recipes = Arrays.asList(Recipe.values());
        Collections.shuffle(recipes, new Random(seed));
        List<Recipe> drawn = recipes.subList(0, number);
        Map<String, String> declarations = new LinkedHashMap<>();
        drawn.forEach(recipe -> declarations.putAll(recipe.declarations()));
        return new DrawnRules(drawn.stream().map(Recipe::label).toList(), declarations);
    }
}
