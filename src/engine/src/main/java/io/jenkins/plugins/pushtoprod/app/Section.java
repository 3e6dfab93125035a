package io.jenkins.plugins.pushtoprod.app;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A mapping while it is read: gives the values of its keys, and notes what is wrong with them. What is wrong reads as if it were not
 * there, so that the reading goes on and finds the rest.
 */
final class Section {

    /** Bounds what comparing each with each costs; nobody has as many. */
    static final int MOST_ENTRIES = 100;

    private final Node.Mapping mapping;
    private final Shape shape;
    private final Problems problems;

    Section(Node.Mapping mapping, Shape shape, Problems problems) {
        this.mapping = mapping;
        this.shape = shape;
        this.problems = problems;
        mapping.fields().forEach((key, field) -> {
            if (!shape.keys().contains(key)) {
                reportUnknown(key, field);
            }
        });
    }

    /**
     * The section that a node is, if it is one.
     *
     * @return empty when the node is no mapping, which is noted
     */
    static Optional<Section> of(Node node, Shape shape, Problems problems) {
        return mapping(node, shape.takes(), problems).map(m -> new Section(m, shape, problems));
    }

    private void reportUnknown(String key, Node.Field field) {
        problems.key(
                field.key(),
                "unknown key " + Quote.of(key) + " in " + shape.title(),
                Meant.by(key, shape).map(question -> question + ' ').orElse("") + shape.takes());
    }

    /** This mapping without its unknown keys. */
    Node.Mapping known() {
        Map<String, Node.Field> known = new LinkedHashMap<>(mapping.fields());
        known.keySet().retainAll(shape.keys());
        return new Node.Mapping(mapping.origin(), known);
    }

    Problems problems() {
        return problems;
    }

    boolean has(String key) {
        return value(key).isPresent();
    }

    /** Where the value of a key is; where the section is, when there is none. */
    Origin at(String key) {
        return value(key).map(Node::origin).orElseGet(() -> mapping.origin().child(key));
    }

    /** Where an entry of the mapping of a key was written. */
    Origin at(String key, String entry) {
        return value(key)
                .flatMap(node -> node instanceof Node.Mapping m
                        ? Optional.ofNullable(m.fields().get(entry))
                        : Optional.empty())
                .map(Node.Field::key)
                .orElseGet(() -> at(key));
    }

    /** The node of a key, when it says anything. */
    private Optional<Node> value(String key) {
        if (!shape.keys().contains(key)) {
            throw new IllegalArgumentException(shape + " has no key " + key);
        }
        return Optional.ofNullable(mapping.fields().get(key))
                .map(Node.Field::value)
                .filter(v -> !Layers.isNothing(v));
    }

    /** A mapping with keys of its own; empty, with every default, when it is not there. */
    Section section(String key, Shape inner) {
        return value(key)
                .flatMap(node -> of(node, inner, problems))
                .orElseGet(() -> new Section(new Node.Mapping(at(key), Map.of()), inner, problems));
    }

    private static Optional<Node.Mapping> mapping(Node node, String advice, Problems problems) {
        if (node instanceof Node.Mapping m) {
            return Optional.of(m);
        }
        problems.value(node.origin(), "expected keys and values, found " + node.describe(), Optional.of(advice));
        return Optional.empty();
    }

    /** The entries of a mapping whose keys are names that the user chose. */
    Map<String, Node.Field> entries(String key, Format<String> name) {
        return entries(key, name, UnaryOperator.identity());
    }

    private Map<String, Node.Field> entries(String key, Format<String> name, UnaryOperator<Node> nothing) {
        Map<String, Node.Field> entries = new LinkedHashMap<>();
        Optional<Node.Mapping> all = value(key)
                .flatMap(node -> mapping(node, "Write a name, a colon and a value on each line below it", problems));
        all.ifPresent(m -> m.fields().forEach((entry, field) -> {
            Node value = nothing.apply(field.value());
            if (Layers.isNothing(value)) {
                reportNothing(entry, m, value);
            } else if (read(entry, field.key(), name, () -> Quote.of(entry)).isPresent()) {
                entries.put(entry, new Node.Field(field.key(), value));
            }
        }));
        return entries;
    }

    private void reportNothing(String entry, Node.Mapping all, Node value) {
        List<String> others = all.fields().keySet().stream()
                .filter(k -> !k.equals(entry))
                .limit(MOST_ENTRIES)
                .toList();
        problems.value(
                value.origin(),
                Quote.of(entry) + " has no value",
                Optional.of(
                        Nearest.to(entry, others)
                                        .map(near -> "Did you mean " + Quote.plain(near) + "? ")
                                        .orElse("")
                                + "Give it one. Without a value it removes what an earlier source says, and none says anything"));
    }

    /** {@link #entries(String, Format)}, of which there may be only so many. */
    Map<String, Node.Field> few(String key, Format<String> name) {
        return few(key, name, UnaryOperator.identity());
    }

    /**
     * {@link #few(String, Format)}
     *
     * @param nothing what a key without a value stands for
     */
    Map<String, Node.Field> few(String key, Format<String> name, UnaryOperator<Node> nothing) {
        Map<String, Node.Field> entries = entries(key, name, nothing);
        if (entries.size() > MOST_ENTRIES) {
            problems.combination(
                    at(key),
                    "expected at most " + MOST_ENTRIES + " entries, found " + entries.size(),
                    "Split the app into several");
            return Map.of();
        }
        return entries;
    }

    /** The text of a key, read by a format. */
    <T> Optional<T> text(String key, Format<T> format) {
        return value(key).flatMap(node -> text(node, format));
    }

