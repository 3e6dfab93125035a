package io.jenkins.plugins.pushtoprod.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Keeps the classes that a whole run has loaded, so that the next one starts in less time: an archive of class data sharing
 * (<a href="https://openjdk.org/jeps/350">JEP 350</a>). The JVM itself does not use one that does not fit its classes.
 */
record StartupArchive(Path file) {

    /** The launcher names a file when it has found none. */
    static Optional<StartupArchive> asLauncherWants() {
        return Optional.ofNullable(System.getProperty("push-to-prod.archive"))
                .map(Path::of)
                .map(StartupArchive::new);
    }

    /** Whatever keeps it from being written is of no concern to the run, which is over. */
    void write() {
        Path part = file.resolveSibling(
                file.getFileName() + "." + ProcessHandle.current().pid());
        try {
            Files.createDirectories(file.getParent());
            // The JVM says on standard output what it has done; that is for results.
            System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
            ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "vmCds",
                            new Object[] {new String[] {"dynamic_dump", part.toString()}},
                            new String[] {String[].class.getName()});
            removeOthers();
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | JMException e) {
            part.toFile().delete();
        }
    }

    /** Those of earlier builds of this installation: their names differ after the first dash. */
    private void removeOthers() throws IOException {
        String name = file.getFileName().toString();
        String installation = name.substring(0, name.indexOf('-') + 1);
        try (Stream<Path> files = Files.list(file.getParent())) {
            for (Path other : files.toList()) {
                String otherName = other.getFileName().toString();
                if (otherName.startsWith(installation) && otherName.endsWith(".jsa")) {
                    Files.deleteIfExists(other);
                }
            }
        }
    }
}
