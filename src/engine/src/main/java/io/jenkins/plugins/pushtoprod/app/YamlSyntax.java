package io.jenkins.plugins.pushtoprod.app;

import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Says in a user's words what the YAML parser did not understand. */
final class YamlSyntax {

    /**
     * What the parser says, and what a person needs to know.
     *
     * @param context what the parser was doing, or the start of it
     * @param problem part of what it came upon
     * @param atStart whether the place to look at is where it started, rather than where it gave up
     * @param what for a person; %1$s is the line and %2$s the character where it gave up, %3$d the line where it started
     */
    private record Rule(String context, String problem, boolean atStart, String what, String advice) {

        boolean fits(String itsContext, String itsProblem) {
            return itsContext.startsWith(context) && itsProblem.contains(problem);
        }
    }

    private static final List<Rule> RULES = List.of(
            new Rule("", "\\t(TAB)", false, "a tab where only spaces may be", "Indent with spaces"),
            new Rule("", "cannot start any token", false, "a value cannot start with %2$s", "Put it in quotes"),
            new Rule(
                    "",
                    "mapping values are not allowed",
                    false,
                    "a second \": \" on the line, or a wrong indentation",
                    "Put quotes around a text that contains \": \"; give the keys of one mapping the same indentation;"
                            + " put a blank after the colon of the key before"),
            new Rule("while scanning an alias", "", true, "a value that starts with * is an alias", "Put it in quotes"),
            new Rule(
                    "while scanning an anchor",
                    "",
                    true,
                    "a value that starts with & is an anchor",
                    "Put it in quotes"),
            new Rule("while scanning a directive", "", true, "a line cannot start with %%", "Put it in quotes"),
            new Rule(
                    "while scanning a double-quoted scalar",
                    "unknown escape",
                    false,
                    "\\%2$s means nothing in double quotes",
                    "Use single quotes, or write \\\\ for a backslash"),
            new Rule(
                    "while scanning a quoted scalar",
                    "",
                    true,
                    "the quotes that open here are not closed",
                    "Close them; inside double quotes write \\\" for one, inside single quotes ''"),
            new Rule(
                    "while parsing a flow sequence",
                    "",
                    true,
                    "the [ here is not closed, up to line %1$s",
                    "Close it with ]"),
            new Rule(
                    "while parsing a flow mapping",
                    "",
                    true,
                    "the { here is not closed, up to line %1$s",
                    "Close it with }"),
            new Rule(
                    "while parsing a block",
                    "but found ':'",
                    false,
                    "expected a key before the colon",
                    "Write a key, such as web: python -m users"),
            new Rule(
                    "while parsing a block",
                    "",
                    false,
                    "this does not belong to what starts on line %3$d",
                    "Give the keys of one mapping the same indentation"),
            new Rule(
                    "while scanning a simple key",
                    "",
                    true,
                    "expected a colon and a blank after the key",
                    "Write key: value"),
            new Rule(
                    "",
                    "expected the node content",
                    false,
                    "expected a value, found %2$s",
                    "Write one, or remove the comma; close every [ and {"));

    private YamlSyntax() {}

    static ProblemException explain(String source, YamlEngineException e, Problems problems) {
        if (!(e instanceof MarkedYamlEngineException marked)) {
            return problems.syntax(
                    new Origin(source, 1, 1, ""),
                    "is not YAML: " + Quote.plain(String.valueOf(e.getMessage())),
                    "Look at it in an editor");
        }
        String context = Optional.ofNullable(marked.getContext()).orElse("");
        String problem = Optional.ofNullable(marked.getProblem()).orElse("");
        Origin end = origin(source, marked.getProblemMark().or(marked::getContextMark), "");
        Origin start = origin(source, marked.getContextMark().or(marked::getProblemMark), "");
        for (Rule rule : RULES) {
            if (rule.fits(context, problem)) {
                String what = String.format(rule.what(), end.line(), found(marked.getProblemMark()), start.line());
                return problems.syntax(rule.atStart() ? start : end, what, rule.advice());
            }
        }
        return problems.syntax(end, "is not YAML: " + Quote.plain(problem), "Look at this line and the one before");
    }

    private static String found(Optional<Mark> mark) {
        return mark.filter(m -> m.getPointer() < m.getBuffer().length)
                .map(m -> Quote.plain(Character.toString(m.getBuffer()[m.getPointer()])))
                .orElse("the end");
    }

    static Origin origin(String source, Optional<Mark> mark, String key) {
        return new Origin(
                source,
                mark.map(m -> m.getLine() + 1).orElse(1),
                mark.map(m -> m.getColumn() + 1).orElse(1),
                key);
    }
}
