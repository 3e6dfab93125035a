package io.jenkins.plugins.pushtoprod.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The API server said no. Carries its {@code meta/v1 Status}, which is never printed as it is: it may hold what was sent.
 */
final class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int code;
    private final transient JsonNode status;

    ApiException(int code, JsonNode status) {
        super("HTTP " + code);
        this.code = code;
        this.status = status;
    }

    /** A reason of a {@code StatusDetails}. */
    record Cause(String reason, String message, String field) {}

    int code() {
        return code;
    }

    /** Such as {@code Invalid} or {@code Conflict}. */
    String reason() {
        return status.path("reason").asText("");
    }

    String message() {
        return status.path("message").asText("");
    }

    /** The resource that the refusal is about, such as {@code namespaces}. */
    String resource() {
        return status.path("details").path("kind").asText("");
    }

    List<Cause> causes() {
        List<Cause> causes = new ArrayList<>();
        for (JsonNode cause : status.path("details").path("causes")) {
            causes.add(new Cause(
                    cause.path("reason").asText(""),
                    cause.path("message").asText(""),
                    cause.path("field").asText("")));
        }
        return causes;
    }

    boolean hasCause(String reason) {
        return causes().stream().anyMatch(cause -> cause.reason().equals(reason));
    }
}
