package io.jenkins.plugins.pushtoprod.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps two releases of one app from interleaving: a {@code coordination.k8s.io/v1} Lease, renewed in the background until it is closed. A
 * holder that was killed blocks others for {@value #LEASE_SECONDS} seconds at most. Times are the server's, so that the clocks of two
 * machines need not agree.
 */
public final class ReleaseLock implements AutoCloseable {

    static final int LEASE_SECONDS = 15;

    private static final Duration DURATION = Duration.ofSeconds(LEASE_SECONDS);
    private static final Duration RENEW_EVERY = Duration.ofSeconds(4);
    private static final Duration ASK_EVERY = Duration.ofMillis(500);

    private final Api api;
    private final LeaseObject lease;
    private final String holder;
    private final Instant acquired;
    private final ScheduledExecutorService renewal;

    private ObjectNode held;
    private Instant renewed;
    private long renewedNanos;
    private @Nullable Holder taker;
    private boolean closed;

    /** @param asked when the request that got it was sent: from then on the lease runs for others */
    private ReleaseLock(Api api, LeaseObject lease, String holder, Asked asked, ObjectNode held) {
        this.api = api;
        this.lease = lease;
        this.holder = holder;
        this.acquired = asked.server();
        this.renewed = asked.here();
        this.renewedNanos = asked.nanos();
        this.held = held;
        this.renewal = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "release lock " + lease.name());
            thread.setDaemon(true);
            return thread;
        });
        ScheduledFuture<?> unused = renewal.scheduleWithFixedDelay(
                this::renew, RENEW_EVERY.toMillis(), RENEW_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A moment by the server's clock and by both of ours. */
    private record Asked(Instant server, Instant here, long nanos) {

        static Asked now(Api api) {
            return new Asked(api.now(), Instant.now(), System.nanoTime());
        }
    }

    /**
     * Who has the lock.
     *
     * @param identity as given to {@link Releases#lock}
     * @param since when they got it
     */
    public record Holder(String identity, Instant since) {}

    static ReleaseLock acquire(Api api, LeaseObject lease, String identity, Duration wait, Consumer<Holder> waiting)
            throws InterruptedException {
        String holder = LeaseObject.unique(identity);
        long end = System.nanoTime() + wait.toNanos();
        Optional<Holder> told = Optional.empty();
        Asked asked = Asked.now(api);
        while (true) {
            Optional<ObjectNode> current = lease.read(api);
            if (current.isPresent() && lease.isHeldBy(current.get(), holder)) {
                // The answer to our own request was lost.
                return new ReleaseLock(api, lease, holder, asked, current.get());
            }
            Optional<Holder> other = current.flatMap(l -> lease.heldBy(l, api.now()));
            if (other.isEmpty()) {
                asked = Asked.now(api);
                Optional<ObjectNode> got = lease.take(api, current, holder, asked.server());
                if (got.isPresent()) {
                    return new ReleaseLock(api, lease, holder, asked, got.get());
                }
                continue;
            }
            if (!told.equals(other)) {
                waiting.accept(other.get());
                told = other;
            }
            if (System.nanoTime() > end) {
                throw held(lease, other.get(), wait);
            }
            TimeUnit.MILLISECONDS.sleep(ASK_EVERY.toMillis());
        }
    }

    private static ProblemException held(LeaseObject lease, Holder other, Duration waited) {
        return new ProblemException(Problem.of(
                Problem.Kind.CONFLICT,
                "Another release of " + lease.app() + " is under way: " + other.identity() + " has the lock since "
                        + other.since() + " (waited for " + waited.toSeconds() + " s).",
                lease.where(),
                "Wait for it to end, or end it. If it was killed, the lock is free after " + LEASE_SECONDS + " s."));
    }

    /**
     * Does nothing while the lock is held.
     *
     * @throws ProblemException of kind CONFLICT if it was lost, as after a long pause of this machine
     */
    public synchronized void check() {
        if (closed) {
            throw new IllegalStateException("the lock was given back");
        }
        if (taker == null && sinceRenewal().compareTo(DURATION) < 0) {
            return;
        }
        throw new ProblemException(Problem.of(
                Problem.Kind.CONFLICT,
                "The lock of " + lease.app() + " was lost" + (taker == null ? "" : " to " + taker.identity())
                        + ": it could not be renewed for " + sinceRenewal().toSeconds() + " s.",
                lease.where(),
                "Nothing more is applied. See what is there now, and release again."));
    }

    /** By whichever clock went on: the monotonic one stands still while a machine sleeps, the other one can be set. */
    private Duration sinceRenewal() {
        Duration byWall = Duration.between(renewed, Instant.now());
        Duration byTicks = Duration.ofNanos(System.nanoTime() - renewedNanos);
        return byWall.compareTo(byTicks) > 0 ? byWall : byTicks;
    }

    private synchronized void renew() {
        if (closed || taker != null) {
            return;
        }
        try {
            Asked asked = Asked.now(api);
            held = api.replace(lease.path(), lease.renewed(held, asked.server()));
            renewed = asked.here();
            renewedNanos = asked.nanos();
        } catch (ApiException e) {
            if (e.code() == 409 || e.code() == 404) {
                reread();
            }
        } catch (RuntimeException e) {
            // Until the lease ends, the next attempt may succeed; after that, check() says so.
        }
    }

    /** Somebody else wrote the lease: a renewal whose answer was lost, or a new holder. */
    private void reread() {
        try {
            Optional<ObjectNode> current = lease.read(api);
            if (current.isPresent() && lease.isHeldBy(current.get(), holder)) {
                held = current.get();
            } else {
                taker = current.flatMap(l -> lease.heldBy(l, api.now()))
                        .orElse(new Holder("somebody who deleted or freed it", api.now()));
            }
        } catch (ApiException | ProblemException e) {
            // As above.
        }
    }

    /** When the lock was got. */
    public Instant since() {
        return acquired;
    }

    /** Lets the next one in at once. Safe to repeat. */
    @Override
    public void close() {
        renewal.shutdownNow();
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            if (taker == null) {
                giveBack();
            }
        }
    }

    private void giveBack() {
        try {
            if (!free(held)) {
                // A renewal may have got through just now.
                lease.read(api)
                        .filter(current -> lease.isHeldBy(current, holder))
                        .ifPresent(this::free);
            }
        } catch (ApiException | ProblemException e) {
            // It ends by itself, and is not ours any more if somebody else wrote it.
        }
    }

    /** False if somebody wrote the lease since. */
    private boolean free(ObjectNode current) {
        try {
            api.replace(lease.path(), lease.freed(current));
            return true;
        } catch (ApiException e) {
            if (e.code() == 409) {
                return false;
            }
            throw e;
        }
    }
}
