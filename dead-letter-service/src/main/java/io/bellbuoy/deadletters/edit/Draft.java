package io.bellbuoy.deadletters.edit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter that can be edited.
 *
 * @param letter its number
 * @param place where it lies, as in {@code transactions-dlt-0@42}
 * @param topic where an edit is sent to
 * @param text its value, JSON with a line for each field; null if something in it is hidden
 * @param schemas what an edit is held against; empty if nothing is
 */
public record Draft(
        long letter, String place, String topic, @Nullable String text, List<String> schemas) {}
