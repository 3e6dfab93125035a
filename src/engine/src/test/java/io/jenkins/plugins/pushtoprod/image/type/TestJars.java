package io.jenkins.plugins.pushtoprod.image.type;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** Jars as build tools make them. */
final class TestJars {

    private TestJars() {}

    /** @param classFileVersion major version of the main class */
    static void runnable(Path file, String mainClass, int classFileVersion) throws IOException {
        write(file, Map.of(Attributes.Name.MAIN_CLASS.toString(), mainClass), mainClass, classFileVersion);
    }

    static void plain(Path file) throws IOException {
        write(file, Map.of(), "a.B", 61);
    }

    static void write(Path file, Map<String, String> attributes, String className, int classFileVersion)
            throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.forEach((name, value) -> manifest.getMainAttributes().putValue(name, value));
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            jar.putNextEntry(new ZipEntry(className.replace('.', '/') + ".class"));
            jar.write(ByteBuffer.allocate(8)
                    .putInt(0xCAFEBABE)
                    .putShort((short) 0)
                    .putShort((short) classFileVersion)
                    .array());
            jar.closeEntry();
        }
    }
}
