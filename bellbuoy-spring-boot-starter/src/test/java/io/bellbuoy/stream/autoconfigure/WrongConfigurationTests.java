package io.bellbuoy.stream.autoconfigure;

import static io.bellbuoy.stream.autoconfigure.Mistake.wrong;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each mistake stops the start with a message that names where it is, what was found and what is allowed. */
class WrongConfigurationTests {

    static Stream<Mistake> mistakes() {
        return Stream.of(
                // Names
                wrong("when: ", "wen: ", "rule 'high-value', property 'wen'", "did you mean 'when'?"),
                wrong("compute: ", "computed: ", "rule 'high-value', property 'computed'", "did you mean 'compute'?"),
                wrong("sliding: 10m", "slidin: 10m", "rule 'high-value', property 'slidin'", "did you mean 'sliding'?"),
                wrong("features:", "feature:", "unknown property bellbuoy.feature", "did you mean 'features'?"),
                wrong(
                        "sliding: 10m, every: 1m }",
                        "session: 30m }\n      emit: early",
                        "rule 'high-value'",
                        "found early with window session",
                        "on-close"),
                wrong("every: 1m", "every: 1m, precision: 1s", "property 'precision'", "this version does not have"),
                wrong(
                        "trailing: 30d",
                        "global: true, ttl: 1d",
                        "feature 'mean30d', property 'window.trigger': found nothing with global",
                        "count: 100"),
                wrong(
                        "trailing: 30d",
                        "global: true, trigger: { count: 3 }",
                        "property 'window.ttl': found nothing with global",
                        "ttl: 30d"),
                wrong(
                        "trailing: 30d",
                        "trailing: 30d, trigger: { count: 3 }",
                        "property 'window.trigger': found trigger with trailing",
                        "global: true"),
                wrong("trailing: 30d", "trailing: 30d, ttl: 3d", "property 'window.ttl': found ttl with trailing"),
                wrong(
                        "trailing: 30d",
                        "global: true, ttl: 1d, trigger: { count: 3, every: 1h }",
                        "property 'window.trigger': found count and every"),
                wrong(
                        "trailing: 30d",
                        "global: true, ttl: 1d, trigger: { count: 0 }",
                        "property 'window.trigger.count': found 0"),
                wrong(
                        "trailing: 30d",
                        "global: true, ttl: 1d, trigger: { delta: { of: amount } }",
                        "property 'window.trigger.delta.threshold': found nothing"),
                wrong(
                        "trailing: 30d",
                        "global: true, ttl: 1d, trigger: { delta: { of: country, threshold: 1 } }",
                        "property 'window.trigger.delta.of': found 'country' of type string"),
                wrong(
                        "trailing: 30d",
                        "global: true, ttl: 1d, trigger: { delta: { of: amuont, threshold: 1 } }",
                        "Did you mean 'amount'?"),
                wrong(
                        "trailing: 30d",
                        "global: true, ttl: 1m, trigger: { every: 1h }",
                        "property 'window.ttl': found PT1M with trigger.every=PT1H"),
                wrong(
                        "trailing: 30d",
                        "global: true, ttl: 1d, trigger: { count: 3, them: keep }",
                        "property 'them'",
                        "did you mean 'then'?"),
                wrong("trailing: 30d", "global: true, tumbling: 1d", "found tumbling and global"),
                wrong("trailing: 30d", "global: true, offset: 1h", "offset with global"),
                wrong(
                        "sliding: 10m, every: 1m }",
                        "global: true, ttl: 1d, trigger: { count: 3 } }\n      emit: on-close",
                        "rule 'high-value', property 'emit'",
                        "never closes"),
                wrong(
                        "sliding: 10m, every: 1m }\n      compute: { total: \"sum(amount)\" }\n      when: \"total",
                        "global: true, ttl: 1d, trigger: { every: 1h } }\n      compute: { total: \"sum(amount)\" }\n      when: \"amount",
                        "rule 'high-value', property 'when'",
                        "no event is current when a time fires"),
                // Streams
                wrong(
                        "application-id: fraud",
                        "concurrency: 1",
                        "bellbuoy.applicationId",
                        "must be the name of the application"),
                wrong("application-id: fraud", "application-id: 'a b'", "must be 1 to 100 letters"),
                wrong(
                        "key: accountId",
                        "key: acountId",
                        "stream 'transactions', property 'key'",
                        "did you mean 'accountId'?"),
                wrong(
                        "key: accountId",
                        "key: amount",
                        "stream 'transactions', property 'key'",
                        "of type decimal",
                        "string"),
                wrong("key: accountId, ", "", "stream 'transactions', property 'key': found nothing"),
                wrong("time: timestamp", "time: ingest", "stream 'transactions', property 'time'", "ingest"),
                wrong("time: timestamp", "time: country", "property 'time'", "of type string"),
                wrong("id: transactionId", "id: txId", "stream 'transactions', property 'id'", "txId"),
                wrong("id: transactionId, ", "deduplicate: 1h, ", "property 'deduplicate'", "without an id"),
                wrong(
                        "transaction.json",
                        "transactoin.json",
                        "stream 'transactions', property 'schema'",
                        "no file at class path resource"),
                wrong(
                        "id: transactionId",
                        "id: transactionId, fields: { a: string }",
                        "found schema and fields",
                        "exactly one"),
                wrong("schema: \"classpath:/schemas/transaction.json\", ", "", "found neither schema nor fields"),
                wrong("time: timestamp", "time: timestamp, topic: 'a/b'", "the topic name 'a/b'"),
                wrong(
                        "time: timestamp",
                        "time: timestamp, idle-timeout: 30",
                        "bellbuoy.streams.transactions.idle-timeout",
                        "Found '30'; allowed: a number and one of ms, s, m, h, d, w"),
                wrong(
                        "time: timestamp",
                        "time: timestamp, max-record-size: 100MB",
                        "property 'max-record-size'",
                        "1B to 15MB"),
                wrong(
                        "features:",
                        "  other: { topic: transactions, fields: { k: string }, key: k, time: ingestion }\n  features:",
                        "stream 'transactions', property 'topic'",
                        "which stream 'other' reads"),
                // Features and rules
                wrong(
                        "{ stream: transactions, window: { trailing",
                        "{ stream: transaction, window: { trailing",
                        "feature 'mean30d', property 'stream'",
                        "did you mean 'transactions'?"),
                wrong("mean30d:", "mean-30d:", "feature 'mean-30d', property 'name'", "lowerCamelCase"),
                wrong(", value: \"avg(amount)\"", "", "feature 'mean30d', property 'value': found nothing"),
                wrong("trailing: 30d", "every: 30d", "feature 'mean30d', property 'window': found no kind of window"),
                wrong("trailing: 30d", "trailing: 30d, tumbling: 1d", "found tumbling and trailing"),
                wrong("trailing: 30d", "trailing: 0", "property 'window.trailing': found 0"),
                wrong("trailing: 30d", "session: 0", "property 'window.session': found 0"),
                wrong("trailing: 30d", "session: 30m, offset: 1m", "offset with session"),
                wrong("trailing: 30d", "session: 30m, trailing: 1d", "found trailing and session"),
                wrong("trailing: 30d", "trailing: 1M", "bellbuoy.features.mean30d.window.trailing", "Found '1M'"),
                wrong("trailing: 30d", "trailing: 30d, every: 1d", "every with trailing"),
                wrong(
                        "value: \"avg",
                        "emit: on-close, value: \"avg",
                        "feature 'mean30d', property 'emit'",
                        "never closes"),
                wrong(
                        "every: 1m",
                        "every: 3m",
                        "rule 'high-value', property 'window.every'",
                        "every=PT3M with sliding=PT10M"),
                wrong(", every: 1m", "", "rule 'high-value', property 'window.every': found nothing"),
                wrong("every: 1m", "every: 1m, offset: 2m", "property 'window.offset'", "less than PT1M"),
                wrong("every: 1m", "every: 1m, exclude-current: true", "exclude-current with sliding"),
                wrong(
                        "sliding: 10m, every: 1m",
                        "tumbling: 1d, zone: Berlin",
                        "rule 'high-value', property 'window.zone': found the unknown time zone 'Berlin'",
                        "did you mean 'Europe/Berlin'?"),
                wrong(
                        "sliding: 10m, every: 1m",
                        "tumbling: 1d, zone: Europe/Berln",
                        "the unknown time zone 'Europe/Berln'",
                        "did you mean 'Europe/Berlin'?"),
                wrong(
                        "sliding: 10m, every: 1m",
                        "tumbling: 1M",
                        "property 'window.tumbling': found 1M without zone",
                        "zone: UTC"),
                wrong(
                        "sliding: 10m, every: 1m",
                        "tumbling: 2d, zone: UTC",
                        "property 'window.tumbling': found PT48H with zone",
                        "1h, 2h, 3h, 4h, 6h, 8h, 12h, 1d, 1w, 1M, 2M"),
                wrong(
                        "sliding: 10m, every: 1m",
                        "tumbling: 10m, zone: UTC",
                        "property 'window.tumbling': found PT10M with zone",
                        "or no zone"),
                wrong(
                        "sliding: 10m, every: 1m",
                        "sliding: 1M, every: 1d, zone: UTC",
                        "property 'window.every': found every=PT24H with sliding=1M",
                        "months for months"),
                wrong(
                        "sliding: 10m, every: 1m",
                        "tumbling: 1d, zone: UTC, offset: 1d",
                        "property 'window.offset': found PT24H",
                        "less than PT24H"),
                wrong("sliding: 10m, every: 1m", "tumbling: 1x", "Found '1x'", "or months as in 1M"),
                wrong("trailing: 30d", "trailing: 30d, zone: UTC", "zone with trailing"),
                wrong(
                        "[accountId, country]",
                        "[accountId, contry]",
                        "rule 'high-value', property 'by'",
                        "did you mean 'country'?"),
                wrong("total: ", "amount: ", "property 'compute.amount'", "the name of a field"),
                wrong("total: ", "Total: ", "property 'compute'", "the name 'Total'"),
                wrong("when: \"total > 10000\"", "message: x", "rule 'high-value', property 'when': found nothing"),
                wrong(
                        "when: \"total",
                        "severity: HUGE\n      when: \"total",
                        "bellbuoy.rules.high-value.severity",
                        "HUGE",
                        "CRITICAL"),
                wrong("when: \"total", "emit: late\n      when: \"total", "bellbuoy.rules.high-value.emit", "late"),
                wrong(
                        "when: \"total",
                        "action: { block: { for: 1d, lift-on: verified } }\n      when: \"total",
                        "property 'action.block.lift-on'",
                        "the unknown stream 'verified'"),
                wrong(
                        "when: \"total",
                        "action: { block: { lift-on: transactions } }\n      when: \"total",
                        "property 'action.block.for': found nothing"),
                wrong(
                        "when: \"total",
                        "publish: 'a b'\n      when: \"total",
                        "rule 'high-value', property 'publish'",
                        "the topic name 'a b'"),
                wrong(
                        "when: \"total",
                        "publish: transactions\n      when: \"total",
                        "property 'publish'",
                        "which is an input"),
                wrong(
                        "features:",
                        "alerts: { topic: transactions }\n  features:",
                        "property 'alerts.topic'",
                        "which is an input"),
                // Expressions
                wrong("total > 10000", "totl > 10000", "rule 'high-value'", "total"),
                wrong("total > 10000", "total >", "rule 'high-value'"),
                wrong("sum(amount)", "sum(country)", "rule 'high-value'"),
                wrong("sum(amount)", "sun(amount)", "rule 'high-value'", "sum"),
                wrong("total > 10000", "total > features.mean30", "rule 'high-value'", "mean30d"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistakeStopsTheStartWithItsReason(Mistake mistake) {
        FailedStart.assertExplained(mistake);
    }

    @Test
    void nothingDeclaredIsNothingRun() {
        FailedStart.runner().run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(RuleSetFactory.class));
    }
}
