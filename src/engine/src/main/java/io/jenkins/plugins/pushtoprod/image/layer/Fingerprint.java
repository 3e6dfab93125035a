package io.jenkins.plugins.pushtoprod.image.layer;

import io.jenkins.plugins.pushtoprod.image.blob.Digest;
import io.jenkins.plugins.pushtoprod.image.layer.LayerEntry.File;
import io.jenkins.plugins.pushtoprod.image.layer.LayerEntry.Link;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Entries in the order of their paths, with the digest and the size of each file, and the digest of all of it.
 *
 * @param key the same for the same content, wherever and whenever it was read
 */
record Fingerprint(String key, List<Hashed> entries) {

    /** Part of every key: raise it when the same entries shall make other bytes. */
    private static final String FORMAT = "layer 1";

    private static final int BUFFER = 1 << 16;

    /** @param size of the content; 0 for what is not a file */
    record Hashed(LayerEntry entry, Digest content, long size) {}

    static Fingerprint of(List<LayerEntry> entries) throws InterruptedException {
        List<LayerEntry> sorted = new ArrayList<>(entries);
        sorted.sort(Comparator.comparing(LayerEntry::path));
        MessageDigest all = Digest.sha256();
        add(all, FORMAT);
        List<Hashed> hashed = new ArrayList<>(sorted.size());
        byte[] buffer = new byte[BUFFER];
        for (LayerEntry entry : sorted) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            Hashed one = hash(entry, buffer);
            hashed.add(one);
            add(all, kind(entry));
            add(all, entry.path());
            add(all, one.content().hex());
        }
        return new Fingerprint(Digest.of(all).hex(), hashed);
    }

    private static String kind(LayerEntry entry) {
        if (entry instanceof File file) {
            return file.executable() ? "executable" : "file";
        }
        return entry instanceof Link ? "link" : "directory";
    }

    private static Hashed hash(LayerEntry entry, byte[] buffer) {
        if (entry instanceof File file) {
            return hashFile(file, buffer);
        }
        if (entry instanceof Link link) {
            return new Hashed(entry, Digest.of(link.target().getBytes(StandardCharsets.UTF_8)), 0);
        }
        return new Hashed(entry, Digest.of(new byte[0]), 0);
    }

    private static Hashed hashFile(File file, byte[] buffer) {
        MessageDigest hash = Digest.sha256();
        long size = 0;
        try (InputStream in = file.content().open()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                hash.update(buffer, 0, read);
                size += read;
            }
        } catch (IOException e) {
            throw SourceProblem.unreadable(file.content().name(), e);
        }
        return new Hashed(file, Digest.of(hash), size);
    }

    /** With its length, so that two texts never look like two others. */
    private static void add(MessageDigest hash, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        hash.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        hash.update(bytes);
    }
}
