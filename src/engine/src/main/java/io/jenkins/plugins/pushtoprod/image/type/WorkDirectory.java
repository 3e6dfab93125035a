package io.jenkins.plugins.pushtoprod.image.type;

import io.jenkins.plugins.pushtoprod.image.blob.BlobCache;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** A directory for work in progress that is gone afterwards. */
final class WorkDirectory implements AutoCloseable {

    private final BlobCache cache;
    private final Path path;

    WorkDirectory(BlobCache cache) {
        this.cache = cache;
        this.path = cache.newWorkDirectory();
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            Files.walkFileTree(path, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                    Files.delete(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw cache.problem(e);
        }
    }
}
