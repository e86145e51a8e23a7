package io.bellbuoy.deadletters.masking;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is sensitive. */
@Configuration(proxyBeanMethods = false)
class MaskingConfiguration {

    @Bean
    Masking masking(MaskingProperties properties) {
        return new Masking(properties);
    }
}
