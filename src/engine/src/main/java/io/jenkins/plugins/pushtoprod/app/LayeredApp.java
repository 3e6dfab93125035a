package io.jenkins.plugins.pushtoprod.app;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads an {@link App} from what all sources together say, and checks what goes together. */
final class LayeredApp {

    private static final String RELEASE = "release";

    private final Section top;
    private final Problems problems;

    LayeredApp(Node.Mapping merged, Problems problems) {
        this.top = new Section(merged, Shape.APP, problems);
        this.problems = problems;
    }

    /**
     * Reads it; what is wrong is noted, and reads as if it were not there.
     *
     * @param defaultName the app's name when no source says one
     */
    App read(String defaultName) {
        String name = top.text("name", Names::app).orElse(defaultName);
        Map<String, Storage> storage = new StorageReader(problems).read(top);
        ProcessReader reader = new ProcessReader(storage.keySet(), problems);
        Map<String, Process> processes = processes(reader);
        Map<String, Schedule> schedules = schedules(reader);
        Map<String, String> config = config();
        Map<String, String> secrets = secrets();
        Monitoring monitoring = monitoring();
        checkNames(name, processes.keySet(), schedules.keySet());
        checkVariables(config.keySet(), secrets.keySet(), processes);
        checkMonitoring(monitoring, processes);
        Security security = new SecurityReader(top.section("security", Shape.SECURITY)).read();
        checkTemporary(security, storage);
        return new App(
                name,
                processes,
                top.command(RELEASE),
                schedules,
                storage,
                config,
                secrets,
                build(),
                monitoring,
                logging(),
                security);
    }

    private Map<String, Process> processes(ProcessReader reader) {
        Map<String, Process> processes = new LinkedHashMap<>();
        top.few("processes", Names::label).forEach((name, field) -> Section.of(field.value(), Shape.PROCESS, problems)
                .ifPresent(section -> processes.put(name, reader.read(name, section))));
        if (processes.isEmpty()) {
            Node.Mapping nothing = new Node.Mapping(top.at("processes"), Map.of());
            processes.put(
                    ProcessReader.WEB, reader.read(ProcessReader.WEB, new Section(nothing, Shape.PROCESS, problems)));
        }
        return Collections.unmodifiableMap(processes);
    }

    private Map<String, Schedule> schedules(ProcessReader reader) {
        Map<String, Schedule> schedules = new LinkedHashMap<>();
        top.few("schedules", Names::label).forEach((name, field) -> Section.of(field.value(), Shape.SCHEDULE, problems)
                .ifPresent(section -> schedule(section, reader).ifPresent(s -> schedules.put(name, s))));
        return Collections.unmodifiableMap(schedules);
    }

    private Optional<Schedule> schedule(Section schedule, ProcessReader reader) {
        Optional<String> cron = schedule.text("cron", Cron::parse);
        Optional<Command> command = schedule.command("command");
        String timeZone = schedule.text("timeZone", TimeZoneName::parse).orElse("Etc/UTC");
        Resources resources = reader.resources(schedule);
        if (!schedule.has("cron")) {
            schedule.missing("cron", "cron: \"0 3 * * *\"");
        }
        if (!schedule.has("command")) {
            schedule.missing("command", "command: python -m users.cleanup");
        }
        return cron.isPresent() && command.isPresent()
                ? Optional.of(new Schedule(cron.get(), timeZone, command.get(), resources))
                : Optional.empty();
    }

    private Map<String, String> config() {
        Map<String, String> config = new LinkedHashMap<>();
        top.entries("config", Names::variable).forEach((name, field) -> {
            if (field.value() instanceof Node.Scalar scalar) {
                // Text of its own: 1.10 stays 1.10, and no stays no.
                config.put(name, scalar.text());
            } else {
                problems.value(
                        field.value().origin(),
                        "expected a single value, found " + field.value().describe(),
                        Optional.of("Put it in quotes if it is text, such as JSON"));
            }
        });
        return Collections.unmodifiableMap(config);
    }

