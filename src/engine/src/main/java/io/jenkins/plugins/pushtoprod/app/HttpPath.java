package io.jenkins.plugins.pushtoprod.app;

import java.util.regex.Pattern;

/** Reads the path of an HTTP request, a query allowed. */
final class HttpPath {

    private static final Pattern PATTERN = Pattern.compile("/[A-Za-z0-9._~!$&'()*+,;=:@%/?-]{0,1023}");

    private HttpPath() {}

    static String parse(String text) throws FormatException {
        if (!PATTERN.matcher(text).matches()) {
            throw new FormatException(
                    "an HTTP path that starts with /",
                    text.contains("://") || text.isBlank() || text.chars().anyMatch(c -> c <= ' ')
                            ? "Such as /health"
                            : "Write /" + Quote.plain(text.replaceFirst("^/+", "")));
        }
        return text;
    }
}
