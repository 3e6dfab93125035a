package io.jenkins.plugins.pushtoprod.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Builds examples/jar-hello as Maven would, with a library and a snapshot beside it. */
final class HelloJar {

    private HelloJar() {}

    static void build(Path sources) throws IOException {
        Path classes = sources.resolve("target/classes");
        Path library = sources.resolve("target/library");
        write(
                sources.resolve("library/lib/Library.java"),
                "package lib; public class Library { public static int version() { return 1; } }");
        write(
                sources.resolve("src/main/java/hello/WithLibrary.java"),
                "package hello; public class WithLibrary { public static void main(String[] a) {"
                        + " System.out.println(\"library \" + lib.Library.version()); } }");
        compile(library, sources.resolve("library"), "");
        compile(classes, sources.resolve("src/main/java"), library.toString());
        jar(sources.resolve("target/lib/library-1.0.jar"), library, Map.of());
        jar(sources.resolve("target/lib/other-1.0-SNAPSHOT.jar"), library, Map.of());
        jar(
                sources.resolve("target/jar-hello.jar"),
                classes,
                Map.of("Main-Class", "hello.Hello", "Class-Path", "lib/library-1.0.jar lib/other-1.0-SNAPSHOT.jar"));
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, text);
    }

    private static void compile(Path target, Path sources, String classPath) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (Stream<Path> files = Files.walk(sources)) {
            List<String> arguments = Stream.concat(
                            Stream.of("-d", target.toString(), "-cp", classPath),
                            files.map(Path::toString).filter(name -> name.endsWith(".java")))
                    .toList();
            assertThat(compiler.run(null, null, null, arguments.toArray(String[]::new)))
                    .isZero();
        }
    }

    private static void jar(Path file, Path classes, Map<String, String> attributes) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.forEach((name, value) -> manifest.getMainAttributes().putValue(name, value));
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest);
                Stream<Path> files = Files.walk(classes)) {
            for (Path path : files.filter(Files::isRegularFile).toList()) {
                jar.putNextEntry(new ZipEntry(classes.relativize(path).toString()));
                Files.copy(path, jar);
                jar.closeEntry();
            }
        }
    }
}
