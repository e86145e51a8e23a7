package io.bellbuoy.fraud.account;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is known of one account. */
@RestController
@RequestMapping(path = "/api/accounts/{accountId}", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Accounts", description = "Committed state of one account, from whichever instance holds it.")
@ApiResponse(
        responseCode = "400",
        description = "The account id is blank, longer than 200 characters, or holds control characters.",
        content =
                @Content(
                        mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                        schema = @Schema(implementation = ProblemDetail.class)))
@ApiResponse(
        responseCode = "503",
        description = "Nobody can tell at the moment, as while the account's partition moves between instances.",
        headers =
                @Header(
                        name = "Retry-After",
                        description = "Seconds until it is worth asking again.",
                        schema = @Schema(type = "integer", example = "2")),
        content =
                @Content(
                        mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                        schema = @Schema(implementation = ProblemDetail.class),
                        examples = @ExampleObject("""
                                        {"type": "urn:bellbuoy:problem:state-unavailable",
                                         "title": "State of the account not available",
                                         "status": 503,
                                         "detail": "Partition 2 of the account is restoring on this instance: 40 %. Ask again in a moment.",
                                         "instance": "/api/accounts/A0000042/features"}
                                        """)))
class AccountController {

    private final AccountStates states;

    AccountController(AccountStates states) {
        this.states = states;
    }

    @GetMapping("/features")
    @Operation(
            summary = "The live features of an account",
            description =
                    "All features keyed by the account, as of the newest event of its partition. An account that was never"
                            + " seen has counts and sums of 0 and no other data.")
    @ApiResponse(responseCode = "200", description = "The features.", useReturnTypeSchema = true)
    AccountFeatures features(
            @PathVariable
                    @NotBlank
                    @Size(max = 200)
                    @Pattern(regexp = "\\P{Cntrl}*", message = "must not hold control characters")
                    @Parameter(
                            description = "The account's id, which is the record key of its events.",
                            example = "A0000042")
                    String accountId,
            @RequestHeader(name = OwnerClient.FORWARDED, required = false) @Parameter(hidden = true) @Nullable
                    String forwarded) {
        return read(accountId, forwarded, Question.FEATURES);
    }

    @GetMapping("/blocks")
    @Operation(
            summary = "The open blocks of an account",
            description = "Blocks that have neither been lifted nor expired in event time.")
    @ApiResponse(responseCode = "200", description = "The blocks.", useReturnTypeSchema = true)
    AccountBlocks blocks(
            @PathVariable
                    @NotBlank
                    @Size(max = 200)
                    @Pattern(regexp = "\\P{Cntrl}*", message = "must not hold control characters")
                    @Parameter(
                            description = "The account's id, which is the record key of its events.",
                            example = "A0000042")
                    String accountId,
            @RequestHeader(name = OwnerClient.FORWARDED, required = false) @Parameter(hidden = true) @Nullable
                    String forwarded) {
        return read(accountId, forwarded, Question.BLOCKS);
    }

    private <T> T read(String accountId, @Nullable String forwarded, Question<T> question) {
        return forwarded == null ? states.read(accountId, question) : states.readHere(accountId, question);
    }
}
