package io.bellbuoy.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.benchmarks.contender.Libraries;
import java.io.File;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassPathTests {

    private static final ClassPath ALL = new ClassPath(List.of(
            "/x/classes",
            "/lib/rocksdbjni-1.jar",
            "/lib/frocksdbjni-1.jar",
            "/lib/flink-core-1.jar",
            "/lib/kafka-streams-1.jar",
            "/lib/kafka-clients-1.jar"));

    @ParameterizedTest
    @CsvSource({
        "OWN,           /x/classes:/lib/rocksdbjni-1.jar:/lib/kafka-clients-1.jar",
        "KAFKA_STREAMS, /x/classes:/lib/rocksdbjni-1.jar:/lib/kafka-streams-1.jar:/lib/kafka-clients-1.jar",
        "FLINK,         /x/classes:/lib/frocksdbjni-1.jar:/lib/flink-core-1.jar:/lib/kafka-clients-1.jar",
    })
    void systemGetsItsOwnLibrariesOnly(Libraries libraries, String expected) {
        assertThat(ALL.of(libraries)).isEqualTo(expected.replace(":", File.pathSeparator));
    }

    @Test
    void twoKindsOfRocksDbAreNeverTogether() {
        for (Libraries libraries : Libraries.values()) {
            assertThat(ClassPath.here().of(libraries).split(File.pathSeparator))
                    .filteredOn(entry -> entry.contains("rocksdbjni-"))
                    .as("%s", libraries)
                    .hasSize(1);
        }
    }
}
