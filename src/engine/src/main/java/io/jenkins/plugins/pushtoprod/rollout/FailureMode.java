package io.jenkins.plugins.pushtoprod.rollout;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An entry of the failure catalogue.
 *
 * @param code stable name
 * @param number in the list of docs/failure-modes.md; empty when it is not a mode of its own
 * @param grace how long it may last, all its spells together, when it is {@code LIKELY}
 * @param failures after how many distinct failures of one container it fails the rollout, when it is {@code LIKELY}
 * @param title with placeholders such as {@code {pod}}
 * @param advice with placeholders
 * @param matchers any of them
 */
record FailureMode(
        String code,
        OptionalInt number,
        Finding.Severity severity,
        Optional<Duration> grace,
        OptionalInt failures,
        Finding.Fixer fixer,
        String title,
        String advice,
        List<FactMatcher> matchers) {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z]+)\\}");

    Optional<FactMatcher.Match> match(Subject subject) {
        for (FactMatcher matcher : matchers) {
            Optional<FactMatcher.Match> match = matcher.match(subject);
            if (match.isPresent()) {
                return match;
            }
        }
        return Optional.empty();
    }

    FailureMode with(VerifyOptions.Patience override) {
        return new FailureMode(
                code,
                number,
                override.severity().orElse(severity),
                override.grace().or(() -> grace),
                override.failures().map(OptionalInt::of).orElse(failures),
                fixer,
                title,
                advice,
                matchers);
    }

    /** Fills the placeholders of a title or an advice. */
    static String fill(String text, Map<String, String> values) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(placeholder ->
                        Matcher.quoteReplacement(values.getOrDefault(placeholder.group(1), placeholder.group())));
    }
}
