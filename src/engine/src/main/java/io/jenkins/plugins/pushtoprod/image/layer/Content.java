package io.jenkins.plugins.pushtoprod.image.layer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is in a file of a layer. */
public sealed interface Content {

    InputStream open() throws IOException;

    /** In messages. */
    String name();

    record OnDisk(Path file) implements Content {

        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(file);
        }

        @Override
        public String name() {
            return file.toString();
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record InMemory(String name, byte[] bytes) implements Content {

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(bytes);
        }
    }
}
