package io.jenkins.plugins.pushtoprod.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the process has around it.
 *
 * @param out for results
 * @param err for progress and problems
 * @param variables environment variables
 * @param terminal what the launcher found of the terminals, which Java cannot ask for each stream
 */
record Machine(PrintStream out, PrintStream err, Map<String, String> variables, TerminalFacts terminal) {

    /**
     * Where the streams go.
     *
     * @param outIsTerminal whether results go to a terminal
     * @param errColumns width of the terminal that progress goes to; empty: it goes elsewhere
     */
    record TerminalFacts(boolean outIsTerminal, Optional<Integer> errColumns) {

        static final TerminalFacts NONE = new TerminalFacts(false, Optional.empty());

        /** From the properties that {@code bin/push-to-prod} sets. */
        static TerminalFacts ofLauncher() {
            return new TerminalFacts(
                    Boolean.getBoolean("push-to-prod.out-is-terminal"),
                    Optional.ofNullable(Integer.getInteger("push-to-prod.err-columns"))
                            .filter(columns -> columns > 0));
        }
    }

    Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
    }

    /** Whether the locale promises that UTF-8 is shown. */
    boolean showsUnicode() {
        return variable("LC_ALL")
                .or(() -> variable("LC_CTYPE"))
                .or(() -> variable("LANG"))
                .map(locale -> locale.toUpperCase(java.util.Locale.ROOT).replace("-", ""))
                .filter(locale -> locale.endsWith("UTF8"))
                .isPresent();
    }

    /** <a href="https://no-color.org">NO_COLOR</a>, or a terminal that knows none. */
    boolean refusesColour() {
        return variable("NO_COLOR").isPresent()
                || variable("TERM").filter("dumb"::equals).isPresent();
    }

    Path home() {
        return Path.of(variable("HOME").orElse(System.getProperty("user.home", "/")));
    }

    /** Where base layers and dependencies are kept between runs: the XDG base directory specification has the default. */
    Path cache() {
        return variable("PUSH_TO_PROD_CACHE").map(Path::of).orElseGet(() -> variable("XDG_CACHE_HOME")
                .map(Path::of)
                .orElseGet(() -> home().resolve(".cache"))
                .resolve("push-to-prod"));
    }

    static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }
}
