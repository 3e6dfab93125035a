package io.jenkins.plugins.pushtoprod.image.type;

import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import io.jenkins.plugins.pushtoprod.image.blob.Blob;
import io.jenkins.plugins.pushtoprod.image.blob.BlobCache;
import io.jenkins.plugins.pushtoprod.image.blob.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * The same jar without what differs between two builds of the same content: times, the order of entries, and how they are
 * compressed. They are stored as they are; the layer is compressed as a whole.
 */
final class NormalJar {

    /** Raise it when the same jar shall become another one. */
    private static final String KIND = "jars-1";

    /** Without a time zone; the first time that a zip file can have would be written with that of the machine all the same. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    private static final String MANIFEST = "META-INF/MANIFEST.MF";
    private static final int BUFFER = 1 << 16;

    private final BlobCache cache;

    NormalJar(BlobCache cache) {
        this.cache = cache;
    }

    /** A file of the cache that holds the jar's normal form. */
    Path of(Path jar) throws InterruptedException {
        String key = hash(jar).hex();
        Optional<Path> known = cache.note(KIND, key).flatMap(NormalJar::digest).flatMap(cache::find);
        if (known.isPresent()) {
            return known.get();
        }
        Blob blob = cache.<ProblemException>write(out -> copy(jar, out));
        cache.note(KIND, key, blob.digest().toString().getBytes(StandardCharsets.US_ASCII));
        return cache.find(blob.digest()).orElseThrow(() -> changed(jar));
    }

    private static Optional<Digest> digest(byte[] note) {
        try {
            return Optional.of(Digest.parse(new String(note, StandardCharsets.US_ASCII)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Digest hash(Path jar) {
        try (InputStream in = Files.newInputStream(jar)) {
            return Digest.of(in);
        } catch (IOException e) {
            throw unreadable(jar, e);
        }
    }

    private static void copy(Path jar, OutputStream out) throws IOException, InterruptedException {
        try (ZipFile source = open(jar)) {
            List<ZipEntry> entries = new ArrayList<>(Collections.list(source.entries()));
            entries.sort(Comparator.comparingInt(NormalJar::rank).thenComparing(ZipEntry::getName));
            ZipOutputStream target = new ZipOutputStream(out);
            String last = "";
            for (ZipEntry entry : entries) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (!entry.getName().equals(last)) {
                    copy(jar, source, entry, target);
                }
                last = entry.getName();
            }
            target.finish();
        }
    }

    /** Readers of a jar as a stream want its manifest first. */
    private static int rank(ZipEntry entry) {
        if (entry.getName().equals("META-INF/")) {
            return 0;
        }
        return entry.getName().equals(MANIFEST) ? 1 : 2;
    }

    private static void copy(Path jar, ZipFile source, ZipEntry entry, ZipOutputStream target) throws IOException {
        ZipEntry normal = new ZipEntry(entry.getName());
        normal.setTimeLocal(TIME);
        normal.setMethod(ZipEntry.STORED);
        normal.setSize(entry.getSize());
        normal.setCrc(entry.getCrc());
        byte[] buffer = new byte[BUFFER];
        target.putNextEntry(normal);
        try (InputStream in = source.getInputStream(entry)) {
            for (int read = read(jar, in, buffer); read >= 0; read = read(jar, in, buffer)) {
                target.write(buffer, 0, read);
            }
        }
        target.closeEntry();
    }

    private static ZipFile open(Path jar) {
        try {
            return new ZipFile(jar.toFile());
        } catch (IOException e) {
            throw unreadable(jar, e);
        }
    }

    private static int read(Path jar, InputStream in, byte[] buffer) {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            throw unreadable(jar, e);
        }
    }

    private static ProblemException unreadable(Path jar, IOException cause) {
        return new ProblemException(
                Problem.of(
                        Problem.Kind.BUILD,
                        "the jar cannot be read: " + cause.getMessage(),
                        jar.toString(),
                        "build it again; a build that was cut off leaves such a file"),
                cause);
    }

    private static ProblemException changed(Path jar) {
        return new ProblemException(Problem.of(
                Problem.Kind.MACHINE,
                "what was made of the jar vanished from the cache at once",
                jar.toString(),
                "keep other programs from deleting in the cache while a build runs, then run this again"));
    }
}
