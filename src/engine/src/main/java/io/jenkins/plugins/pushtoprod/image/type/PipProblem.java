package io.jenkins.plugins.pushtoprod.image.type;

import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What pip's output means. */
final class PipProblem {

    private static final Pattern NOTHING_FITS = Pattern.compile("No matching distribution found for (.+)");
    private static final Pattern NO_CONNECTION = Pattern.compile(
            "NewConnectionError|ConnectTimeoutError|NameResolutionError|Max retries exceeded|Could not fetch"
                    + " URL|ReadTimeoutError");
    private static final Pattern NOT_A_REQUIREMENT = Pattern.compile("Invalid requirement: (.+)");
    private static final int MOST_LINES = 12;

    private final Interpreter interpreter;
    private final Requirements requirements;

    PipProblem(Interpreter interpreter, Requirements requirements) {
        this.interpreter = interpreter;
        this.requirements = requirements;
    }

    ProblemException of(String output) {
        Matcher nothingFits = NOTHING_FITS.matcher(output);
        Matcher invalid = NOT_A_REQUIREMENT.matcher(output);
        if (output.contains("No space left on device")) {
            return problem(
                    Problem.Kind.MACHINE,
                    "the disk is full, so that the app's dependencies cannot be installed",
                    "free some space where the cache is (everything in it may be deleted), or name another directory");
        }
        if (NO_CONNECTION.matcher(output).find()) {
            return problem(
                    Problem.Kind.BUILD,
                    "pip cannot reach the package index: " + errors(output),
                    "check the network, and PIP_INDEX_URL or pip.conf where there is a mirror");
        }
        if (nothingFits.find()) {
            return nothingFits(nothingFits.group(1).strip());
        }
        if (output.contains("DO NOT MATCH THE HASHES")) {
            return problem(
                    Problem.Kind.BUILD,
                    "a downloaded package is not the one that the requirements name by its hash: " + errors(output),
                    "make the hashes anew (pip-compile --generate-hashes) if you trust the index; else find out who"
                            + " changed it");
        }
        if (invalid.find()) {
            return problem(
                    Problem.Kind.INPUT,
                    "not a requirement: " + Redacted.text(invalid.group(1)),
                    "write it as name==version, see https://pip.pypa.io/en/stable/reference/requirement-specifiers/");
        }
        return problem(
                Problem.Kind.BUILD,
                "pip cannot install the app's dependencies: " + errors(output),
                "run 'pip install -r " + requirements.file() + "' by hand to see more");
    }

    private ProblemException nothingFits(String requirement) {
        return problem(
                Problem.Kind.BUILD,
                "there is no wheel of " + Redacted.text(requirement) + " for Python " + interpreter.version() + " on "
                        + interpreter.platform() + " ("
                        + interpreter.wheelPlatforms().get(0) + " and older)",
                "if it exists as source only: choose a version that has a wheel, or build the wheel once"
                        + " (pip wheel), put it into the sources and name the .whl file in " + requirements.file()
                        + ", or choose a base image that has it; if the name or version does not exist: correct it");
    }

    private static String errors(String output) {
        List<String> lines = output.lines().filter(line -> !line.isBlank()).toList();
        List<String> errors =
                lines.stream().filter(line -> line.startsWith("ERROR")).toList();
        List<String> shown = errors.isEmpty() ? lines : errors;
        return Redacted.text(shown.subList(Math.max(0, shown.size() - MOST_LINES), shown.size()).stream()
                .map(line -> line.replaceFirst("^ERROR: ", ""))
                .collect(Collectors.joining("; ")));
    }

    private ProblemException problem(Problem.Kind kind, String what, String advice) {
        return new ProblemException(Problem.of(kind, what, requirements.file().toString(), advice));
    }
}
