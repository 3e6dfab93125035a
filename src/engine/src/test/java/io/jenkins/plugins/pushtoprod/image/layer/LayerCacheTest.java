package io.jenkins.plugins.pushtoprod.image.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.pushtoprod.app.ProblemException;
import io.jenkins.plugins.pushtoprod.image.blob.BlobCache;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerCacheTest {

    private final Path directory;
    private final Path sources;
    private final BlobCache blobs;
    private final LayerCache layers;

    LayerCacheTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
        this.sources = Files.createDirectory(directory.resolve("sources"));
        this.blobs = new BlobCache(directory.resolve("cache"));
        this.layers = new LayerCache(blobs);
    }

    @Test
    void otherBytesUnderTheSameNameAndTimeAreAnotherLayer() throws Exception {
        Path file = Files.writeString(sources.resolve("main.py"), "print(1)");
        FileTime time = Files.getLastModifiedTime(file);
        Layer before = layerOf(sources);

        Files.writeString(file, "print(2)");
        Files.setLastModifiedTime(file, time);
        Layer after = layerOf(sources);

        assertThat(after.diffId()).isNotEqualTo(before.diffId());
        assertThat(content(after, "app/main.py")).isEqualTo("print(2)");
    }

    @Test
    void theSameContentIsTheSameLayerWhereverAndWheneverAndWithWhateverUmask() throws Exception {
        Path other = Files.createDirectory(directory.resolve("elsewhere"));
        for (Path root : List.of(sources, other)) {
            Files.createDirectories(root.resolve("package/data"));
            Files.writeString(root.resolve("package/module.py"), "x = 1");
            Files.writeString(root.resolve("run.sh"), "#!/bin/sh");
            Files.createSymbolicLink(root.resolve("start"), Path.of("run.sh"));
        }
        Files.setPosixFilePermissions(sources.resolve("run.sh"), PosixFilePermissions.fromString("rwx------"));
        Files.setPosixFilePermissions(other.resolve("run.sh"), PosixFilePermissions.fromString("rwxrwxr-x"));
        Files.setPosixFilePermissions(other.resolve("package/module.py"), PosixFilePermissions.fromString("rw-rw-rw-"));
        Files.setLastModifiedTime(other.resolve("package/module.py"), FileTime.from(Instant.EPOCH));

        Layer one = layerOf(sources);
        Layer two = new LayerCache(new BlobCache(directory.resolve("other-cache"))).layer(tree(other));

        assertThat(two).isEqualTo(one);
    }

    @Test
    void linksModesNamesAndEmptyDirectoriesAreKept() throws Exception {
        Files.writeString(sources.resolve("file"), "1");
        Files.createLink(sources.resolve("hard"), sources.resolve("file"));
        Files.writeString(sources.resolve("tool"), "#!/bin/sh");
        Files.setPosixFilePermissions(sources.resolve("tool"), PosixFilePermissions.fromString("rwxr-x---"));
        Files.createDirectories(sources.resolve("empty/inner"));
        Files.createSymbolicLink(sources.resolve("link"), Path.of("file"));
        Files.createSymbolicLink(sources.resolve("dangling"), Path.of("empty/nothing"));
        Files.createSymbolicLink(sources.resolve("loop"), Path.of("loop"));
        Files.createSymbolicLink(sources.resolve("empty/up"), Path.of("../empty"));
        Files.createSymbolicLink(sources.resolve("log"), Path.of("/dev/stdout"));
        String longName = "n".repeat(200);
        Files.createDirectories(sources.resolve(longName));
        Files.writeString(sources.resolve(longName).resolve(longName), "long");
        Files.writeString(sources.resolve("größe-日本"), "utf-8");

        List<String> listing = listing(layerOf(sources));

        assertThat(listing)
                .containsExactly(
                        "drwxr-xr-x 0:0 1 app/",
                        "lrwxrwxrwx 0:0 1 app/dangling -> empty/nothing",
                        "drwxr-xr-x 0:0 1 app/empty/",
                        "drwxr-xr-x 0:0 1 app/empty/inner/",
                        "lrwxrwxrwx 0:0 1 app/empty/up -> ../empty",
                        "-rw-r--r-- 0:0 1 app/file",
                        "-rw-r--r-- 0:0 1 app/größe-日本",
                        "-rw-r--r-- 0:0 1 app/hard",
                        "lrwxrwxrwx 0:0 1 app/link -> file",
                        "lrwxrwxrwx 0:0 1 app/log -> /dev/stdout",
                        "lrwxrwxrwx 0:0 1 app/loop -> loop",
                        "drwxr-xr-x 0:0 1 app/" + longName + "/",
                        "-rw-r--r-- 0:0 1 app/" + longName + "/" + longName,
                        "-rwxr-xr-x 0:0 1 app/tool");
    }

    @Test
    void theTarIsTheSameInEveryVersion() throws Exception {
        Files.writeString(sources.resolve("main.py"), "print(1)\n");
        Files.createSymbolicLink(sources.resolve("link"), Path.of("main.py"));
        Files.createDirectory(sources.resolve("größe"));

        // Images of the same content would get another digest if this changed, and every app would be rolled out anew.
        assertThat(layerOf(sources).diffId().hex())
                .isEqualTo("4c0f91a2ba327ae9d3ca0c76fb2ed58a4e348cd4fd7ba0844ec3080dc798d73f");
    }

    @Test
    void linksThatLeaveTheSourcesAreRefused() throws Exception {
        Files.createDirectory(sources.resolve("inner"));
        for (String target : List.of("/etc/passwd", "../../secret", "x/../../../y")) {
            Path link = Files.createSymbolicLink(sources.resolve("inner/link"), Path.of(target));
            assertThatThrownBy(() -> layerOf(sources)).isInstanceOfSatisfying(ProblemException.class, e -> {
                assertThat(e.problems().get(0).what())
                        .contains("leads out of the sources")
                        .contains(target);
                assertThat(e.problems().get(0).where()).contains("inner/link");
            });
            Files.delete(link);
        }
    }

    @Test
    void aFileThatChangesWhileItIsReadStopsTheBuild() throws Exception {
        Path file = Files.writeString(sources.resolve("data"), "before");
        Fingerprint fingerprint = Fingerprint.of(tree(sources));

        for (String now : List.of("after!", "longer than before", "less")) {
            Files.writeString(file, now);
            assertThatThrownBy(() -> LayerTar.write(fingerprint.entries(), new ByteArrayOutputStream()))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("changed while the image was built");
        }
        Files.delete(file);
        assertThatThrownBy(() -> LayerTar.write(fingerprint.entries(), new ByteArrayOutputStream()))
                .hasMessageContaining("changed while the image was built");
    }

    @Test
    void aDamagedRecordOrALostBlobIsMadeAgain() throws Exception {
        Files.writeString(sources.resolve("main.py"), "print(1)");
        Layer layer = layerOf(sources);
        try (var files = Files.walk(directory.resolve("cache"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.writeString(file, "{");
            }
        }
        assertThat(layerOf(sources)).isEqualTo(layer);
        assertThat(blobs.find(layer.blob().digest())).isPresent();
    }

    private static List<LayerEntry> tree(Path root) throws InterruptedException {
        return SourceTree.ofApp(root, List.of(), List.of(), List.of()).entries("app");
    }

    private Layer layerOf(Path root) throws InterruptedException {
        return layers.layer(tree(root));
    }

    private TarArchiveInputStream open(Layer layer) throws IOException {
        byte[] blob = Files.readAllBytes(blobs.find(layer.blob().digest()).orElseThrow());
        return new TarArchiveInputStream(new GZIPInputStream(new ByteArrayInputStream(blob)), "UTF-8");
    }

    private String content(Layer layer, String name) throws IOException {
        TarArchiveInputStream tar = open(layer);
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            if (entry.getName().equals(name)) {
                return new String(tar.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
        throw new AssertionError(name + " is not in the layer");
    }

    private List<String> listing(Layer layer) throws IOException {
        List<String> lines = new ArrayList<>();
        TarArchiveInputStream tar = open(layer);
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            String kind = entry.isSymbolicLink() ? "l" : entry.isDirectory() ? "d" : "-";
            lines.add(kind + permissions(entry.getMode()) + " " + entry.getLongUserId() + ":" + entry.getLongGroupId()
                    + " " + entry.getLastModifiedTime().toInstant().getEpochSecond() + " " + entry.getName()
                    + (entry.isSymbolicLink() ? " -> " + entry.getLinkName() : ""));
        }
        return lines;
    }

    private static String permissions(int mode) {
        StringBuilder text = new StringBuilder();
        for (int bit = 8; bit >= 0; bit--) {
            text.append((mode & (1 << bit)) == 0 ? '-' : "xwr".charAt(bit % 3));
        }
        return text.toString();
    }
}
