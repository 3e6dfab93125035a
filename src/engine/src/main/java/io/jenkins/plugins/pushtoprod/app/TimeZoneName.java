package io.jenkins.plugins.pushtoprod.app;

import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/** Reads the IANA name of a time zone. */
final class TimeZoneName {

    private TimeZoneName() {}

    static String parse(String text) throws FormatException {
        Set<String> names = ZoneId.getAvailableZoneIds();
        if (!names.contains(text) || text.startsWith("SystemV/")) {
            throw new FormatException(
                    "the IANA name of a time zone",
                    Nearest.to(text, names)
                            .map(near -> "Did you mean " + near + "?")
                            .or(() -> Optional.of("Such as Etc/UTC or Europe/Berlin")));
        }
        return text;
    }
}
