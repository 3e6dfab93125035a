package io.jenkins.plugins.pushtoprod.image.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;

class LayerScanTest {

    private final LayerScan scan = new LayerScan(List.of("usr/local/bin", "usr/bin", "bin"));

    @Test
    void programsAreFoundInTheOrderOfThePathAndThroughLinksOfTheRoot() throws Exception {
        scan.read(layer("bin -> usr/bin", "usr/bin/python3.11", "usr/bin/sh", "usr/local/bin/python3.12", "opt/other"));
        BaseContents contents = scan.contents();

        assertThat(contents.find("python3.12")).contains("/usr/local/bin/python3.12");
        assertThat(contents.find("sh")).contains("/usr/bin/sh");
        assertThat(contents.find("other")).isEmpty();
        assertThat(contents.has("/bin/sh")).isTrue();
        assertThat(contents.covers("/bin/bash")).isTrue();
        assertThat(contents.covers("/opt/other")).isFalse();
    }

    @Test
    void whatAnUpperLayerRemovesIsGone() throws Exception {
        scan.read(layer("usr/bin/a", "usr/bin/b", "usr/local/bin/c"));
        scan.read(layer("usr/bin/.wh.a", "usr/local/bin/.wh..wh..opq", "usr/local/bin/d"));

        assertThat(scan.contents().programs()).containsExactly("usr/bin/b", "usr/local/bin/d");
    }

    @Test
    void theCLibraryTellsItsVersion() throws Exception {
        scan.read(layer("lib/x86_64-linux-gnu/libc.so.6=…GNU C Library (Debian GLIBC 2.36-9+deb12u4) stable release"
                + " version 2.36.\n"));
        assertThat(scan.contents().libc()).isEqualTo("glibc_2_36");

        LayerScan older = new LayerScan(List.of());
        older.read(layer("lib/x86_64-linux-gnu/libc-2.31.so", "lib/x86_64-linux-gnu/libc.so.6 -> libc-2.31.so"));
        assertThat(older.contents().libc()).isEqualTo("glibc_2_31");

        LayerScan alpine = new LayerScan(List.of());
        alpine.read(layer("lib/ld-musl-x86_64.so.1"));
        assertThat(alpine.contents().libc()).isEqualTo("musl_1_2");
    }

    /** Names of files, {@code link -> target}, or {@code file=content}. */
    private static ByteArrayInputStream layer(String... entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            for (String text : entries) {
                if (text.contains(" -> ")) {
                    TarArchiveEntry link = new TarArchiveEntry(text.split(" -> ")[0], TarConstants.LF_SYMLINK);
                    link.setLinkName(text.split(" -> ")[1]);
                    tar.putArchiveEntry(link);
                } else {
                    String[] parts = text.split("=", 2);
                    byte[] content = parts.length == 1 ? new byte[0] : parts[1].getBytes(StandardCharsets.UTF_8);
                    TarArchiveEntry file = new TarArchiveEntry("./" + parts[0]);
                    file.setSize(content.length);
                    tar.putArchiveEntry(file);
                    tar.write(content);
                }
                tar.closeArchiveEntry();
            }
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
