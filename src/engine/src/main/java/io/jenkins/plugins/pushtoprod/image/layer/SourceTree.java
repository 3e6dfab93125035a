package io.jenkins.plugins.pushtoprod.image.layer;

import io.jenkins.plugins.pushtoprod.image.layer.LayerEntry.Directory;
import io.jenkins.plugins.pushtoprod.image.layer.LayerEntry.File;
import io.jenkins.plugins.pushtoprod.image.layer.LayerEntry.Link;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The files of a directory as entries of a layer. Links stay links and are never followed; sockets, pipes and devices are
 * passed over, as Docker does.
 */
public final class SourceTree {

    private final Path root;
    private final DockerIgnore ignore;
    private final List<FilePattern> include;
    private final List<Path> excluded;

    private SourceTree(Path root, DockerIgnore ignore, List<FilePattern> include, List<Path> excluded) {
        this.root = root;
        this.ignore = ignore;
        this.include = include;
        this.excluded = excluded;
    }

    /**
     * The sources of an app, without what {@code .dockerignore} leaves out.
     *
     * @param root the directory, absolute; nothing outside it is read
     * @param leftOut patterns to leave out unless {@code .dockerignore} takes them in
     * @param include patterns of what to take; empty: all that is not left out
     * @param excluded directories that are left out whatever {@code .dockerignore} says
     */
    public static SourceTree ofApp(Path root, List<String> leftOut, List<String> include, List<Path> excluded) {
        List<FilePattern> patterns = include.stream().map(FilePattern::new).toList();
        return new SourceTree(root, DockerIgnore.read(root, leftOut), patterns, excluded);
    }

    /** All of a directory, absolute, that a tool filled, but what these patterns name. */
    public static SourceTree ofTool(Path root, List<String> leftOut) {
        return new SourceTree(root, DockerIgnore.of(leftOut), List.of(), List.of());
    }

    /**
     * The entries, in no particular order.
     *
     * @param target directory in the image that the root becomes, such as {@code app}
     */
    public List<LayerEntry> entries(String target) throws InterruptedException {
        Walk walk = new Walk(target);
        try {
            Files.walkFileTree(root, walk);
        } catch (IOException e) {
            throw SourceProblem.unreadable(root.toString(), e);
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return List.copyOf(walk.found.values());
    }

    private boolean takes(String path) {
        return !ignore.leavesOut(path)
                && (include.isEmpty() || include.stream().anyMatch(pattern -> pattern.matches(path)));
    }

    private final class Walk extends SimpleFileVisitor<Path> {

        private final String target;
        private final Map<String, LayerEntry> found = new TreeMap<>();

        private Walk(String target) {
            this.target = target;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            if (directory.equals(root)) {
                return FileVisitResult.CONTINUE;
            }
            if (excluded.contains(directory)) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            String path = PathName.relative(root, directory);
            if (takes(path)) {
                add(new Directory(target + "/" + path));
                return FileVisitResult.CONTINUE;
            }
            return ignore.leavesOut(path) && !ignore.mayTakeIn()
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (Thread.currentThread().isInterrupted()) {
                return FileVisitResult.TERMINATE;
            }
            String path = PathName.relative(root, file);
            if (!takes(path)) {
                return FileVisitResult.CONTINUE;
            }
            if (attributes.isSymbolicLink()) {
                add(new Link(target + "/" + path, linkTarget(root, file, path)));
            } else if (attributes.isRegularFile()) {
                add(new File(target + "/" + path, new Content.OnDisk(file), isExecutable(file)));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            if (takes(PathName.relative(root, file))) {
                throw SourceProblem.unreadable(file.toString(), failure);
            }
            return FileVisitResult.CONTINUE;
        }

        private void add(LayerEntry entry) {
            String path = entry.path();
            // Also those of what is taken in again below a directory that is left out.
            for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
                String parent = path.substring(0, slash);
                found.putIfAbsent(parent, new Directory(parent));
            }
            found.put(path, entry);
        }
    }

    private static String linkTarget(Path root, Path link, String path) throws IOException {
        String target = PathName.of(root, Files.readSymbolicLink(link));
        if (target.startsWith("/dev/")) {
            return target;
        }
        int depth = (int) path.chars().filter(character -> character == '/').count();
        if (target.startsWith("/") || climbs(target, depth)) {
            throw SourceProblem.leaves(path, target);
        }
        return target;
    }

    private static boolean climbs(String target, int depth) {
        int level = depth;
        for (String name : target.split("/")) {
            if (name.equals("..")) {
                level--;
            } else if (!name.isEmpty() && !name.equals(".")) {
                level++;
            }
            if (level < 0) {
                return true;
            }
        }
        return false;
    }

    /** By the owner's bit, the one that git keeps; what else a umask leaves does not matter. */
    private static boolean isExecutable(Path file) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        return view != null && view.readAttributes().permissions().contains(PosixFilePermission.OWNER_EXECUTE);
    }
}
