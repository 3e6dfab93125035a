package io.jenkins.plugins.pushtoprod.cluster;

import static io.jenkins.plugins.pushtoprod.cluster.Fixtures.configMap;
import static io.jenkins.plugins.pushtoprod.cluster.Fixtures.deployment;
import static io.jenkins.plugins.pushtoprod.cluster.Fixtures.manifest;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.pushtoprod.TestNamespace;
import io.jenkins.plugins.pushtoprod.Testbed;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DeployerIT {

    @RegisterExtension
    static final TestNamespace NAMESPACE = new TestNamespace("deployer");

    static Cluster cluster;

    @BeforeAll
    static void connect() {
        cluster = Cluster.connect(Testbed.access());
    }

    @AfterAll
    static void disconnect() {
        cluster.close();
    }

    @Test
    void createsChangesAndLeavesAlone() throws Exception {
        Deploying app = new Deploying(cluster, NAMESPACE.name(), "first");

        Release v1 = app.deploy(manifest(configMap("first", "a"), deployment("first", "one")));
        Release v2 = app.deploy(manifest(configMap("first", "a"), deployment("first", "two")));

        assertThat(v1.id()).isEqualTo("first-v1");
        assertThat(changes(v1)).containsExactly("ConfigMap/first CREATED", "Deployment/first CREATED");
        assertThat(changes(v2)).containsExactly("ConfigMap/first UNCHANGED", "Deployment/first CHANGED");
        assertThat(v2.objects().get(1).generation()).isEqualTo(2);
        assertThat(v2.objects().get(1).uid()).isEqualTo(v1.objects().get(1).uid());
        assertThat(v2.objects().get(0).object().namespace()).isEqualTo(NAMESPACE.name());
    }

    private static List<String> changes(Release release) {
        return release.objects().stream()
                .map(applied -> applied.object() + " " + applied.change())
                .toList();
    }
}
