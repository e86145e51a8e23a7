package io.bellbuoy.deadletters.api;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.DeserializationFeature;

/** What the description of the API says of the whole. */
@Configuration(proxyBeanMethods = false)
class ApiConfiguration {

    /** A misspelt property must not be taken for one that is left out: a redrive would go elsewhere. */
    @Bean
    JsonMapperBuilderCustomizer refuseUnknownProperties() {
        return json -> json.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    @Bean
    OpenAPI deskApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("Bellbuoy dead letters")
                        .version("1")
                        .description("Dead letters of all services, grouped by cause. Log in with HTTP Basic."));
    }
}
