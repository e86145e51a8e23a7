package io.bellbuoy.deadletters.desk;

import io.bellbuoy.deadletters.audit.AuditTrail;
import io.bellbuoy.deadletters.masking.Masking;
import io.bellbuoy.deadletters.search.LetterSearch;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The desk. */
@Configuration(proxyBeanMethods = false)
class DeskConfiguration {

    @Bean
    Desk desk(LetterSearch search, Masking masking, AuditTrail audit) {
        return new Desk(search, masking, audit);
    }
}
