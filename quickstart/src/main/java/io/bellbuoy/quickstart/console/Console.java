package io.bellbuoy.quickstart.console;

import java.io.PrintStream;
import java.util.Map;

/**
 * Where lines and progress go. Lines go to standard output, progress and problems to standard error, so that output can be
 * piped. Colours and a moving bar are used only on a terminal, and no colours where {@code NO_COLOR} is set. Thread-safe.
 */
public final class Console {

    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintStream out;
    private final PrintStream err;
    private final boolean terminal;
    private final boolean colours;

    private Console(PrintStream out, PrintStream err, boolean terminal, boolean colours) {
        this.out = out;
        this.err = err;
        this.terminal = terminal;
        this.colours = colours;
    }

    /**
     * A console on the given streams.
     *
     * @param terminal whether both streams are a terminal; Java cannot tell on its own, the launcher script can
     * @param environment the environment variables, of which {@code NO_COLOR} and {@code TERM} count
     */
    public static Console of(PrintStream out, PrintStream err, boolean terminal, Map<String, String> environment) {
        boolean plain = !environment.getOrDefault("NO_COLOR", "").isEmpty() || "dumb".equals(environment.get("TERM"));
        return new Console(out, err, terminal && !"dumb".equals(environment.get("TERM")), terminal && !plain);
    }

    /** Prints one line to standard output; a progress bar on the same terminal redraws itself below it. */
    public synchronized void line(String text) {
        if (terminal) {
            err.print(CLEAR_LINE);
            err.flush();
        }
        out.println(text);
        out.flush();
    }

    /** Prints one line about a problem to standard error. */
    public synchronized void problem(String text) {
        err.println((terminal ? CLEAR_LINE : "") + paint(Colour.BRIGHT_RED, text));
        err.flush();
    }

    /** The text in a colour, or as it is where colours are not wanted. */
    public String paint(Colour colour, String text) {
        return colours ? colour.around(text) : text;
    }

    /** Whether standard output is a terminal that understands a moving line. */
    public boolean isTerminal() {
        return terminal;
    }

    /** Whether standard output has failed, as it does when the reader of a pipe goes away. */
    public boolean isBroken() {
        return out.checkError();
    }

    synchronized void status(String text) {
        err.print(CLEAR_LINE + text);
        err.flush();
    }

    synchronized void note(String text) {
        err.println(text);
        err.flush();
    }

    /** The text with control characters replaced, so that data cannot steer the terminal. */
    public static String printable(String text) {
        StringBuilder result = new StringBuilder(text.length());
        text.codePoints().forEach(c -> result.appendCodePoint(Character.isISOControl(c) ? '\ufffd' : c));
        return result.toString();
    }
}
