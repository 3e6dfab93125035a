package io.jenkins.plugins.pushtoprod.app;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stops the path with at least one {@link Problem}. What is printed are the problems, never this exception's stack. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public ProblemException(Problem problem) {
        this(List.of(problem), null);
    }

    public ProblemException(Problem problem, Throwable cause) {
        this(List.of(problem), cause);
    }

    public ProblemException(List<Problem> problems, @Nullable Throwable cause) {
        super(problems.get(0).what(), cause);
        this.problems = List.copyOf(problems);
    }

    /** The problems, most important first; never empty. */
    public List<Problem> problems() {
        return problems;
    }
}
