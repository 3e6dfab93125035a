package io.jenkins.plugins.pushtoprod.image;

import io.jenkins.plugins.pushtoprod.app.ProblemException;
import java.util.function.Consumer;

/** Builds an image from sources and brings it to a registry. */
public final class ImageBuilder {

    /**
     * Builds and pushes. An interrupt ends it; no tag is left then.
     *
     * @throws ProblemException if the app's kind cannot be told, its files are not usable, or a registry refuses
     * @throws InterruptedException if the thread was interrupted
     */
    public Image build(BuildRequest request, Consumer<BuildEvent> listener) throws InterruptedException {
        throw new UnsupportedOperationException();
    }
}
