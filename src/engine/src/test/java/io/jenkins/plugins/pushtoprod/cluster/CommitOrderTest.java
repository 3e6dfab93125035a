package io.jenkins.plugins.pushtoprod.cluster;

import static io.jenkins.plugins.pushtoprod.cluster.Fixtures.commit;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.Provenance;
import org.junit.jupiter.api.Test;

class CommitOrderTest {

    private static final Provenance OLD = commit("0123456789abcdef", "2026-01-01T00:00:00Z");
    private static final Provenance NEW = commit("fedcba9876543210", "2026-01-02T00:00:00Z");

    @Test
    void namesBothCommits() {
        Problem problem = CommitOrder.check(Releasing.release(7, NEW), OLD).orElseThrow();

        assertThat(problem.kind()).isEqualTo(Problem.Kind.CONFLICT);
        assertThat(problem.what())
                .isEqualTo("Commit 0123456789ab of 2026-01-01T00:00:00Z is older than commit fedcba987654 of"
                        + " 2026-01-02T00:00:00Z, which is in the cluster.");
        assertThat(problem.where()).contains("release web-v7 in namespace shop");
    }

    @Test
    void letsPassWhatIsNewerTheSameOrUnknown() {
        assertThat(CommitOrder.check(Releasing.release(7, OLD), NEW)).isEmpty();
        assertThat(CommitOrder.check(Releasing.release(7, NEW), NEW)).isEmpty();
        assertThat(CommitOrder.check(Releasing.release(7, NEW), Provenance.UNKNOWN))
                .isEmpty();
        assertThat(CommitOrder.check(Releasing.release(7, Provenance.UNKNOWN), OLD))
                .isEmpty();
    }
}
