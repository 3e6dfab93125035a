package io.jenkins.plugins.pushtoprod.image.type;

import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import io.jenkins.plugins.pushtoprod.image.blob.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads requirements files as far as is needed to know which files they depend on, and what in them cannot be had as a wheel.
 * The rest is left to pip, whose format it is (https://pip.pypa.io/en/stable/reference/requirements-file-format/).
 */
final class RequirementsReader {

    private static final Pattern INCLUDE =
            Pattern.compile("(?:-r|-c|--requirement|--constraint)(?:\\s*=\\s*|\\s*)(\\S+)");
    private static final Pattern FIND_LINKS = Pattern.compile("(?:-f|--find-links)(?:\\s*=\\s*|\\s*)(\\S+)");
    private static final Pattern EDITABLE = Pattern.compile("(?:-e|--editable)(?:\\s*=\\s*|\\s*).*");

    /** A file, a directory or a URL in place of a name; a name that is also that of a directory is a name. */
    private static final Pattern LOCATION = Pattern.compile("^\\.|^[^;\\s]*/|://|\\.(?:whl|zip|tar\\.gz)$");

    private static final Pattern COMMENT = Pattern.compile("(?:^|\\s+)#.*$");

    private final Path root;
    private final Map<String, Digest> inputs = new TreeMap<>();

    RequirementsReader(Path root) {
        this.root = root;
    }

    /** Digests by name relative to the root. */
    Map<String, Digest> inputs() {
        return inputs;
    }

    /** Reads a file and what it includes; whether there is any requirement in them. */
    boolean read(Path file) {
        if (!add(file)) {
            return false;
        }
        boolean any = false;
        int number = 0;
        StringBuilder logical = new StringBuilder();
        for (String line : lines(file)) {
            number++;
            boolean goesOn = line.endsWith("\\");
            logical.append(goesOn ? line.substring(0, line.length() - 1) : line);
            if (!goesOn) {
                any |= requirement(
                        file, number, COMMENT.matcher(logical).replaceFirst("").strip());
                logical.setLength(0);
            }
        }
        return requirement(file, number, logical.toString().strip()) || any;
    }

    private boolean requirement(Path file, int number, String line) {
        if (line.isEmpty()) {
            return false;
        }
        Matcher include = INCLUDE.matcher(line);
        if (include.matches()) {
            return includes(file, number, include.group(1)) && !line.startsWith("-c") && !line.startsWith("--c");
        }
        Matcher links = FIND_LINKS.matcher(line);
        if (links.matches()) {
            local(file, links.group(1)).ifPresent(this::addAll);
            return false;
        }
        if (EDITABLE.matcher(line).matches()) {
            throw notAWheel(file, number, line);
        }
        if (line.startsWith("-")) {
            return false;
        }
        if (LOCATION.matcher(line).find()) {
            if (!line.contains(".whl")) {
                throw notAWheel(file, number, line);
            }
            // Unlike the names of included files, those of packages are relative to where pip runs.
            local(root.resolve(file.getFileName()), line.split("\\s", 2)[0]).ifPresent(this::add);
        }
        return true;
    }

    private boolean includes(Path file, int number, String name) {
        if (name.contains("://")) {
            return true;
        }
        Path included = local(file, name)
                .orElseThrow(() -> new ProblemException(Problem.of(
                        Problem.Kind.INPUT,
                        "the requirements include a file that is not there: " + name,
                        place(file, number),
                        "add it, or remove the line")));
        return read(included);
    }

    /** A file or a directory of the sources that a line names. */
    private Optional<Path> local(Path file, String name) {
        try {
            Path directory = file.getParent();
            Path path = (directory == null ? root : directory).resolve(name).normalize();
            return path.startsWith(root) && Files.exists(path) ? Optional.of(path) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private void addAll(Path path) {
        try (Stream<Path> files = Files.walk(path)) {
            files.filter(Files::isRegularFile).forEach(this::add);
        } catch (IOException | UncheckedIOException e) {
            throw unreadable(path, e);
        }
    }

    /** Whether it is new. */
    private boolean add(Path file) {
        try {
            return inputs.put(root.relativize(file).toString(), Digest.of(Files.readAllBytes(file))) == null;
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private ProblemException unreadable(Path file, Exception cause) {
        return new ProblemException(
                Problem.of(
                        Problem.Kind.INPUT,
                        "a requirements file cannot be read: " + cause.getMessage(),
                        root.relativize(file).toString(),
                        "make it a readable file in UTF-8"),
                cause);
    }

    private ProblemException notAWheel(Path file, int number, String line) {
        return new ProblemException(Problem.of(
                Problem.Kind.BUILD,
                "'" + Redacted.text(line) + "' would have to be built on this machine, which may not be like the image",
                place(file, number),
                "remove the line if it is the app itself (its sources are in PYTHONPATH); else build a wheel of it,"
                        + " put it into the sources and name the .whl file here"));
    }

    private String place(Path file, int number) {
        return root.relativize(file) + ":" + number;
    }
}
