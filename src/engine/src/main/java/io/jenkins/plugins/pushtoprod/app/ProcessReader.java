package io.jenkins.plugins.pushtoprod.app;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads the processes of an app, and what they share with its schedules. */
final class ProcessReader {

    static final String WEB = "web";

    private static final int WEB_PORT = 8080;
    private static final int MOST_INSTANCES = 1000;
    private static final int MOST_CPU_PERCENT = 1000;

    private static final Quantity DEFAULT_CPU = new Quantity("100m", new BigDecimal("0.1"));
    private static final Quantity DEFAULT_MEMORY = new Quantity("128Mi", BigDecimal.valueOf(128L << 20));

    private static final Map<String, Process.Kind> KINDS = Map.of(
            "deployment", Process.Kind.DEPLOYMENT,
            "statefulset", Process.Kind.STATEFUL_SET,
            "daemonset", Process.Kind.DAEMON_SET);
    private static final Map<String, Process.Update> UPDATES =
            Map.of("rolling", Process.Update.ROLLING, "recreate", Process.Update.RECREATE);

    private final Problems problems;
    private final Set<String> storage;
    private final Map<String, Origin> routesSeen = new HashMap<>();

    /**
     * @param storage names of the app's volumes
     */
    ProcessReader(Set<String> storage, Problems problems) {
        this.storage = storage;
        this.problems = problems;
    }

    Process read(String name, Section process) {
        Process.Kind kind = process.text("kind", Choice.of(KINDS)).orElse(Process.Kind.DEPLOYMENT);
        OptionalInt port = process.number("port", 1, 65535);
        if (port.isEmpty() && name.equals(WEB)) {
            port = OptionalInt.of(WEB_PORT);
        }
        Optional<String> health = process.text("health", HttpPath::parse);
        List<String> routes = routes(process);
        needPort(process, port);
        Optional<Process.Scale> scale = scale(process);
        Optional<Process.Update> update = process.text("update", Choice.of(UPDATES));
        OptionalInt instances = process.number("instances", 0, MOST_INSTANCES);
        checkKind(process, kind, update);
        return new Process(
                process.command("command"),
                kind,
                port,
                health,
                routes,
                instances.orElse(scale.map(Process.Scale::min).orElse(1)),
                scale,
                update,
                resources(process),
                mounted(process),
                process.text("startup", Span::parse).orElse(Duration.ofSeconds(60)),
                process.text("stop", Span::parse).orElse(Duration.ofSeconds(30)));
    }

    private void needPort(Section process, OptionalInt port) {
        for (String key : List.of("health", "routes")) {
            if (port.isEmpty() && process.has(key) && !process.has("port")) {
                problems.combination(
                        process.at(key),
                        key + " without a port",
                        "Add the port that the process listens on, such as port: 8080");
            }
        }
    }

    private List<String> routes(Section process) {
        List<String> routes = process.texts("routes", Route::parse).orElse(List.of());
        for (String route : routes) {
            Origin first = routesSeen.putIfAbsent(route, process.at("routes"));
            if (first != null) {
                problems.combination(
                        process.at("routes"),
                        "the route " + Quote.of(route) + " is here twice",
                        "Keep one; the first is at " + first.where());
            }
        }
        return routes;
    }

    private Optional<Process.Scale> scale(Section process) {
        if (!process.has("scale")) {
            return Optional.empty();
        }
        Section scale = process.section("scale", Shape.SCALE);
        int min = scale.number("min", 1, MOST_INSTANCES).orElse(1);
        OptionalInt max = scale.number("max", 1, MOST_INSTANCES);
        int cpu = scale.number("cpu", 1, MOST_CPU_PERCENT).orElse(80);
        if (!scale.has("max")) {
            scale.missing("max", "max: 5");
        } else if (max.isPresent() && max.getAsInt() < min) {
            problems.combination(
                    scale.at("max"),
                    "max is " + max.getAsInt() + ", less than min, " + min,
                    "Make max at least " + min);
        }
        if (process.has("instances")) {
            problems.combination(
                    process.at("instances"),
                    "instances and scale exclude each other",
                    "Keep one of them; scale is at " + process.at("scale").where()
                            + ". What an earlier source says is removed by null, such as instances: null");
        }
        return Optional.of(new Process.Scale(min, max.orElse(min), cpu));
    }

    private void checkKind(Section process, Process.Kind kind, Optional<Process.Update> update) {
        if (update.isPresent() && update.get() == Process.Update.RECREATE && kind != Process.Kind.DEPLOYMENT) {
            problems.combination(
                    process.at("update"),
                    "only a deployment can be updated by recreate",
                    "Remove update, or make it a deployment");
        }
        if (kind == Process.Kind.DAEMON_SET) {
            for (String key : List.of("instances", "scale")) {
                if (process.has(key)) {
                    problems.combination(
                            process.at(key),
                            "a daemonset takes no " + key,
                            "Remove it: one instance runs on each node");
                }
            }
        }
    }

    private List<String> mounted(Section process) {
        Optional<List<String>> mounted = process.texts("storage", name -> {
            if (!storage.contains(name)) {
                throw new FormatException(
                        storage.isEmpty() ? "the name of a volume, of which there are none" : "the name of a volume",
                        Nearest.to(name, storage)
                                .map(near -> "Did you mean " + near + "?")
                                .or(() -> Optional.of("Define it under storage")));
            }
            return name;
        });
        return mounted.map(names -> names.stream().distinct().toList()).orElseGet(() -> new ArrayList<>(storage));
    }

    /** The resources of a process or a schedule. */
    Resources resources(Section owner) {
        Section resources = owner.section("resources", Shape.RESOURCES);
        Quantity cpu = resources.textOrNumber("cpu", Quantity::cpu).orElse(DEFAULT_CPU);
        Quantity memory = resources.textOrNumber("memory", Quantity::bytes).orElse(DEFAULT_MEMORY);
        Optional<Quantity> cpuLimit = resources.textOrNumber("cpuLimit", Quantity::cpu);
        Optional<Quantity> memoryLimit = resources.textOrNumber("memoryLimit", Quantity::bytes);
        checkLimit(resources, "cpu", cpu, cpuLimit);
        checkLimit(resources, "memory", memory, memoryLimit);
        return new Resources(cpu.text(), memory.text(), cpuLimit.map(Quantity::text), memoryLimit.map(Quantity::text));
    }

    private void checkLimit(Section resources, String key, Quantity request, Optional<Quantity> limit) {
        if (limit.isPresent() && request.isMoreThan(limit.get())) {
            problems.combination(
                    resources.at(key + "Limit"),
                    key + "Limit is " + limit.get().text() + ", less than " + key + ", " + request.text()
                            + (resources.has(key) ? "" : " by default"),
                    "Lower " + key + " or raise " + key + "Limit");
        }
    }
}
