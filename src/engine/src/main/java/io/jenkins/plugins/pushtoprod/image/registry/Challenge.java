package io.jenkins.plugins.pushtoprod.image.registry;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a registry wants to be asked: a {@code WWW-Authenticate} header (RFC 9110, 11.6.1; the token scheme of the distribution
 * project).
 *
 * @param scheme {@code bearer} or {@code basic}
 * @param parameters such as {@code realm} and {@code service}
 */
record Challenge(String scheme, Map<String, String> parameters) {

    static final String BEARER = "bearer";
    static final String BASIC = "basic";

    private static final Pattern SCHEME = Pattern.compile("^\\s*(\\w+)\\s*(.*)$", Pattern.DOTALL);
    private static final Pattern PARAMETER =
            Pattern.compile("(\\w+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s,\"]+))");

    /** The best of the challenges that can be answered. */
    static Optional<Challenge> best(List<String> headers) {
        List<Challenge> challenges =
                headers.stream().map(Challenge::parse).flatMap(Optional::stream).toList();
        return challenges.stream()
                .filter(challenge -> challenge.scheme.equals(BEARER) && challenge.parameters.containsKey("realm"))
                .findFirst()
                .or(() -> challenges.stream()
                        .filter(challenge -> challenge.scheme.equals(BASIC))
                        .findFirst());
    }

    private static Optional<Challenge> parse(String header) {
        Matcher scheme = SCHEME.matcher(header);
        if (!scheme.matches()) {
            return Optional.empty();
        }
        Map<String, String> parameters = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Matcher parameter = PARAMETER.matcher(scheme.group(2));
        while (parameter.find()) {
            String quoted = parameter.group(2);
            parameters.put(
                    parameter.group(1), quoted != null ? quoted.replaceAll("\\\\(.)", "$1") : parameter.group(3));
        }
        return Optional.of(new Challenge(scheme.group(1).toLowerCase(Locale.ROOT), parameters));
    }
}
