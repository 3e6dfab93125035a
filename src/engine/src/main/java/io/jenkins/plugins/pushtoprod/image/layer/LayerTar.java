package io.jenkins.plugins.pushtoprod.image.layer;

import io.jenkins.plugins.pushtoprod.image.blob.Digest;
import io.jenkins.plugins.pushtoprod.image.blob.HashingOutputStream;
import io.jenkins.plugins.pushtoprod.image.layer.LayerEntry.File;
import io.jenkins.plugins.pushtoprod.image.layer.LayerEntry.Link;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.io.output.CloseShieldOutputStream;

/** Writes entries as a gzip'd tar, in the POSIX format with its extended headers for long and non-ASCII names. */
final class LayerTar {

    /** One second after the epoch, as Jib has it: some tools take 0 for "no time". */
    private static final FileTime TIME = FileTime.from(Instant.ofEpochSecond(1));

    private static final int DIRECTORY_MODE = 0755;
    private static final int FILE_MODE = 0644;
    private static final int EXECUTABLE_MODE = 0755;
    private static final int LINK_MODE = 0777;
    private static final int BUFFER = 1 << 16;

    private LayerTar() {}

    /**
     * Writes the layer.
     *
     * @return the digest of the tar before compression, which image configurations call the diff ID
     * @throws IOException of {@code out}
     */
    static Digest write(List<Fingerprint.Hashed> entries, OutputStream out) throws IOException, InterruptedException {
        try (GZIPOutputStream gzip = new GZIPOutputStream(CloseShieldOutputStream.wrap(out), BUFFER)) {
            HashingOutputStream uncompressed = new HashingOutputStream(gzip);
            BufferedOutputStream buffered = new BufferedOutputStream(uncompressed, BUFFER);
            writeTar(entries, buffered);
            buffered.flush();
            return uncompressed.digest();
        }
    }

    private static void writeTar(List<Fingerprint.Hashed> entries, OutputStream out)
            throws IOException, InterruptedException {
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
        byte[] buffer = new byte[BUFFER];
        for (Fingerprint.Hashed entry : entries) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            tar.putArchiveEntry(header(entry));
            if (entry.entry() instanceof File file) {
                copy(file, entry, tar, buffer);
            }
            tar.closeArchiveEntry();
        }
        tar.finish();
    }

    private static TarArchiveEntry header(Fingerprint.Hashed hashed) {
        TarArchiveEntry header;
        if (hashed.entry() instanceof File file) {
            header = new TarArchiveEntry(file.path());
            header.setSize(hashed.size());
            header.setMode(file.executable() ? EXECUTABLE_MODE : FILE_MODE);
        } else if (hashed.entry() instanceof Link link) {
            header = new TarArchiveEntry(link.path(), TarConstants.LF_SYMLINK);
            header.setLinkName(link.target());
            header.setMode(LINK_MODE);
        } else {
            header = new TarArchiveEntry(hashed.entry().path() + "/");
            header.setMode(DIRECTORY_MODE);
        }
        header.setLastModifiedTime(TIME);
        header.setIds(0, 0);
        header.setNames("", "");
        return header;
    }

    /** Never more and never other bytes than were hashed: a layer must be what its key says. */
    private static void copy(File file, Fingerprint.Hashed hashed, OutputStream tar, byte[] buffer) throws IOException {
        MessageDigest hash = Digest.sha256();
        try (InputStream in = open(file)) {
            long left = hashed.size();
            while (true) {
                int read = read(file, in, buffer);
                if (read < 0) {
                    break;
                }
                left -= read;
                if (left < 0) {
                    throw SourceProblem.changed(file.content().name());
                }
                hash.update(buffer, 0, read);
                tar.write(buffer, 0, read);
            }
        }
        if (!Digest.of(hash).equals(hashed.content())) {
            throw SourceProblem.changed(file.content().name());
        }
    }

    private static InputStream open(File file) {
        try {
            return file.content().open();
        } catch (IOException e) {
            throw SourceProblem.unreadable(file.content().name(), e);
        }
    }

    private static int read(File file, InputStream in, byte[] buffer) {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            throw SourceProblem.unreadable(file.content().name(), e);
        }
    }
}
