package io.jenkins.plugins.pushtoprod.image.blob;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

/** Keeps a cache from growing for ever. Another build may delete the same files at the same time. */
final class CachePruning {

    private static final Duration EVERY = Duration.ofDays(1);
    private static final Duration UNUSED = Duration.ofDays(30);
    private static final Duration LEFT_BEHIND = Duration.ofDays(1);

    private final Path root;
    private final Path marker;

    CachePruning(Path root) {
        this.root = root;
        this.marker = root.resolve("pruned");
    }

    void run() {
        try {
            Instant now = Instant.now();
            if (isOlder(marker, now.minus(EVERY))) {
                Files.write(marker, new byte[0]);
                delete(root.resolve("tmp"), now.minus(LEFT_BEHIND));
                delete(root, now.minus(UNUSED));
            }
        } catch (IOException e) {
            throw CacheProblem.of(root, e);
        }
    }

    private static boolean isOlder(Path file, Instant limit) throws IOException {
        try {
            return Files.getLastModifiedTime(file).compareTo(FileTime.from(limit)) < 0;
        } catch (NoSuchFileException e) {
            return true;
        }
    }

    private static void delete(Path directory, Instant limit) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.lastModifiedTime().compareTo(FileTime.from(limit)) < 0) {
                    Files.deleteIfExists(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
