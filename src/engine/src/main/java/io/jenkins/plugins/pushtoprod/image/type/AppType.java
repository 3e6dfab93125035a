package io.jenkins.plugins.pushtoprod.image.type;

import io.jenkins.plugins.pushtoprod.image.base.BaseImage;
import java.nio.file.Path;
import java.util.Optional;

/** A kind of app. */
public interface AppType {

    /** As {@code build.type} has it. */
    String name();

    /** The files it is told by, for people. */
    String signs();

    /** What shows that the sources are of this kind, in one line; empty if they are not. */
    Optional<String> tell(Path sources);

    /** The base image for these sources where none is named. */
    String defaultBase(Path sources);

    /**
     * Makes the layers.
     *
     * @throws io.jenkins.plugins.pushtoprod.app.ProblemException if the sources or the base image do not allow it
     */
    Layout layOut(Workshop workshop, BaseImage base) throws InterruptedException;
}
