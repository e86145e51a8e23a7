package io.bellbuoy.deadletters.headers;

/** Text as PostgreSQL takes it. */
public final class StorableText {

    private StorableText() {}

    /**
     * The beginning of a text, cut between characters, with U+FFFD for what PostgreSQL cannot store: the zero character.
     *
     * @param length the most UTF-16 units
     */
    public static String of(String text, int length) {
        int end = Math.min(text.length(), length);
        if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end).replace('\0', '\uFFFD');
    }
}
