package io.jenkins.plugins.pushtoprod.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.jenkins.plugins.pushtoprod.TestNamespace;
import io.jenkins.plugins.pushtoprod.Testbed;
import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReleaseLockIT {

    private static final Duration LONG = Duration.ofSeconds(60);

    @RegisterExtension
    static final TestNamespace NAMESPACE = new TestNamespace("lock");

    static Cluster cluster;

    @BeforeAll
    static void connect() {
        cluster = Cluster.connect(Testbed.access());
    }

    @AfterAll
    static void disconnect() {
        cluster.close();
    }

    @Test
    void saysWhoHasItAndSinceWhen() throws Exception {
        List<ReleaseLock.Holder> met = new ArrayList<>();
        try (ReleaseLock first = releases("held").lock("build 7", Duration.ZERO, met::add)) {
            ProblemException refused = catchThrowableOfType(
                    ProblemException.class, () -> releases("held").lock("build 8", Duration.ofSeconds(1), met::add));

            assertThat(met).hasSize(1);
            assertThat(met.get(0).identity()).isEqualTo("build 7");
            Problem problem = refused.problems().get(0);
            assertThat(problem.kind()).isEqualTo(Problem.Kind.CONFLICT);
            assertThat(problem.what())
                    .isEqualTo("Another release of held is under way: build 7 has the lock since "
                            + met.get(0).since() + " (waited for 1 s).");
            first.check();
        }
        releases("held").lock("build 9", Duration.ZERO, met::add).close();
        assertThat(met).hasSize(1);
    }

    @Test
    void isRenewedWhileItIsHeld() throws Exception {
        try (ReleaseLock lock = releases("renewed").lock("build 7", Duration.ZERO, holder -> {})) {
            ZonedDateTime first = lease("renewed").get().getSpec().getRenewTime();
            await().atMost(LONG)
                    .until(() -> lease("renewed").get().getSpec().getRenewTime().isAfter(first));

            lock.check();
        }
        assertThat(lease("renewed").get().getSpec().getHolderIdentity()).isEmpty();
    }

    @Test
    void isTakenOverWhenItsHolderIsGone() throws Exception {
        ReleaseLock lost = releases("gone").lock("build 7", Duration.ZERO, holder -> {});
        lease("gone").edit(lease -> {
            lease.getSpec().setRenewTime(lease.getSpec().getRenewTime().minusSeconds(ReleaseLock.LEASE_SECONDS + 3));
            return lease;
        });
        try (ReleaseLock taken = releases("gone").lock("build 8", Duration.ZERO, holder -> {})) {
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(catchThrowableOfType(ProblemException.class, lost::check))
                            .hasMessageStartingWith("The lock of gone was lost to build 8"));
            lost.close();

            taken.check();
            assertThat(lease("gone").get().getSpec().getHolderIdentity()).startsWith("build 8");
        }
    }

    @Test
    void letsOneInAtATime() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            all.add(threads.submit(() -> {
                try (ReleaseLock lock = releases("one").lock("same name", LONG, holder -> {})) {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    lock.check();
                    inside.decrementAndGet();
                }
                return null;
            }));
        }
        for (Future<?> one : all) {
            one.get();
        }
        threads.shutdown();

        assertThat(most).hasValue(1);
    }

    private static Releases releases(String app) {
        return new Releases(cluster, NAMESPACE.name(), app);
    }

    private static Resource<Lease> lease(String app) {
        return NAMESPACE.client().leases().inNamespace(NAMESPACE.name()).withName("push-to-prod." + app);
    }
}
