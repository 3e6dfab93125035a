package io.jenkins.plugins.pushtoprod.app;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that a user most likely meant. */
public final class Nearest {

    private static final int LONGEST = 40;
    private static final int MOST = 1000;

    private Nearest() {}

    /** The candidate that a few slips of the finger turn into {@code word}; empty when none is near. */
    public static Optional<String> to(String word, Collection<String> candidates) {
        if (word.length() > LONGEST || candidates.size() > MOST) {
            return Optional.empty();
        }
        String lower = word.toLowerCase(Locale.ROOT);
        String nearest = null;
        int least = Integer.MAX_VALUE;
        for (String candidate : candidates) {
            int most = Math.max(1, Math.min(3, Math.max(word.length(), candidate.length()) / 3));
            if (Math.abs(word.length() - candidate.length()) <= most && candidate.length() <= LONGEST) {
                int distance = distance(lower, candidate.toLowerCase(Locale.ROOT));
                if (distance <= most && distance < least) {
                    nearest = candidate;
                    least = distance;
                }
            }
        }
        return Optional.ofNullable(nearest);
    }

    /** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            d[i][0] = i;
        }
        for (int j = 0; j <= b.length(); j++) {
            d[0][j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                d[i][j] = Math.min(replaced, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
