package io.bellbuoy.quickstart.generate;

/** The kinds of fraud in the generated stream, each with the rule of the service that is meant to find it. */
public enum Scenario {
    /** A stolen account spends more than 10,000 within minutes. */
    SPENDING_SPREE("high-value"),
    /** Many payments below 2.00 try whether a card works, then a large one. */
    CARD_TESTING("card-testing"),
    /** Many ordinary payments within minutes. */
    BURST("payment-burst"),
    /** A large payment from a country in which the account never paid. */
    NEW_COUNTRY("new-country-spike"),
    /** Two card-present payments further apart than anyone travels in the time between. */
    IMPOSSIBLE_TRAVEL("impossible-travel");

    private final String rule;

    Scenario(String rule) {
        this.rule = rule;
    }

    /** The name of the rule that is meant to find it. */
    public String rule() {
        return rule;
    }
}
