package io.bellbuoy.stream.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What editors complete from. */
class MetadataTests {

    @Test
    void everyPropertyHasADescription() throws IOException {
        List<String> names = new ArrayList<>();
        for (JsonNode property : metadata().path("properties")) {
            names.add(property.path("name").asString());
            assertThat(property.path("description").asString(""))
                    .as("%s", names.get(names.size() - 1))
                    .isNotBlank();
        }
        assertThat(names)
                .contains(
                        "bellbuoy.application-id",
                        "bellbuoy.streams",
                        "bellbuoy.features",
                        "bellbuoy.rules",
                        "bellbuoy.defaults.emit",
                        "bellbuoy.state.checkpoint.local",
                        "bellbuoy.topics.create",
                        "management.endpoint.rules.access",
                        "management.endpoint.stages.access")
                // The processor adds the access and the cache of each endpoint of our own.
                .allSatisfy(name -> assertThat(name).matches("(bellbuoy|management\\.endpoint)\\..*"));
    }

    @Test
    void defaultsAreShown() throws IOException {
        for (JsonNode property : metadata().path("properties")) {
            if (property.path("name").asString().equals("bellbuoy.topics.partitions")) {
                assertThat(property.path("defaultValue").asInt()).isEqualTo(4);
                return;
            }
        }
        assertThat(metadata().toString()).as("has bellbuoy.topics.partitions").isEmpty();
    }

    private JsonNode metadata() throws IOException {
        try (InputStream json = getClass().getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            assertThat(json).as("metadata made by the configuration processor").isNotNull();
            return JsonMapper.shared().readTree(json);
        }
    }
}
