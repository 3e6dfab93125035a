package io.jenkins.plugins.pushtoprod.image.blob;

import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;

/** Trouble with the cache directory, told as what it means for the machine. */
final class CacheProblem {

    private CacheProblem() {}

    static ProblemException of(Path cache, IOException cause) {
        return new ProblemException(
                Problem.of(Problem.Kind.MACHINE, what(cause), cache.toString(), advice(cause)), cause);
    }

    private static String what(IOException cause) {
        if (isFull(cause)) {
            return "the disk that holds the cache is full";
        }
        if (isForbidden(cause)) {
            return "the cache directory cannot be written to by this user";
        }
        return "the cache directory cannot be used: " + cause.getMessage();
    }

    private static String advice(IOException cause) {
        if (isFull(cause)) {
            return "free some space (everything in the cache may be deleted, it is made again), or name another"
                    + " directory";
        }
        return "make it a directory that this user may write to, or name another one";
    }

    private static boolean isFull(IOException cause) {
        String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("no space left") || message.contains("quota exceeded");
    }

    private static boolean isForbidden(IOException cause) {
        if (cause instanceof AccessDeniedException
                || cause instanceof NotDirectoryException
                || cause instanceof FileAlreadyExistsException) {
            return true;
        }
        return cause instanceof FileSystemException failure
                && String.valueOf(failure.getReason()).contains("Read-only file system");
    }
}
