package io.bellbuoy.stream.autoconfigure;

import io.bellbuoy.engine.rule.ListSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes lists from properties; the field is checked against the streams when the plan is compiled. */
final class ListFactory {

    /** Checks a topic that is read beside the inputs. */
    @FunctionalInterface
    interface TopicCheck {
        String check(Checks checks, String property, String topic);
    }

    private final TopicCheck topics;

    ListFactory(TopicCheck topics) {
        this.topics = topics;
    }

    List<ListSpec> create(Map<String, ListProperties> lists) {
        return lists.entrySet().stream()
                .map(list -> create(list.getKey(), list.getValue()))
                .toList();
    }

    private ListSpec create(String name, ListProperties list) {
        Checks checks = new Checks(ListSpec.owner(name));
        checks.identifier("name", name);
        return new ListSpec(
                name,
                checks.required("field", list.field(), "the field whose value is looked up, as in accountId"),
                list.effect(),
                topic(checks, list.topic()),
                list.expiry() == ListProperties.Expiry.REQUIRED,
                entries(checks, list.entries()));
    }

    private @Nullable String topic(Checks checks, @Nullable String topic) {
        String given = Checks.optional(topic);
        return given == null ? null : topics.check(checks, "topic", given);
    }

    private static List<ListSpec.Entry> entries(Checks checks, List<ListProperties.Entry> given) {
        List<ListSpec.Entry> entries = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            ListProperties.Entry entry = given.get(i);
            entries.add(new ListSpec.Entry(
                    checks.required("entries[" + i + "].value", entry.value(), "the field's value"),
                    Checks.optional(entry.reason()),
                    entry.until() == null ? ListSpec.NEVER : entry.until().toEpochMilli(),
                    Checks.optional(entry.by())));
        }
        return entries;
    }
}
