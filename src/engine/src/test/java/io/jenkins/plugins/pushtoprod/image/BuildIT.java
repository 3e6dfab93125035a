package io.jenkins.plugins.pushtoprod.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.pushtoprod.app.Provenance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds against the testbed's registry. */
class BuildIT {

    private static final String REGISTRY = System.getProperty("PUSH_TO_PROD_REGISTRY", "127.0.0.1:5000");

    private final Path directory;

    BuildIT(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void pythonAppInTheRegistry() throws Exception {
        Path sources = Files.createDirectory(directory.resolve("app"));
        Files.writeString(sources.resolve("requirements.txt"), "PyJWT==2.10.1\n");
        Files.writeString(sources.resolve("main.py"), "import jwt\nprint(jwt.__version__)\n");
        List<BuildEvent> events = new ArrayList<>();
        Image image = new ImageBuilder()
                .build(
                        new BuildRequest(
                                sources,
                                TestApps.on(REGISTRY + "/base/python:3.11"),
                                REGISTRY + "/image-it/" + UUID.randomUUID(),
                                List.of("1"),
                                Provenance.UNKNOWN,
                                new RegistryAccess(Map.of(), Set.of()),
                                directory.resolve("cache")),
                        events::add);
        assertThat(image.digest()).startsWith("sha256:");
    }
}
