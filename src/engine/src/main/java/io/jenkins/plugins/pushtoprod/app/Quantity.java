package io.jenkins.plugins.pushtoprod.app;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Kubernetes quantity that is an amount of something: never negative, never zero.
 *
 * @param text as it was written
 * @param amount in cores, or in bytes
 * @see <a href="https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/">Quantity</a>
 */
record Quantity(String text, BigDecimal amount) {

    private static final Pattern PATTERN =
            Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{0,9})?|\\.[0-9]{1,9})(m|[kMGTPE]|[KMGTPE]i|[eE][0-9])?");

    private static final BigDecimal LEAST_CPU = new BigDecimal("0.001");
    private static final BigDecimal KIBI = BigDecimal.valueOf(1024);
    private static final BigDecimal LEAST_BYTES = KIBI.pow(2);

    private static final Map<String, BigDecimal> FACTORS = Map.ofEntries(
            Map.entry("m", LEAST_CPU),
            Map.entry("k", BigDecimal.TEN.pow(3)),
            Map.entry("M", BigDecimal.TEN.pow(6)),
            Map.entry("G", BigDecimal.TEN.pow(9)),
            Map.entry("T", BigDecimal.TEN.pow(12)),
            Map.entry("P", BigDecimal.TEN.pow(15)),
            Map.entry("E", BigDecimal.TEN.pow(18)),
            Map.entry("Ki", KIBI),
            Map.entry("Mi", KIBI.pow(2)),
            Map.entry("Gi", KIBI.pow(3)),
            Map.entry("Ti", KIBI.pow(4)),
            Map.entry("Pi", KIBI.pow(5)),
            Map.entry("Ei", KIBI.pow(6)));

    /** An amount of CPU; the smallest is a thousandth of a core. */
    static Quantity cpu(String text) throws FormatException {
        Quantity quantity = parse(text)
                .filter(q -> q.amount.compareTo(LEAST_CPU) >= 0)
                .filter(q -> q.amount.stripTrailingZeros().scale() <= 3)
                .orElseThrow(() -> new FormatException(
                        "an amount of CPU in whole thousandths of a core",
                        "Such as 100m (a tenth of a core), 0.5 or 2"));
        if (text.matches(".*[A-Za-z]") && !text.endsWith("m")) {
            throw new FormatException(
                    "an amount of CPU in whole thousandths of a core", "Such as 100m (a tenth of a core), 0.5 or 2");
        }
        return quantity;
    }

    /** An amount of memory or storage; less than 1 MiB is a mistake. */
    static Quantity bytes(String text) throws FormatException {
        Optional<Quantity> quantity = parse(text);
        if (quantity.isPresent() && quantity.get().amount.compareTo(LEAST_BYTES) >= 0) {
            return quantity.get();
        }
        Matcher number = Pattern.compile("([0-9]+(?:\\.[0-9]+)?) ?(m|mb|mib|g|gb|gib)?", Pattern.CASE_INSENSITIVE)
                .matcher(text);
        String unit = number.matches()
                        && number.group(2) != null
                        && number.group(2).toLowerCase(Locale.ROOT).startsWith("g")
                ? "Gi"
                : "Mi";
        throw new FormatException(
                "an amount of bytes, at least 1Mi",
                number.matches() && !number.group(1).matches("[0.]+")
                        ? "Did you mean " + number.group(1) + unit + "?"
                        : "Such as 128Mi or 1Gi");
    }

    private static Optional<Quantity> parse(String text) {
        Matcher matcher = PATTERN.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String suffix = Optional.ofNullable(matcher.group(2)).orElse("");
        BigDecimal number = new BigDecimal(matcher.group(1));
        BigDecimal factor = suffix.isEmpty()
                ? BigDecimal.ONE
                : Optional.ofNullable(FACTORS.get(suffix))
                        .orElseGet(() -> BigDecimal.TEN.pow(Integer.parseInt(suffix.substring(1))));
        return Optional.of(new Quantity(text, number.multiply(factor)));
    }

    boolean isMoreThan(Quantity other) {
        return amount.compareTo(other.amount) > 0;
    }
}
