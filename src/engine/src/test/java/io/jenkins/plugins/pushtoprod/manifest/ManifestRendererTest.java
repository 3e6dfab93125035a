package io.jenkins.plugins.pushtoprod.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.jenkins.plugins.pushtoprod.app.App;
import io.jenkins.plugins.pushtoprod.app.Environment.LoggingProfile;
import io.jenkins.plugins.pushtoprod.app.Environment.MonitoringProfile;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import io.jenkins.plugins.pushtoprod.app.Process;
import io.jenkins.plugins.pushtoprod.app.Provenance;
import io.jenkins.plugins.pushtoprod.app.SecretValue;
import io.jenkins.plugins.pushtoprod.app.Security;
import io.jenkins.plugins.pushtoprod.app.Storage;
import io.jenkins.plugins.pushtoprod.manifest.Apps.AppBuilder;
import io.jenkins.plugins.pushtoprod.manifest.Apps.ProcessBuilder;
import io.jenkins.plugins.pushtoprod.manifest.ManifestYaml.SecretData;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ManifestRendererTest {

    private final ManifestRenderer renderer = new ManifestRenderer();
    private final Conversion conversion = new Conversion();

    @Test
    void rendersTheFoundingExample() {
        Golden.assertSame("users-api.yaml", yaml(Apps.request(Apps.usersApi())));
    }

    @Test
    void rendersEveryKind() {
        ManifestRequest request = Apps.request(
                Apps.everything(), Apps.environment(MonitoringProfile.POD_MONITOR, Set.of(LoggingProfile.values())));

        Golden.assertSame("everything.yaml", yaml(request));
    }

    @Test
    void rendersTheSmallestApp() {
        App app = new AppBuilder("tiny").process("web", new ProcessBuilder()).build();

        assertThat(renderer.render(Apps.request(app)))
                .hasToString("Manifest[[ServiceAccount/tiny], [], [Deployment/tiny]]");
    }

    @Test
    void sameInputGivesSameBytesWhateverTheOrderOfMaps() {
        App app = Apps.everything();
        String expected = yaml(Apps.request(app));
        Random random = new Random(1);

        for (int i = 0; i < 5; i++) {
            App shuffled = new App(
                    app.name(),
                    shuffled(app.processes(), random),
                    app.release(),
                    shuffled(app.schedules(), random),
                    shuffled(app.storage(), random),
                    shuffled(app.config(), random),
                    shuffled(app.secrets(), random),
                    app.build(),
                    app.monitoring(),
                    app.logging(),
                    app.security());
            assertThat(yaml(Apps.request(shuffled))).isEqualTo(expected);
        }
    }

    @Test
    void anotherReleaseOfTheSameContentChangesNoSpec() {
        ManifestRequest first = Apps.request(Apps.everything());
        ManifestRequest second = new ManifestRequest(
                first.app(),
                first.image(),
                first.environment(),
                "shop-v8",
                Provenance.UNKNOWN,
                first.secrets(),
                Instant.parse("2027-01-01T00:00:00Z"));

        List<GenericKubernetesResource> before = renderer.render(first).after();
        List<GenericKubernetesResource> after = renderer.render(second).after();

        assertThat(after).hasSameSizeAs(before).isNotEqualTo(before);
        assertThat(after.stream().map(GenericKubernetesResource::getAdditionalProperties))
                .containsExactlyElementsOf(before.stream()
                        .map(GenericKubernetesResource::getAdditionalProperties)
                        .toList());
        assertThat(renderer.render(first).releasePhase().get(0).getMetadata().getName())
                .isEqualTo("shop-release-v7");
        assertThat(renderer.render(second).releasePhase().get(0).getMetadata().getName())
                .isEqualTo("shop-release-v8");
    }

    @Test
    void restartsWhatUsesAConfigurationThatChanged() {
        ManifestRequest request = Apps.request(Apps.usersApi());
        String hash = configHash(request);

        App otherConfig = Apps.usersApi();
        otherConfig.config().put("LOG_LEVEL", "debug");
        ManifestRequest otherSecret = new ManifestRequest(
                request.app(),
                request.image(),
                request.environment(),
                request.releaseId(),
                request.provenance(),
                Map.of("users-jwt-key", new SecretValue("another")),
                request.time());

        assertThat(hash).matches("[0-9a-f]{32}");
        assertThat(configHash(Apps.request(otherConfig)))
                .matches("[0-9a-f]{32}")
                .isNotEqualTo(hash);
        assertThat(configHash(otherSecret)).matches("[0-9a-f]{32}").isNotEqualTo(hash);
        assertThat(configHash(Apps.request(Apps.usersApi()))).isEqualTo(hash);
    }

    @Test
    void anAutoscalerOwnsTheNumberOfPods() {
        JsonNode deployment = render(new ProcessBuilder().port(1).scale(2, 4, 60), "Deployment");
        JsonNode fixed = render(new ProcessBuilder().port(1).instances(3), "Deployment");

        assertThat(deployment.path("spec").has("replicas")).isFalse();
        assertThat(fixed.path("spec").path("replicas").asInt()).isEqualTo(3);
    }

    @Test
    void replacesPodsWithoutAGapUnlessTheyHoldAVolume() {
        Storage data = new Storage("/data", "1Gi", Optional.empty(), false);
        Storage shared = new Storage("/data", "1Gi", Optional.empty(), true);
        ProcessBuilder mounting = new ProcessBuilder().port(1).storage("data");

        assertThat(strategy(app(new ProcessBuilder().port(1)).build())).isEqualTo("RollingUpdate");
        assertThat(strategy(app(mounting).storage("data", data).build())).isEqualTo("Recreate");
        assertThat(strategy(app(mounting).storage("data", shared).build())).isEqualTo("RollingUpdate");
        assertThat(strategy(app(mounting.update(Process.Update.ROLLING))
                        .storage("data", data)
                        .build()))
                .isEqualTo("RollingUpdate");
        assertThat(strategy(app(new ProcessBuilder().update(Process.Update.RECREATE))
                        .build()))
                .isEqualTo("Recreate");
    }

    @Test
    void drainsOnTopOfTheTimeToStop() {
        JsonNode rolling = pod(new ProcessBuilder().port(1));
        JsonNode recreated = pod(new ProcessBuilder().port(1).update(Process.Update.RECREATE));
        JsonNode worker = pod(new ProcessBuilder());

        assertThat(rolling.at("/containers/0/lifecycle/preStop/sleep/seconds").asInt())
                .isEqualTo(5);
        assertThat(rolling.path("terminationGracePeriodSeconds").asInt()).isEqualTo(35);
        for (JsonNode pod : List.of(recreated, worker)) {
            assertThat(pod.at("/containers/0").has("lifecycle")).isFalse();
            assertThat(pod.path("terminationGracePeriodSeconds").asInt()).isEqualTo(30);
        }
    }

    @Test
    void looksAtThePortWhereThereIsNoHealthPath() {
        JsonNode container = pod(new ProcessBuilder().port(7000)).at("/containers/0");

        for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
            assertThat(container.at("/" + probe + "/tcpSocket/port").asText()).isEqualTo("http");
        }
        assertThat(pod(new ProcessBuilder()).at("/containers/0").has("startupProbe"))
                .isFalse();
    }

    @Test
    void eachSecurityDefaultHasOneKeyToChangeIt() {
        Security open = new Security(0, true, true, false, List.of("NET_RAW", "CHOWN"), "Unconfined", true);
        App app = app(new ProcessBuilder()).security(open).build();

        JsonNode pod = pod(app);
        JsonNode container = pod.at("/containers/0");

        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean(true)).isFalse();
        assertThat(pod.at("/securityContext/runAsUser").asInt(-1)).isZero();
        assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("Unconfined");
        assertThat(pod.path("automountServiceAccountToken").asBoolean()).isTrue();
        assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean())
                .isTrue();
        assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean(true))
                .isFalse();
        assertThat(container.at("/securityContext/capabilities").toString())
                .isEqualTo("{\"add\":[\"CHOWN\",\"NET_RAW\"],\"drop\":[\"ALL\"]}");
        assertThat(container.has("volumeMounts")).isFalse();
    }

    @Test
    void aVolumeMayBeCalledTmp() {
        Storage data = new Storage("/data", "1Gi", Optional.empty(), false);

        JsonNode pod = pod(
                app(new ProcessBuilder().storage("tmp")).storage("tmp", data).build());

        assertThat(pod.at("/containers/0/volumeMounts").toString())
                .isEqualTo(
                        "[{\"mountPath\":\"/data\",\"name\":\"tmp\"},{\"mountPath\":\"/tmp\",\"name\":\"tmp-tmp\"}]");
    }

    @Test
    void takesASecretOfTheClusterWhereItHasNoValue() {
        App app = app(new ProcessBuilder()).secret("TOKEN", "in.the-cluster").build();

        Manifest manifest = renderer.render(Apps.request(app));

        assertThat(manifest.before())
                .extracting(GenericKubernetesResource::getKind)
                .doesNotContain("Secret");
        assertThat(pod(app).at("/containers/0/env").findValue("secretKeyRef").toString())
                .isEqualTo("{\"key\":\"TOKEN\",\"name\":\"in.the-cluster\"}");
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(problem(app(new ProcessBuilder()).secret("TOKEN", "My Token").build()))
                .isEqualTo(
                        "secrets.TOKEN: The secret 'My Token' has no value here, and no Secret in the cluster can have "
                                + "that name.");
        assertThat(problem(app(new ProcessBuilder().routes("shop")).build()))
                .isEqualTo("processes.web.routes: The process web has routes but no port to send their requests to.");
        assertThat(problem(new AppBuilder("a")
                        .process("x", new ProcessBuilder().port(1).kind(Process.Kind.STATEFUL_SET))
                        .process("x-headless", new ProcessBuilder().port(1))
                        .build()))
                .isEqualTo("Service/a-x-headless: Two objects of the release are both Service/a-x-headless.");
    }

    @Test
    void namesStayWithinTheirLimits() {
        String longName = "a".repeat(40);
        App app = new AppBuilder(longName)
                .process("p".repeat(60), new ProcessBuilder().port(1).kind(Process.Kind.STATEFUL_SET))
                .process("q".repeat(60), new ProcessBuilder().port(1).instances(2))
                .schedule("s".repeat(60), "* * * * *", "x")
                .release("x")
                .build();

        Manifest manifest = renderer.render(Apps.request(app));

        List<GenericKubernetesResource> all = new ArrayList<>(manifest.releasePhase());
        all.addAll(manifest.after());
        assertThat(all).hasSize(8);
        for (GenericKubernetesResource object : all) {
            assertThat(object.getMetadata().getName())
                    .matches("[a-z]([-a-z0-9]*[a-z0-9])?")
                    .hasSizeLessThanOrEqualTo(Set.of("StatefulSet", "CronJob").contains(object.getKind()) ? 52 : 63);
            assertThat(object.getMetadata().getLabels().values())
                    .allSatisfy(value -> assertThat(value).hasSizeLessThanOrEqualTo(63));
        }
    }

    @Test
    void printsNoSecret() {
        Manifest manifest = renderer.render(Apps.request(Apps.usersApi()));

        assertThat(manifest.toString()).contains("Secret/users-api").doesNotContain("Y29ycmVj");
        assertThat(new ManifestYaml().write(manifest, SecretData.REDACTED))
                .contains("  JWT_KEY: '****'")
                .doesNotContain("Y29ycmVj");
    }

    private static AppBuilder app(ProcessBuilder web) {
        return new AppBuilder("app").process("web", web);
    }

    private JsonNode render(ProcessBuilder web, String kind) {
        return render(app(web).build(), kind);
    }

    private JsonNode render(App app, String kind) {
        return renderer.render(Apps.request(app)).after().stream()
                .filter(object -> object.getKind().equals(kind))
                .map(conversion::tree)
                .findFirst()
                .orElseThrow();
    }

    private JsonNode pod(ProcessBuilder web) {
        return pod(app(web).build());
    }

    private JsonNode pod(App app) {
        return render(app, "Deployment").at("/spec/template/spec");
    }

    private String strategy(App app) {
        return render(app, "Deployment").at("/spec/strategy/type").asText();
    }

    private String configHash(ManifestRequest request) {
        return renderer.render(request).after().stream()
                .filter(object -> object.getKind().equals("Deployment"))
                .map(conversion::tree)
                .map(tree -> tree.at("/spec/template/metadata/annotations")
                        .path(Annotations.CONFIG_HASH)
                        .asText())
                .findFirst()
                .orElseThrow();
    }

    private String problem(App app) {
        ProblemException e = catchThrowableOfType(ProblemException.class, () -> renderer.render(Apps.request(app)));
        return e.problems().get(0).where().orElseThrow() + ": "
                + e.problems().get(0).what();
    }

    private String yaml(ManifestRequest request) {
        return new ManifestYaml().write(renderer.render(request), SecretData.PLAIN);
    }

    private static <V> Map<String, V> shuffled(Map<String, V> map, Random random) {
        List<String> keys = new ArrayList<>(map.keySet());
        Collections.shuffle(keys, random);
        Map<String, V> shuffled = new LinkedHashMap<>();
        keys.forEach(key -> shuffled.put(key, map.get(key)));
        return shuffled;
    }
}
