package io.jenkins.plugins.pushtoprod.manifest;

import java.math.BigDecimal;
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

    /** Dates, and numbers to the base of 60: text here, but not to every reader of YAML 1.1. */
    private static final Pattern LIKE_TIME = Pattern.compile(
            "[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\\.[0-9_]*)?|[-+]?\\.(inf|Inf|INF|nan|NaN|NAN)");

    private static final Tag OTHER = new Tag(Tag.PREFIX + "timestamp");

    /** The value of unquoted text: null, a boolean, a number or a text. */
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
        return Optional.of(integer(text)
                .or(() -> FLOAT.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty())
                .orElse(text));
    }

    private static Optional<Object> integer(String text) {
        var matcher = INTEGER.matcher(text);
        if (!matcher.matches()) {
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
        Optional<Object> value = value(text);
        if (value.isEmpty()) {
            return Tag.NULL;
        }
        if (value.get() instanceof Boolean) {
            return Tag.BOOL;
        }
        if (value.get() instanceof BigDecimal) {
            return Tag.FLOAT;
        }
        return value.get() instanceof String ? Tag.STR : Tag.INT;
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
