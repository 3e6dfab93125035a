package io.jenkins.plugins.pushtoprod.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns SIGINT and SIGTERM into an interrupt of the running command, and gives it time to let go of what it holds: the lock above all.
 * The exit code is the JVM's own, 128 and the signal's number.
 */
final class Interruption {

    private static final long LONGEST_FAREWELL_SECONDS = 20;

    private final CountDownLatch ended = new CountDownLatch(1);

    /** Interrupts {@code runner} when the process is told to end. */
    static Interruption of(Thread runner) {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> interruption.interrupt(runner), "interruption"));
        return interruption;
    }

    /** The run is over: nothing is left to wait for. */
    void runEnded() {
        ended.countDown();
    }

    private void interrupt(Thread runner) {
        if (ended.getCount() == 0) {
            return;
        }
        runner.interrupt();
        try {
            ended.await(LONGEST_FAREWELL_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
