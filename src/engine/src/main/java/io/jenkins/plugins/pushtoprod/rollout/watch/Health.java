package io.jenkins.plugins.pushtoprod.rollout.watch;

import java.time.Instant;

/** How current a {@link Reflector}'s objects are. */
public sealed interface Health {

    /** Nothing has been read yet. */
    record Starting() implements Health {}

    /** Changes arrive as they happen. */
    record Live() implements Health {}

    /**
     * The API server does not answer, or not as it should; it is asked again and again.
     *
     * @param since when it last did, on our clock
     * @param why one line
     * @param unauthorized whether it no longer accepts who we are
     */
    record Away(Instant since, String why, boolean unauthorized) implements Health {}

    /** We may not read this; asked again now and then. */
    record Forbidden(String why) implements Health {}
}
