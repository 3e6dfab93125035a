package io.jenkins.plugins.pushtoprod.manifest;

import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.Schema;

/**
 * What unquoted text means in a manifest. Kubernetes' own tools read YAML 1.1 (<a href="https://github.com/kubernetes-sigs/yaml">sigs.k8s.io/yaml</a>):
 * {@code 0644} is octal there and {@code yes} is true, while YAML 1.2 has a decimal number and a text.
 */
final class KubernetesScalars implements Schema, ScalarResolver {

    private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
    private static final Set<String> TRUE = Set.of("true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON");
    private static final Set<String> FALSE = Set.of("false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF");

    /** Read as text, as kubectl does in keys, but written in quotes, because others take them for booleans. */
    private static final Set<String> DOUBTFUL = Set.of("y", "Y", "n", "N", "=", "<<");

    private static final Pattern INTEGER = Pattern.compile("([-+]?)(0[xX]|0[bB]|0[oO]|0(?=[0-7_]))?([0-9a-fA-F_]+)");
    private static final Pattern FLOAT = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

    /** What is longer is text: it would take long to read as a number, and no field of Kubernetes has one. */
    private static final int LONGEST_NUMBER = 40;

    /** Dates, and numbers to the base of 60: text here, but not to every reader of YAML 1.1. */
    private static final Pattern LIKE_TIME = Pattern.compile(
            "[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\\.[0-9_]*)?|[-+]?\\.(inf|Inf|INF|nan|NaN|NAN)");

    private static final Tag OTHER = new Tag(Tag.PREFIX + "timestamp");

    /** The value of unquoted text: empty for null, else a Boolean, an Integer, a BigInteger, a Double or a String. */
    Optional<Object> value(String text) {
        if (NULL.contains(text)) {
            return Optional.empty();
        }
        if (TRUE.contains(text)) {
            return Optional.of(true);
        }
        if (FALSE.contains(text)) {
            return Optional.of(false);
        }
        return Optional.of(integer(text).or(() -> decimal(text)).orElse(text));
    }

    /** As JSON has it, which knows one kind of number: 8.0 is 8. */
    private static Optional<Object> decimal(String text) {
        if (text.length() > LONGEST_NUMBER || !FLOAT.matcher(text).matches()) {
            return Optional.empty();
        }
        double number = Double.parseDouble(text);
        if (Double.isInfinite(number)) {
            return Optional.empty();
        }
        return number == (int) number ? Optional.of((int) number) : Optional.of(number);
    }

    private static Optional<Object> integer(String text) {
        var matcher = INTEGER.matcher(text);
        if (text.length() > LONGEST_NUMBER || !matcher.matches()) {
            return Optional.empty();
        }
        String prefix = Optional.ofNullable(matcher.group(2)).orElse("");
        int radix =
                switch (prefix) {
                    case "" -> 10;
                    case "0x", "0X" -> 16;
                    case "0b", "0B" -> 2;
                    default -> 8;
                };
        try {
            BigInteger number =
                    new BigInteger(matcher.group(1) + matcher.group(3).replace("_", ""), radix);
            return Optional.of(number.bitLength() < 32 ? (Object) number.intValueExact() : number);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    @Override
    public Tag resolve(String text, Boolean implicit) {
        if (!implicit) {
            return Tag.STR;
        }
        if (DOUBTFUL.contains(text) || LIKE_TIME.matcher(text).matches()) {
            return OTHER;
        }
        if (NULL.contains(text)) {
            return Tag.NULL;
        }
        if (TRUE.contains(text) || FALSE.contains(text)) {
            return Tag.BOOL;
        }
        if (integer(text).isPresent()) {
            return Tag.INT;
        }
        return decimal(text).isPresent() ? Tag.FLOAT : Tag.STR;
    }

    @Override
    public ScalarResolver getScalarResolver() {
        return this;
    }

    @Override
    public Map<Tag, ConstructNode> getSchemaTagConstructors() {
        return Map.of();
    }
}
