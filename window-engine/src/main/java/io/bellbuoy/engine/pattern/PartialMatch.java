package io.bellbuoy.engine.pattern;

/**
 * A pattern that has begun. Immutable.
 *
 * @param last what it has taken
 * @param adjacent whether no event of the key came since
 * @param barrier the first gap between steps, by the number of the step before it, in which an absence was violated since;
 *     {@link #OPEN} for none
 */
record PartialMatch(Link last, boolean adjacent, int barrier) {

    static final int OPEN = Integer.MAX_VALUE;

    static PartialMatch taken(Link last) {
        return new PartialMatch(last, true, OPEN);
    }

    TakenEvent first() {
        return last.first();
    }
}
