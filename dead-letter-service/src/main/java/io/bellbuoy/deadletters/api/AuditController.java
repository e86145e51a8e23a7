package io.bellbuoy.deadletters.api;

import io.bellbuoy.deadletters.audit.AuditEntry;
import io.bellbuoy.deadletters.audit.AuditTrail;
import io.bellbuoy.deadletters.search.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who did what. */
@RestController
@Tag(name = "Audit", description = "Who looked at what is masked, and who changed what; for operators.")
class AuditController {

    private final AuditTrail audit;

    AuditController(AuditTrail audit) {
        this.audit = audit;
    }

    @GetMapping(path = "/api/audit", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "A page of the audit, the latest first")
    Page<AuditEntry> audit(@RequestParam(defaultValue = "9223372036854775807") long after) {
        return audit.latest(after);
    }
}
