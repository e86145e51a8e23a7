package io.bellbuoy.stream.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.event.Field;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.StreamSpec;
import io.bellbuoy.engine.testing.PipelineTester;
import io.bellbuoy.stream.autoconfigure.ExampleRules;
import io.bellbuoy.stream.docs.Pages.Block;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example of the documentation does what it says, as far as a machine can tell. */
class DocumentationExamplesTests {

    /** What an example that shows only a part is a part of: the streams of the shipped service. */
    private static final String REST = """
            bellbuoy:
              application-id: fraud-detection
              streams:
                transactions:
                  topic: transactions
                  schema: classpath:/schemas/transaction.json
                  id: transactionId
                  key: accountId
                  time: timestamp
                verified:
                  topic: account-verifications
                  schema: classpath:/schemas/account-verified.json
                  id: eventId
                  key: accountId
                  time: timestamp
            """;

    private static final Pattern COMMAND = Pattern.compile(
            "\\./bellbuoy +(bench (?:rules|parts|latency|recovery|scaling|profile|dead-letters)|[a-z]+)(.*)");
    private static final Pattern MIXIN = Pattern.compile("@Mixin\\s+private (?:final )?(\\w+) ");
    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]*");

    static Stream<Block> yaml() {
        return Pages.blocks("yaml").filter(block -> block.lines().get(0).equals("bellbuoy:"));
    }

    @ParameterizedTest
    @MethodSource("yaml")
    void yamlIsARuleSetThatRuns(Block example) {
        boolean whole = example.text().contains("application-id:");
        RuleSet rules = ExampleRules.of(example.text(), whole ? "" : REST);

        PipelineTester tester = new PipelineTester(rules, List.of(), 2, Instant.parse("2026-01-02T03:00:00Z"));
        for (int i = 0; i < 200; i++) {
            for (StreamSpec stream : rules.streams()) {
                tester.send(stream.name(), event(stream, i));
            }
        }

        assertThat(tester.outputs().dead()).isEmpty();
    }

    /** Five accounts, an event a second; every sixth field value is missing where it may. */
    private static Map<String, Object> event(StreamSpec stream, int number) {
        Map<String, Object> event = new HashMap<>();
        int position = 0;
        for (Field field : stream.schema().fields()) {
            boolean needed = field.required()
                    || field.name().equals(stream.key())
                    || field.name().equals(stream.id())
                    || field.name().equals(stream.time().field());
            if (needed || (number + position++) % 6 != 0) {
                event.put(field.name(), value(stream, field, number));
            }
        }
        return event;
    }

    private static Object value(StreamSpec stream, Field field, int number) {
        return switch (field.type()) {
            case DECIMAL -> number % 90 + ".25";
            case BOOLEAN -> number % 3 == 0;
            case TIMESTAMP -> Instant.parse("2026-01-02T03:00:00Z").plusSeconds(number);
            case STRING -> field.name().equals(stream.id()) ? "id-" + number : field.name() + "-" + number % 5;
        };
    }

    @Test
    void thereAreExamples() {
        assertThat(yaml()).hasSizeGreaterThan(5);
        assertThat(java()).hasSizeGreaterThan(1);
    }

    static Stream<Block> java() {
        return Pages.blocks("java");
    }

    @ParameterizedTest
    @MethodSource("java")
    void javaIsPartOfASourceThatIsCompiledHere(Block example) {
        String wanted = stripped(example.lines().stream());

        assertThat(sources().stream().anyMatch(source -> source.contains(wanted)))
                .as("some source has the lines of %s", example)
                .isTrue();
    }

    private static List<String> sources() {
        Path here = Path.of(
                "src/test/java",
                DocumentationExamplesTests.class.getPackageName().replace('.', '/'));
        try (Stream<Path> files = Files.walk(here)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(file -> stripped(Pages.text(file).lines()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without indentation and empty lines, which differ where an example shows a part of a class. */
    private static String stripped(Stream<String> lines) {
        return String.join(
                "\n", lines.map(String::strip).filter(line -> !line.isEmpty()).toList());
    }

    static Stream<Block> commands() {
        return Stream.of("sh", "text").flatMap(Pages::blocks).filter(block -> block.text()
                .contains("./bellbuoy "));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void commandsHaveTheirOptions(Block example) {
        String joined = example.text().replace("\\\n", " ");
        for (Matcher command = COMMAND.matcher(joined); command.find(); ) {
            String name = command.group(1);
            String source = command(name.substring(name.indexOf(' ') + 1));
            OPTION.matcher(command.group(2))
                    .results()
                    .filter(option -> !option.group().equals("--help"))
                    .forEach(option -> assertThat(source)
                            .as("%s: the source of the command", command.group().strip())
                            .contains("\"" + option.group() + "\""));
        }
    }

    /** The source of a command of {@code ./bellbuoy}, with that of options which it shares with others. */
    private static String command(String name) {
        String command = commandSources()
                .map(Pages::text)
                .filter(text ->
                        text.contains("@Command") && text.matches("(?s).*name = \"(bellbuoy )?" + name + "\".*"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no command " + name + "."));
        String shared = MIXIN.matcher(command)
                .results()
                .flatMap(mixin -> commandSources().filter(file -> file.endsWith(mixin.group(1) + ".java")))
                .map(Pages::text)
                .collect(Collectors.joining());
        return command + shared;
    }

    private static Stream<Path> commandSources() {
        return Stream.of("quickstart", "benchmarks", "faults")
                .map(module -> Pages.ROOT.resolve(module).resolve("src/main/java"))
                .flatMap(DocumentationExamplesTests::javaFiles);
    }

    private static Stream<Path> javaFiles(Path directory) {
        if (!Files.isDirectory(directory)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
