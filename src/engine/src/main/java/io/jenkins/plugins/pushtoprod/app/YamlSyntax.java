package io.jenkins.plugins.pushtoprod.app;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Says in a user's words what the YAML parser did not understand. */
final class YamlSyntax {

    private YamlSyntax() {}

    static ProblemException explain(String source, YamlEngineException e, Problems problems) {
        if (!(e instanceof MarkedYamlEngineException marked)) {
            return problems.syntax(
                    new Origin(source, 1, 1, ""), "is not YAML: " + e.getMessage(), "Check it in an editor");
        }
        Origin origin = origin(source, marked.getProblemMark().or(marked::getContextMark), "");
        String problem = marked.getProblem() == null ? "" : marked.getProblem();
        if (problem.contains("\\t(TAB)")) {
            return problems.syntax(origin, "a tab where only spaces may be", "Indent with spaces");
        }
        if (problem.contains("mapping values are not allowed")) {
            return problems.syntax(
                    origin,
                    "a second \": \" on the line, or a wrong indentation",
                    "Put quotes around a text that contains \": \"; give the keys of one mapping the same indentation");
        }
        return problems.syntax(
                origin,
                "is not YAML: " + Quote.plain(problem),
                "Check indentation, quotes and brackets here and on the line before");
    }

    static Origin origin(String source, Optional<Mark> mark, String key) {
        return new Origin(
                source,
                mark.map(m -> m.getLine() + 1).orElse(1),
                mark.map(m -> m.getColumn() + 1).orElse(1),
                key);
    }
}
