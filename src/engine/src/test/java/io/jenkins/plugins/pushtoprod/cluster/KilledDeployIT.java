package io.jenkins.plugins.pushtoprod.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.pushtoprod.TestNamespace;
import io.jenkins.plugins.pushtoprod.Testbed;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class KilledDeployIT {

    @RegisterExtension
    static final TestNamespace NAMESPACE = new TestNamespace("killed");

    @Test
    void theSameAgainFinishesWhatAKilledProcessBegan() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledDeploy.class.getName(),
                        NAMESPACE.name(),
                        "3")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = process.inputReader()) {
            assertThat(said.readLine()).isEqualTo("ConfigMap/killed-0");
            assertThat(said.readLine()).isEqualTo("ConfigMap/killed-1");
            assertThat(said.readLine()).isEqualTo("ConfigMap/killed-2");
        } finally {
            process.destroyForcibly().waitFor();
        }
        List<ReleaseLock.Holder> met = new ArrayList<>();
        long killed = System.nanoTime();
        try (Cluster cluster = Cluster.connect(Testbed.access())) {
            Deploying app = new Deploying(cluster, NAMESPACE.name(), "killed");
            assertThat(app.releases().history()).extracting(Release::status).containsExactly(Release.Status.APPLYING);
            app.releases()
                    .lock("the next one", Duration.ofSeconds(60), met::add)
                    .close();
            Duration blocked = Duration.ofNanos(System.nanoTime() - killed);

            Release second = app.deploy(KilledDeploy.manifest());

            assertThat(met).extracting(ReleaseLock.Holder::identity).containsExactly("the one to be killed");
            assertThat(blocked).isLessThan(Duration.ofSeconds(ReleaseLock.LEASE_SECONDS + 5));
            assertThat(second.objects())
                    .extracting(applied -> applied.object() + " " + applied.change())
                    .containsExactly(
                            "ConfigMap/killed-0 UNCHANGED",
                            "ConfigMap/killed-1 UNCHANGED",
                            "ConfigMap/killed-2 UNCHANGED",
                            "ConfigMap/killed-3 CREATED",
                            "ConfigMap/killed-4 CREATED");
            assertThat(app.releases().history())
                    .extracting(release -> release.id() + " " + release.status())
                    .containsExactly("killed-v2 DEPLOYED", "killed-v1 SUPERSEDED");
        }
    }
}
