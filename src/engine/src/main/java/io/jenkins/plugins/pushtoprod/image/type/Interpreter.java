package io.jenkins.plugins.pushtoprod.image.type;

import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import io.jenkins.plugins.pushtoprod.image.base.BaseContents;
import io.jenkins.plugins.pushtoprod.image.base.BaseImage;
import io.jenkins.plugins.pushtoprod.image.base.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Python of a base image.
 *
 * @param minor of version 3
 * @param fullVersion such as {@code 3.12.4}; the lowest of the minor version where the image does not tell
 * @param program absolute
 * @param libc as {@link BaseContents#libc()}
 */
record Interpreter(int minor, String fullVersion, String program, String libc, Platform platform) {

    /** The newest that gets no more security fixes (https://devguide.python.org/versions/, October 2025). */
    private static final int NEWEST_END_OF_LIFE = 9;

    /** What every glibc in use has: that of manylinux2014, and the oldest there are wheels for. */
    private static final int OLDEST_GLIBC = 17;

    /** Where the official images have it. */
    private static final String USUAL_PROGRAM = "/usr/local/bin/python3";

    private static final Pattern VERSION = Pattern.compile("3\\.(\\d+)(?:\\.\\d+)?.*");
    private static final Pattern PROGRAM = Pattern.compile("(.*)/python3\\.(\\d+)");

    static Interpreter of(BaseImage base, BaseContents contents) {
        Optional<Matcher> told =
                base.environment("PYTHON_VERSION").map(VERSION::matcher).filter(Matcher::matches);
        int minor = told.map(matcher -> Integer.parseInt(matcher.group(1)))
                .or(() -> newest(contents))
                .orElseThrow(() -> none(base));
        String fullVersion =
                told.flatMap(matcher -> base.environment("PYTHON_VERSION")).orElse("3." + minor + ".0");
        String program = contents.find("python3." + minor)
                .or(() -> contents.find("python3"))
                .or(() -> contents.complete() ? Optional.empty() : Optional.of(USUAL_PROGRAM))
                .orElseThrow(() -> none(base));
        return new Interpreter(minor, fullVersion, program, contents.libc(), base.platform());
    }

    private static Optional<Integer> newest(BaseContents contents) {
        return contents.programs().stream()
                .map(PROGRAM::matcher)
                .filter(Matcher::matches)
                .map(matcher -> Integer.parseInt(matcher.group(2)))
                .max(Integer::compare);
    }

    private static ProblemException none(BaseImage base) {
        return new ProblemException(Problem.of(
                Problem.Kind.BUILD,
                "the base image " + base.reference() + " has no program python3 in its path",
                "build.base",
                "name a base image with Python, such as docker.io/library/python:3.12-slim"));
    }

    String version() {
        return "3." + minor;
    }

    Optional<String> endOfLife() {
        return minor > NEWEST_END_OF_LIFE
                ? Optional.empty()
                : Optional.of("Python " + version() + " gets no security fixes any more; move to a newer base image");
    }

    /** As wheels name it. */
    String machine() {
        return switch (platform.architecture()) {
            case "amd64" -> "x86_64";
            case "arm64" -> "aarch64";
            default -> platform.architecture();
        };
    }

    /** Platform tags of the wheels that run on it, best first (PEP 600, PEP 656). */
    List<String> wheelPlatforms() {
        List<String> tags = new ArrayList<>();
        if (libc.startsWith("musl")) {
            tags.add("musllinux_1_2_" + machine());
            tags.add("musllinux_1_1_" + machine());
        } else {
            int newest = libc.startsWith("glibc_2_") ? Integer.parseInt(libc.substring(8)) : OLDEST_GLIBC;
            for (int glibc = newest; glibc >= 5; glibc--) {
                tags.add("manylinux_2_" + glibc + "_" + machine());
                legacyName(glibc).ifPresent(name -> tags.add(name + "_" + machine()));
            }
        }
        tags.add("linux_" + machine());
        return tags;
    }

    private static Optional<String> legacyName(int glibc) {
        return switch (glibc) {
            case 17 -> Optional.of("manylinux2014");
            case 12 -> Optional.of("manylinux2010");
            case 5 -> Optional.of("manylinux1");
            default -> Optional.empty();
        };
    }
}
