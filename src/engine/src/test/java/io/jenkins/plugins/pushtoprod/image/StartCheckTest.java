package io.jenkins.plugins.pushtoprod.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.pushtoprod.app.Command;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import io.jenkins.plugins.pushtoprod.app.Process;
import io.jenkins.plugins.pushtoprod.image.base.BaseContents;
import io.jenkins.plugins.pushtoprod.image.type.Layout;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StartCheckTest {

    private static final Layout LAYOUT =
            new Layout(List.of(), Map.of(), List.of("/opt/python/bin"), "/app", List.of("python3"), Set.of("gunicorn"));

    private static BaseContents base(boolean complete) {
        return new BaseContents(
                complete,
                List.of("usr/bin", "bin"),
                Set.of("usr/bin/python3", "usr/bin/env"),
                Map.of("bin", "usr/bin"),
                "");
    }

    @Test
    void whatTheBaseOrTheDependenciesHaveIsThere() {
        assertThat(problems(
                        true,
                        Map.of(
                                "web", TestApps.process("gunicorn"),
                                "worker", TestApps.process("/bin/env", "python3"),
                                "own", TestApps.process("./run.sh"),
                                "elsewhere", TestApps.process("/opt/tool/bin/x"))))
                .isNull();
    }

    @Test
    void everyProgramThatIsMissingIsNamedOnceWithItsPlace() {
        ProblemException e = problems(
                true, Map.of("web", TestApps.process("python", "main.py"), "worker", TestApps.process("python")));

        assertThat(Objects.requireNonNull(e).problems()).hasSize(1);
        assertThat(e.problems().get(0).what()).contains("'python' would not be in the image");
        assertThat(e.problems().get(0).advice()).contains("write python3, which is there");
    }

    @Test
    void aLineForTheShellNeedsAShell() {
        ProblemException e = problems(true, Map.of("web", TestApps.running(new Command(List.of("a && b"), true))));

        assertThat(Objects.requireNonNull(e).problems().get(0).where()).contains("processes.web.command");
        assertThat(e.problems().get(0).what()).contains("'/bin/sh'");
    }

    @Test
    void whatWasNotSeenMayBeThere() {
        assertThat(problems(false, Map.of("web", TestApps.process("node"), "b", TestApps.process("/bin/node"))))
                .isNull();
    }

    private static @Nullable ProblemException problems(boolean complete, Map<String, Process> processes) {
        return catchThrowableOfType(ProblemException.class, () -> new StartCheck(base(complete), LAYOUT)
                .check(TestApps.app(Optional.empty(), Optional.empty(), processes), List.of("python3")));
    }
}
