package io.bellbuoy.deadletters.console;

import io.bellbuoy.deadletters.desk.CareFilter;
import io.bellbuoy.deadletters.desk.LetterFilter;
import io.bellbuoy.deadletters.desk.RedriveForm;
import io.bellbuoy.deadletters.desk.TriageForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What the parameters of a page select: the dead letters that are ticked, or else a group or what a search finds.
 *
 * @param ids of those that are ticked; empty if it is not those
 * @param group a fingerprint; null if it is not a group
 * @param search null if it is not a search
 */
record Choice(
        List<Long> ids,
        @Nullable String group,
        @Nullable LetterFilter search,
        @Nullable Long upTo) {

    /** A parameter of a form, to be sent on with the next one. */
    public record Field(String name, Object value) {}

    /** @throws NothingChosenException if nothing is selected */
    static Choice of(@Nullable List<Long> ids, LetterFilter filter, @Nullable Long upTo) {
        Choice choice = any(ids, filter, upTo);
        if (choice.fields().isEmpty()) {
            throw new NothingChosenException();
        }
        return choice;
    }

    /** What a search finds; the query of nothing is empty. */
    static Choice found(LetterFilter filter) {
        return any(null, filter, null);
    }

    private static Choice any(@Nullable List<Long> ids, LetterFilter filter, @Nullable Long upTo) {
        if (ids != null && !ids.isEmpty()) {
            return new Choice(ids, null, null, upTo);
        }
        Map<String, Object> asked = asked(filter);
        if (asked.keySet().equals(Set.of("group"))) {
            return new Choice(List.of(), filter.group(), null, upTo);
        }
        return new Choice(List.of(), null, asked.isEmpty() ? null : filter, upTo);
    }

    private static Map<String, Object> asked(LetterFilter filter) {
        Map<String, Object> asked = PageLinks.asked(filter);
        asked.remove("limit");
        asked.remove("after");
        return asked;
    }

    RedriveForm redrive(@Nullable String target, @Nullable Boolean besideOthers, CareFilter care) {
        return new RedriveForm(ids, group, search, upTo, target, besideOthers, care);
    }

    TriageForm triage(@Nullable String reason) {
        return new TriageForm(ids, group, search, upTo, reason);
    }

    /** What selects the same again, as the query of a link; empty if nothing is selected. */
    String query() {
        UriComponentsBuilder link = UriComponentsBuilder.newInstance();
        List<Field> fields = fields();
        Object[] values = fields.stream().map(Field::value).toArray();
        fields.forEach(field -> link.queryParam(field.name(), "{value}"));
        return link.encode().buildAndExpand(values).toUriString();
    }

    /** What selects the same again. */
    List<Field> fields() {
        List<Field> fields = new ArrayList<>();
        ids.forEach(id -> fields.add(new Field("ids", id)));
        if (group != null) {
            fields.add(new Field("group", group));
        }
        if (search != null) {
            asked(search).forEach((name, value) -> fields.add(new Field(name, value)));
        }
        return fields;
    }

    /** Where what is selected can be looked at. */
    String origin() {
        if (ids.size() == 1) {
            return "/letters/" + ids.get(0);
        }
        if (group != null) {
            return UriComponentsBuilder.fromPath("/groups/{group}")
                    .encode()
                    .build(group)
                    .toString();
        }
        return "/letters" + (search == null ? "" : query());
    }
}
