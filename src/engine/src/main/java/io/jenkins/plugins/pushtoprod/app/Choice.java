package io.jenkins.plugins.pushtoprod.app;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Reads one of a few words. */
final class Choice {

    private Choice() {}

    static <T> Format<T> of(Map<String, T> choices) {
        return text -> {
            T choice = choices.get(text);
            if (choice == null) {
                throw new FormatException(
                        oneOf(List.copyOf(new TreeSet<>(choices.keySet()))),
                        Nearest.to(text, choices.keySet()).map(near -> "Did you mean " + near + "?"));
            }
            return choice;
        };
    }

    private static String oneOf(List<String> words) {
        int last = words.size() - 1;
        return String.join(", ", words.subList(0, last)) + " or " + words.get(last);
    }
}
