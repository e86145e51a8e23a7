package io.bellbuoy.quickstart.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.bellbuoy.quickstart.console.Problem;
import io.bellbuoy.quickstart.process.ServiceJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoDirectoryTests {

    @TempDir
    private Path root;

    @Test
    void whatADemoLeftIsDeletedAtTheNext() throws IOException {
        DemoDirectory directory = new DemoDirectory(root.resolve("demo"));
        directory.claim();
        Files.createDirectories(directory.broker().resolve("log"));
        Files.writeString(directory.broker().resolve("log/segment"), "data");

        directory.claim();
        directory.empty();

        assertThat(directory.broker()).doesNotExist();
    }

    @Test
    void directoryWithOtherContentIsLeftAlone() throws IOException {
        Files.writeString(root.resolve("thesis.txt"), "precious");

        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> new DemoDirectory(root).claim())
                .withMessageContaining("not of a demo")
                .withMessageContaining("--dir");
        assertThat(root.resolve("thesis.txt")).exists();
    }

    @Test
    void missingServiceJarIsAProblemThatSaysHowToBuildIt() {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> ServiceJar.of(root, ServiceJar.DEAD_LETTERS))
                .withMessageContaining("dead-letter-service-*-exec.jar")
                .withMessageContaining("./bellbuoy");
    }

    @Test
    void portsFollowTheBase() {
        assertThat(new Ports(29_092).all()).containsExactly(29_092, 29_093, 29_094, 29_095, 29_096);
        assertThatIllegalArgumentException().isThrownBy(() -> new Ports(80));
        assertThatIllegalArgumentException().isThrownBy(() -> new Ports(65_532));
    }
}
