package io.bellbuoy.stream.autoconfigure;

import static io.bellbuoy.stream.autoconfigure.Mistake.wrong;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same of tables, joins, scorecards and lists. */
class WrongDeclarationTests {

    static Stream<Mistake> mistakes() {
        return Stream.of(
                // Tables
                table("ke: k", "table 'profiles', property 'ke'", "did you mean 'key'?"),
                table("key: k, time: processing", "table 'profiles', property 'time'", "found processing"),
                table("key: n, time: ingestion", "property 'key'", "the field 'n'"),
                table("key: k, time: ingestion, ttl: 5", "bellbuoy.tables.profiles.ttl", "Found '5'"),
                table("key: k, time: ingestion, id: k", "table 'profiles', property 'id'", "unknown property"),
                wrong(
                        "features:",
                        "tables: { transactions: { fields: { k: string }, key: k, time: ingestion } }\n  features:",
                        "table 'transactions', property 'name'",
                        "found the name of a stream"),
                wrong(
                        "features:",
                        "tables: { my-table: { fields: { k: string }, key: k, time: ingestion } }\n  features:",
                        "table 'my-table', property 'name'",
                        "lowerCamelCase"),
                wrong(
                        "features:",
                        "tables: { t: { topic: transactions, fields: { k: string }, key: k, time: ingestion } }\n  features:",
                        "property 'topic'",
                        "which stream 't' reads"),
                wrong(
                        "when: \"total > 10000\"",
                        "when: \"total > tables.limits.daily\"",
                        "rule 'high-value'",
                        "tables.limits.daily"),
                // Joins
                join(
                        "left: transactions, right: logins, after: 1m, befor: 1m",
                        "join 'pairs', property 'befor'",
                        "'before'"),
                join("left: transactions, right: login, after: 1m", "join 'pairs', property 'right'", "'logins'"),
                join("left: transactions, after: 1m", "join 'pairs', property 'right': found nothing"),
                join("left: transactions, right: logins", "join 'pairs', property 'after'", "neither before nor after"),
                join("left: transactions, right: logins, after: 1M", "bellbuoy.joins.pairs.after", "Found '1M'"),
                join(
                        "left: transactions, right: logins, by: user, after: 1m",
                        "property 'by'",
                        "record key of 'transactions' is 'accountId'"),
                join("left: pairs, right: logins, after: 1m", "join 'pairs'", "a join of itself: pairs -> pairs"),
                wrong(
                        "features:",
                        "joins: { transactions: { left: transactions, right: a, after: 1m } }\n  features:",
                        "join 'transactions', property 'name'",
                        "the name of another stream or join"),
                // Scorecards
                card("review: 40", "scorecard 's', property 'stream': found nothing"),
                card("stream: transaction, review: 40", "scorecard 's', property 'stream'", "'transactions'?"),
                card("stream: transactions, review: 40", "scorecard 's', property 'block': found nothing"),
                card("stream: transactions, block: 40", "scorecard 's', property 'review': found nothing"),
                card("stream: transactions, review: 4, block: 5", "property 'weights': found none"),
                card(
                        "stream: transactions, review: 40, block: 39.5, weights: { high-value: 1 }",
                        "property 'review'",
                        "found 40, which is above block=39.5"),
                card(
                        "stream: transactions, review: 4, block: 5, weights: { hihg-value: 1 }",
                        "scorecard 's', property 'weights.hihg-value'",
                        "did you mean 'high-value'?"),
                card(
                        "stream: transactions, review: 4, block: 5, weights: { high-value: much }",
                        "bellbuoy.scorecards.s.weights.high-value"),
                card(
                        "stream: transactions, review: 4, block: 5, publish-form: review",
                        "scorecard 's', property 'publish-form'",
                        "did you mean 'publish-from'?"),
                // Lists
                list("topic: stolen", "list 'stolen', property 'field': found nothing"),
                list("topic: stolen, field: acountId", "list 'stolen', property 'field'", "did you mean 'accountId'?"),
                list("topic: stolen, field: amount", "list 'stolen', property 'field'", "a field of type string"),
                list("field: accountId", "list 'stolen', property 'topic'", "neither a topic nor entries"),
                list("field: accountId, topic: transactions", "property 'topic'", "which is an input"),
                list("field: accountId, topic: 'a b'", "list 'stolen', property 'topic'", "the topic name 'a b'"),
                list("field: accountId, topic: stolen, effect: forbid", "bellbuoy.lists.stolen.effect", "DENY"),
                list(
                        "field: accountId, expiry: required, entries: [ { value: a } ]",
                        "list 'stolen', property 'entries[0].until'",
                        "expiry: required"),
                list(
                        "field: accountId, entries: [ { value: a, until: tomorrow } ]",
                        "bellbuoy.lists.stolen.entries[0].until",
                        "tomorrow"),
                list("field: accountId, entries: [ { reason: a } ]", "property 'entries[0].value': found nothing"),
                list(
                        "field: accountId, entries: [ { valeu: a } ]",
                        "bellbuoy.lists.stolen.entries[0].valeu",
                        "unbound"),
                wrong(
                        "  rules:",
                        "  lists: { stolen-cards: { field: accountId, topic: s } }\n  rules:",
                        "list 'stolen-cards', property 'name'",
                        "lowerCamelCase"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistakeStopsTheStartWithItsReason(Mistake mistake) {
        FailedStart.assertExplained(mistake);
    }

    private static Mistake card(String properties, String... parts) {
        return wrong("  rules:", "  scorecards: { s: { " + properties + " } }\n  rules:", parts);
    }

    private static Mistake join(String properties, String... parts) {
        String logins = "  logins: { fields: { accountId: string, user: string }, key: accountId, time: ingestion }\n";
        return wrong("features:", logins + "  joins: { pairs: { " + properties + " } }\n  features:", parts);
    }

    private static Mistake table(String properties, String... parts) {
        String table = "tables: { profiles: { fields: { k: string, m: decimal }, " + properties + " } }\n  features:";
        return wrong("features:", table, parts);
    }

    private static Mistake list(String properties, String... parts) {
        return wrong("  rules:", "  lists: { stolen: { " + properties + " } }\n  rules:", parts);
    }
}
