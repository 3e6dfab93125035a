package io.jenkins.plugins.pushtoprod.rollout;

/** Says what the cluster said, in one line. */
final class Cause {

    private Cause() {}

    static String of(Fact fact, int failures) {
        String text =
                switch (fact.source()) {
                    case TERMINATED ->
                        join(
                                "exit code " + fact.values().getOrDefault("exit", "unknown") + " (" + fact.reason()
                                        + ")",
                                fact.message());
                    case WAITING, EVENT, POD, CONDITION -> join(fact.reason(), fact.message());
                    case LOG, COMPUTED -> fact.message();
                };
        boolean counted = failures > 1 && fact.source() != Fact.Source.COMPUTED;
        return counted ? text.strip() + ", " + failures + " times" : text.strip();
    }

    private static String join(String reason, String message) {
        return reason.isEmpty() || message.isEmpty() ? reason + message : reason + ": " + message;
    }
}
