package io.jenkins.plugins.pushtoprod.manifest;

import io.jenkins.plugins.pushtoprod.app.App;
import io.jenkins.plugins.pushtoprod.app.Build;
import io.jenkins.plugins.pushtoprod.app.Command;
import io.jenkins.plugins.pushtoprod.app.Environment;
import io.jenkins.plugins.pushtoprod.app.Environment.LoggingProfile;
import io.jenkins.plugins.pushtoprod.app.Environment.MonitoringProfile;
import io.jenkins.plugins.pushtoprod.app.Logging;
import io.jenkins.plugins.pushtoprod.app.Monitoring;
import io.jenkins.plugins.pushtoprod.app.Process;
import io.jenkins.plugins.pushtoprod.app.Provenance;
import io.jenkins.plugins.pushtoprod.app.Resources;
import io.jenkins.plugins.pushtoprod.app.Schedule;
import io.jenkins.plugins.pushtoprod.app.SecretValue;
import io.jenkins.plugins.pushtoprod.app.Security;
import io.jenkins.plugins.pushtoprod.app.Storage;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Apps to render, made from a few words. */
final class Apps {

    static final String IMAGE =
            "registry.example.com/team/users-api@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    static final Resources SMALL = new Resources("100m", "128Mi", Optional.empty(), Optional.empty());
    static final Security RESTRICTED = new Security(65532, false, false, true, List.of(), "RuntimeDefault", false);

    private Apps() {}

    /** The founding example: one process, a volume, a secret, a release phase. */
    static App usersApi() {
        return new AppBuilder("users-api")
                .process(
                        "web",
                        new ProcessBuilder()
                                .command("python", "-m", "users")
                                .port(8888)
                                .health("/health")
                                .routes("users")
                                .storage("data"))
                .release("python", "-m", "users.migrate")
                .storage("data", new Storage("/var/lib/users", "1Gi", Optional.empty(), false))
                .config("LOG_LEVEL", "info")
                .config("TOKEN_MINUTES", "60")
                .secret("JWT_KEY", "users-jwt-key")
                .monitoring("/metrics")
                .json()
                .build();
    }

    /** Every kind of object there is. */
    static App everything() {
        return new AppBuilder("shop")
                .process(
                        "web",
                        new ProcessBuilder()
                                .shell("gunicorn -b 0.0.0.0:$PORT shop")
                                .port(8000)
                                .health("/healthz")
                                .routes("shop", "www.example.org/shop", "*.example.net")
                                .scale(2, 5, 70)
                                .limits("1", "512Mi")
                                .storage("uploads"))
                .process("worker", new ProcessBuilder().shell("a && b").instances(2))
                .process(
                        "index",
                        new ProcessBuilder()
                                .kind(Process.Kind.STATEFUL_SET)
                                .command("index")
                                .port(9200)
                                .instances(3)
                                .storage("index", "uploads"))
                .process(
                        "agent",
                        new ProcessBuilder()
                                .kind(Process.Kind.DAEMON_SET)
                                .command("agent", "--listen", "$(PORT)")
                                .port(9100))
                .release("migrate")
                .schedule("nightly", "0 3 * * *", "clean", "up")
                .storage("uploads", new Storage("/uploads", "10Gi", Optional.of("nfs"), true))
                .storage("index", new Storage("/index", "5Gi", Optional.empty(), false))
                .config("LOG_LEVEL", "debug")
                .config("OTEL_RESOURCE_ATTRIBUTES", "team=money,service.namespace=shops")
                .secret("DATABASE_URL", "users-jwt-key")
                .secret("API_TOKEN", "token-in-cluster")
                .monitoring("/metrics")
                .monitoringPort(9090)
                .multiline("^\\d{4}-")
                .build();
    }

    static Environment production() {
        return environment(MonitoringProfile.PROMETHEUS_ANNOTATIONS, Set.of());
    }

    static Environment environment(MonitoringProfile monitoring, Set<LoggingProfile> logging) {
        return new Environment(
                "production",
                "users",
                "registry.example.com/team",
                Optional.of("example.com"),
                Optional.of("nginx"),
                Optional.of("letsencrypt"),
                monitoring,
                logging);
    }

    static ManifestRequest request(App app) {
        return request(app, production());
    }

    static ManifestRequest request(App app, Environment environment) {
        return new ManifestRequest(
                app,
                IMAGE,
                environment,
                app.name() + "-v7",
                new Provenance(
                        Optional.of("3f786850e387550fdab836ed7e6dc881de23001b"),
                        Optional.of(Instant.parse("2026-02-03T04:05:06Z")),
                        Optional.of("main"),
                        Optional.of("https://git.example.com/team/users-api.git"),
                        Optional.of("https://ci.example.com/job/users-api/7/"),
                        Optional.of("A. Developer")),
                Map.of("users-jwt-key", new SecretValue("correct horse battery staple")),
                Instant.parse("2026-02-03T04:06:07.89Z"));
    }

