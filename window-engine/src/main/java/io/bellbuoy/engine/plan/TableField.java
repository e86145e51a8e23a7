package io.bellbuoy.engine.plan;

/**
 * A field of a table as one rule reads it.
 *
 * @param table the table
 * @param position the position of the field in the schema of the table's stream
 */
public record TableField(TablePlan table, int position) {}
