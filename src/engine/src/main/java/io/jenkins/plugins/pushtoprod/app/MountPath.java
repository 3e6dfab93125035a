package io.jenkins.plugins.pushtoprod.app;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the path where a volume is mounted: absolute, in its shortest form, not one that the system keeps for itself. */
final class MountPath {

    private static final int LONGEST = 1024;

    // Kubernetes refuses a colon in a mountPath.
    private static final Pattern PATTERN = Pattern.compile("(/[^/:\\x00-\\x1f]+)+");
    private static final List<String> OF_THE_SYSTEM = List.of("/proc", "/sys", "/dev");

    private MountPath() {}

    static String parse(String text) throws FormatException {
        if (text.equals("/")) {
            throw new FormatException("a directory below /", "Such as /var/lib/users");
        }
        String path = text.length() > 1 ? text.replaceAll("/+$", "") : text;
        boolean detour = List.of(path.split("/")).stream().anyMatch(s -> s.equals("..") || s.equals("."));
        if (path.length() > LONGEST || detour || !PATTERN.matcher(path).matches()) {
            throw new FormatException("an absolute path without . and ..", Optional.of("Such as /var/lib/users"));
        }
        for (String kept : OF_THE_SYSTEM) {
            if (path.equals(kept) || contains(kept, path)) {
                throw new FormatException("a path outside of " + kept, "Such as /var/lib/users");
            }
        }
        return path;
    }

    /** Whether {@code inner} is below {@code outer}. */
    static boolean contains(String outer, String inner) {
        return inner.startsWith(outer + "/");
    }
}
