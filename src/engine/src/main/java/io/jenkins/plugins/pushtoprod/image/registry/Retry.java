package io.jenkins.plugins.pushtoprod.image.registry;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import javax.net.ssl.SSLException;

/**
 * Asks again, a few times and ever later, where that may help: a registry that is busy, fails, or cannot be reached for a moment.
 *
 * @param attempts at most, with the first
 * @param firstWait before the second attempt; doubled every time
 */
record Retry(int attempts, Duration firstWait) {

    static final Retry DEFAULT = new Retry(5, Duration.ofMillis(250));

    private static final Set<Integer> PASSING = Set.of(408, 429, 500, 502, 503, 504);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    /** One attempt. */
    @FunctionalInterface
    interface Attempt {
        Reply run() throws ConnectionException, IOException, InterruptedException;
    }

    /** The first answer that is not a passing failure, or the last one. */
    Reply run(Attempt attempt) throws ConnectionException, IOException, InterruptedException {
        Duration wait = firstWait;
        for (int number = 1; ; number++) {
            try {
                Reply reply = attempt.run();
                if (!PASSING.contains(reply.status()) || number == attempts) {
                    return reply;
                }
                Duration asked = askedFor(reply);
                if (asked.compareTo(LONGEST_WAIT) > 0) {
                    return reply;
                }
                Thread.sleep(Math.max(wait.toMillis(), asked.toMillis()));
            } catch (ConnectionException e) {
                if (number == attempts || e.failure() instanceof SSLException) {
                    throw e;
                }
                Thread.sleep(wait.toMillis());
            }
            wait = wait.multipliedBy(2);
        }
    }

    /** The date form of {@code Retry-After} (RFC 9110, 10.2.3) is not used by registries and ignored. */
    private static Duration askedFor(Reply reply) {
        return reply.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,6}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .orElse(Duration.ZERO);
    }
}
