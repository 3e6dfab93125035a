package io.jenkins.plugins.pushtoprod.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks a schedule the way a Kubernetes CronJob reads it: five fields, or a name such as {@code @daily}.
 *
 * @see <a href="https://pkg.go.dev/github.com/robfig/cron/v3#hdr-CRON_Expression_Format">robfig/cron, which the CronJob controller uses</a>
 */
final class Cron {

    private static final Set<String> NICKNAMES =
            Set.of("@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly");

    private static final Pattern PART =
            Pattern.compile("(\\*|\\?|([A-Za-z0-9]{1,4})(?:-([A-Za-z0-9]{1,4}))?)(?:/([0-9]{1,3}))?");

    private enum Field {
        MINUTE(0, 59),
        HOUR(0, 23),
        DAY_OF_MONTH(1, 31),
        MONTH(1, 12, "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
        DAY_OF_WEEK(0, 6, "sun", "mon", "tue", "wed", "thu", "fri", "sat");

        private final int min;
        private final int max;
        private final List<String> names;

        Field(int min, int max, String... names) {
            this.min = min;
            this.max = max;
            this.names = List.of(names);
        }

        String title() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }

        String range() {
            return min + " to " + max
                    + (names.isEmpty() ? "" : " or " + names.get(0) + " to " + names.get(names.size() - 1));
        }

        Optional<Integer> number(String text) {
            int name = names.indexOf(text.toLowerCase(Locale.ROOT));
            if (name >= 0) {
                return Optional.of(name + min);
            }
            if (!text.matches("[0-9]{1,2}")) {
                return Optional.empty();
            }
            int number = Integer.parseInt(text);
            return number >= min && number <= max ? Optional.of(number) : Optional.empty();
        }
    }

    private Cron() {}

    static String parse(String text) throws FormatException {
        if (text.startsWith("@")) {
            if (!NICKNAMES.contains(text)) {
                throw new FormatException(
                        "a schedule",
                        Nearest.to(text, NICKNAMES)
                                .map(n -> "Did you mean " + n + "?")
                                .or(() -> Optional.of("Such as @hourly, @daily or \"0 3 * * *\"")));
            }
            return text;
        }
        String[] parts = text.strip().split("[ \\t]+");
        if (parts.length != Field.values().length || text.isBlank()) {
            throw new FormatException(
                    "five fields: minute, hour, day of month, month, day of week",
                    "Such as \"0 3 * * *\", every day at 3:00");
        }
        List<Set<Integer>> values = new ArrayList<>();
        for (Field field : Field.values()) {
            values.add(values(field, parts[field.ordinal()]));
        }
        refuseNever(parts, values);
        return String.join(" ", parts);
    }

    private static Set<Integer> values(Field field, String text) throws FormatException {
        Set<Integer> values = new TreeSet<>();
        for (String part : text.split(",", -1)) {
            values.addAll(part(field, part));
        }
        return values;
    }

    private static Set<Integer> part(Field field, String text) throws FormatException {
        Matcher matcher = PART.matcher(text);
        if (!matcher.matches()) {
            throw wrong(field, text);
        }
        int from = field.min;
        int to = field.max;
        int step = matcher.group(4) == null ? 1 : Integer.parseInt(matcher.group(4));
        if (matcher.group(2) != null) {
            from = field.number(matcher.group(2)).orElseThrow(() -> wrong(field, text));
            if (matcher.group(3) != null) {
                to = field.number(matcher.group(3)).orElseThrow(() -> wrong(field, text));
            } else if (matcher.group(4) == null) {
                to = from;
            }
        }
        if (from > to || step == 0) {
            throw wrong(field, text);
        }
        Set<Integer> values = new TreeSet<>();
        for (int value = from; value <= to; value += step) {
            values.add(value);
        }
        return values;
    }

    private static FormatException wrong(Field field, String text) {
        return new FormatException(
                field.range() + ", *, a range such as " + field.min + "-" + (field.min + 4)
                        + " or a step such as */2 as " + field.title(),
                field == Field.DAY_OF_WEEK && text.contains("7")
                        ? Optional.of("Sunday is 0")
                        : Optional.of("The part " + Quote.of(text) + " is wrong"));
    }

    /** The 30th of February never comes; a day of the week besides would make it come. */
    private static void refuseNever(String[] parts, List<Set<Integer>> values) throws FormatException {
        boolean anyWeekday = parts[4].startsWith("*") || parts[4].startsWith("?");
        int[] longest = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
        boolean comes = values.get(3).stream()
                .anyMatch(month -> values.get(2).stream().anyMatch(day -> day <= longest[month - 1]));
        if (anyWeekday && !comes) {
            throw new FormatException("a day that comes", "No month here has that day");
        }
    }
}
