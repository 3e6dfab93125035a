package io.jenkins.plugins.pushtoprod.manifest;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvFromSourceBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.jenkins.plugins.pushtoprod.app.App;
import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import io.jenkins.plugins.pushtoprod.app.SecretValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Where an app's environment variables live: a ConfigMap, a Secret for the values that are known, and the account that runs it all. */
final class Configuration {

    /** A DNS subdomain (RFC 1123), as the names of Secrets have to be. */
    private static final Pattern SECRET_NAME =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

    private final App app;
    private final Map<String, SecretValue> values;
    private final String name;

    Configuration(ManifestRequest request, Names names) {
        app = request.app();
        values = request.secrets();
        name = names.shared();
    }

    List<HasMetadata> objects() {
        List<HasMetadata> objects = new ArrayList<>();
        objects.add(new ServiceAccountBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withAutomountServiceAccountToken(app.security().serviceAccountToken())
                .build());
        if (!app.config().isEmpty()) {
            objects.add(new ConfigMapBuilder()
                    .withNewMetadata()
                    .withName(name)
                    .endMetadata()
                    .withData(new TreeMap<>(app.config()))
                    .build());
        }
        Map<String, String> data = data();
        if (!data.isEmpty()) {
            objects.add(new SecretBuilder()
                    .withNewMetadata()
                    .withName(name)
                    .endMetadata()
                    .withType("Opaque")
                    .withData(data)
                    .build());
        }
        return objects;
    }

    /** Every variable of {@link App#config()}. */
    List<EnvFromSource> envFrom() {
        if (app.config().isEmpty()) {
            return List.of();
        }
        return List.of(new EnvFromSourceBuilder()
                .withNewConfigMapRef()
                .withName(name)
                .endConfigMapRef()
                .build());
    }

    /** Every variable of {@link App#secrets()}, by name. */
    List<EnvVar> secrets() {
        List<EnvVar> variables = new ArrayList<>();
        new TreeMap<>(app.secrets())
                .forEach((variable, id) -> variables.add(new EnvVarBuilder()
                        .withName(variable)
                        .withNewValueFrom()
                        .withNewSecretKeyRef()
                        .withName(values.containsKey(id) ? name : existing(variable, id))
                        .withKey(variable)
                        .endSecretKeyRef()
                        .endValueFrom()
                        .build()));
        return variables;
    }

    private Map<String, String> data() {
        Map<String, String> data = new TreeMap<>();
        app.secrets().forEach((variable, id) -> {
            SecretValue value = values.get(id);
            if (value != null) {
                byte[] bytes = value.reveal().getBytes(StandardCharsets.UTF_8);
                data.put(variable, Base64.getEncoder().encodeToString(bytes));
            }
        });
        return data;
    }

    private static String existing(String variable, String id) {
        if (id.length() > 253 || !SECRET_NAME.matcher(id).matches()) {
            throw new ProblemException(Problem.of(
                    Problem.Kind.INPUT,
                    "The secret '" + id + "' has no value here, and no Secret in the cluster can have that name.",
                    "secrets." + variable,
                    "Give the secret a value where this runs, or name a Secret that exists in the namespace and has the key "
                            + variable + "."));
        }
        return id;
    }
}