    /** A text that YAML may take for a number, such as the quantity {@code 1}. */
    <T> Optional<T> textOrNumber(String key, Format<T> format) {
        return value(key)
                .flatMap(node -> node instanceof Node.Scalar s && s.type() == Node.Type.NUMBER
                        ? read(s, format)
                        : text(node, format));
    }

    private <T> Optional<T> text(Node node, Format<T> format) {
        if (!(node instanceof Node.Scalar scalar)) {
            problems.value(node.origin(), "expected text, found " + node.describe(), Optional.empty());
            return Optional.empty();
        }
        Optional<T> read = read(scalar, format);
        if (read.isPresent() && scalar.type() != Node.Type.STRING && scalar.type() != Node.Type.UNTYPED) {
            problems.value(node.origin(), "expected text, found " + node.describe(), Optional.of("Put it in quotes"));
        }
        return read;
    }

    private <T> Optional<T> read(Node.Scalar scalar, Format<T> format) {
        return read(scalar.text(), scalar.origin(), format, scalar::describe);
    }

    private <T> Optional<T> read(String text, Origin origin, Format<T> format, Supplier<String> found) {
        try {
            return Optional.of(format.read(text));
        } catch (FormatException e) {
            problems.value(origin, "expected " + e.expected() + ", found " + found.get(), e.advice());
            return Optional.empty();
        }
    }

    OptionalInt number(String key, int min, int max) {
        OptionalLong number = longNumber(key, min, max);
        return number.isPresent() ? OptionalInt.of((int) number.getAsLong()) : OptionalInt.empty();
    }

    OptionalLong longNumber(String key, long min, long max) {
        @Nullable Node node = value(key).orElse(null);
        if (node == null) {
            return OptionalLong.empty();
        }
        if (node instanceof Node.Scalar s
                && (s.type() == Node.Type.NUMBER || s.type() == Node.Type.UNTYPED)
                && s.text().matches("[-+]?[0-9]{1,18}")) {
            long number = Long.parseLong(s.text());
            if (number >= min && number <= max) {
                return OptionalLong.of(number);
            }
        }
        boolean quoted = node instanceof Node.Scalar s
                && s.type() == Node.Type.STRING
                && s.text().matches("[0-9]+");
        problems.value(
                node.origin(),
                "expected a whole number from " + min + " to " + max + ", found " + node.describe(),
                quoted ? Optional.of("Remove the quotes") : Optional.empty());
        return OptionalLong.empty();
    }

    Optional<Boolean> flag(String key) {
        @Nullable Node node = value(key).orElse(null);
        if (node == null) {
            return Optional.empty();
        }
        if (node instanceof Node.Scalar s
                && (s.type() == Node.Type.BOOLEAN || s.type() == Node.Type.UNTYPED)
                && s.text().matches("(?i)true|false")) {
            return Optional.of(Boolean.valueOf(s.text()));
        }
        problems.value(node.origin(), "expected true or false, found " + node.describe(), Optional.empty());
        return Optional.empty();
    }

    /** The items of a list of texts. */
    <T> Optional<List<T>> texts(String key, Format<T> format) {
        @Nullable Node node = value(key).orElse(null);
        if (node == null) {
            return Optional.empty();
        }
        if (node instanceof Node.Scalar s && s.type() == Node.Type.UNTYPED) {
            return text(s, format).map(List::of);
        }
        if (!(node instanceof Node.Sequence list)) {
            problems.value(
                    node.origin(),
                    "expected a list, found " + node.describe(),
                    node instanceof Node.Scalar s
                            ? Optional.of("Write [" + Quote.plain(s.text()) + "]")
                            : Optional.empty());
            return Optional.empty();
        }
        List<T> texts = new ArrayList<>();
        list.items().forEach(item -> text(item, format).ifPresent(texts::add));
        return Optional.of(texts);
    }

    /** A command: a line of text, or a list of words. */
    Optional<Command> command(String key) {
        @Nullable Node node = value(key).orElse(null);
        if (node == null) {
            return Optional.empty();
        }
        if (!(node instanceof Node.Sequence list)) {
            boolean text =
                    node instanceof Node.Scalar s && s.type() != Node.Type.NUMBER && s.type() != Node.Type.BOOLEAN;
            return text ? text(node, CommandLine::parse) : noCommand(node);
        }
        List<String> words = new ArrayList<>();
        for (Node item : list.items()) {
            if (!(item instanceof Node.Scalar s) || s.type() == Node.Type.NULL) {
                return noCommand(item);
            }
            words.add(s.text());
        }
        if (words.isEmpty() || words.get(0).isBlank()) {
            return noCommand(node);
        }
        return Optional.of(new Command(List.copyOf(words), false));
    }

    private Optional<Command> noCommand(Node found) {
        problems.value(
                found.origin(),
                "expected a command as text or as a list of words, found "
                        + (found instanceof Node.Sequence ? "a list without a program" : found.describe()),
                Optional.of("Write a line such as python -m users, or [python, -m, users]"));
        return Optional.empty();
    }

    /** Notes that a key that is not there has to be; not when a misspelt one is there instead. */
    void missing(String key, String example) {
        boolean misspelt = mapping.fields().keySet().stream()
                .filter(k -> !shape.keys().contains(k))
                .anyMatch(k -> Nearest.to(k, shape.keys()).equals(Optional.of(key)));
        if (!misspelt || mapping.fields().containsKey(key)) {
            problems.key(
                    mapping.origin(),
                    "the key " + key + " is missing in " + shape.title(),
                    "Add it, such as " + example);
        }
    }
}
