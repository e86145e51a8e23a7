package io.bellbuoy.benchmarks.contender;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.core.util.Named;

/**
 * Takes some fields out of a JSON object with Jackson's streaming parser, in the fastest way it offers, and keeps their
 * text: turning it into decimals and times would slow this down and flatter whoever is compared with it. Single-threaded.
 */
final class FieldParser implements PlainConsumer.Work {

    private static final JsonFactory JSON = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.threadLocalPool())
            .build();

    /** What the high-value rule needs of a payment. */
    static final List<String> FIELDS = List.of("accountId", "amount", "timestamp");

    private final PropertyNameMatcher names;
    private final @Nullable String[] values;

    FieldParser(List<String> fields) {
        names = JSON.constructNameMatcher(
                fields.stream().<Named>map(Named::fromString).toList(), false);
        values = new String[fields.size()];
    }

    @Override
    public void on(byte[] value) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), value)) {
            parser.nextToken();
            int match = parser.nextNameMatch(names);
            while (match != PropertyNameMatcher.MATCH_END_OBJECT) {
                parser.nextToken();
                if (match >= 0) {
                    values[match] = parser.getString();
                } else {
                    parser.skipChildren();
                }
                match = parser.nextNameMatch(names);
            }
        }
    }

    /** The text of one of the fields, by its place among them, in the last value that had it. */
    String text(int number) {
        return Objects.requireNonNull(values[number]);
    }
}
