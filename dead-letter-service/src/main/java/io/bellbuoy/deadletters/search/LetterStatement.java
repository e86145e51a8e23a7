package io.bellbuoy.deadletters.search;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A question as SQL: a window of rows that indexes find, from the latest back, and in it those that fit the rest. Rows are
 * read in the order of an index, and no further than the page is long.
 */
final class LetterStatement {

    /** How many rows are looked through for one page. */
    static final int WINDOW = 20_000;

    /** Each row is of one of these at most. The last is about topics whose names do not tell those of their origins. */
    private static final List<String> TOPICS = List.of(
            " and d.dlt_topic = :topic",
            " and d.dlt_topic = :topic || '-dlt'",
            " and d.origin_topic = :topic and d.dlt_topic <> d.origin_topic || '-dlt' and d.dlt_topic <> :topic");

    private static final String OF_TOPIC = "d.dlt_topic in (:topic, :topic || '-dlt') or d.origin_topic = :topic";

    private static final String OF_NO_OTHER_TOPIC =
            "d.dlt_topic in (:topic, :topic || '-dlt') and (d.origin_topic is null or d.origin_topic in (:topic, :alone))";

    private final Conditions indexed;
    private final Conditions rest;
    private final @Nullable String topic;

    private LetterStatement(Conditions indexed, Conditions rest, @Nullable String topic) {
        this.indexed = indexed;
        this.rest = rest;
        this.topic = topic;
    }

    static LetterStatement of(LetterQuery query) {
        return new LetterStatement(indexed(query), rest(query), query.topic());
    }

    static LetterStatement ofTopicAlone(LetterQuery query) {
        String topic = query.topic();
        if (topic == null) {
            throw new IllegalArgumentException("The topic is missing.");
        }
        Conditions indexed = indexed(query);
        Conditions rest = rest(query);
        // With the key it is part of what indexes find, so that no other topic's dead letters of the key fill the
        // window.
        (query.key() == null ? rest : indexed).add(OF_NO_OTHER_TOPIC, "alone", topic + "-dlt");
        return new LetterStatement(indexed, rest, topic);
    }

    /** The condition of a question, for who deals with all that it finds; no window bounds it. */
    static Criteria criteria(LetterQuery query) {
        Conditions indexed = indexed(query).add(OF_TOPIC, "topic", query.topic());
        Conditions rest = rest(query);
        Map<String, Object> parameters = new HashMap<>(indexed.parameters());
        parameters.putAll(rest.parameters());
        return new Criteria("true" + indexed.sql() + rest.sql(), parameters, query.description());
    }

    /**
     * The rows that fit; parameters are {@link #parameters()}, {@code before} and {@code limit}. Each is fetched by its
     * number when it is looked at: it is the index that has their order, and the planner must not find another way to it.
     */
    String rows(String columns) {
        return "select " + columns + " from (" + window() + ") w"
                + " cross join lateral (select * from dead_letter d where d.id = w.id offset 0) d"
                + " where true" + rest.sql() + " order by w.id desc limit :limit";
    }

    /** The last row of a full window; parameters are {@link #indexedParameters()} and {@code before}. */
    String last() {
        return "select id from (" + window() + ") w order by id desc offset " + (WINDOW - 1) + " limit 1";
    }

    /** Whether a window has rows that do not fit. */
    boolean looksThrough() {
        return !rest.parameters().isEmpty();
    }

    Map<String, Object> parameters() {
        Map<String, Object> all = indexedParameters();
        all.putAll(rest.parameters());
        return all;
    }

    Map<String, Object> indexedParameters() {
        Map<String, Object> all = new HashMap<>(indexed.parameters());
        if (topic != null) {
            all.put("topic", topic);
        }
        return all;
    }

    /** Numbers of rows. Each part has an order and an end of its own, so that it is read by its index, and merged. */
    private String window() {
        String of = "select d.id from dead_letter d where d.id < :before" + indexed.sql();
        String latest = " order by d.id desc limit " + WINDOW;
        if (topic == null) {
            return of + latest;
        }
        return TOPICS.stream()
                .map(part -> "(" + of + part + latest + ")")
                .collect(Collectors.joining(" union all ", "select d.id from (", ") d" + latest));
    }

    private static Conditions indexed(LetterQuery query) {
        return new Conditions()
                .add("d.fingerprint = :group", "group", query.group())
                .add(
                        "d.key = :key and substring(d.key from 1 for 64) = substring(:key::bytea from 1 for 64)",
                        "key",
                        query.key() == null ? null : query.key().getBytes(StandardCharsets.UTF_8))
                // Those are few, and have an index of their own.
                .addIf("PARKED".equals(query.state()), "d.state = 'PARKED'");
    }

    private static Conditions rest(LetterQuery query) {
        String header = query.header();
        int equals = header == null ? -1 : header.indexOf('=');
        return new Conditions()
                .add("d.service = :service", "service", query.service())
                .add("d.state = :inState", "inState", query.state())
                .add("d.exception ilike :exception", "exception", Terms.containing(query.exception()))
                .add("d.message ilike :text", "text", Terms.containing(query.text()))
                .add("d.dlt_timestamp >= :from", "from", Conditions.time(query.from()))
                .add("d.dlt_timestamp < :to", "to", Conditions.time(query.to()))
                .add(
                        "d.value_form <> 'GZIP' and position(:payload::bytea in d.value) > 0",
                        "payload",
                        query.payload() == null ? null : query.payload().getBytes(StandardCharsets.UTF_8))
                .add(
                        "d.headers @> jsonb_build_array(jsonb_build_object('name', :header::text))",
                        "header",
                        header == null ? null : equals < 0 ? header : header.substring(0, equals))
                .add(
                        "d.headers @> jsonb_build_array(jsonb_build_object('name', :header::text, 'text', :headerValue::text))",
                        "headerValue",
                        header == null || equals < 0 ? null : header.substring(equals + 1));
    }
}
