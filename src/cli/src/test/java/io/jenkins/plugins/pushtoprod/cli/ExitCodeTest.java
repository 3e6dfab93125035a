package io.jenkins.plugins.pushtoprod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.Provenance;
import io.jenkins.plugins.pushtoprod.cluster.Release;
import io.jenkins.plugins.pushtoprod.rollout.Verdict;
import io.jenkins.plugins.pushtoprod.ship.Rollback;
import io.jenkins.plugins.pushtoprod.ship.ShipResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExitCodeTest {

    private static final Release FROM = release(2);
    private static final Release TO = release(1);
    private static final Problem REFUSED =
            Problem.of(Problem.Kind.CLUSTER, "refused", "Deployment/shop", "Look at the quota");

    @Test
    void noTwoAreTheSame() {
        assertThat(Arrays.stream(ExitCode.values()).map(ExitCode::code)).doesNotHaveDuplicates();
    }

    @Test
    void everyKindOfProblemHasOne() {
        assertThat(Arrays.stream(Problem.Kind.values()).map(ExitCode::of)).doesNotHaveDuplicates();
    }

    @Test
    void tellsVerdictsApartAndWhetherTheReleaseBeforeRuns() {
        assertThat(code(Verdict.Outcome.HEALTHY, null)).isEqualTo(ExitCode.DONE);
        assertThat(code(Verdict.Outcome.SUPERSEDED, null)).isEqualTo(ExitCode.SUPERSEDED);
        assertThat(code(Verdict.Outcome.FAILED, back(Verdict.Outcome.HEALTHY))).isEqualTo(ExitCode.FAILED_ROLLED_BACK);
        assertThat(code(Verdict.Outcome.FAILED, new Rollback.NotNeeded(FROM, TO)))
                .isEqualTo(ExitCode.FAILED_ROLLED_BACK);
        assertThat(code(Verdict.Outcome.FAILED, new Rollback.NotWanted(FROM))).isEqualTo(ExitCode.FAILED);
        assertThat(code(Verdict.Outcome.FAILED, new Rollback.NothingToGoBackTo(FROM)))
                .isEqualTo(ExitCode.FAILED);
        assertThat(code(Verdict.Outcome.TIMED_OUT, back(Verdict.Outcome.HEALTHY)))
                .isEqualTo(ExitCode.TIMED_OUT_ROLLED_BACK);
        assertThat(code(Verdict.Outcome.TIMED_OUT, new Rollback.NotWanted(FROM)))
                .isEqualTo(ExitCode.TIMED_OUT);
    }

    @Test
    void aBadRollbackWinsOverTheVerdictThatLedToIt() {
        assertThat(code(Verdict.Outcome.FAILED, back(Verdict.Outcome.FAILED))).isEqualTo(ExitCode.ROLLBACK_FAILED);
        assertThat(code(Verdict.Outcome.TIMED_OUT, new Rollback.BrokenOff(FROM, List.of(REFUSED))))
                .isEqualTo(ExitCode.ROLLBACK_FAILED);
    }

    @Test
    void aRollbackAloneIsDoneOnlyWhenSomethingWasPutBack() {
        assertThat(code(null, back(Verdict.Outcome.HEALTHY))).isEqualTo(ExitCode.DONE);
        assertThat(code(null, new Rollback.NothingToGoBackTo(FROM))).isEqualTo(ExitCode.CONFLICT);
        assertThat(code(null, new Rollback.Overtaken(FROM, TO))).isEqualTo(ExitCode.CONFLICT);
    }

    @Test
    void whatBrokeADeployOffDecidesWhenItWasUndone() {
        ShipResult result = new ShipResult(
                Optional.empty(),
                Optional.of(FROM),
                Optional.empty(),
                Optional.of(back(Verdict.Outcome.HEALTHY)),
                List.of(REFUSED),
                List.of());

        assertThat(ExitCode.of(result)).isEqualTo(ExitCode.CLUSTER);
    }

    private static ExitCode code(Verdict.@Nullable Outcome outcome, @Nullable Rollback rollback) {
        return ExitCode.of(new ShipResult(
                Optional.empty(),
                Optional.of(FROM),
                Optional.ofNullable(outcome).map(ExitCodeTest::verdict),
                Optional.ofNullable(rollback),
                List.of(),
                List.of()));
    }

    private static Rollback back(Verdict.Outcome outcome) {
        return new Rollback.Done(FROM, TO, verdict(outcome));
    }

    private static Verdict verdict(Verdict.Outcome outcome) {
        return new Verdict(outcome, List.of(), Duration.ofSeconds(1));
    }

    private static Release release(int number) {
        return new Release(
                "shop-v" + number,
                number,
                "shop",
                "default",
                "shop",
                Release.Status.DEPLOYED,
                "registry.example.com/shop@sha256:00",
                Provenance.UNKNOWN,
                Instant.EPOCH,
                List.of(),
                Optional.empty());
    }
}
