package io.bellbuoy.benchmarks.report;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A report for machines: its records as they are. */
public final class JsonReport {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private JsonReport() {}

    /** The report as indented JSON in UTF-8. */
    public static byte[] of(Report report) {
        return JSON.writeValueAsBytes(report);
    }
}
