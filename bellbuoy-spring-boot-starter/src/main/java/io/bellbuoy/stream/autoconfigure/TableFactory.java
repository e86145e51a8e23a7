package io.bellbuoy.stream.autoconfigure;

import io.bellbuoy.engine.rule.TableSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Makes the tables, and the streams that fill them, from properties. */
final class TableFactory {

    private final Map<String, TableProperties> tables;

    TableFactory(Map<String, TableProperties> tables) {
        this.tables = tables;
    }

    /**
     * The streams that fill the tables, by the names of these.
     *
     * @param streams the names of the declared streams, which tables must not have
     */
    Map<String, StreamFactory> streams(Set<String> streams) {
        Map<String, StreamFactory> factories = new TreeMap<>();
        tables.forEach((name, table) -> {
            Checks checks = checks(name);
            checks.identifier("name", name);
            if (streams.contains(name)) {
                throw checks.refused("name", "the name of a stream", "a name of its own; a table is a stream as well");
            }
            if ("processing".equals(table.time())) {
                throw checks.refused("time", "processing", "a field of type timestamp, or ingestion");
            }
            factories.put(name, StreamFactory.ofTable(checks, name, table));
        });
        return factories;
    }

    /** The tables in the order of declaration. */
    List<TableSpec> specs() {
        List<TableSpec> specs = new ArrayList<>();
        tables.forEach((name, table) -> {
            TimeSpan ttl = table.ttl();
            specs.add(new TableSpec(
                    name,
                    table.history().duration(),
                    table.await().duration(),
                    ttl == null || ttl.duration().isZero() ? null : ttl.duration()));
        });
        return specs;
    }

    private static Checks checks(String name) {
        return new Checks("table '" + name + "'");
    }
}
