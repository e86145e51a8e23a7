package io.bellbuoy.quickstart.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code bellbuoy}, run in a copy of the repository's outline with a Maven and a Java that only say so. */
class LauncherScriptTests {

    private static final Path SCRIPT =
            Path.of("..", "bellbuoy").toAbsolutePath().normalize();

    @TempDir
    private Path temporary;

    private Path root;

    @BeforeEach
    void outline() throws IOException {
        root = Files.createDirectories(temporary.resolve("a path with spaces"));
        Files.copy(SCRIPT, root.resolve("bellbuoy"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.writeString(root.resolve("pom.xml"), "<project>\n  <version>1.0</version>\n</project>\n");
        Files.createDirectories(root.resolve("quickstart/src/main"));
        executable("mvnw", """
                #!/bin/sh
                [ ! -f fail ] || { echo '[ERROR] it does not compile'; exit 1; }
                echo '[INFO] Building Bellbuoy Quickstart 1.0   [1/1]'
                for m in quickstart fraud-detection-service dead-letter-service; do
                  mkdir -p $m/target && touch $m/target/$m-1.0-exec.jar
                done
                """);
        executable("jdk/bin/java", """
                #!/bin/sh
                case $1 in
                  -XshowSettings*) echo "    java.specification.version = ${FAKE_VERSION:-17}"; echo "    java.home = $FAKE_HOME" ;;
                  *) echo "java $*" ;;
                esac
                """);
        executable("jdk/bin/javac", "#!/bin/sh\n");
    }

    @Test
    void scriptIsPlainShell() throws IOException, InterruptedException {
        assertThat(run(temporary, Map.of(), "sh", "-n", SCRIPT.toString())).isEqualTo(new Run(0, ""));
    }

    @Test
    void buildsOnceAndThenOnlyWhenASourceChanged() throws IOException, InterruptedException {
        assertThat(bellbuoy("tail", "a topic").output())
                .contains("build: building with Java 17")
                .contains("build: Bellbuoy Quickstart 1.0 [1/1]")
                .contains("-jar " + root.toRealPath().resolve("quickstart/target/quickstart-1.0-exec.jar")
                        + " tail a topic");
        assertThat(bellbuoy("demo").output()).doesNotContain("build:").contains("java -Xmx512m");

        Files.setLastModifiedTime(
                Files.writeString(root.resolve("quickstart/src/main/New.java"), "class New {}"),
                FileTime.fromMillis(Files.getLastModifiedTime(root.resolve(".bellbuoy/build.stamp"))
                                .toMillis()
                        + 2000));
        assertThat(bellbuoy("demo").output()).contains("build: building");
    }

    @Test
    void failedBuildShowsTheErrorAndStartsNothing() throws IOException, InterruptedException {
        Files.writeString(root.resolve("fail"), "");

        Run run = bellbuoy("demo");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.output())
                .contains("[ERROR] it does not compile")
                .contains("The build failed")
                .doesNotContain("java -Xmx");
    }

    @Test
    void oldJavaIsRefusedInOneLine() throws IOException, InterruptedException {
        for (String version : new String[] {"1.8", "11", "16"}) {
            assertThat(run(root, Map.of("FAKE_VERSION", version), "./bellbuoy", "demo"))
                    .isEqualTo(new Run(
                            1,
                            "bellbuoy: Java " + version + " in " + root.resolve("jdk")
                                    + " is too old. Install a JDK 17 or later and set JAVA_HOME to it.\n"));
        }
    }

    @Test
    void missingCompilerIsSaidBeforeTheBuild() throws IOException, InterruptedException {
        Files.delete(root.resolve("jdk/bin/javac"));

        assertThat(bellbuoy("demo").output()).contains("has no javac").doesNotContain("building");
    }

    @Test
    void buildCanBeSkipped() throws IOException, InterruptedException {
        assertThat(run(root, Map.of("BELLBUOY_BUILD", "skip"), "./bellbuoy", "demo")
                        .output())
                .contains("run without BELLBUOY_BUILD=skip")
                .doesNotContain("building");
    }

    private Run bellbuoy(String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = root.resolve("bellbuoy").toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return run(temporary, Map.of(), command);
    }

    private record Run(int status, String output) {}

    private Run run(Path directory, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", root.resolve("jdk").toString());
        builder.environment().put("FAKE_HOME", root.resolve("jdk").toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }

    private void executable(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
