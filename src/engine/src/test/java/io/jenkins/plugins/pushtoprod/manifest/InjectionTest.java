package io.jenkins.plugins.pushtoprod.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.jenkins.plugins.pushtoprod.app.App;
import io.jenkins.plugins.pushtoprod.app.Environment;
import io.jenkins.plugins.pushtoprod.app.Environment.LoggingProfile;
import io.jenkins.plugins.pushtoprod.app.Environment.MonitoringProfile;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import io.jenkins.plugins.pushtoprod.app.Provenance;
import io.jenkins.plugins.pushtoprod.manifest.Apps.AppBuilder;
import io.jenkins.plugins.pushtoprod.manifest.ManifestYaml.SecretData;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InjectionTest {

    private static final String IMAGE = "registry.example.com/team/shop@sha256:0123456789abcdef";

    private final ManifestRenderer renderer = new ManifestRenderer();
    private final Conversion conversion = new Conversion();
    private AppBuilder app = new AppBuilder("shop").monitoring("/metrics").json();
    private Environment environment =
            Apps.environment(MonitoringProfile.PROMETHEUS_ANNOTATIONS, Set.of(LoggingProfile.values()));
    private String image = IMAGE;

    @Test
    void injectsIntoATeamsOwnObjects() {
        List<GenericKubernetesResource> objects =
                new ManifestReader().read(Path.of("src/test/resources/manifest"), List.of("team-input.yaml"));
        List<GenericKubernetesResource> before = objects.stream()
                .map(conversion::tree)
                .map(ObjectNode::deepCopy)
                .map(conversion::object)
                .toList();

        Manifest manifest = renderer.inject(objects, request());

        Golden.assertSame("team.yaml", new ManifestYaml().write(manifest, SecretData.PLAIN));
        assertThat(objects).as("the objects given are not changed").isEqualTo(before);
        assertThat(manifest)
                .hasToString("Manifest[[CustomResourceDefinition/sprockets.example.com, ClusterRole/shop-reader, "
                        + "Secret/keys, ConfigMap/settings, PersistentVolumeClaim/data], [Job/migrate-v7], "
                        + "[Service/cache, Sprocket/one, Gadget/unknown, StatefulSet/cache, Deployment/web]]");
    }

    @Test
    void injectingAgainChangesNothing() {
        List<GenericKubernetesResource> objects =
                new ManifestReader().read(Path.of("src/test/resources/manifest"), List.of("team-input.yaml"));
        Manifest once = renderer.inject(objects, request());

        Manifest twice = renderer.inject(once.after(), request());

        assertThat(twice.after()).isEqualTo(once.after());
    }

    @Test
    void whatTheTeamWroteWins() {
        JsonNode deployment = inject(
                """
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: web
                  namespace: mine
                  labels: {app.kubernetes.io/managed-by: me, app.kubernetes.io/version: "1"}
                spec:
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata:
                      labels: {app: web, app.kubernetes.io/instance: mine}
                      annotations:
                        prometheus.io/scrape: "false"
                        fluentbit.io/parser: apache
                        resource.opentelemetry.io/service.name: mine
                    spec:
                      containers:
                      - name: web
                        image: shop
                        ports: [{containerPort: 80}]
                        env:
                        - {name: OTEL_SERVICE_NAME, value: mine}
                        - {name: OTEL_RESOURCE_ATTRIBUTES, valueFrom: {secretKeyRef: {name: a, key: b}}}
                """);

        assertThat(deployment.at("/metadata/namespace").asText()).isEqualTo("mine");
        assertThat(deployment.at("/metadata/labels").toString())
                .contains("\"app.kubernetes.io/managed-by\":\"me\"", "\"app.kubernetes.io/version\":\"1\"");
        JsonNode template = deployment.at("/spec/template");
        assertThat(template.at("/metadata/labels").toString()).contains("\"app.kubernetes.io/instance\":\"mine\"");
        assertThat(template.at("/metadata/annotations").toString())
                .contains(
                        "\"prometheus.io/scrape\":\"false\"", "\"fluentbit.io/parser\":\"apache\"", ".name\":\"mine\"")
                .doesNotContain("prometheus.io/port");
        assertThat(template.at("/spec/containers/0/env").findValuesAsText("name"))
                .containsOnlyOnce("OTEL_SERVICE_NAME", "OTEL_RESOURCE_ATTRIBUTES");
        assertThat(template.at("/spec/containers/0/env").toString())
                .contains("{\"name\":\"OTEL_SERVICE_NAME\",\"value\":\"mine\"}")
                .contains("\"secretKeyRef\"");
    }

    @Test
    void takesTheTeamsAttributesFromAConfigMap() {
        app.config("OTEL_SERVICE_NAME", "money").config("OTEL_RESOURCE_ATTRIBUTES", "a=$(b),service.version=9");
        app.process("web", new Apps.ProcessBuilder());

        JsonNode pod =
                conversion.tree(renderer.render(request()).after().get(0)).at("/spec/template");

        assertThat(value(pod, "OTEL_RESOURCE_ATTRIBUTES"))
                .contains("service.name=money,")
                // Kubernetes makes $(b) of it again.
                .startsWith("a=$$(b),")
                .endsWith(",service.version=9");
        assertThat(value(pod, "OTEL_SERVICE_NAME")).isEmpty();
        assertThat(pod.at("/metadata/annotations").toString())
                .contains("service.name\":\"money\"", "service.version\":\"9\"");
    }

    @Test
    void provenanceIsNeverInPodTemplates() {
        for (GenericKubernetesResource object :
                renderer.render(Apps.request(Apps.everything())).after()) {
            ObjectNode tree = conversion.tree(object);
            assertThat(tree.at("/metadata/annotations").fieldNames())
                    .toIterable()
                    .contains(
                            Annotations.COMMIT,
                            Annotations.BRANCH,
                            Annotations.REPOSITORY,
                            Annotations.BUILD_URL,
                            Annotations.TIME,
                            Annotations.AUTHOR,
                            Annotations.RELEASE);
            PodTemplate.of(tree).ifPresent(template -> assertThat(template.template()
                            .path("metadata")
                            .path("annotations")
                            .fieldNames())
                    .toIterable()
                    .filteredOn(key -> key.startsWith("push-to-prod.jenkins.io/"))
                    .isSubsetOf(Annotations.CONFIG_HASH));
        }
    }

    @Test
    void aTokenInAUrlIsLeftOut() {
        Provenance provenance = new Provenance(
                Optional.empty(),
                Optional.empty(),
                Optional.of(" "),
                Optional.of("https://me:token@git.example.com/a@b.git"),
                Optional.empty(),
                Optional.empty());
        ManifestRequest given = request();
        ManifestRequest request = new ManifestRequest(
                given.app(), IMAGE, given.environment(), "shop-v7", provenance, Map.of(), given.time());

        assertThat(Provenances.annotations(request))
                .containsEntry(Annotations.REPOSITORY, "https://git.example.com/a@b.git")
                .doesNotContainKeys(Annotations.BRANCH, Annotations.COMMIT);
    }

    @Test
    void addsNoLabelThatASelectorLooksAt() {
        String service = "apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {selector: {%s: shop}}\n---\n";
        String policy =
                """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: p}
                spec:
                  podSelector: {matchExpressions: [{key: app.kubernetes.io/instance, operator: Exists}]}
                ---
                """;
        JsonNode deployment = inject(service.formatted(Labels.NAME) + policy + deployment("web", "shop"));

        assertThat(deployment.at("/spec/template/metadata/labels").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("app", Labels.COMPONENT, Labels.MANAGED_BY, Labels.PART_OF);
    }

    @Test
    void saysNothingOfContainersThatRunSomethingElse() {
        JsonNode cache = inject(deployment("web", "shop") + "---\n" + deployment("cache", "redis:7"), "cache");

        assertThat(cache.at("/spec/template/metadata").has("annotations")).isFalse();
        assertThat(cache.at("/spec/template/spec/containers/0").has("env")).isFalse();
        assertThat(cache.at("/spec/template/metadata/labels")
                        .path(Labels.PART_OF)
                        .asText())
                .isEqualTo("shop");
    }

    @Test
    void takesAllContainersAsTheAppsWhereNoImageWasBuilt() {
        image = "";

        JsonNode web = inject(deployment("web", "shop:1.2"));

        assertThat(web.at("/spec/template/spec/containers/0/image").asText()).isEqualTo("shop:1.2");
        assertThat(value(web.at("/spec/template"), "OTEL_SERVICE_NAME")).isEqualTo("web");
        assertThat(web.at("/metadata/labels").path(Labels.VERSION).asText()).isEqualTo("1.2");
    }

    @Test
    void putsTheBuiltImageWhereItIsNamed() {
        for (String name : List.of("shop", "registry.example.com/team/shop", "registry.example.com/team/shop:1.0")) {
            assertThat(inject(deployment("web", name))
                            .at("/spec/template/spec/containers/0/image")
                            .asText())
                    .isEqualTo(IMAGE);
        }
        for (String name : List.of("shop:1.0", "other/shop", "registry.example.com/team/shop@sha256:ff", "shopping")) {
            assertThat(problem(deployment("web", name)))
                    .isEqualTo("Nothing in the manifests runs the image that was built.");
        }
    }

    @Test
    void hashesOnlyWhatAPodRefersTo() {
        String config = "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: %s}\ndata: {A: %s}\n";
        String referring = deployment("web", "shop") + "        envFrom: [{configMapRef: {name: used}}]\n";

        String hash = hash(inject(referring + config.formatted("used", "x")));

        assertThat(hash).hasSize(32);
        assertThat(hash(inject(referring + config.formatted("used", "y"))))
                .hasSize(32)
                .isNotEqualTo(hash);
        assertThat(hash(inject(referring + config.formatted("used", "x") + config.formatted("other", "y"))))
                .isEqualTo(hash);
        assertThat(hash(inject(referring + config.formatted("other", "x")))).isEmpty();
    }

    @Test
    void hashesASecretWhetherItsValuesAreEncodedOrNot() {
        String referring = deployment("web", "shop") + "        envFrom: [{secretRef: {name: s}}]\n---\n";
        String secret = "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\n%s: {A: %s}\n";

        String hash = hash(inject(referring + secret.formatted("stringData", "value")));

        assertThat(hash).hasSize(32);
        assertThat(hash(inject(referring + secret.formatted("data", "dmFsdWU="))))
                .isEqualTo(hash);
        assertThat(hash(inject(referring + secret.formatted("stringData", "other"))))
                .isNotEqualTo(hash);
    }

    @Test
    void leavesWhatRunsOnceWithoutAHash() {
        JsonNode job = inject(
                """
                apiVersion: batch/v1
                kind: Job
                metadata: {name: once}
                spec:
                  template:
                    spec:
                      containers:
                      - {name: once, image: shop, envFrom: [{configMapRef: {name: used}}]}
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: used}
                data: {A: x}
                """);

        assertThat(hash(job)).isEmpty();
        assertThat(job.at("/metadata/name").asText()).isEqualTo("once");
    }

    @Test
    void countsNothingTwice() {
        String monitor = "---\napiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nmetadata: {name: m}\n";
        String service =
                "---\napiVersion: v1\nkind: Service\nmetadata: {name: s, annotations: {prometheus.io/scrape: \"true\"}}\n";
        String web = deployment("web", "shop") + "        ports: [{containerPort: 80}]\n";

        assertThat(inject(web).at("/spec/template/metadata/annotations").has("prometheus.io/scrape"))
                .isTrue();
        assertThat(inject(web + monitor)
                        .at("/spec/template/metadata/annotations")
                        .has("prometheus.io/scrape"))
                .isFalse();
        assertThat(inject(web + service)
                        .at("/spec/template/metadata/annotations")
                        .has("prometheus.io/scrape"))
                .isFalse();
    }

    @Test
    void makesAPodMonitorForAPortWithoutAName() {
        environment = Apps.environment(MonitoringProfile.POD_MONITOR, Set.of());

        Manifest manifest =
                renderer.inject(read(deployment("web", "shop") + "        ports: [{containerPort: 80}]\n"), request());

        assertThat(manifest.after())
                .extracting(GenericKubernetesResource::getKind)
                .containsExactly("PodMonitor", "Deployment");
        assertThat(conversion.tree(manifest.after().get(0)).path("spec").toString())
                .isEqualTo("{\"selector\":{\"matchLabels\":{\"app\":\"web\"}},"
                        + "\"podMetricsEndpoints\":[{\"port\":\"metrics\",\"path\":\"/metrics\"}]}");
        assertThat(conversion.tree(manifest.after().get(1)).findPath("ports").toString())
                .isEqualTo("[{\"containerPort\":80,\"name\":\"metrics\"}]");
    }

    @Test
    void refusesAPhaseThatIsNone() {
        String pod =
                "apiVersion: v1\nkind: Pod\nmetadata: {name: p, annotations: {push-to-prod.jenkins.io/phase: release}}\n"
                        + "spec: {containers: [{name: p, image: shop}]}\n";
        String job =
                "apiVersion: batch/v1\nkind: Job\nmetadata: {name: p, annotations: {push-to-prod.jenkins.io/phase: before}}\n"
                        + "spec: {template: {spec: {containers: [{name: p, image: shop}]}}}\n";

        assertThat(problem(pod)).startsWith("The annotation push-to-prod.jenkins.io/phase is for a Job");
        assertThat(problem(job)).startsWith("The annotation push-to-prod.jenkins.io/phase is for a Job");
    }

    @Test
    void survivesShapesThatKubernetesWouldRefuse() {
        image = "";
        List<GenericKubernetesResource> objects = read(
                """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web}
                spec:
                  template:
                    metadata: text
                    spec: {containers: [{name: web, env: {a: b}, ports: x}, text], volumes: text}
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: none}
                spec: text
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: s}
                spec: {selector: text}
                """,
                false);

        String text = new ManifestYaml().write(renderer.inject(objects, request()), SecretData.PLAIN);

        assertThat(text).contains("metadata: text", "a: b", "ports: x", "- text", "spec: text", "selector: text");
    }

    private ManifestRequest request() {
        App built = app.build();
        ManifestRequest request = Apps.request(built, environment);
        return new ManifestRequest(
                built,
                image,
                environment,
                "shop-v7",
                request.provenance(),
                Map.of(),
                Instant.parse("2026-02-03T04:06:07Z"));
    }

    /** The first workload of the result. */
    private JsonNode inject(String yaml) {
        return inject(yaml, "");
    }

    private JsonNode inject(String yaml, String name) {
        return renderer.inject(read(yaml), request()).after().stream()
                .map(conversion::tree)
                .filter(tree -> PodTemplate.of(tree).isPresent())
                .filter(tree -> name.isEmpty() || Tree.name(tree).equals(name))
                .findFirst()
                .orElseThrow();
    }

    private String problem(String yaml) {
        ProblemException e = catchThrowableOfType(ProblemException.class, () -> renderer.inject(read(yaml), request()));
        return e.problems().get(0).what();
    }

    private List<GenericKubernetesResource> read(String yaml) {
        return read(yaml, true);
    }

    private List<GenericKubernetesResource> read(String yaml, boolean sound) {
        List<Document> documents = YamlDocuments.parse("test.yaml", yaml);
        if (sound) {
            List<io.jenkins.plugins.pushtoprod.app.Problem> problems = new java.util.ArrayList<>();
            documents.forEach(document -> new ObjectCheck(document, problems).objects());
            assertThat(problems).isEmpty();
        }
        return documents.stream().map(Document::root).map(conversion::object).toList();
    }

    private static String deployment(String name, String image) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: %1$s}
                spec:
                  selector: {matchLabels: {app: %1$s}}
                  template:
                    metadata: {labels: {app: %1$s}}
                    spec:
                      containers:
                      - name: %1$s
                        image: %2$s
                """
                .formatted(name, image);
    }

    private static String hash(JsonNode workload) {
        return workload.at("/spec/template/metadata/annotations")
                .path(Annotations.CONFIG_HASH)
                .asText();
    }

    private static String value(JsonNode template, String variable) {
        for (JsonNode entry : template.at("/spec/containers/0/env")) {
            if (entry.path("name").asText().equals(variable)) {
                return entry.path("value").asText();
            }
        }
        return "";
    }
}
