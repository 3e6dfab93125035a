package io.jenkins.plugins.pushtoprod.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares text with a file of {@code src/test/resources/manifest}. {@code -Dupdate} writes the file instead; then look at the diff. */
final class Golden {

    private static final Path DIRECTORY = Path.of("src/test/resources/manifest");

    private Golden() {}

    static void assertSame(String file, String text) {
        Path path = DIRECTORY.resolve(file);
        try {
            if (System.getProperty("update") != null) {
                Files.createDirectories(DIRECTORY);
                Files.writeString(path, text);
            }
            assertThat(text).as("%s (-Dupdate rewrites it)", path).isEqualTo(Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
