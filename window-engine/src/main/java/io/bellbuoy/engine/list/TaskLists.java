package io.bellbuoy.engine.list;

import io.bellbuoy.engine.alert.AlertIds;
import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.rule.ListSpec;
import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.engine.state.TaskState;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The lists as a task knows them. What is on them is part of the task's state, so results do not depend on when a process
 * read their topics, only on when it was taken over, which the state log says. Single-threaded.
 */
public final class TaskLists {

    private static final int SPACE = AlertIds.number("space", "lists") | 1;

    private final TaskState state;
    /** By list: what was looked at last, so that the same content is not compared again. */
    private final Map<String, Seen> seen = new HashMap<>();

    private record Seen(ListContent content, boolean taken) {}

    /** @param state the task's state */
    public TaskLists(TaskState state) {
        this.state = state;
    }

    /** The entry of an event's value that counts at the event's time; null if there is none. */
    public ListSpec.@Nullable Entry find(ListRef list, Event event) {
        Object value = event.value(list.field());
        return value == null ? null : find(list.list(), (String) value, event.time());
    }

    /** The entry of a value that counts at a time; null if there is none. */
    public ListSpec.@Nullable Entry find(ListPlan list, String value, long time) {
        ListSpec.Entry declared = list.declared(value);
        if (declared != null && time < declared.until()) {
            return declared;
        }
        if (list.spec().topic() == null) {
            return null;
        }
        Bucket bucket = (Bucket) key(list).get(list.buckets(), Bucket.of(value));
        ListSpec.Entry entry = bucket == null ? null : bucket.entries().get(value);
        return entry != null && time < entry.until() ? entry : null;
    }

    private KeyState key(ListPlan list) {
        return state.of(SPACE, list.spec().name());
    }

    // ---- what changes them

    /**
     * Takes over what a process has read, between events. A process that has read less than another before it changes
     * nothing.
     *
     * @param watermark the task's; what ends by it is left out
     */
    public void take(ListPlan list, ListContent content, long watermark) {
        Seen last = seen.get(list.spec().name());
        if (last != null && last.content() == content) {
            return;
        }
        ListPosition known = position(list);
        boolean isNews = known == null
                || !known.source().equals(content.source())
                || content.position().isBeyond(known) && !known.isBeyond(content.position());
        if (isNews) {
            KeyState key = key(list);
            for (int number = 0; number < Bucket.COUNT; number++) {
                boolean same = last != null && last.taken() && last.content().bucket(number) == content.bucket(number);
                if (!same) {
                    take(list, key, number, content.bucket(number).at(watermark));
                }
            }
            state.put(key, list.positions(), 0, content.position());
        }
        seen.put(list.spec().name(), new Seen(content, isNews));
    }

    private void take(ListPlan list, KeyState key, int number, Bucket bucket) {
        Bucket before = (Bucket) key.get(list.buckets(), number);
        if (!bucket.equals(before == null ? Bucket.EMPTY : before)) {
            state.put(key, list.buckets(), number, bucket.orNull());
        }
    }

    private @Nullable ListPosition position(ListPlan list) {
        return (ListPosition) key(list).get(list.positions(), 0);
    }

    /** The offset behind the last record of a partition that was taken over; 0 if none was of that topic. */
    public long next(ListPlan list, String source, int partition) {
        ListPosition known = position(list);
        return known != null && known.source().equals(source) ? known.next(partition) : 0;
    }

    /** Forgets the entries that end by a watermark. */
    public void expire(ListPlan list, long watermark) {
        KeyState key = key(list);
        for (int number = 0; number < Bucket.COUNT; number++) {
            Bucket bucket = (Bucket) key.get(list.buckets(), number);
            Bucket left = bucket == null ? null : bucket.at(watermark);
            if (left != bucket && left != null) {
                state.put(key, list.buckets(), number, left.orNull());
            }
        }
    }

    /** The batch was undone: what was taken over in it is to be taken over again. */
    public void rolledBack() {
        seen.clear();
    }
}
