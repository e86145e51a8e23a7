package io.bellbuoy.deadletters.store;

import io.bellbuoy.deadletters.letter.DeadLetter;
import io.bellbuoy.deadletters.letter.Position;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

/** Stores dead letters, each once, however often it is given. Thread-safe, also over several processes. */
public class DeadLetterStore {

    /** What one statement carries at most, unless a single dead letter is larger: arrays of it lie on both heaps. */
    private static final long STATEMENT_SIZE = 16L << 20;

    /** One order for all transactions: whoever reads the same records at the same time waits, and does not deadlock. */
    private static final Comparator<DeadLetter> ORDER = Comparator.comparing(
            DeadLetter::position,
            Comparator.comparing(Position::topic)
                    .thenComparingInt(Position::partition)
                    .thenComparingLong(Position::offset));

    private final TransactionOperations transaction;
    private final LetterTable letters;
    private final GroupTables groups;

    /** A store in this database; transactions must be such that each statement sees what was committed before it. */
    public DeadLetterStore(JdbcTemplate jdbc, TransactionOperations transaction) {
        this.transaction = transaction;
        this.letters = new LetterTable(jdbc);
        this.groups = new GroupTables(jdbc);
    }

    /**
     * Stores those that are not stored yet, and counts them in their groups: all of it, or nothing.
     *
     * @return by dead-letter topic, how many were new
     * @throws org.springframework.dao.DataAccessException if nothing was stored
     * @throws org.springframework.transaction.TransactionException if it is not known whether it was: give them again
     */
    public Map<String, Long> save(List<DeadLetter> batch) {
        List<DeadLetter> ordered = batch.stream().sorted(ORDER).toList();
        List<Tally> stored = transaction.execute(status -> {
            List<Tally> inserted = new ArrayList<>();
            chunks(ordered).forEach(chunk -> inserted.addAll(letters.insert(chunk)));
            groups.add(ordered, inserted);
            return inserted;
        });
        return stored.stream().collect(Collectors.groupingBy(Tally::topic, Collectors.summingLong(Tally::count)));
    }

    private static List<List<DeadLetter>> chunks(List<DeadLetter> ordered) {
        List<List<DeadLetter>> chunks = new ArrayList<>();
        int start = 0;
        long size = 0;
        for (int i = 0; i < ordered.size(); i++) {
            long next = ordered.get(i).storedSize();
            if (i > start && size + next > STATEMENT_SIZE) {
                chunks.add(ordered.subList(start, i));
                start = i;
                size = 0;
            }
            size += next;
        }
        if (start < ordered.size()) {
            chunks.add(ordered.subList(start, ordered.size()));
        }
        return chunks;
    }
}
