package io.jenkins.plugins.pushtoprod.manifest;

import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds and reads the files that a user named by paths and globs. */
final class ManifestFiles {

    /** Bytes of a file: bundles of custom resource definitions have up to six million. */
    static final int LARGEST = 8 << 20;

    /** Bytes of all files. */
    static final int LARGEST_TOGETHER = 16 << 20;

    private static final Pattern GLOB = Pattern.compile("[*?\\[{]");
    private static final Pattern MANIFEST = Pattern.compile(".+\\.(ya?ml|json)");

    private final Path directory;

    ManifestFiles(Path directory) {
        this.directory = directory.toAbsolutePath().normalize();
    }

    /**
     * A file.
     *
     * @param name as a user would say it: relative to the directory, where it is within
     */
    record File(String name, String text) {}

    List<File> find(List<String> patterns) {
        Set<Path> paths = new LinkedHashSet<>();
        for (String pattern : patterns) {
            Set<Path> matches = matches(pattern.strip());
            if (matches.isEmpty()) {
                throw problem(
                        "No file matches " + pattern + ".",
                        directory.toString(),
                        "Name files, a directory or a pattern such as k8s/*.yaml, relative to this directory.");
            }
            paths.addAll(matches);
        }
        List<File> files = new ArrayList<>();
        long bytes = 0;
        for (Path path : paths) {
            byte[] content = content(path);
            bytes += content.length;
            if (bytes > LARGEST_TOGETHER) {
                throw problem(
                        "The manifests are larger than " + LARGEST_TOGETHER + " bytes together.",
                        name(path),
                        "Name fewer files.");
            }
            files.add(new File(name(path), text(path, content)));
        }
        return files;
    }

    private Set<Path> matches(String pattern) {
        try {
            if (pattern.isEmpty()) {
                return Set.of();
            }
            if (GLOB.matcher(pattern).find()) {
                return glob(pattern);
            }
            Path path = directory.resolve(pattern).normalize();
            if (Files.isDirectory(path)) {
                try (Stream<Path> children = Files.list(path)) {
                    return new TreeSet<>(
                            children.filter(ManifestFiles::isManifest).toList());
                }
            }
            return Files.exists(path) ? Set.of(path) : Set.of();
        } catch (InvalidPathException | java.util.regex.PatternSyntaxException e) {
            throw problem(
                    "'" + pattern + "' is no path and no pattern.", directory.toString(), "See k8s/*.yaml for one.");
        } catch (IOException e) {
            throw unreadable(pattern, e);
        }
    }

    private Set<Path> glob(String pattern) throws IOException {
        int glob = GLOB.matcher(pattern).results().findFirst().orElseThrow().start();
        int slash = pattern.lastIndexOf('/', glob);
        Path base = directory.resolve(pattern.substring(0, slash + 1)).normalize();
        String rest = pattern.substring(slash + 1);
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + rest);
        // Elsewhere, ** is also no directory at all.
        PathMatcher flat = FileSystems.getDefault().getPathMatcher("glob:" + rest.replace("**/", ""));
        if (!Files.isDirectory(base)) {
            return Set.of();
        }
        boolean hidden = rest.startsWith(".") || rest.contains("/.");
        Set<Path> found = new TreeSet<>();
        Files.walkFileTree(base, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
                boolean skip = !hidden
                        && !visited.equals(base)
                        && visited.getFileName().toString().startsWith(".");
                return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path visited, BasicFileAttributes attributes) {
                Path relative = base.relativize(visited);
                if ((matcher.matches(relative) || flat.matches(relative)) && !Files.isDirectory(visited)) {
                    found.add(visited);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    private static boolean isManifest(Path path) {
        return Files.isRegularFile(path)
                && MANIFEST.matcher(path.getFileName().toString()).matches();
    }

    private byte[] content(Path path) {
        try {
            refuseLinkThatLeaves(path);
            if (!Files.isRegularFile(path)) {
                throw problem("This is not a file.", name(path), "Name files that have Kubernetes objects.");
            }
            if (Files.size(path) > LARGEST) {
                throw problem(
                        "The file is larger than " + LARGEST + " bytes.", name(path), "Split it into several files.");
            }
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw unreadable(name(path), e);
        }
    }

    /** Sources may come from a stranger: a link in them must not bring in what the machine holds elsewhere. */
    private void refuseLinkThatLeaves(Path path) throws IOException {
        boolean within = path.normalize().startsWith(directory.normalize());
        if (within && !path.toRealPath().startsWith(directory.toRealPath())) {
            throw problem(
                    "The file is a link to what is outside of the directory.",
                    name(path),
                    "Put the file itself there, or name the one it links to.");
        }
    }

    private String text(Path path, byte[] content) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw problem("The file is not UTF-8 text.", name(path), "Save it as UTF-8.");
        }
    }

    private String name(Path path) {
        return path.startsWith(directory) ? directory.relativize(path).toString() : path.toString();
    }

    private static ProblemException unreadable(String name, IOException e) {
        return new ProblemException(
                Problem.of(
                        Problem.Kind.MACHINE,
                        "The file cannot be read: " + e.getClass().getSimpleName() + " " + e.getMessage(),
                        name,
                        "Look at its permissions, and at those of the directories above."),
                e);
    }

    private static ProblemException problem(String what, String where, String advice) {
        return new ProblemException(Problem.of(Problem.Kind.INPUT, what, where, advice));
    }
}
