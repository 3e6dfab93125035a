package io.jenkins.plugins.pushtoprod.manifest;

import java.util.regex.Pattern;

/**
 * A line for {@code /bin/sh -c}, made fit to run in a container.
 *
 * <p>Debian's {@code sh} does not replace itself with a single command: it stays process 1, and process 1 does not get SIGTERM
 * unless it asked for it, so that the app would always be killed at the end of its grace period. {@code exec} in front helps.
 */
final class ShellLine {

    private static final Pattern QUOTED =
            Pattern.compile("'[^']*'|\"(?:\\\\.|[^\"\\\\])*\"|\\\\.|\\$\\{[^{}]*}|\\$\\([^()]*\\)");
    private static final Pattern OPERATOR = Pattern.compile("[;&|\\n(){}`]");

    /** What is not the name of a program: assignments, keywords, and built-ins that do not run one. */
    private static final Pattern NO_PROGRAM = Pattern.compile(
            "(?:\\w+=.*|!|if|for|while|until|case|exec|eval|cd|export|set|unset|trap|ulimit|umask|wait|read|true|false|test|echo|printf|:|\\.|\\[)(?:\\s.*|$)",
            Pattern.DOTALL);

    private ShellLine() {}

    /** The line; with {@code exec} where it is surely one command. */
    static String signalled(String line) {
        String trimmed = line.strip();
        String bare = QUOTED.matcher(trimmed).replaceAll("_");
        boolean oneProgram = !trimmed.isEmpty()
                && !OPERATOR.matcher(bare).find()
                && !NO_PROGRAM.matcher(bare).matches();
        return oneProgram ? "exec " + trimmed : line;
    }

    /**
     * Text that reaches the container as it is: Kubernetes replaces {@code $(NAME)} by a variable, and {@code $$} by {@code $}, in commands,
     * arguments and values of variables (Container.command of the API reference), which a shell means otherwise.
     */
    static String unexpanded(String text) {
        return text.replaceAll("\\$(?=[$(])", "\\$\\$");
    }
}
