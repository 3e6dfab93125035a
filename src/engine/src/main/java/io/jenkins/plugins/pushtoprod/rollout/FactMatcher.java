package io.jenkins.plugins.pushtoprod.rollout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One alternative of a failure mode's {@code match}. What is empty narrows nothing.
 *
 * @param name of the condition ({@code Type=Status}) or the computed fact
 */
record FactMatcher(
        Fact.Source source,
        String name,
        Set<String> reasons,
        Set<String> exitCodes,
        Optional<Pattern> message,
        Optional<Pattern> not,
        Set<Subject.State> states,
        Set<String> workloadKinds,
        Optional<Boolean> init,
        Optional<Boolean> draining) {

    private static final Pattern GROUP_NAME = Pattern.compile("\\(\\?<([a-zA-Z][a-zA-Z0-9]*)>");

    /** What it matched, and the values its message gave by the pattern's named groups. */
    record Match(Fact fact, Map<String, String> values) {}

    /** The first of the subject's facts that it matches. */
    Optional<Match> match(Subject subject) {
        if (!appliesTo(subject)) {
            return Optional.empty();
        }
        for (Fact fact : subject.facts()) {
            Optional<Match> match = match(fact);
            if (match.isPresent()) {
                return match;
            }
        }
        return Optional.empty();
    }

    private boolean appliesTo(Subject subject) {
        return (states.isEmpty() || states.stream().anyMatch(subject.states()::contains))
                && (workloadKinds.isEmpty() || workloadKinds.contains(subject.workloadKind()))
                && init.map(wanted -> wanted == subject.init()).orElse(true)
                && draining.map(wanted -> wanted == subject.draining()).orElse(true);
    }

    private Optional<Match> match(Fact fact) {
        if (fact.source() != source
                || !name.equals(fact.name())
                || !(reasons.isEmpty() || reasons.contains(fact.reason()))
                || !(exitCodes.isEmpty() || exitCodes.contains(fact.values().getOrDefault("exit", "")))
                || not.map(pattern -> pattern.matcher(fact.message()).find()).orElse(false)) {
            return Optional.empty();
        }
        Map<String, String> values = new HashMap<>(fact.values());
        if (message.isPresent()) {
            Matcher matcher = message.get().matcher(fact.message());
            if (!matcher.find()) {
                return Optional.empty();
            }
            for (String group : groupNames(message.get())) {
                String value = matcher.group(group);
                if (value != null) {
                    values.put(group, value);
                }
            }
        }
        values.put("reason", fact.reason());
        return Optional.of(new Match(fact, values));
    }

    /** Java 17's Pattern does not tell the names of its groups. */
    private static List<String> groupNames(Pattern pattern) {
        List<String> names = new ArrayList<>();
        Matcher matcher = GROUP_NAME.matcher(pattern.pattern());
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }
}
