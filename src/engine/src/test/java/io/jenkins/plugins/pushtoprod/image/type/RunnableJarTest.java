package io.jenkins.plugins.pushtoprod.image.type;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.pushtoprod.image.blob.BlobCache;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.jar.JarInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunnableJarTest {

    private final Path directory;

    RunnableJarTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void theManifestTellsWhatTheJarNeeds() throws Exception {
        Path file = directory.resolve("app.jar");
        TestJars.write(file, Map.of("Main-Class", "a.Main", "Class-Path", "lib/a.jar lib/b.jar"), "a.Main", 65);

        assertThat(JarInfo.of(file)).contains(new JarInfo(file, "a.Main", List.of("lib/a.jar", "lib/b.jar"), 21));
    }

    @Test
    void whatIsNoJarIsNotRunnable() throws Exception {
        assertThat(JarInfo.of(Files.writeString(directory.resolve("x.jar"), "no zip")))
                .isEmpty();
        assertThat(JarInfo.of(Files.writeString(directory.resolve("empty.jar"), "")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"52,17", "61,17", "65,21", "69,25", "68,25"})
    void theDefaultBaseIsTheLongTermSupportReleaseThatRunsIt(int classFileVersion, String version) throws Exception {
        TestJars.runnable(directory.resolve("build/libs/app.jar"), "a.Main", classFileVersion);

        assertThat(new RunnableJar().defaultBase(directory))
                .isEqualTo("docker.io/library/eclipse-temurin:" + version + "-jre");
    }

    @ParameterizedTest
    @CsvSource({"jdk-17.0.9+9,17", "17.0.9,17", "21,21", "jdk8u392-b08,8", "1.8.0_392,8", "17.0.15+6-Debian,17"})
    void versionsOfJavaAsImagesHaveThem(String text, int version) {
        assertThat(JavaVersion.parse(text)).contains(version);
    }

    @Test
    void aJarThatWasBuiltAgainFromTheSameContentIsTheSame() throws Exception {
        Path one = zip("one.jar", 1_700_000_000_000L, "META-INF/MANIFEST.MF", "a/", "a/A.class", "b.txt");
        Path two = zip("two.jar", 1_800_000_000_000L, "b.txt", "a/A.class", "META-INF/MANIFEST.MF", "a/");
        NormalJar normal = new NormalJar(new BlobCache(directory.resolve("cache")));

        TimeZone before = TimeZone.getDefault();
        Path first = normal.of(one);
        Path second;
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
            second = normal.of(two);
        } finally {
            TimeZone.setDefault(before);
        }

        assertThat(second).isEqualTo(first);
        try (ZipFile zip = new ZipFile(first.toFile());
                JarInputStream jar = new JarInputStream(Files.newInputStream(first))) {
            assertThat(zip.stream().map(ZipEntry::getName))
                    .containsExactly("META-INF/MANIFEST.MF", "a/", "a/A.class", "b.txt");
            assertThat(new String(zip.getInputStream(zip.getEntry("b.txt")).readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("content of b.txt");
            assertThat(jar.getManifest()).isNotNull();
        }
    }

    @Test
    void aChangedJarIsAnotherOne() throws Exception {
        NormalJar normal = new NormalJar(new BlobCache(directory.resolve("cache")));
        Path one = normal.of(zip("one.jar", 1_700_000_000_000L, "a"));
        assertThat(normal.of(zip("one.jar", 1_700_000_000_000L, "b"))).isNotEqualTo(one);
    }

    private Path zip(String name, long time, String... entries) throws IOException {
        Path file = directory.resolve(name);
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String entry : entries) {
                ZipEntry header = new ZipEntry(entry);
                header.setTime(time);
                zip.putNextEntry(header);
                if (entry.equals("META-INF/MANIFEST.MF")) {
                    zip.write("Manifest-Version: 1.0\n".getBytes(StandardCharsets.UTF_8));
                } else if (!entry.endsWith("/")) {
                    zip.write(("content of " + entry).getBytes(StandardCharsets.UTF_8));
                }
                zip.closeEntry();
            }
        }
        return file;
    }
}