    /** An app of what is said, and the defaults of its readers. */
    static final class AppBuilder {

        private final String name;
        private final Map<String, Process> processes = new LinkedHashMap<>();
        private final Map<String, Schedule> schedules = new LinkedHashMap<>();
        private final Map<String, Storage> storage = new LinkedHashMap<>();
        private final Map<String, String> config = new LinkedHashMap<>();
        private final Map<String, String> secrets = new LinkedHashMap<>();
        private Optional<Command> release = Optional.empty();
        private Monitoring monitoring = new Monitoring(Optional.empty(), OptionalInt.empty());
        private Logging logging = new Logging(Logging.Format.TEXT, Optional.empty());
        private Security security = RESTRICTED;

        AppBuilder(String name) {
            this.name = name;
        }

        AppBuilder process(String process, ProcessBuilder builder) {
            processes.put(process, builder.build());
            return this;
        }

        AppBuilder release(String... words) {
            release = Optional.of(new Command(List.of(words), false));
            return this;
        }

        AppBuilder schedule(String schedule, String cron, String... words) {
            schedules.put(schedule, new Schedule(cron, "Etc/UTC", new Command(List.of(words), false), SMALL));
            return this;
        }

        AppBuilder storage(String volume, Storage value) {
            storage.put(volume, value);
            return this;
        }

        AppBuilder config(String variable, String value) {
            config.put(variable, value);
            return this;
        }

        AppBuilder secret(String variable, String id) {
            secrets.put(variable, id);
            return this;
        }

        AppBuilder monitoring(String path) {
            monitoring = new Monitoring(Optional.of(path), monitoring.port());
            return this;
        }

        AppBuilder monitoringPort(int port) {
            monitoring = new Monitoring(monitoring.path(), OptionalInt.of(port));
            return this;
        }

        AppBuilder json() {
            logging = new Logging(Logging.Format.JSON, logging.multiline());
            return this;
        }

        AppBuilder multiline(String pattern) {
            logging = new Logging(logging.format(), Optional.of(pattern));
            return this;
        }

        AppBuilder security(Security value) {
            security = value;
            return this;
        }

        App build() {
            return new App(
                    name,
                    processes,
                    release,
                    schedules,
                    storage,
                    config,
                    secrets,
                    new Build(Optional.of("python"), Optional.empty(), List.of(), Optional.empty()),
                    monitoring,
                    logging,
                    security);
        }
    }

    /** A process of what is said, and the defaults of its readers. */
    static final class ProcessBuilder {

        private Optional<Command> command = Optional.empty();
        private Process.Kind kind = Process.Kind.DEPLOYMENT;
        private OptionalInt port = OptionalInt.empty();
        private Optional<String> health = Optional.empty();
        private List<String> routes = List.of();
        private int instances = 1;
        private Optional<Process.Scale> scale = Optional.empty();
        private Optional<Process.Update> update = Optional.empty();
        private Resources resources = SMALL;
        private List<String> storage = List.of();

        ProcessBuilder command(String... words) {
            command = Optional.of(new Command(List.of(words), false));
            return this;
        }

        ProcessBuilder shell(String line) {
            command = Optional.of(new Command(List.of(line), true));
            return this;
        }

        ProcessBuilder kind(Process.Kind value) {
            kind = value;
            return this;
        }

        ProcessBuilder port(int value) {
            port = OptionalInt.of(value);
            return this;
        }

        ProcessBuilder health(String path) {
            health = Optional.of(path);
            return this;
        }

        ProcessBuilder routes(String... values) {
            routes = List.of(values);
            return this;
        }

        ProcessBuilder instances(int value) {
            instances = value;
            return this;
        }

        ProcessBuilder scale(int min, int max, int cpu) {
            scale = Optional.of(new Process.Scale(min, max, cpu));
            return this;
        }

        ProcessBuilder update(Process.Update value) {
            update = Optional.of(value);
            return this;
        }

        ProcessBuilder limits(String cpu, String memory) {
            resources = new Resources("100m", "128Mi", Optional.of(cpu), Optional.of(memory));
            return this;
        }

        ProcessBuilder storage(String... names) {
            storage = List.of(names);
            return this;
        }

        Process build() {
            return new Process(
                    command,
                    kind,
                    port,
                    health,
                    routes,
                    instances,
                    scale,
                    update,
                    resources,
                    storage,
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(30));
        }
    }
}
