package io.bellbuoy.quickstart.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

class ComposeFileTests {

    private static final Path FILE = Path.of("..", "docker-compose.yml");
    private static final YAMLMapper YAML = new YAMLMapper();

    private static JsonNode compose() {
        return YAML.readTree(text(FILE));
    }

    static Stream<Map.Entry<String, JsonNode>> services() {
        return compose().path("services").properties().stream();
    }

    @Test
    void fileFollowsTheComposeSpecification() {
        assertThat(errors(text(FILE))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "services: { a: { imag: x } }           | imag",
                "services: { a: { image: [x] } }        | image",
                "services: { a: { healthcheck: { retries: { a: 1 } } } } | retries",
                "service: {}                            | service"
            })
    void schemaFindsMistakes(String yaml, String place) {
        assertThat(errors(yaml)).isNotEmpty().anyMatch(error -> error.contains(place));
    }

    @Test
    void brokerAndDatabaseAreThere() {
        assertThat(services().map(Map.Entry::getKey)).containsExactly("kafka", "postgres");
    }

    @ParameterizedTest
    @MethodSource("services")
    void imageIsPinned(Map.Entry<String, JsonNode> service) {
        assertThat(service.getValue().path("image").asString()).matches("[a-z/]+:[0-9]+(\\.[0-9]+)+");
    }

    @Test
    void brokerHasTheVersionOfTheClients() {
        String clients = AppInfoParser.getVersion();

        assertThat(compose().at("/services/kafka/image").asString()).isEqualTo("apache/kafka:" + clients);
    }

    @ParameterizedTest
    @MethodSource("services")
    void portsAreOpenToThisMachineAlone(Map.Entry<String, JsonNode> service) {
        List<String> ports = texts(service.getValue().path("ports"));

        assertThat(ports).isNotEmpty().allMatch(port -> port.matches("127\\.0\\.0\\.1:[0-9]+:[0-9]+"));
    }

    @ParameterizedTest
    @MethodSource("services")
    void healthIsChecked(Map.Entry<String, JsonNode> service) {
        JsonNode check = service.getValue().path("healthcheck");

        assertThat(check.propertyNames()).contains("test", "interval", "timeout", "retries", "start_period");
        assertThat(texts(check.path("test")).get(0)).isIn("CMD", "CMD-SHELL");
    }

    @ParameterizedTest
    @MethodSource("services")
    void dataIsInANamedVolume(Map.Entry<String, JsonNode> service) {
        Set<String> named = Set.copyOf(compose().path("volumes").propertyNames());
        List<String> mounts = texts(service.getValue().path("volumes"));

        assertThat(mounts).isNotEmpty().allMatch(mount -> named.contains(mount.substring(0, mount.indexOf(':'))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PASSWORD", "SECRET", "TOKEN"})
    void secretsHaveNoDefault(String kind) {
        List<String> secrets = services()
                .flatMap(service -> service.getValue().path("environment").properties().stream())
                .filter(variable -> variable.getKey().contains(kind))
                .map(variable -> variable.getValue().asString())
                .toList();

        assertThat(secrets).allMatch(value -> value.matches("\\$\\{[A-Z_]+:\\?[^}]+}"));
    }

    @Test
    void databaseAsksForAPassword() {
        assertThat(compose()
                        .at("/services/postgres/environment/POSTGRES_PASSWORD")
                        .asString())
                .startsWith("${POSTGRES_PASSWORD:?");
    }

    private static List<String> errors(String yaml) {
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);
        // Its id is relative, so it needs a place to be relative to; nothing is fetched from there.
        Schema schema =
                registry.getSchema(SchemaLocation.of("https://compose.invalid/"), schemaText(), InputFormat.JSON);
        return schema.validate(yaml, InputFormat.YAML).stream()
                .map(Object::toString)
                .toList();
    }

    private static String schemaText() {
        try (InputStream in = ComposeFileTests.class.getResourceAsStream("/compose/compose-spec.json")) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
