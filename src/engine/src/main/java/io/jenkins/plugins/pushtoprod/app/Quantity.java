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

    private static final String NUMBER = "([0-9]{1,15}(?:\\.[0-9]{0,9})?|\\.[0-9]{1,9})";
    private static final Pattern CPU = Pattern.compile(NUMBER + "(m|[eE][0-9])?");
    private static final Pattern BYTES = Pattern.compile(NUMBER + "([kMGTP]|[KMGTP]i|[eE][0-9])?");

    /** What a person writes for bytes in other places, or by mistake: 128m is a tenth of a byte. */
    private static final Pattern ALMOST_BYTES =
            Pattern.compile("([0-9]*[1-9][0-9]*(?:\\.[0-9]+)?) ?(?:m|mb|mib|g|gb|gib)?", Pattern.CASE_INSENSITIVE);

    private static final BigDecimal MILLI = new BigDecimal("0.001");
    private static final BigDecimal KIBI = BigDecimal.valueOf(1024);

    // Kubernetes counts in 64 bits.
    private static final BigDecimal MOST_CPU = BigDecimal.TEN.pow(6);
    private static final BigDecimal LEAST_BYTES = KIBI.pow(2);
    private static final BigDecimal MOST_BYTES = KIBI.pow(6);

    private static final Map<String, BigDecimal> FACTORS = Map.ofEntries(
            Map.entry("", BigDecimal.ONE),
            Map.entry("m", MILLI),
            Map.entry("k", BigDecimal.TEN.pow(3)),
            Map.entry("M", BigDecimal.TEN.pow(6)),
            Map.entry("G", BigDecimal.TEN.pow(9)),
            Map.entry("T", BigDecimal.TEN.pow(12)),
            Map.entry("P", BigDecimal.TEN.pow(15)),
            Map.entry("Ki", KIBI),
            Map.entry("Mi", KIBI.pow(2)),
            Map.entry("Gi", KIBI.pow(3)),
            Map.entry("Ti", KIBI.pow(4)),
            Map.entry("Pi", KIBI.pow(5)));

    /** An amount of CPU, in whole thousandths of a core. */
    static Quantity cpu(String text) throws FormatException {
        return parse(CPU, text)
                .filter(q -> q.isBetween(MILLI, MOST_CPU) && q.decimals() <= 3)
                .orElseThrow(() -> new FormatException(
                        "an amount of CPU in whole thousandths of a core",
                        "Such as 100m (a tenth of a core), 0.5 or 2"));
    }

    /** An amount of memory or storage, in whole bytes; less than 1 MiB is a mistake. */
    static Quantity bytes(String text) throws FormatException {
        return parse(BYTES, text)
                .filter(q -> q.isBetween(LEAST_BYTES, MOST_BYTES) && q.decimals() <= 0)
                .orElseThrow(() -> new FormatException("an amount of bytes, at least 1Mi", meantBytes(text)));
    }

    private static String meantBytes(String text) {
        Matcher almost = ALMOST_BYTES.matcher(text);
        if (!almost.matches()) {
            return "Such as 128Mi or 1Gi";
        }
        boolean giga = text.toLowerCase(Locale.ROOT).contains("g");
        return "Did you mean " + almost.group(1) + (giga ? "Gi" : "Mi") + "?";
    }

    private static Optional<Quantity> parse(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String suffix = Optional.ofNullable(matcher.group(2)).orElse("");
        BigDecimal factor = Optional.ofNullable(FACTORS.get(suffix))
                .orElseGet(() -> BigDecimal.TEN.pow(Integer.parseInt(suffix.substring(1))));
        return Optional.of(new Quantity(text, new BigDecimal(matcher.group(1)).multiply(factor)));
    }

    private boolean isBetween(BigDecimal least, BigDecimal most) {
        return amount.compareTo(least) >= 0 && amount.compareTo(most) <= 0;
    }

    private int decimals() {
        return amount.stripTrailingZeros().scale();
    }

    boolean isMoreThan(Quantity other) {
        return amount.compareTo(other.amount) > 0;
    }
}
