package io.jenkins.plugins.pushtoprod.image.blob;

import io.jenkins.plugins.pushtoprod.app.ProblemException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;

/**
 * A directory of blobs by digest and of small notes by key, shared by all builds on the machine.
 *
 * <p>Whatever appears in it appears whole: it is written beside and renamed. Nothing in it is believed: a blob is hashed before
 * it is used, and thrown away if it is not what its name says. So two builds may use it at once, and losing it costs time only.
 */
public final class BlobCache {

    private static final int BUFFER = 1 << 16;

    private final Path root;

    public BlobCache(Path root) {
        this.root = root;
    }

    /**
     * Writes bytes to a stream.
     *
     * @param <X> what may go wrong apart from the stream itself, such as the connection that the bytes come from
     */
    @FunctionalInterface
    public interface Writer<X extends Exception> {

        /**
         * Writes all of it.
         *
         * @throws IOException of the stream that is written to, and of no other
         */
        void writeTo(OutputStream out) throws IOException, InterruptedException, X;
    }

    /** Whether a blob of that name and size is there; its content may still turn out to be damaged. */
    public boolean has(Blob blob) {
        Path file = file(blob.digest());
        try {
            return Files.size(file) == blob.size() && used(file);
        } catch (IOException e) {
            return false;
        }
    }

    /** The blob's file, its content checked just now; a damaged one is removed. */
    public Optional<Path> find(Digest digest) {
        Path file = file(digest);
        try {
            if (hash(file).equals(digest) && used(file)) {
                return Optional.of(file);
            }
            Files.deleteIfExists(file);
            return Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw CacheProblem.of(root, e);
        }
    }

    /** Stores what the writer writes under the digest that it turns out to have. */
    public <X extends Exception> Blob write(Writer<X> writer) throws InterruptedException, X {
        Path temporary = temporary();
        try {
            Blob blob = fill(temporary, writer);
            moveInto(temporary, file(blob.digest()));
            return blob;
        } finally {
            remove(temporary);
        }
    }

    /** Bytes noted under a key; empty if there are none. The reader has to cope with any content. */
    public Optional<byte[]> note(String kind, String key) {
        try {
            byte[] bytes = Files.readAllBytes(noteFile(kind, key));
            used(noteFile(kind, key));
            return Optional.of(bytes);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw CacheProblem.of(root, e);
        }
    }

    public void note(String kind, String key, byte[] bytes) throws InterruptedException {
        Path temporary = temporary();
        try {
            fill(temporary, out -> out.write(bytes));
            moveInto(temporary, noteFile(kind, key));
        } finally {
            remove(temporary);
        }
    }

    /** Deletes what no build has used for a month, and what a killed build left behind; once a day at most. */
    public void prune() {
        new CachePruning(root).run();
    }

    /** Always true: what is used is not pruned. */
    private static boolean used(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        return true;
    }

    /** A new empty directory for work in progress; its user deletes it. */
    public Path newWorkDirectory() {
        try {
            return Files.createTempDirectory(Files.createDirectories(root.resolve("tmp")), "work");
        } catch (IOException e) {
            throw CacheProblem.of(root, e);
        }
    }

    /** What a user is told when a file of the cache could not be read or written. */
    public ProblemException problem(IOException cause) {
        return CacheProblem.of(root, cause);
    }

    private Path temporary() {
        try {
            return Files.createTempFile(Files.createDirectories(root.resolve("tmp")), "new", "");
        } catch (IOException e) {
            throw CacheProblem.of(root, e);
        }
    }

    private <X extends Exception> Blob fill(Path file, Writer<X> writer) throws InterruptedException, X {
        try (HashingOutputStream hashing = new HashingOutputStream(Files.newOutputStream(file));
                OutputStream out = new BufferedOutputStream(hashing, BUFFER)) {
            writer.writeTo(out);
            out.flush();
            return new Blob(hashing.digest(), hashing.size());
        } catch (IOException e) {
            throw CacheProblem.of(root, e);
        }
    }

    private void moveInto(Path temporary, Path file) {
        try {
            Files.createDirectories(file.getParent());
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw CacheProblem.of(root, e);
        }
    }

    private void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw CacheProblem.of(root, e);
        }
    }

    private Path file(Digest digest) {
        return root.resolve("blobs").resolve("sha256").resolve(digest.hex());
    }

    private Path noteFile(String kind, String key) {
        return root.resolve(kind).resolve(key);
    }

    private static Digest hash(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Digest.of(in);
        }
    }
}
