package io.jenkins.plugins.pushtoprod;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A namespace of the testbed for one test class, and an administrator's client to set things up in it and to look at them. Register it
 * as a static field with {@code @RegisterExtension}.
 */
public final class TestNamespace implements BeforeAllCallback, AfterAllCallback {

    private final String name;
    private final KubernetesClient client;

    public TestNamespace(String purpose) {
        this.name = purpose.toLowerCase(Locale.ROOT)
                + '-'
                + Integer.toHexString(ThreadLocalRandom.current().nextInt(0x100000, 0x1000000));
        this.client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(Testbed.kubeconfig()))
                .build();
    }

    public String name() {
        return name;
    }

    public KubernetesClient client() {
        return client;
    }

    /** Applies YAML as the manager of that name, as {@code kubectl apply --server-side} does. */
    public void applyAs(String manager, String yaml) {
        client.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                .inNamespace(name)
                .resources()
                .forEach(resource ->
                        resource.fieldManager(manager).forceConflicts().serverSideApply());
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        client.namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        client.namespaces().withName(name).delete();
        client.close();
    }
}
