package io.jenkins.plugins.pushtoprod.app;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a duration such as {@code 90s}, {@code 5m} or {@code 1h}: a whole number and a unit, from a second to a day. */
final class Span {

    private static final Pattern PATTERN = Pattern.compile("([0-9]{1,5})([smh])");
    private static final Duration LONGEST = Duration.ofDays(1);

    private Span() {}

    static Duration parse(String text) throws FormatException {
        Matcher matcher = PATTERN.matcher(text);
        if (matcher.matches()) {
            long number = Long.parseLong(matcher.group(1));
            Duration duration =
                    switch (matcher.group(2)) {
                        case "s" -> Duration.ofSeconds(number);
                        case "m" -> Duration.ofMinutes(number);
                        default -> Duration.ofHours(number);
                    };
            if (!duration.isZero() && duration.compareTo(LONGEST) <= 0) {
                return duration;
            }
        }
        throw new FormatException("a duration from 1s to 24h", Optional.of("Such as 90s, 5m or 1h"));
    }
}
