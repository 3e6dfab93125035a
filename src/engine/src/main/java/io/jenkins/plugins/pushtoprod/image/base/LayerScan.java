package io.jenkins.plugins.pushtoprod.image.base;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Reads layers one after the other, bottom up, and keeps what {@link BaseContents} tells of them. */
final class LayerScan {

    private static final int BUFFER = 1 << 16;
    private static final int LARGEST_LIBC = 16 << 20;
    private static final String WHITEOUT = ".wh.";
    private static final String OPAQUE = ".wh..wh..opq";
    private static final Pattern GLIBC_FILE = Pattern.compile("(?:.*/)?libc-2\\.(\\d+)\\.so");
    private static final Pattern GLIBC_BANNER = Pattern.compile("GNU C Library [^\\n]*? version 2\\.(\\d+)");
    private static final Pattern MUSL_FILE = Pattern.compile("lib/(?:libc\\.musl-|ld-musl-).*\\.so\\.1");

    private final List<String> path;
    private final Set<String> files = new TreeSet<>();
    private final Map<String, String> links = new TreeMap<>();
    private String libc = "";
    private boolean complete = true;

    /** @param path directories to look for programs in, without the slash at the start */
    LayerScan(List<String> path) {
        this.path = path;
    }

    BaseContents contents() {
        Set<String> programs = new TreeSet<>();
        for (String file : files) {
            programs.add(RootLinks.resolve(links, file));
        }
        return new BaseContents(complete, path, programs, links, libc);
    }

    /** A layer in a form that is not read here is there, but not seen. */
    void skip() {
        complete = false;
    }

    void read(InputStream layer) throws IOException, InterruptedException {
        BufferedInputStream buffered = new BufferedInputStream(layer, BUFFER);
        TarArchiveInputStream tar =
                new TarArchiveInputStream(isGzip(buffered) ? new GZIPInputStream(buffered, BUFFER) : buffered);
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            see(entry, tar);
        }
    }

    private static boolean isGzip(BufferedInputStream in) throws IOException {
        in.mark(2);
        boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        return gzip;
    }

    private void see(TarArchiveEntry entry, InputStream content) throws IOException {
        String name = entry.getName().replaceFirst("^(?:\\./|/)+", "").replaceFirst("/+$", "");
        int slash = name.lastIndexOf('/');
        String directory = slash < 0 ? "" : name.substring(0, slash);
        String file = name.substring(slash + 1);
        if (file.equals(OPAQUE)) {
            remove(directory + "/");
        } else if (file.startsWith(WHITEOUT)) {
            String gone = (slash < 0 ? "" : directory + "/") + file.substring(WHITEOUT.length());
            files.remove(gone);
            links.remove(gone);
            remove(gone + "/");
        } else if (slash < 0 && entry.isSymbolicLink()) {
            links.put(name, entry.getLinkName().replaceFirst("^/", ""));
        } else if (!entry.isDirectory() && isInPath(directory)) {
            files.add(name);
        }
        seeLibc(name, entry, content);
    }

    private void remove(String prefix) {
        files.removeIf(name -> name.startsWith(prefix));
    }

    private boolean isInPath(String directory) {
        return path.contains(directory)
                || path.stream().anyMatch(name -> RootLinks.resolve(links, name).equals(directory));
    }

    private void seeLibc(String name, TarArchiveEntry entry, InputStream content) throws IOException {
        Matcher versioned = GLIBC_FILE.matcher(name);
        if (MUSL_FILE.matcher(name).matches() && libc.isEmpty()) {
            libc = "musl_1_2";
        } else if (versioned.matches()) {
            libc = "glibc_2_" + versioned.group(1);
        } else if (name.endsWith("/libc.so.6") && entry.isFile() && entry.getSize() <= LARGEST_LIBC) {
            String text = new String(content.readAllBytes(), StandardCharsets.ISO_8859_1);
            Matcher banner = GLIBC_BANNER.matcher(text);
            if (banner.find()) {
                libc = "glibc_2_" + banner.group(1);
            }
        }
    }
}
