package io.jenkins.plugins.pushtoprod.cluster;

import java.time.Duration;

/**
 * How long a server is given.
 *
 * @param request for one answer; admission webhooks may take ten seconds of it
 * @param attempts at most
 * @param firstPause between the first two attempts; doubles up to {@code longestPause}
 * @param total after which nothing is tried again
 */
record Patience(Duration request, int attempts, Duration firstPause, Duration longestPause, Duration total) {

    static final Patience DEFAULT = new Patience(
            Duration.ofSeconds(20), 5, Duration.ofMillis(200), Duration.ofSeconds(3), Duration.ofSeconds(15));

    /** The same with another time for one answer. */
    Patience withRequest(Duration request) {
        return new Patience(request, attempts, firstPause, longestPause, total);
    }

    /** Before the next attempt. */
    Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(longestPause) < 0 ? doubled : longestPause;
    }
}
