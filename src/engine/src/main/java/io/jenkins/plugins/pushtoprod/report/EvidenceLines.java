package io.jenkins.plugins.pushtoprod.report;

import io.jenkins.plugins.pushtoprod.rollout.Finding;
import java.util.ArrayList;
import java.util.List;

/** The lines of a piece of evidence that matter: the last ten that say something, a repeated one once. */
final class EvidenceLines {

    private static final int MOST = 10;

    private EvidenceLines() {}

    static List<String> mattering(Finding.Evidence evidence) {
        List<String> lines = new ArrayList<>();
        for (String raw : evidence.lines()) {
            String line = CleanText.logLine(raw);
            if (!line.isBlank()
                    && (lines.isEmpty() || !lines.get(lines.size() - 1).equals(line))) {
                lines.add(line);
            }
        }
        return lines.subList(Math.max(0, lines.size() - MOST), lines.size());
    }
}
