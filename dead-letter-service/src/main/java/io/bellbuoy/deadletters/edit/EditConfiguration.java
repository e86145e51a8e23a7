package io.bellbuoy.deadletters.edit;

import io.bellbuoy.deadletters.audit.AuditTrail;
import io.bellbuoy.deadletters.masking.Masking;
import io.bellbuoy.deadletters.redrive.store.EditDesk;
import io.bellbuoy.deadletters.search.LetterSearch;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Editing, which is there also where it is switched off: to say so. */
@Configuration(proxyBeanMethods = false)
class EditConfiguration {

    @Bean
    Editor editor(LetterSearch search, EditDesk desk, Masking masking, AuditTrail audit, EditProperties properties) {
        return new Editor(search, desk, masking, audit, properties);
    }
}
