package io.jenkins.plugins.pushtoprod.app;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a route: a host name (RFC 1123), a first label of {@code *} allowed, and optionally a path after it. */
final class Route {

    private static final int LONGEST_HOST = 253;
    private static final String LABEL = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";
    private static final Pattern HOST = Pattern.compile("(\\*\\." + LABEL + "\\.)?" + LABEL + "(\\." + LABEL + ")*");
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+");
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._~!$&'()*+,;=:@%-]*)*");

    private Route() {}

    static String parse(String text) throws FormatException {
        if (text.contains("://")) {
            throw new FormatException(
                    "a host without a scheme", "Write " + Quote.plain(text.substring(text.indexOf("://") + 3)));
        }
        int slash = text.indexOf('/');
        String host = slash < 0 ? text : text.substring(0, slash);
        String path = slash < 0 ? "" : text.substring(slash);
        if (host.contains(":")) {
            throw new FormatException(
                    "a host without a port", "Write " + Quote.plain(host.substring(0, host.indexOf(':')) + path));
        }
        String lower = host.toLowerCase(Locale.ROOT);
        if (!lower.equals(host) && isHost(lower)) {
            throw new FormatException("a host in lower case", "Write " + lower + path);
        }
        if (!isHost(host)) {
            throw new FormatException("a host name, or host/path", "Such as users.example.com or example.com/users");
        }
        if (!PATH.matcher(path).matches() || path.contains("//")) {
            throw new FormatException("a host and a path", Optional.of("Such as example.com/users"));
        }
        return text;
    }

    private static boolean isHost(String host) {
        return host.length() <= LONGEST_HOST
                && HOST.matcher(host).matches()
                && !ADDRESS.matcher(host).matches();
    }
}
