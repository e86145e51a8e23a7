package io.bellbuoy.benchmarks.contender;

import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.core.util.Named;

/**
 * Takes three fields out of a JSON object with Jackson's streaming parser, in the fastest way it offers, and keeps their
 * text: turning it into decimals and times would slow this down and flatter whoever is compared with it. Single-threaded.
 */
final class FieldParser implements PlainConsumer.Work {

    private static final JsonFactory JSON = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.threadLocalPool())
            .build();

    private final PropertyNameMatcher names = JSON.constructNameMatcher(
            List.of(Named.fromString("accountId"), Named.fromString("amount"), Named.fromString("timestamp")), false);
    private final String[] values = new String[3];

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

    /** One of the texts of {@link #values()}. */
    String text(int number) {
        return values[number];
    }

    /** The texts of account, amount and time of the last value. */
    List<String> values() {
        return List.of(values);
    }
}
