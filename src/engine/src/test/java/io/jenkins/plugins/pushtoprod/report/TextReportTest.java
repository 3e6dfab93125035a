package io.jenkins.plugins.pushtoprod.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.cluster.Plan;
import io.jenkins.plugins.pushtoprod.cluster.Release;
import io.jenkins.plugins.pushtoprod.rollout.RolloutEvent;
import io.jenkins.plugins.pushtoprod.rollout.Verdict;
import io.jenkins.plugins.pushtoprod.ship.AppStatus;
import io.jenkins.plugins.pushtoprod.ship.PlanResult;
import io.jenkins.plugins.pushtoprod.ship.Rollback;
import io.jenkins.plugins.pushtoprod.ship.ShipEvent;
import io.jenkins.plugins.pushtoprod.ship.ShipResult;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TextReportTest {

    private final TextReport report = new TextReport(new Style(false));

    @Test
    void saysOfAHealthyRunWhatRunsAndHowLongItTook() {
        assertThat(String.join("\n", report.shipped(Samples.healthy())))
                .isEqualTo(
                        """
                HEALTHY  users-api-v7 in namespace shop after 4.1 s
                  image  registry.example.com/users-api@%s

                  stage          seconds
                  build              0.7
                  verify             2.4
                  total              3.1"""
                                .formatted(Samples.DIGEST));
    }

    @Test
    void saysOfAFailedRunWhyWhereWhatToDoAndWhatWasRolledBack() {
        ShipResult failed = Samples.rolledBack(Samples.crash("Traceback:", "  File \"m.py\"", "KeyError: 'JWT_KEY'"));

        assertThat(String.join("\n", report.shipped(failed)))
                .startsWith(
                        """
                FAILED  users-api-v8 in namespace shop after 4.1 s
                  image  registry.example.com/users-api@%s

                CrashLoop: The process exits at start
                  object: Pod/users-api-7d9f
                  cause:  container web exited with 1, 2 times
                  log of users-api-7d9f/web (previous):
                    | Traceback:
                    |   File "m.py"
                    | KeyError: 'JWT_KEY'
                  do:     Read the log, mend the process and push again.
                  who:    the app's developers (its code or configuration)

                ROLLED BACK  users-api-v8 to users-api-v7 (image registry.example.com/users-api@sha256:0123456789ab), \
                healthy after 4.1 s
                  Deployment/users-api restored
                  ConfigMap/users-api re-created
                  Service/extra removed

                  stage          seconds
                """
                                .formatted(Samples.DIGEST));
    }

    @Test
    void showsTheLastTenLinesOfALogThatSaySomething() {
        List<String> lines = report.shipped(Samples.rolledBack(Samples.crash(Samples.numbered(40))));

        assertThat(lines.stream().filter(line -> line.startsWith("    | ")))
                .hasSize(10)
                .first()
                .isEqualTo("    | line 31");
        assertThat(lines).contains("    | line 40");
    }

    @Test
    void showsARepeatedLineOnce() {
        List<String> lines = report.shipped(Samples.rolledBack(Samples.crash("retrying", "", "retrying", "gone")));

        assertThat(lines.stream().filter(line -> line.startsWith("    | ")))
                .containsExactly("    | retrying", "    | gone");
    }

    @Test
    void printsOfABuildOnlyTheReference() {
        assertThat(report.shipped(ShipResult.built(Samples.IMAGE, List.of())))
                .containsExactly(Samples.IMAGE.reference());
    }

    @Test
    void saysWhyNothingWasRolledBack() {
        Release first = Samples.release(1, Release.Status.FAILED, List.of());

        assertThat(rollback(new Rollback.NothingToGoBackTo(first)))
                .containsExactly("NOT ROLLED BACK  no earlier release was verified; users-api-v1 is left as it is");
        assertThat(rollback(new Rollback.NotWanted(first)).get(0)).startsWith("NOT ROLLED BACK  it was not asked for");
        assertThat(rollback(new Rollback.Overtaken(first, Samples.release(2, Release.Status.DEPLOYED, List.of())))
                        .get(0))
                .contains("users-api-v2 has come after users-api-v1");
    }

    @Test
    void neverCallsARollbackDoneThatIsNotHealthy() {
        Release from = Samples.release(8, Release.Status.ROLLED_BACK, List.of());
        Release to = Samples.release(7, Release.Status.VERIFIED, List.of());

        List<String> lines = rollback(
                new Rollback.Done(from, to, Samples.verdict(Verdict.Outcome.TIMED_OUT, Samples.crash("no database"))));

        assertThat(lines.get(0)).startsWith("ROLLED BACK, BUT NOT HEALTHY");
        assertThat(lines).contains("    | no database");
    }

    @Test
    void showsAPlanAsADiff() {
        Plan plan = new Plan(List.of(
                new Plan.ObjectChange(
                        Samples.DEPLOYMENT,
                        Release.Change.CHANGED,
                        List.of(new Plan.FieldChange("spec.replicas", "1", "2"))),
                new Plan.ObjectChange(
                        Samples.applied("Service", "users-api", Release.Change.UNCHANGED)
                                .object(),
                        Release.Change.UNCHANGED,
                        List.of()),
                new Plan.ObjectChange(
                        Samples.applied("ConfigMap", "old", Release.Change.PRUNED)
                                .object(),
                        Release.Change.PRUNED,
                        List.of())));

        assertThat(report.planned(
                        new PlanResult(Samples.release(8, Release.Status.APPLYING, List.of()), plan, List.of())))
                .containsExactly(
                        "~ Deployment/users-api",
                        "    spec.replicas",
                        "      - 1",
                        "      + 2",
                        "- ConfigMap/old",
                        "objects: 1 changed, 1 unchanged, 1 pruned");
    }

    @Test
    void showsWhatRunsAndTheReleasesBeforeIt() {
        Release current = Samples.release(8, Release.Status.DEPLOYED, List.of());
        Release before = Samples.release(7, Release.Status.VERIFIED, List.of());
        AppStatus status = new AppStatus(
                "users-api",
                "shop",
                Optional.of(current),
                Optional.of(Samples.verdict(Verdict.Outcome.TIMED_OUT)),
                List.of(new RolloutEvent.Progress(Samples.DEPLOYMENT, 1, 2, "Waiting for 1 pod")),
                List.of(current, before));

        assertThat(report.status(status))
                .contains(
                        "users-api-v8 in namespace shop: deployed",
                        "  now       not there yet",
                        "  Deployment/users-api 1/2 Waiting for 1 pod")
                .anySatisfy(line -> assertThat(line).startsWith("users-api-v7").contains("verified", "1a2b3c4d5e6f"));
    }

    @Test
    void saysOfAProblemWhatWhereAndWhatToDo() {
        Problem problem = Problem.of(
                Problem.Kind.REGISTRY, "the registry\nrefuses\u001b[2J", "registry.example.com", "Check the password");

        assertThat(report.problems(List.of(problem)))
                .containsExactly(
                        "error: the registry refuses", "  at: registry.example.com", "  do: Check the password");
    }

    @Test
    void saysOfAnInterruptWhatIsLeftAndHowToGoOn() {
        for (ShipEvent.Stage stage : ShipEvent.Stage.values()) {
            assertThat(report.interrupted(Optional.of(stage)))
                    .hasSize(3)
                    .first()
                    .isEqualTo("interrupted during " + Names.of(stage));
        }
        assertThat(report.interrupted(Optional.empty()).get(0)).isEqualTo("interrupted");
    }

    private List<String> rollback(Rollback rollback) {
        return report.shipped(new ShipResult(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(rollback), List.of(), List.of()));
    }
}
