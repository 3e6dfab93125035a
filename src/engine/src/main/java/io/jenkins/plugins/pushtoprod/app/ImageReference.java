package io.jenkins.plugins.pushtoprod.app;

import java.util.regex.Pattern;

/**
 * Checks the reference of an image.
 *
 * @see <a href="https://github.com/distribution/reference/blob/main/reference.go">The grammar of references</a>
 */
final class ImageReference {

    private static final int LONGEST = 512;
    private static final String COMPONENT = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
    private static final String HOST =
            "(?:[A-Za-z0-9](?:[-A-Za-z0-9.]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:]+\\])(?::[0-9]{1,5})?";
    private static final Pattern PATTERN = Pattern.compile("(?:" + HOST + "/)?" + COMPONENT + "(?:/" + COMPONENT
            + ")*(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(?:@sha256:[0-9a-f]{64})?");

    private ImageReference() {}

    static String parse(String text) throws FormatException {
        if (text.length() > LONGEST || !PATTERN.matcher(text).matches()) {
            throw new FormatException(
                    "the reference of an image", "Such as python:3.12-slim or registry.example.com/team/base:1");
        }
        return text;
    }
}
