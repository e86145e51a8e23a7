package io.bellbuoy.deadletters.letter;

import io.bellbuoy.deadletters.fingerprint.Fingerprints;
import io.bellbuoy.deadletters.fingerprint.GroupingProperties;
import io.bellbuoy.deadletters.masking.Masking;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How records become dead letters. */
@Configuration(proxyBeanMethods = false)
class LetterConfiguration {

    @Bean
    LetterReader letterReader(PayloadProperties payload, GroupingProperties grouping, Masking masking) {
        return new LetterReader(payload, new Fingerprints(grouping), masking);
    }
}
