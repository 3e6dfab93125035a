package io.jenkins.plugins.pushtoprod.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.pushtoprod.app.App;
import io.jenkins.plugins.pushtoprod.app.Command;
import io.jenkins.plugins.pushtoprod.app.Provenance;
import io.jenkins.plugins.pushtoprod.image.base.BaseImage;
import io.jenkins.plugins.pushtoprod.image.base.Platform;
import io.jenkins.plugins.pushtoprod.image.blob.Blob;
import io.jenkins.plugins.pushtoprod.image.blob.Digest;
import io.jenkins.plugins.pushtoprod.image.layer.Layer;
import io.jenkins.plugins.pushtoprod.image.registry.Descriptor;
import io.jenkins.plugins.pushtoprod.image.registry.MediaType;
import io.jenkins.plugins.pushtoprod.image.registry.Registries;
import io.jenkins.plugins.pushtoprod.image.type.Layout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ImageConfigTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Digest DIGEST = Digest.of("layer".getBytes(StandardCharsets.UTF_8));

    private static final String BASE =
            """
            {"architecture":"amd64","os":"linux","created":"2020-01-01T00:00:00Z","docker_version":"20","new":{"kept":1},
             "container_config":{"Hostname":"agent-7"},
             "config":{"Env":["PATH=/usr/bin:/bin","LANG=C.UTF-8","PYTHONPATH=/old"],"Entrypoint":["/entry"],"Cmd":["python3"],
                       "StopSignal":"SIGINT","OnBuild":["RUN x"],
                       "Labels":{"org.opencontainers.image.title":"python","maintainer":"someone"}},
             "rootfs":{"type":"layers","diff_ids":["sha256:00"]},"history":[{"created_by":"base"}]}""";

    private static final Provenance PROVENANCE = new Provenance(
            Optional.of("abc123"),
            Optional.of(Instant.parse("2026-01-02T03:04:05Z")),
            Optional.of("main"),
            Optional.of("https://git.example.com/users"),
            Optional.of("https://ci.example.com/7"),
            Optional.of("somebody"));

    @Test
    void whatTheAppAddsIsMergedIntoTheBase() throws Exception {
        JsonNode image = config(app(Map.of("web", TestApps.process("gunicorn", "app:app"))), PROVENANCE);

        assertThat(image.at("/config"))
                .isEqualTo(
                        JSON.readTree(
                                """
                        {"Env":["PATH=/opt/python/bin:/usr/bin:/bin","LANG=C.UTF-8","PYTHONPATH=/app","A=1"],
                         "Cmd":["gunicorn","app:app"],"StopSignal":"SIGINT","WorkingDir":"/app","User":"10001",
                         "ExposedPorts":{"8888/tcp":{}},
                         "Labels":{"maintainer":"someone","org.opencontainers.image.title":"users-api",
                                   "org.opencontainers.image.created":"2026-01-02T03:04:05Z",
                                   "org.opencontainers.image.revision":"abc123",
                                   "org.opencontainers.image.source":"https://git.example.com/users"}}"""));
        assertThat(image.at("/rootfs/diff_ids")).hasSize(2);
        assertThat(image.at("/history/1/comment").asText()).isEqualTo("sources");
        assertThat(image.at("/created").asText()).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(image.at("/new/kept").asInt()).isEqualTo(1);
        assertThat(image.toString())
                .doesNotContain("agent-7", "ci.example.com", "somebody", "docker_version", "OnBuild");
    }

    @Test
    void nothingInItDependsOnTheBuild() throws Exception {
        Provenance another = new Provenance(
                PROVENANCE.commit(),
                PROVENANCE.commitTime(),
                Optional.of("other"),
                PROVENANCE.repository(),
                Optional.of("https://ci.example.com/8"),
                Optional.of("nobody"));

        assertThat(config(app(Map.of()), another).toString())
                .isEqualTo(config(app(Map.of()), PROVENANCE).toString());
    }

    @Test
    void theCommandIsThatOfTheWebProcessOrTheOnlyOneOrTheTypesOwn() {
        Layout layout = layout();
        assertThat(ImageConfig.command(app(Map.of()), layout)).containsExactly("python3", "main.py");
        assertThat(ImageConfig.command(app(Map.of("worker", TestApps.process("work"))), layout))
                .containsExactly("work");
        assertThat(ImageConfig.command(app(Map.of("a", TestApps.process("a"), "b", TestApps.process("b"))), layout))
                .containsExactly("python3", "main.py");
        assertThat(ImageConfig.command(app(Map.of("web", TestApps.process())), layout))
                .containsExactly("python3", "main.py");
        assertThat(ImageConfig.command(
                        app(Map.of(
                                "web",
                                TestApps.running(new Command(List.of("a | b"), true)),
                                "worker",
                                TestApps.process("b"))),
                        layout))
                .containsExactly("/bin/sh", "-c", "a | b");
    }

    @Test
    void theManifestIsOfTheOciWhateverTheBaseIs() throws Exception {
        JsonNode manifest = JSON.readTree(
                ImageManifest.of(base(), layout(), new Blob(DIGEST, 3)).bytes());

        assertThat(manifest.path("mediaType").asText()).isEqualTo(MediaType.MANIFEST);
        assertThat(manifest.path("layers"))
                .hasSize(2)
                .allMatch(layer -> layer.path("mediaType").asText().equals(MediaType.LAYER_GZIP));
        assertThat(manifest.at("/layers/0/size").asLong()).isEqualTo(7);
    }

    private static App app(Map<String, io.jenkins.plugins.pushtoprod.app.Process> processes) {
        return TestApps.app(Optional.empty(), Optional.empty(), processes);
    }

    private static JsonNode config(App app, Provenance provenance) throws IOException {
        Layout layout = layout();
        return JSON.readTree(ImageConfig.of(base(), layout, app, provenance, ImageConfig.command(app, layout))
                .toString());
    }

    private static BaseImage base() throws IOException {
        return new BaseImage(
                Registries.parse("registry.example.com/base:1"),
                Platform.LINUX_AMD64,
                DIGEST,
                (ObjectNode) JSON.readTree(BASE),
                List.of(new Descriptor(MediaType.DOCKER_LAYER_GZIP, DIGEST, 7)));
    }

    private static Layout layout() {
        return new Layout(
                List.of(new Layout.NamedLayer("sources", new Layer(new Blob(DIGEST, 5), DIGEST, 1))),
                Map.of("PYTHONPATH", "/app", "A", "1"),
                List.of("/opt/python/bin"),
                "/app",
                List.of("python3", "main.py"),
                Set.of());
    }
}
