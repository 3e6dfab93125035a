package io.jenkins.plugins.pushtoprod.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Keeps docs/failure-modes.md true to the catalogue; {@code -Dupdate} writes it anew. */
class FailureModesDocTest {

    private static final Path DOC = Path.of("../../docs/failure-modes.md");

    private static final String HEAD =
            """
            # Failure modes

            <!-- Made from src/engine/src/main/resources/io/jenkins/plugins/pushtoprod/rollout/failure-modes.yaml:
                 change that, then run FailureModesDocTest with -Dupdate. -->

            What a verdict can name, in the order in which it is looked for: of everything seen on one container, pod or workload,
            the first entry that matches names the trouble. *Mode* is the number in the list of 56 failure modes that this project
            works through; what has none is a variant, or the watcher's own word.

            | Class | Means |
            |---|---|
            | doomed | cannot heal without a new deploy: fails the rollout at first sight |
            | likely | heals rarely: fails it after the time or the number of failures that is stated. Time counts over all spells, so a flap does not start it anew; failures are distinct ends of one container, and it has to be down |
            | transient | often heals by itself: never fails a rollout, but says what is waited for |

            The numbers can be changed for one verification (`VerifyOptions.withOverride`). Beyond the entries:

            - Only pods of the new revision are judged, found by owner UID and `pod-template-hash` or `controller-revision-hash`.
            - A container without a readiness or startup probe has to run for 3 s, and a pod whose container failed in this rollout has
              to be ready for 10 s, before its workload counts as done. Without probes nothing else tells a start from a crash.
            - A Job's failures are counted by its own backoffLimit; what keeps its pods from starting at all is judged here.
            - The timeout, where none is set: of a Deployment its progressDeadlineSeconds but at least 10 min, and 30 s a replica; of a
              StatefulSet 10 min and 1 min a replica; of a DaemonSet 20 min; of a Job its activeDeadlineSeconds, else an hour.
            - While the API server is away nothing is judged and no deadline strikes.

            What the API server refuses outright (an invalid manifest, a missing permission, an immutable field, a field that another
            manager owns, a webhook's denial, an unknown kind, a missing namespace) never becomes a rollout: the preflight names it
            before anything is applied.

            """;

    private final FailureCatalogue catalogue = new FailureCatalogueReader().read();

    @Test
    void theDocumentIsWhatTheCatalogueSays() throws IOException {
        String document = HEAD + table() + details();
        if (System.getProperty("update") != null) {
            Files.writeString(DOC, document);
        }
        assertThat(Files.readString(DOC)).isEqualTo(document);
    }

    private String table() {
        StringBuilder text =
                new StringBuilder("| Code | Mode | Class | Fails | Shows as | Fixed by |\n|---|---|---|---|---|---|\n");
        for (FailureMode mode : catalogue.modes()) {
            text.append("| [")
                    .append(mode.code())
                    .append("](#")
                    .append(mode.code().toLowerCase(Locale.ROOT))
                    .append(") | ")
                    .append(
                            mode.number().isPresent()
                                    ? String.valueOf(mode.number().getAsInt())
                                    : "")
                    .append(" | ")
                    .append(lower(mode.severity()))
                    .append(" | ")
                    .append(fails(mode))
                    .append(" | ")
                    .append(mode.matchers().stream()
                            .map(FailureModesDocTest::signal)
                            .distinct()
                            .collect(Collectors.joining("; ")))
                    .append(" | ")
                    .append(lower(mode.fixer()))
                    .append(" |\n");
        }
        return text.toString();
    }

    private String details() {
        StringBuilder text = new StringBuilder();
        for (FailureMode mode : catalogue.modes()) {
            text.append("\n## ")
                    .append(mode.code())
                    .append("\n\n")
                    .append(code(mode.title()))
                    .append("\n\n")
                    .append(code(mode.advice()))
                    .append('\n');
        }
        return text.toString();
    }

    private static String code(String text) {
        return text.replaceAll("\\{([a-z]+)\\}", "*$1*");
    }

    private static String fails(FailureMode mode) {
        List<String> limits = new ArrayList<>();
        mode.grace().ifPresent(grace -> limits.add("after " + DurationText.of(grace)));
        mode.failures()
                .ifPresent(failures ->
                        limits.add(failures == 1 ? "when it failed" : "when it failed " + failures + " times"));
        return switch (mode.severity()) {
            case DOOMED -> "at once";
            case TRANSIENT -> "no";
            case LIKELY -> String.join(" or ", limits);
        };
    }

    private static String signal(FactMatcher matcher) {
        String reasons = new TreeSet<>(matcher.reasons())
                .stream().map(reason -> "`" + reason + "`").collect(Collectors.joining(", "));
        String what =
                switch (matcher.source()) {
                    case WAITING -> "container waits: " + reasons;
                    case TERMINATED ->
                        (matcher.init().orElse(false) ? "init container" : "container") + " ended: " + reasons;
                    case LOG -> "log: `" + matcher.message().orElseThrow() + "`";
                    case EVENT -> "event " + reasons;
                    case CONDITION -> "condition `" + matcher.name() + "`" + (reasons.isEmpty() ? "" : " " + reasons);
                    case POD -> "pod failed: " + reasons;
                    case COMPUTED -> "worked out";
                };
        return what + (matcher.draining().orElse(false) ? " while pods are ending" : "");
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
