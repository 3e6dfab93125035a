package io.jenkins.plugins.pushtoprod.ship;

/**
 * Lets the last things be done although the thread was interrupted: requests to a cluster would fail at once otherwise, and the lock
 * would stay.
 */
final class Uninterrupted {

    private Uninterrupted() {}

    static void run(Runnable last) {
        boolean interrupted = Thread.interrupted();
        try {
            last.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
