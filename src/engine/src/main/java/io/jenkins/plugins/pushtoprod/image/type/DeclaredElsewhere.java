package io.jenkins.plugins.pushtoprod.image.type;

import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Dependencies that are declared where they are not read yet: an image without them would be built, and crash. */
record DeclaredElsewhere(Path root) {

    private static final String EXPORT =
            "write them down with their versions: 'uv export --no-dev -o requirements.txt'";
    private static final String COMPILE = "write them down with their versions: 'pip-compile -o requirements.txt'";
    private static final String PIPENV =
            "write them down with their versions: 'pipenv requirements > requirements.txt'";

    private static final List<Declaration> DECLARATIONS = List.of(
            declaration(
                    "pyproject.toml",
                    "^\\[project\\]\\s*$(?:\\n(?!\\[).*)*?\\ndependencies\\s*=\\s*\\[(?:\\s|#.*)*[\"']",
                    EXPORT + ", or 'pip-compile pyproject.toml'"),
            declaration(
                    "pyproject.toml",
                    "^\\[tool\\.poetry\\.dependencies\\]\\s*$(?:\\n(?!\\[).*)*?\\n(?!python\\b)[\\w.\"'-]+\\s*=",
                    EXPORT + ", or 'poetry export -o requirements.txt'"),
            declaration("Pipfile", "^\\[packages\\]\\s*$(?:\\n(?!\\[).*)*?\\n[\\w.\"'-]+\\s*=", PIPENV),
            declaration("setup.py", "install_requires", COMPILE),
            declaration("setup.cfg", "install_requires", COMPILE));

    private record Declaration(String file, Pattern pattern, String advice) {}

    private static Declaration declaration(String file, String pattern, String advice) {
        return new Declaration(file, Pattern.compile(pattern, Pattern.MULTILINE), advice);
    }

    /** Stops the build if there are any. */
    void refuse() {
        for (Declaration declaration : DECLARATIONS) {
            Path file = root.resolve(declaration.file);
            if (Files.isRegularFile(file)
                    && declaration.pattern.matcher(text(file)).find()) {
                throw new ProblemException(Problem.of(
                        Problem.Kind.BUILD,
                        "the app declares dependencies, but there is no requirements.txt that says which versions to"
                                + " install",
                        declaration.file,
                        declaration.advice));
            }
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new ProblemException(
                    Problem.of(
                            Problem.Kind.INPUT,
                            "the file cannot be read: " + e.getMessage(),
                            file.toString(),
                            "make it a readable file in UTF-8"),
                    e);
        }
    }
}
