package io.bellbuoy.deadletters.api;

import io.bellbuoy.deadletters.desk.GroupFilter;
import io.bellbuoy.deadletters.search.Group;
import io.bellbuoy.deadletters.search.GroupSearch;
import io.bellbuoy.deadletters.search.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Groups of dead letters with one cause. */
@RestController
@RequestMapping(path = "/api/groups", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Groups", description = "Dead letters with one cause, with counts and the trend of 24 hours.")
class GroupController {

    private final GroupSearch search;

    GroupController(GroupSearch search) {
        this.search = search;
    }

    @GetMapping
    @Operation(
            summary = "A page of groups",
            description =
                    "Largest first by sort: last_seen, total or open. Give next of one page as after of the next.")
    Page<Group> groups(@ParameterObject @ModelAttribute GroupFilter filter) {
        return search.find(filter.query());
    }

    @GetMapping("/{fingerprint}")
    @Operation(summary = "One group")
    Group group(@PathVariable String fingerprint) {
        return search.get(fingerprint).orElseThrow(() -> missing(fingerprint));
    }

    static NotFoundException missing(String fingerprint) {
        return new NotFoundException(
                "There is no group with the fingerprint " + fingerprint + "; GET /api/groups lists those there are.");
    }
}
