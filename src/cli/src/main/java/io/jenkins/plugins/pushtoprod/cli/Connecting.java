package io.jenkins.plugins.pushtoprod.cli;

import io.jenkins.plugins.pushtoprod.cluster.Cluster;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** A connection to a cluster that is being made beside something else. */
final class Connecting implements AutoCloseable {

    private final FutureTask<Connected> task;

    private Connecting(FutureTask<Connected> task) {
        this.task = task;
    }

    static Connecting to(Supplier<Cluster> cluster) {
        FutureTask<Connected> task = new FutureTask<>(() -> Connected.to(cluster.get()));
        Thread thread = new Thread(task, "connecting");
        thread.setDaemon(true);
        thread.start();
        return new Connecting(task);
    }

    /** Waits for it, and throws what kept it from being made. */
    Connected get() throws InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException problem) {
                throw problem;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        if (task.cancel(true)) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        try {
            task.get().close();
        } catch (ExecutionException | CancellationException | InterruptedException e) {
            // There is no connection to end; why not was said by get().
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
