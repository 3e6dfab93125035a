package io.jenkins.plugins.pushtoprod.cluster;

import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import io.jenkins.plugins.pushtoprod.app.SecretValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * A kubeconfig on a person's own machine, where the files that it names are that person's own, too. Not for a Jenkins controller: a
 * kubeconfig from elsewhere could name any file of it.
 */
public final class KubeconfigFile {

    private static final int LARGEST = 1 << 20;
    private static final List<String> FILES = List.of("certificate-authority", "client-certificate", "client-key");

    private final Path file;

    public KubeconfigFile(Path file) {
        this.file = file.toAbsolutePath();
    }

    /**
     * Reads it and the certificate, key and token files that it names, by paths that are relative to it; what it wants to be run stays
     * refused.
     *
     * @param context empty: its current context
     * @throws ProblemException of kind INPUT if a file is not there, not readable or larger than 1 MiB
     */
    public ClusterAccess.Kubeconfig access(Optional<String> context) {
        String yaml = new String(read(file), StandardCharsets.UTF_8);
        return new ClusterAccess.Kubeconfig(new SecretValue(inline(yaml, context)), context);
    }

    private String inline(String yaml, Optional<String> chosen) {
        LoadSettings settings = LoadSettings.builder()
                .setCodePointLimit(LARGEST)
                .setMaxAliasesForCollections(0)
                .build();
        Object root;
        try {
            root = new Load(settings).loadFromString(yaml);
        } catch (YamlEngineException e) {
            // Who reads it says where it is wrong.
            return yaml;
        }
        Optional<Map<Object, Object>> context =
                chosen.or(() -> text(root, "current-context")).flatMap(name -> entry(root, "context", name));
        boolean changed = context.flatMap(c -> text(c, "cluster"))
                .flatMap(name -> entry(root, "cluster", name))
                .map(this::inlineFiles)
                .orElse(false);
        changed |= context.flatMap(c -> text(c, "user"))
                .flatMap(name -> entry(root, "user", name))
                .map(this::inlineUser)
                .orElse(false);
        return changed ? new Dump(DumpSettings.builder().build()).dumpToString(root) : yaml;
    }

    /** What is called so in the list {@code clusters}, {@code users} or {@code contexts}. */
    @SuppressWarnings("unchecked")
    private static Optional<Map<Object, Object>> entry(Object root, String key, String name) {
        if (!(root instanceof Map<?, ?> map) || !(map.get(key + 's') instanceof List<?> items)) {
            return Optional.empty();
        }
        return items.stream()
                .filter(item -> text(item, "name").equals(Optional.of(name)))
                .map(item -> ((Map<?, ?>) item).get(key))
                .filter(Map.class::isInstance)
                .map(value -> (Map<Object, Object>) value)
                .findFirst();
    }

    private static Optional<String> text(Object map, String key) {
        return map instanceof Map<?, ?> m && m.get(key) instanceof String text && !text.isEmpty()
                ? Optional.of(text)
                : Optional.empty();
    }

    private boolean inlineFiles(Map<Object, Object> entry) {
        boolean changed = false;
        for (String key : FILES) {
            boolean hasData = entry.get(key + "-data") instanceof String data && !data.isEmpty();
            if (!hasData && entry.get(key) instanceof String path && !path.isEmpty()) {
                entry.put(key + "-data", Base64.getEncoder().encodeToString(read(resolve(path, key))));
                entry.remove(key);
                changed = true;
            }
        }
        return changed;
    }

    private boolean inlineUser(Map<Object, Object> user) {
        boolean changed = inlineFiles(user);
        return inlineToken(user) || changed;
    }

    private boolean inlineToken(Map<Object, Object> user) {
        if (!(user.get("tokenFile") instanceof String path) || path.isEmpty()) {
            return false;
        }
        // kubectl prefers the file, because its content is the one that is renewed.
        user.put("token", new String(read(resolve(path, "tokenFile")), StandardCharsets.UTF_8).strip());
        user.remove("tokenFile");
        return true;
    }

    private Path resolve(String path, String key) {
        try {
            return file.resolveSibling(path);
        } catch (InvalidPathException e) {
            throw problem(key + " of the kubeconfig is not a path.", file);
        }
    }

    private static byte[] read(Path path) {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw problem("The file is larger than 1 MiB.", path);
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw problem("There is no such file.", path);
        } catch (IOException e) {
            throw problem("The file cannot be read.", path);
        }
    }

    private static ProblemException problem(String what, Path path) {
        return new ProblemException(
                Problem.of(
                        Problem.Kind.INPUT,
                        what,
                        path.toString(),
                        "Name the kubeconfig by KUBECONFIG or the option for it, and see that you may read it and what it names."));
    }
}
