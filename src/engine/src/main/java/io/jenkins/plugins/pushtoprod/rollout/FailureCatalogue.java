package io.jenkins.plugins.pushtoprod.rollout;

import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Everything that can go wrong in a rollout as data: how it shows, and how much patience it deserves. Read from
 * {@code failure-modes.yaml}, which docs/failure-modes.md is made from as well.
 *
 * @param modes the specific before the general: the first that matches names the trouble
 */
record FailureCatalogue(List<FailureMode> modes) {

    FailureCatalogue {
        modes = List.copyOf(modes);
    }

    /** A subject's trouble, with the fact that showed it. */
    record Diagnosis(FailureMode mode, FactMatcher.Match match) {}

    Optional<Diagnosis> diagnose(Subject subject) {
        for (FailureMode mode : modes) {
            Optional<Diagnosis> diagnosis = mode.match(subject).map(match -> new Diagnosis(mode, match));
            if (diagnosis.isPresent()) {
                return diagnosis;
            }
        }
        return Optional.empty();
    }

    FailureMode mode(String code) {
        return modes.stream()
                .filter(mode -> mode.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no failure mode " + code));
    }

    /** @throws ProblemException of kind INPUT for a code that does not exist */
    FailureCatalogue with(Map<String, VerifyOptions.Patience> overrides) {
        overrides.keySet().stream()
                .filter(code -> modes.stream().noneMatch(mode -> mode.code().equals(code)))
                .findFirst()
                .ifPresent(code -> {
                    throw unknown(code);
                });
        List<FailureMode> changed = new ArrayList<>();
        for (FailureMode mode : modes) {
            VerifyOptions.Patience override = overrides.get(mode.code());
            changed.add(override == null ? mode : mode.with(override));
        }
        return new FailureCatalogue(changed);
    }

    private ProblemException unknown(String code) {
        return new ProblemException(Problem.of(
                Problem.Kind.INPUT,
                "The failure catalogue has no code " + code,
                "overrides of the verification",
                "Use one of " + modes.stream().map(FailureMode::code).sorted().collect(Collectors.joining(", "))));
    }
}
