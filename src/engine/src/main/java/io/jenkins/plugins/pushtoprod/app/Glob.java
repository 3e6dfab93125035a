package io.jenkins.plugins.pushtoprod.app;

import java.nio.file.FileSystems;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/** Checks a glob over the sources: relative, and never out of them. */
final class Glob {

    private Glob() {}

    static String parse(String text) throws FormatException {
        if (text.isBlank() || text.startsWith("/") || List.of(text.split("/")).contains("..")) {
            throw new FormatException("a glob inside the sources", "Such as src/** or *.py");
        }
        try {
            FileSystems.getDefault().getPathMatcher("glob:" + text);
            return text;
        } catch (PatternSyntaxException e) {
            throw new FormatException("a glob", "Such as src/** or *.py; close its brackets");
        }
    }
}
