package io.jenkins.plugins.pushtoprod.image.type;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Versions of Java as images and class files have them. */
final class JavaVersion {

    /** {@code jdk-17.0.9+9}, {@code 17.0.9}, {@code 21}, {@code jdk8u392-b08}, {@code 1.8.0} */
    private static final Pattern VERSION = Pattern.compile("(?:jdk-?)?(?:1\\.)?(\\d+).*");

    /** Class files of Java 1.0 have major version 45 (JVM specification, 4.1). */
    private static final int CLASS_FILE_OFFSET = 44;

    private JavaVersion() {}

    static Optional<Integer> parse(String text) {
        Matcher matcher = VERSION.matcher(text);
        return matcher.matches() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
    }

    static int ofClassFile(int major) {
        return major - CLASS_FILE_OFFSET;
    }
}
