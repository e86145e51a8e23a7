package io.bellbuoy.quickstart.console;

/** The few colours in use, as ANSI select-graphic-rendition codes. */
public enum Colour {
    PLAIN(""),
    BOLD("1"),
    DIM("2"),
    RED("31"),
    BRIGHT_RED("1;31"),
    GREEN("32"),
    YELLOW("33"),
    BLUE("34"),
    CYAN("36");

    private final String code;

    Colour(String code) {
        this.code = code;
    }

    String around(String text) {
        return this == PLAIN ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
