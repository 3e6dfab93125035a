package io.jenkins.plugins.pushtoprod.app;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Checks a regular expression. */
final class RegularExpression {

    private RegularExpression() {}

    static String parse(String text) throws FormatException {
        try {
            Pattern.compile(text);
            return text;
        } catch (PatternSyntaxException e) {
            throw new FormatException(
                    "a regular expression", e.getDescription() + " at character " + (e.getIndex() + 1));
        }
    }
}
