package io.bellbuoy.engine.list;

import io.bellbuoy.engine.alert.AlertIds;
import io.bellbuoy.engine.state.CellType;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import java.util.ArrayList;
import java.util.List;

/**
 * How far a topic was read.
 *
 * @param source which topic; one of the same name that was made anew is another
 * @param next by partition: the offset behind the last record
 */
record ListPosition(String source, List<Long> next) {

    ListPosition {
        next = List.copyOf(next);
    }

    long next(int partition) {
        return partition < next.size() ? next.get(partition) : 0;
    }

    /** Whether something was read here that was not there. */
    boolean isBeyond(ListPosition other) {
        for (int i = 0; i < next.size(); i++) {
            if (next.get(i) > other.next(i)) {
                return true;
            }
        }
        return false;
    }

    /** The cells that hold how far a task has taken over each list. */
    static final class Cells implements CellType<ListPosition> {

        private final int id;

        Cells(String list) {
            this.id = AlertIds.number("list-position", list);
        }

        @Override
        public int id() {
            return id;
        }

        /** As long as there is the list: without it a process that has read less would take entries back. */
        @Override
        public long wakeAt(long chunk, ListPosition value) {
            return NEVER;
        }

        @Override
        public void write(ListPosition value, StateOutput out) {
            out.writeText(value.source());
            out.writeUnsigned(value.next().size());
            value.next().forEach(out::writeUnsigned);
        }

        @Override
        public ListPosition read(StateInput in) {
            String source = in.readText();
            List<Long> next = new ArrayList<>();
            for (int count = in.readSize(); count > 0; count--) {
                next.add(in.readUnsigned());
            }
            return new ListPosition(source, next);
        }
    }
}
