package io.jenkins.plugins.pushtoprod.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppReaderTest {

    private static final Resources DEFAULT_RESOURCES =
            new Resources("100m", "128Mi", Optional.empty(), Optional.empty());

    private Path directory;

    AppReaderTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void readsEveryKeyOfTheExample() throws IOException {
        file(
                """
                name: users-api
                processes:
                  web:
                    command: python -m users
                    port: 8888
                    health: /health
                    routes: [users.example.com]
                    instances: 2
                    resources: { cpu: 100m, memory: 128Mi }
                  worker: { command: python -m users.worker }
                release: python -m users.migrate        # a Job, before the new version takes traffic
                schedules:
                  nightly: { cron: "0 3 * * *", command: python -m users.cleanup }
                storage:
                  data: { path: /var/lib/users, size: 1Gi }
                config: { LOG_LEVEL: info }
                secrets: { JWT_KEY: users-jwt-key }     # a Jenkins credential's ID, never a value
                monitoring: { path: /metrics }
                logging: { format: json }
                environments:
                  production: { processes: { web: { instances: 4 } } }
                """);

        App app = read("production");

        Process web = new Process(
                Optional.of(new Command(List.of("python", "-m", "users"), false)),
                Process.Kind.DEPLOYMENT,
                OptionalInt.of(8888),
                Optional.of("/health"),
                List.of("users.example.com"),
                4,
                Optional.empty(),
                Optional.empty(),
                DEFAULT_RESOURCES,
                List.of("data"),
                Duration.ofSeconds(60),
                Duration.ofSeconds(30));
        Process worker = new Process(
                Optional.of(new Command(List.of("python", "-m", "users.worker"), false)),
                Process.Kind.DEPLOYMENT,
                OptionalInt.empty(),
                Optional.empty(),
                List.of(),
                1,
                Optional.empty(),
                Optional.empty(),
                DEFAULT_RESOURCES,
                List.of("data"),
                Duration.ofSeconds(60),
                Duration.ofSeconds(30));
        assertThat(app)
                .isEqualTo(new App(
                        "users-api",
                        Map.of("web", web, "worker", worker),
                        Optional.of(new Command(List.of("python", "-m", "users.migrate"), false)),
                        Map.of(
                                "nightly",
                                new Schedule(
                                        "0 3 * * *",
                                        "Etc/UTC",
                                        new Command(List.of("python", "-m", "users.cleanup"), false),
                                        DEFAULT_RESOURCES)),
                        Map.of("data", new Storage("/var/lib/users", "1Gi", Optional.empty(), false)),
                        Map.of("LOG_LEVEL", "info"),
                        Map.of("JWT_KEY", "users-jwt-key"),
                        new Build(Optional.empty(), Optional.empty(), List.of(), Optional.empty()),
                        new Monitoring(Optional.of("/metrics"), OptionalInt.empty()),
                        new Logging(Logging.Format.JSON, Optional.empty()),
                        new Security(10001, false, false, false, List.of(), "RuntimeDefault", false)));
        assertThat(app.processes().keySet()).containsExactly("web", "worker");
    }

    @Test
    void withoutAFileTheDirectoryNamesTheAppAndWebListensOn8080() throws IOException {
        directory = Files.createDirectory(directory.resolve("My Shop.v2"));

        App app = read();

        assertThat(app.name()).isEqualTo("my-shop-v2");
        assertThat(app.processes()).containsOnlyKeys("web");
        Process web = process(app, "web");
        assertThat(web.command()).isEmpty();
        assertThat(web.port()).hasValue(8080);
        assertThat(web.instances()).isEqualTo(1);
        assertThat(app.release()).isEmpty();
    }

    @Test
    void readsAProcfileAlone() throws IOException {
        write(
                "Procfile",
                "# comment\nweb: gunicorn app:app --bind 0.0.0.0:$PORT\r\n\nclock: python clock.py\nrelease: ./migrate\n");

        App app = read();

        assertThat(app.processes()).containsOnlyKeys("web", "clock");
        assertThat(process(app, "web").command())
                .contains(new Command(List.of("gunicorn app:app --bind 0.0.0.0:$PORT"), true));
        assertThat(process(app, "web").port()).hasValue(8080);
        assertThat(process(app, "clock").command()).contains(new Command(List.of("python", "clock.py"), false));
        assertThat(process(app, "clock").port()).isEmpty();
        assertThat(app.release()).contains(new Command(List.of("./migrate"), false));
    }

    @Test
    void namesFileLineKeyAndTheNearestKey() throws IOException {
        file(
                """
                processes:
                  web:
                    instnaces: 2
                """);

        assertThatThrownBy(this::read).isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.problems())
                .containsExactly(Problem.of(
                        Problem.Kind.INPUT,
                        "unknown key \"instnaces\" in a process",
                        "push-to-prod.yaml:3:5, key processes.web.instnaces",
                        "Did you mean instances? A process takes: command, kind, port, health, routes, instances, scale,"
                                + " update, resources, storage, startup, stop")));
    }

    @Test
    void theLaterSourceWins() throws IOException {
        write("Procfile", "web: from procfile\nworker: from procfile\nclock: from procfile\nrelease: from procfile\n");
        file(
                """
                processes: { worker: from file, clock: { instances: 2 }, web: { port: 1000 } }
                release: from file
                config: { A: file, B: file, C: file }
                environments:
                  staging: { release: from overlay, config: { B: overlay, C: null }, processes: { clock: null } }
                """);

        App app = read(
                "staging", Overrides.NONE.with("release", "first parameter").with("release", "last parameter"));

        assertThat(app.processes().keySet()).containsExactly("web", "worker");
        assertThat(process(app, "web").command().orElseThrow().words()).containsExactly("from", "procfile");
        assertThat(process(app, "web").port()).hasValue(1000);
        assertThat(process(app, "worker").command().orElseThrow().words()).containsExactly("from", "file");
        assertThat(app.release().orElseThrow().words()).containsExactly("last", "parameter");
        assertThat(app.config()).containsExactly(Map.entry("A", "file"), Map.entry("B", "overlay"));
    }

    private static Process process(App app, String name) {
        return Objects.requireNonNull(app.processes().get(name), name);
    }

    private App read() {
        return new AppReader().read(directory, Optional.empty(), Overrides.NONE);
    }

    private App read(String environment) {
        return read(environment, Overrides.NONE);
    }

    private App read(String environment, Overrides parameters) {
        return new AppReader().read(directory, Optional.of(environment), parameters);
    }

    private void file(String text) throws IOException {
        write("push-to-prod.yaml", text);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }
}
