package io.bellbuoy.benchmarks.report;

import io.bellbuoy.quickstart.console.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A report for machines: its records as they are. */
public final class JsonReport {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private JsonReport() {}

    /** The report as indented JSON in UTF-8. */
    public static byte[] of(Object report) {
        return JSON.writeValueAsBytes(report);
    }

    /**
     * Writes the report to a file.
     *
     * @throws Problem if that cannot be
     */
    public static void write(Object report, Path file) {
        try {
            Files.write(file, of(report));
        } catch (IOException e) {
            throw new Problem("The report cannot be written to " + file + ": " + e.getMessage(), e);
        }
    }
}
