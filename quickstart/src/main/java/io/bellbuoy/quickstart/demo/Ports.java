package io.bellbuoy.quickstart.demo;

import java.util.List;

/**
 * The ports of a demo on 127.0.0.1.
 *
 * @param base the first of them
 */
public record Ports(int base) {

    /** The base unless another is given. */
    public static final int DEFAULT_BASE = 19_092;

    private static final int COUNT = 5;
    private static final int LOWEST = 1024;
    private static final int HIGHEST = 65_535;

    public Ports {
        if (base < LOWEST || base + COUNT - 1 > HIGHEST) {
            throw new IllegalArgumentException(
                    "the port base must be from %d to %d, not %d".formatted(LOWEST, HIGHEST - COUNT + 1, base));
        }
    }

    /** The broker, for clients. */
    public int broker() {
        return base;
    }

    int controller() {
        return base + 1;
    }

    /** HTTP of the fraud detection service. */
    int fraudDetection() {
        return base + 2;
    }

    /** PostgreSQL. */
    int database() {
        return base + 3;
    }

    /** HTTP of the dead letter service. */
    int desk() {
        return base + 4;
    }

    List<Integer> all() {
        return List.of(broker(), controller(), fraudDetection(), database(), desk());
    }

    String bootstrapServers() {
        return "127.0.0.1:" + broker();
    }

    String fraudDetectionUrl() {
        return "http://127.0.0.1:" + fraudDetection();
    }
}
