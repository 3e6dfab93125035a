package io.jenkins.plugins.pushtoprod.image.type;

import java.util.regex.Pattern;

/** Text that may have URLs with a login in them. */
final class Redacted {

    private static final Pattern LOGIN_IN_URL = Pattern.compile("(?<=://)[^/@\\s]+@");

    private Redacted() {}

    static String text(String text) {
        return LOGIN_IN_URL.matcher(text).replaceAll("****@");
    }
}