    private Map<String, String> secrets() {
        Map<String, String> secrets = new LinkedHashMap<>();
        top.entries("secrets", Names::variable).forEach((name, field) -> {
            if (field.value() instanceof Node.Scalar s
                    && s.type() != Node.Type.NUMBER
                    && s.type() != Node.Type.BOOLEAN) {
                try {
                    secrets.put(name, Names.subdomain(s.text()));
                    return;
                } catch (FormatException e) {
                    // Said below, as for what is no text.
                }
            }
            // Never said: what was found. It may be the secret itself.
            problems.value(
                    field.value().origin(),
                    "expected the ID of a secret: lower-case letters, digits, - and .",
                    Optional.of(
                            "Write the ID that the secret is stored under, such as users-jwt-key, never its value"));
        });
        return Collections.unmodifiableMap(secrets);
    }

    private Build build() {
        Section build = top.section("build", Shape.BUILD);
        if (build.has("image")) {
            for (String key : List.of("type", "base", "include")) {
                if (build.has(key)) {
                    problems.combination(
                            build.at(key),
                            key + " has no effect with image",
                            "Remove it, or remove image to build one");
                }
            }
        }
        return new Build(
                build.text("type", Names::label),
                build.text("base", ImageReference::parse),
                build.texts("include", Glob::parse).orElse(List.of()),
                build.text("image", ImageReference::parse));
    }

    private Monitoring monitoring() {
        Section monitoring = top.section("monitoring", Shape.MONITORING);
        OptionalInt port = monitoring.number("port", 1, 65535);
        if (monitoring.has("port") && !monitoring.has("path")) {
            monitoring.missing("path", "path: /metrics");
        }
        return new Monitoring(monitoring.text("path", HttpPath::parse), port);
    }

    private Logging logging() {
        Section logging = top.section("logging", Shape.LOGGING);
        return new Logging(
                logging.text("format", Choice.of(Map.of("text", Logging.Format.TEXT, "json", Logging.Format.JSON)))
                        .orElse(Logging.Format.TEXT),
                logging.text("multiline", RegularExpression::parse));
    }

    private void checkNames(String app, Set<String> processes, Set<String> schedules) {
        List<String> all = new ArrayList<>(processes);
        all.addAll(schedules);
        for (String name : all) {
            String key = processes.contains(name) ? "processes" : "schedules";
            Origin at = top.at(key, name);
            if (name.equals(RELEASE)) {
                problems.combination(
                        at,
                        "release is the name of the release phase",
                        "Write release: COMMAND at the top, or another name here");
            }
            String object = app + "-" + name;
            if (object.length() > Names.LONGEST_OBJECT) {
                problems.combination(
                        at,
                        object + " has " + object.length() + " characters, more than " + Names.LONGEST_OBJECT,
                        "Shorten " + Quote.of(name) + " or the app's name: objects in the cluster are named by both");
            }
        }
        for (String name : schedules) {
            if (processes.contains(name)) {
                problems.combination(
                        top.at("schedules", name),
                        "a process has the name " + Quote.of(name) + " too",
                        "Name the schedule otherwise: objects in the cluster are found by this name");
            }
        }
    }

    private void checkVariables(Set<String> config, Set<String> secrets, Map<String, Process> processes) {
        for (String name : secrets) {
            if (config.contains(name)) {
                problems.combination(top.at("secrets", name), "config has " + name + " too", "Keep one of them");
            }
        }
        boolean served = processes.values().stream().anyMatch(p -> p.port().isPresent());
        for (String key : List.of("config", "secrets")) {
            if (served && (key.equals("config") ? config : secrets).contains("PORT")) {
                problems.combination(
                        top.at(key, "PORT"),
                        "PORT is what a process gets its port by",
                        "Remove it, and set processes.web.port");
            }
        }
    }

    private void checkMonitoring(Monitoring monitoring, Map<String, Process> processes) {
        if (monitoring.path().isPresent()
                && monitoring.port().isEmpty()
                && processes.values().stream().allMatch(p -> p.port().isEmpty())) {
            problems.combination(
                    top.section("monitoring", Shape.MONITORING).at("path"),
                    "no process has a port to read metrics from",
                    "Add monitoring.port, or the port of a process");
        }
    }

    private void checkTemporary(Security security, Map<String, Storage> storage) {
        storage.forEach((name, volume) -> {
            if (security.readOnlyRoot() && volume.path().equals("/tmp")) {
                problems.combination(
                        top.at("storage", name),
                        "with readOnlyRoot, /tmp is a volume already",
                        "Mount " + name + " elsewhere, or remove readOnlyRoot");
            }
        });
    }
}
