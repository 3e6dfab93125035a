package io.jenkins.plugins.pushtoprod.image.type;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/**
 * What a runnable jar says of itself.
 *
 * @param classPath entries of {@code Class-Path}, URLs relative to the jar
 * @param javaVersion that its main class needs at least; 0 if that cannot be told
 */
record JarInfo(Path file, String mainClass, List<String> classPath, int javaVersion) {

    private static final int CLASS_FILE_MAGIC = 0xCAFEBABE;

    /** Empty if it is no jar, or none that can be run. */
    static Optional<JarInfo> of(Path file) {
        try (JarFile jar = new JarFile(file.toFile(), false)) {
            Manifest manifest = jar.getManifest();
            String mainClass =
                    manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
            if (manifest == null || mainClass == null) {
                return Optional.empty();
            }
            return Optional.of(new JarInfo(
                    file,
                    mainClass.strip(),
                    classPath(manifest.getMainAttributes()),
                    Math.max(javaVersion(jar, "", mainClass), javaVersion(jar, manifest))));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static List<String> classPath(Attributes attributes) {
        String value = attributes.getValue(Attributes.Name.CLASS_PATH);
        return value == null || value.isBlank()
                ? List.of()
                : Arrays.asList(value.strip().split("\\s+"));
    }

    /** Of the class that Spring Boot's launcher starts, if it is such a jar. */
    private static int javaVersion(JarFile jar, Manifest manifest) throws IOException {
        String start = manifest.getMainAttributes().getValue("Start-Class");
        String classes = manifest.getMainAttributes().getValue("Spring-Boot-Classes");
        return start == null || classes == null ? 0 : javaVersion(jar, classes, start);
    }

    private static int javaVersion(JarFile jar, String directory, String className) throws IOException {
        ZipEntry entry = jar.getEntry(directory + className.strip().replace('.', '/') + ".class");
        if (entry == null) {
            return 0;
        }
        try (InputStream in = jar.getInputStream(entry);
                DataInputStream data = new DataInputStream(in)) {
            if (data.readInt() != CLASS_FILE_MAGIC) {
                return 0;
            }
            data.readUnsignedShort();
            return JavaVersion.ofClassFile(data.readUnsignedShort());
        }
    }
}
