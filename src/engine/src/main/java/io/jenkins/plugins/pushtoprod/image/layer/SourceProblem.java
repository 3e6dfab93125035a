package io.jenkins.plugins.pushtoprod.image.layer;

import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Files that cannot go into a layer. */
final class SourceProblem {

    private SourceProblem() {}

    static ProblemException unreadable(String file, IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return changed(file);
        }
        String what = cause instanceof AccessDeniedException
                ? "this user may not read a file that belongs into the image"
                : "a file that belongs into the image cannot be read: " + cause.getMessage();
        return new ProblemException(
                Problem.of(Problem.Kind.BUILD, what, file, "make it readable, or list it in .dockerignore"), cause);
    }

    static ProblemException changed(String file) {
        return new ProblemException(Problem.of(
                Problem.Kind.BUILD,
                "a file changed while the image was built from it",
                file,
                "let nothing write into the sources during a build, or list what is written in .dockerignore;"
                        + " then build again"));
    }

    static ProblemException leaves(String link, String target) {
        return new ProblemException(Problem.of(
                Problem.Kind.BUILD,
                "a symbolic link leads out of the sources, to " + target + ", which will not be in the image",
                link,
                "make it a relative link within the sources, copy what it leads to, or list it in .dockerignore"));
    }

    static ProblemException badName(String file) {
        return new ProblemException(Problem.of(
                Problem.Kind.BUILD,
                "a file name is not UTF-8, as names in an image have to be",
                file,
                "rename it, or list its directory in .dockerignore"));
    }
}
