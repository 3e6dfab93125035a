package io.jenkins.plugins.pushtoprod.image.layer;

import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/**
 * Which files stay out of an image, by {@code .dockerignore} as Docker reads it: the last pattern that matches decides, {@code !}
 * takes a file in again. What should never be in an image is left out before, so that {@code !} can take even that in.
 */
final class DockerIgnore {

    static final String FILE = ".dockerignore";

    /** Version control, and what only the path itself reads: a changed number of instances is no other image. */
    private static final List<String> ALWAYS =
            List.of("**/.git", "**/.hg", "**/.svn", "**/.DS_Store", FILE, "push-to-prod.yaml");

    /** Secrets that often lie in a work tree: whoever may pull an image may read all that is in it. */
    private static final List<String> SECRETS =
            List.of("**/.env", "**/.env.*", "**/id_rsa", "**/id_ecdsa", "**/id_ed25519");

    private final List<Rule> rules;
    private final boolean fileTakesIn;

    private DockerIgnore(List<Rule> rules, boolean fileTakesIn) {
        this.rules = List.copyOf(rules);
        this.fileTakesIn = fileTakesIn;
    }

    private record Rule(FilePattern pattern, boolean takesIn) {}

    /** @param defaults patterns to leave out that the file may overrule */
    static DockerIgnore read(Path directory, List<String> defaults) {
        List<Rule> rules = new ArrayList<>(of(ALWAYS).rules);
        rules.addAll(of(SECRETS).rules);
        rules.add(new Rule(new FilePattern("**/.env.example"), true));
        rules.addAll(of(defaults).rules);
        int own = rules.size();
        List<String> lines = lines(directory.resolve(FILE));
        for (int i = 0; i < lines.size(); i++) {
            add(rules, lines.get(i), i + 1);
        }
        return new DockerIgnore(rules, rules.subList(own, rules.size()).stream().anyMatch(Rule::takesIn));
    }

    static DockerIgnore of(List<String> leftOut) {
        List<Rule> rules = leftOut.stream()
                .map(pattern -> new Rule(new FilePattern(pattern), false))
                .toList();
        return new DockerIgnore(rules, false);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (CharacterCodingException e) {
            throw new ProblemException(
                    Problem.of(Problem.Kind.INPUT, FILE + " is not UTF-8", FILE, "save it as UTF-8"), e);
        } catch (IOException e) {
            throw SourceProblem.unreadable(FILE, e);
        }
    }

    private static void add(List<Rule> rules, String line, int number) {
        String text = number == 1 ? line.replace("\uFEFF", "") : line;
        if (text.startsWith("#") || text.isBlank()) {
            return;
        }
        boolean takesIn = text.strip().startsWith("!");
        String pattern = clean(takesIn ? text.strip().substring(1) : text);
        if (pattern.isEmpty()) {
            return;
        }
        try {
            rules.add(new Rule(new FilePattern(pattern), takesIn));
        } catch (PatternSyntaxException e) {
            throw new ProblemException(
                    Problem.of(
                            Problem.Kind.INPUT,
                            "'" + line.strip() + "' is not a pattern: " + e.getDescription(),
                            FILE + ":" + number,
                            "close every [ with a ], and write \\[ for the character itself"),
                    e);
        }
    }

    /** As Go's {@code filepath.Clean}, and without the slash at the start that means nothing here. */
    private static String clean(String text) {
        List<String> names = new ArrayList<>();
        for (String name : text.strip().split("/+", -1)) {
            if (name.equals("..")) {
                if (!names.isEmpty()) {
                    names.remove(names.size() - 1);
                }
            } else if (!name.isEmpty() && !name.equals(".")) {
                names.add(name);
            }
        }
        return String.join("/", names);
    }

    boolean leavesOut(String path) {
        for (int i = rules.size() - 1; i >= 0; i--) {
            Rule rule = rules.get(i);
            if (rule.pattern.matches(path)) {
                return !rule.takesIn;
            }
        }
        return false;
    }

    /** Whether something may be taken in again below a directory that is left out. */
    boolean mayTakeIn() {
        return fileTakesIn;
    }
}
