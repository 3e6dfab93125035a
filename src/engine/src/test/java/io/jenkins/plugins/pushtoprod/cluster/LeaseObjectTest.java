package io.jenkins.plugins.pushtoprod.cluster;

import static io.jenkins.plugins.pushtoprod.cluster.Trees.tree;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeaseObjectTest {

    private static final Instant RENEWED = Instant.parse("2026-01-01T00:01:00Z");

    private final LeaseObject lease = new LeaseObject("shop", "web");

    @ParameterizedTest
    @CsvSource({"0, true", "15, true", "17, false", "3600, false", "-3600, true"})
    void isHeldUntilItsTimeIsOver(long secondsAfter, boolean held) {
        String spec =
                """
                spec:
                  holderIdentity: 'build 7#0a1b2c3d'
                  leaseDurationSeconds: 15
                  acquireTime: '2026-01-01T00:00:00.000000Z'
                  renewTime: '2026-01-01T00:01:00.000000Z'
                """;

        var holder = lease.heldBy(tree(spec), RENEWED.plusSeconds(secondsAfter));

        assertThat(holder.isPresent()).isEqualTo(held);
        holder.ifPresent(
                h -> assertThat(h).isEqualTo(new ReleaseLock.Holder("build 7", Instant.parse("2026-01-01T00:00:00Z"))));
    }

    @Test
    void isFreeWithoutHolderOrTimes() {
        assertThat(lease.heldBy(tree("{spec: {holderIdentity: ''}}"), RENEWED)).isEmpty();
        assertThat(lease.heldBy(tree("{spec: {holderIdentity: x}}"), RENEWED)).isEmpty();
        assertThat(lease.heldBy(tree("{}"), RENEWED)).isEmpty();
    }

    @Test
    void twoProcessesWithOneIdentityAreTwoHolders() {
        assertThat(LeaseObject.unique("me")).startsWith("me#").isNotEqualTo(LeaseObject.unique("me"));
    }
}
