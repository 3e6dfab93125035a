package io.jenkins.plugins.pushtoprod.app;

import java.util.Optional;

/**
 * How the log lines of an app are read.
 *
 * @param format of a line on standard output
 * @param multiline a regular expression that matches the first line of an entry
 */
public record Logging(Format format, Optional<String> multiline) {

    /** What a line on standard output is. */
    public enum Format {
        TEXT,
        JSON
    }
}
