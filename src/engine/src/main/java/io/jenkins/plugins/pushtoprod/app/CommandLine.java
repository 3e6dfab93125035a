package io.jenkins.plugins.pushtoprod.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads a command that was written as a line: split into words where that is all a shell would do with it, else kept for a shell.
 *
 * @see <a href="https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html">POSIX, Shell Command Language</a>, 2.2 Quoting
 *     and 2.3 Token Recognition
 */
final class CommandLine {

    private static final String SPECIAL = "|&;<>()$`*?[\n";
    private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*=");

    /** Reserved words, and built-in commands that no program stands for. */
    private static final Set<String> OF_THE_SHELL =
            Set.of(("! { } case do done elif else esac fi for if in then until while"
                            + " . : alias bg break cd command continue eval exec exit export fg getopts hash jobs local read readonly"
                            + " return set shift source times trap type ulimit umask unalias unset wait")
                    .split(" "));

    private final String line;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private boolean firstIsPlain = true;
    private int at;

    private CommandLine(String line) {
        this.line = line;
    }

    static Command parse(String text) throws FormatException {
        String line = text.strip();
        if (line.isEmpty()) {
            throw new FormatException("a command", "Leave the key out to run the image's own command");
        }
        CommandLine reader = new CommandLine(line);
        if (reader.needsShell()) {
            return new Command(List.of(line), true);
        }
        return new Command(List.copyOf(reader.words), false);
    }

    private boolean needsShell() throws FormatException {
        while (at < line.length()) {
            char c = line.charAt(at++);
            if (SPECIAL.indexOf(c) >= 0 || (!inWord && (c == '#' || c == '~'))) {
                return true;
            }
            if (c == ' ' || c == '\t' || c == '\r') {
                endWord();
            } else if (c == '\'') {
                singleQuoted();
            } else if (c == '"') {
                if (doubleQuotedNeedsShell()) {
                    return true;
                }
            } else if (c == '\\') {
                escaped();
            } else {
                append(c);
            }
        }
        endWord();
        if (words.isEmpty() || words.get(0).isEmpty()) {
            throw new FormatException("a command that starts with a program", Optional.empty());
        }
        return (firstIsPlain && OF_THE_SHELL.contains(words.get(0)))
                || ASSIGNMENT.matcher(line).lookingAt();
    }

    private void singleQuoted() throws FormatException {
        int end = line.indexOf('\'', at);
        if (end < 0) {
            throw unclosed("'");
        }
        quoted().append(line, at, end);
        at = end + 1;
    }

    private boolean doubleQuotedNeedsShell() throws FormatException {
        quoted();
        while (at < line.length()) {
            char c = line.charAt(at++);
            if (c == '"') {
                return false;
            }
            if (c == '$' || c == '`') {
                return true;
            }
            if (c == '\\' && at < line.length() && "$`\"\\\n".indexOf(line.charAt(at)) >= 0) {
                c = line.charAt(at++);
                if (c == '\n') {
                    continue;
                }
            }
            word.append(c);
        }
        throw unclosed("\"");
    }

    private void escaped() throws FormatException {
        if (at == line.length()) {
            throw new FormatException("something after the last \\", "Remove it, or write \\\\");
        }
        char c = line.charAt(at++);
        if (c != '\n') {
            quoted().append(c);
        }
    }

    private StringBuilder quoted() {
        firstIsPlain &= !words.isEmpty();
        inWord = true;
        return word;
    }

    private void append(char c) {
        inWord = true;
        word.append(c);
    }

    private void endWord() {
        if (inWord) {
            words.add(word.toString());
            word.setLength(0);
            inWord = false;
        }
    }

    private static FormatException unclosed(String quote) {
        return new FormatException(
                "a command with its quotes closed",
                "Add the missing " + quote + ", or write \\" + quote + " if it is part of a word");
    }
}
