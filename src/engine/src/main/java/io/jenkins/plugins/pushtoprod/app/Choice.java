package io.jenkins.plugins.pushtoprod.app;

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
                        String.join(" or ", new TreeSet<>(choices.keySet())),
                        Nearest.to(text, choices.keySet()).map(near -> "Did you mean " + near + "?"));
            }
            return choice;
        };
    }
}
