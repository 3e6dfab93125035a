package io.jenkins.plugins.pushtoprod.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Real objects in, whole state out: each file of {@code snapshots/} is what the API server of the testbed returned for one workload, and
 * the file beside it is the judgement, at first sight and as time goes by. {@code -Dupdate} writes the judgements anew.
 */
class EvaluatorTest {

    private static final Instant NOW = Instant.parse("2026-11-23T06:16:45Z");
    private static final List<Duration> LOOKS = List.of(
            Duration.ZERO,
            Duration.ofSeconds(5),
            Duration.ofSeconds(20),
            Duration.ofSeconds(60),
            Duration.ofMinutes(11));

    private final Evaluator evaluator = new Evaluator(new FailureCatalogueReader().read());

    static Stream<String> snapshots() throws IOException {
        try (Stream<Path> files = Files.list(SnapshotFile.DIRECTORY)) {
            return files
                    .map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .map(name -> name.substring(0, name.length() - ".yaml".length()))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("snapshots")
    void judges(String name) throws IOException {
        Path golden = SnapshotFile.DIRECTORY.resolve(name + ".judged.txt");
        String judged = judge(name);
        if (System.getProperty("update") != null) {
            Files.writeString(golden, judged);
        }
        assertThat(judged).isEqualTo(Files.readString(golden));
    }

    private String judge(String name) {
        StringBuilder text = new StringBuilder();
        Memory memory = Memory.startingAt(NOW);
        for (Duration after : LOOKS) {
            Snapshot snapshot = SnapshotFile.read(name, NOW.plus(after));
            Evaluation evaluation = evaluator.evaluate(snapshot, memory, false);
            memory = evaluation.memory();
            text.append("after ").append(DurationText.of(after)).append(": ").append(describe(evaluation));
            if (evaluation.state() != Evaluation.State.WAITING) {
                break;
            }
        }
        return text.toString();
    }

    static String describe(Evaluation evaluation) {
        StringBuilder text = new StringBuilder();
        Standing standing = evaluation.standing();
        text.append(evaluation.state())
                .append(", ")
                .append(standing.ready())
                .append('/')
                .append(standing.desired());
        if (!standing.done()) {
            text.append(", ").append(standing.waitingFor());
        }
        evaluation.lookAgain().ifPresent(delay -> text.append(", looks again in ")
                .append(DurationText.of(delay)));
        text.append('\n');
        for (Sighting sighting : evaluation.sightings()) {
            text.append(sighting.decisive() ? "  ! " : "  - ")
                    .append(sighting.mode().code())
                    .append(" on ")
                    .append(sighting.subject().object())
                    .append(": ")
                    .append(sighting.title())
                    .append("\n      ")
                    .append(sighting.cause().replace("\n", "\n      "))
                    .append('\n');
        }
        return text.toString();
    }
}
