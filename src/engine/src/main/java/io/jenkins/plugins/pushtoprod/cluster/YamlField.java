package io.jenkins.plugins.pushtoprod.cluster;

import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A value of a kubeconfig and where it is. Values never reach a message: they may be credentials.
 *
 * @param path such as {@code users[0].user.token}
 */
record YamlField(Node node, String path) {

    private static final int LARGEST = 1 << 20;

    /** The whole of a document without aliases. */
    static YamlField parse(String yaml) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel("kubeconfig")
                .setCodePointLimit(LARGEST)
                .build();
        if (yaml.length() > LARGEST) {
            throw problem("The kubeconfig is larger than 1 MiB.", Optional.empty(), "");
        }
        try {
            refuseWhatIsNotPlain(settings, yaml);
            return new Compose(settings)
                    .composeString(yaml)
                    .map(root -> new YamlField(root, ""))
                    .orElseThrow(() -> problem("The kubeconfig is empty.", Optional.empty(), ""));
        } catch (MarkedYamlEngineException e) {
            throw problem(
                    "The kubeconfig is not YAML: " + e.getProblem() + ".",
                    e.getProblemMark().or(e::getContextMark),
                    "");
        } catch (YamlEngineException e) {
            throw problem("The kubeconfig is not YAML.", Optional.empty(), "");
        }
    }

    private static void refuseWhatIsNotPlain(LoadSettings settings, String yaml) {
        boolean started = false;
        for (Event event : new Parse(settings).parseString(yaml)) {
            if (event instanceof AliasEvent) {
                throw problem("The kubeconfig has an alias; none is followed.", event.getStartMark(), "");
            }
            if (event instanceof DocumentStartEvent) {
                if (started) {
                    throw problem("The kubeconfig has a second document; one is read.", event.getStartMark(), "");
                }
                started = true;
            }
        }
    }

    /** The value of a key; empty where it is not there or null. */
    Optional<YamlField> get(String key) {
        if (!(node instanceof MappingNode mapping)) {
            throw wrong("is not a mapping of keys to values");
        }
        Optional<YamlField> found = Optional.empty();
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key)) {
                YamlField field = new YamlField(tuple.getValueNode(), path.isEmpty() ? key : path + '.' + key);
                if (found.isPresent()) {
                    throw field.wrong("is there twice");
                }
                found = Optional.of(field);
            }
        }
        return found.filter(field -> !field.node.getTag().equals(Tag.NULL));
    }

    /** The value of a key that has to be there. */
    YamlField require(String key) {
        return get(key).orElseThrow(() -> wrong("has no " + key));
    }

    List<YamlField> items() {
        if (!(node instanceof SequenceNode sequence)) {
            throw wrong("is not a list");
        }
        List<YamlField> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            items.add(new YamlField(item, path + '[' + items.size() + ']'));
        }
        return items;
    }

    String text() {
        if (!(node instanceof ScalarNode scalar)) {
            throw wrong("is not a text");
        }
        return scalar.getValue();
    }

    /** The text of a key; empty where it is not there, null or "". */
    Optional<String> text(String key) {
        return get(key).map(YamlField::text).filter(text -> !text.isEmpty());
    }

    /** A problem with this value. */
    ProblemException wrong(String what) {
        return wrong(what, "Mend it; kubectl config view shows what a kubeconfig has.");
    }

    ProblemException wrong(String what, String advice) {
        return new ProblemException(Problem.of(
                Problem.Kind.INPUT,
                "The kubeconfig's " + (path.isEmpty() ? "content" : path) + ' ' + what + '.',
                where(node.getStartMark(), path),
                advice));
    }

    private static ProblemException problem(String what, Optional<Mark> mark, String path) {
        return new ProblemException(Problem.of(
                Problem.Kind.INPUT,
                what,
                where(mark, path),
                "Give the content of one kubeconfig, as kubectl config view --raw --minify writes it."));
    }

    private static String where(Optional<Mark> mark, String path) {
        String line = mark.map(m -> "kubeconfig, line " + (m.getLine() + 1)).orElse("kubeconfig");
        return path.isEmpty() ? line : line + ", " + path;
    }
}
