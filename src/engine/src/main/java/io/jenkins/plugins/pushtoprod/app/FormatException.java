package io.jenkins.plugins.pushtoprod.app;

import java.util.Optional;

/** A text is not of the format that its key takes. */
final class FormatException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String expected;
    private final transient Optional<String> advice;

    FormatException(String expected, Optional<String> advice) {
        super(expected);
        this.expected = expected;
        this.advice = advice;
    }

    FormatException(String expected, String advice) {
        this(expected, Optional.of(advice));
    }

    /** What should have been there, to go after "expected". */
    String expected() {
        return expected;
    }

    Optional<String> advice() {
        return advice;
    }
}
