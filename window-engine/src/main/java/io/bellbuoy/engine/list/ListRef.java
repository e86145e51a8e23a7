package io.bellbuoy.engine.list;

/**
 * A list as the events of one stream are looked up in it.
 *
 * @param list the list
 * @param field the position of its field in the stream's schema
 */
public record ListRef(ListPlan list, int field) {}
