package io.jenkins.plugins.pushtoprod.cluster;

import io.jenkins.plugins.pushtoprod.app.Nearest;
import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import io.jenkins.plugins.pushtoprod.app.SecretValue;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Reads one context of a kubeconfig
 * (<a href="https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/">kubeconfig v1</a>). Nothing that it names is run or read,
 * and what would make the connection less safe than it looks is refused. Other contexts are not looked at.
 */
final class KubeconfigReader {

    private static final String ADVICE_TOKEN =
            "Use a kubeconfig with the token of a ServiceAccount; docs/releases.md says how to make one.";
    private static final String ADVICE_INLINE =
            "Put the content into it: kubectl config view --raw --minify --flatten writes such a kubeconfig.";

    private final YamlField root;

    KubeconfigReader(SecretValue yaml) {
        this.root = YamlField.parse(yaml.reveal());
    }

    /** @param chosen empty: the current context */
    Connection read(Optional<String> chosen) {
        String name = chosen.or(() -> root.text("current-context"))
                .orElseThrow(() -> root.wrong("has no current-context", "Name a context: " + contexts()));
        YamlField context =
                named("contexts", name).orElseThrow(() -> noSuchContext(name)).require("context");
        YamlField clusterName = context.require("cluster");
        YamlField cluster = named("clusters", clusterName.text())
                .orElseThrow(() -> clusterName.wrong("names a cluster that is not there"))
                .require("cluster");
        Optional<YamlField> user = context.get("user").flatMap(u -> named("users", u.text())
                .orElseThrow(() -> u.wrong("names a user that is not there"))
                .get("user"));
        user.ifPresent(this::refuseWhatRuns);
        refuseWhatWeakens(cluster);
        return new Connection(
                server(cluster.require("server")),
                content(cluster, "certificate-authority").map(SecretValue::reveal),
                user.flatMap(this::certificate),
                user.flatMap(u -> u.text("token")).map(SecretValue::new).map(token -> () -> token),
                user.flatMap(this::login),
                context.text("namespace"),
                cluster.get("proxy-url").map(this::proxy),
                user.flatMap(this::impersonation),
                "context " + name + " of the kubeconfig");
    }

    private void refuseWhatRuns(YamlField user) {
        user.get("exec").ifPresent(exec -> {
            throw exec.wrong(
                    "wants a program to be run for credentials; nothing that a kubeconfig names is run", ADVICE_TOKEN);
        });
        user.get("auth-provider").ifPresent(provider -> {
            throw provider.wrong("is not supported, as in Kubernetes since 1.26", ADVICE_TOKEN);
        });
        if (user.text("token").isEmpty()) {
            user.get("tokenFile").ifPresent(file -> {
                throw file.wrong("names a file; nothing that a kubeconfig names is read", ADVICE_INLINE);
            });
        }
    }

    private void refuseWhatWeakens(YamlField cluster) {
        cluster.get("insecure-skip-tls-verify").ifPresent(skip -> {
            if (!skip.text().equals("false")) {
                throw skip.wrong(
                        "turns off the check of who answers, so that anybody could take the credentials",
                        "Remove it and put the cluster's certificate authority into certificate-authority-data.");
            }
        });
        cluster.get("tls-server-name").ifPresent(name -> {
            throw name.wrong("is not supported", "Use a server address that the server's certificate is made out to.");
        });
    }

    private URI server(YamlField field) {
        try {
            return ServerAddress.parse(field.text());
        } catch (IllegalArgumentException e) {
            throw field.wrong(String.valueOf(e.getMessage()), "Write it as https://HOST:PORT.");
        }
    }

    private URI proxy(YamlField field) {
        try {
            URI proxy = URI.create(field.text());
            boolean known = List.of("http", "socks5").contains(String.valueOf(proxy.getScheme()));
            if (known && proxy.getHost() != null && proxy.getPort() > 0) {
                return proxy;
            }
        } catch (IllegalArgumentException e) {
            // Said below: the text may hold a password and stays out of the message.
        }
        throw field.wrong("is not the address of a proxy", "Write it as http://HOST:PORT or socks5://HOST:PORT.");
    }

    private Optional<Connection.ClientCertificate> certificate(YamlField user) {
        Optional<SecretValue> certificates = content(user, "client-certificate");
        Optional<SecretValue> key = content(user, "client-key");
        if (certificates.isPresent() != key.isPresent()) {
            throw user.wrong("has only one of client-certificate-data and client-key-data", ADVICE_INLINE);
        }
        return certificates.map(c -> new Connection.ClientCertificate(c.reveal(), key.orElseThrow()));
    }

    private Optional<Connection.Login> login(YamlField user) {
        return user.text("username")
                .map(name -> new Connection.Login(
                        name, new SecretValue(user.text("password").orElse(""))));
    }

    private Optional<Connection.Impersonation> impersonation(YamlField user) {
        for (String key : List.of("as-uid", "as-user-extra")) {
            user.get(key).ifPresent(field -> {
                throw field.wrong("is not supported", "Remove it, or use credentials of that user's own.");
            });
        }
        List<String> groups = user.get("as-groups")
                .map(field -> field.items().stream().map(YamlField::text).toList())
                .orElse(List.of());
        return user.text("as").map(name -> new Connection.Impersonation(name, groups));
    }

    /** What {@code KEY-data} holds in base64; a path in {@code KEY} itself is refused, unless the data overrides it. */
    private Optional<SecretValue> content(YamlField parent, String key) {
        Optional<YamlField> data =
                parent.get(key + "-data").filter(field -> !field.text().isEmpty());
        if (data.isEmpty()) {
            parent.get(key).ifPresent(path -> {
                throw path.wrong("names a file; nothing that a kubeconfig names is read", ADVICE_INLINE);
            });
            return Optional.empty();
        }
        try {
            byte[] decoded = Base64.getDecoder().decode(data.get().text().replaceAll("\\s", ""));
            return Optional.of(new SecretValue(new String(decoded, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            throw data.get().wrong("is not base64", ADVICE_INLINE);
        }
    }

    private Optional<YamlField> named(String list, String name) {
        return root.require(list).items().stream()
                .filter(item -> item.require("name").text().equals(name))
                .findFirst();
    }

    private ProblemException noSuchContext(String name) {
        List<String> names = contextNames();
        Optional<String> meant = Nearest.to(name, names);
        return new ProblemException(Problem.of(
                Problem.Kind.INPUT,
                "The kubeconfig has no context " + name
                        + meant.map(m -> "; did you mean " + m + "?").orElse("."),
                "kubeconfig, contexts",
                "Name one of its contexts: " + contexts()));
    }

    private String contexts() {
        List<String> names = contextNames();
        return names.isEmpty() ? "it has none." : String.join(", ", names) + '.';
    }

    private List<String> contextNames() {
        return root.get("contexts").map(YamlField::items).orElse(List.of()).stream()
                .flatMap(item -> item.text("name").stream())
                .sorted()
                .toList();
    }
}
