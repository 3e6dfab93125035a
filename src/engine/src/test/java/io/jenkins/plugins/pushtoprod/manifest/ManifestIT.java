package io.jenkins.plugins.pushtoprod.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable;
import io.jenkins.plugins.pushtoprod.Testbed;
import io.jenkins.plugins.pushtoprod.app.App;
import io.jenkins.plugins.pushtoprod.app.Environment;
import io.jenkins.plugins.pushtoprod.app.Environment.LoggingProfile;
import io.jenkins.plugins.pushtoprod.app.Environment.MonitoringProfile;
import io.jenkins.plugins.pushtoprod.app.Security;
import io.jenkins.plugins.pushtoprod.manifest.Apps.AppBuilder;
import io.jenkins.plugins.pushtoprod.manifest.Apps.ProcessBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Shows what is rendered to a real API server: to its schemas, to its strict validation, and to its Pod Security admission. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManifestIT {

    private final KubernetesClient client = new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(Testbed.kubeconfig()))
            .build();
    private final OpenApi openApi = new OpenApi(client);
    private final Conversion conversion = new Conversion();
    private final ManifestRenderer renderer = new ManifestRenderer();
    private final String namespace = "manifest-" + UUID.randomUUID();

    @BeforeAll
    void makeNamespace() {
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                        .endMetadata()
                        .build())
                .create();
    }

    @AfterAll
    void deleteNamespace() {
        client.namespaces().withName(namespace).delete();
        client.close();
    }

    @Test
    void theApiServerTakesTheFoundingExample() {
        accepts(renderer.render(request(Apps.usersApi())));
    }

    @Test
    void theApiServerTakesEveryKind() {
        Manifest manifest = renderer.render(request(Apps.everything()));

        accepts(manifest);
        assertThat(all(manifest))
                .extracting(GenericKubernetesResource::getKind)
                .contains(
                        "Deployment",
                        "StatefulSet",
                        "DaemonSet",
                        "Job",
                        "CronJob",
                        "Service",
                        "Ingress",
                        "PersistentVolumeClaim",
                        "ConfigMap",
                        "Secret",
                        "ServiceAccount",
                        "HorizontalPodAutoscaler",
                        "PodDisruptionBudget");
    }

    @Test
    void theApiServerTakesATeamsOwnObjects() {
        List<GenericKubernetesResource> objects =
                new ManifestReader().read(Path.of("src/test/resources/manifest"), List.of("team-input.yaml"));
        List<GenericKubernetesResource> known = objects.stream()
                .filter(object -> !object.getKind().equals("Gadget")
                        && !object.getKind().equals("Sprocket")
                        && !object.getMetadata().getName().equals("data"))
                .toList();
        ManifestRequest request =
                request(new AppBuilder("shop").monitoring("/metrics").json().build());
        ManifestRequest built = new ManifestRequest(
                request.app(),
                "registry.example.com/team/shop@sha256:" + "0".repeat(64),
                request.environment(),
                "shop-v7",
                request.provenance(),
                Map.of(),
                request.time());

        Manifest manifest = renderer.inject(known, built);

        assertThat(all(manifest)).hasSameSizeAs(known);
        for (GenericKubernetesResource object : all(manifest)) {
            assertThat(openApi.problems(conversion.tree(object)))
                    .as(object.getKind())
                    .isEmpty();
            applyDry(object);
        }
    }

    @Test
    void podsPassTheRestrictedStandard() {
        List<GenericKubernetesResource> objects = all(renderer.render(request(Apps.everything())));
        createSupport(objects);

        int pods = 0;
        for (GenericKubernetesResource object : objects) {
            Optional<PodTemplate> template = PodTemplate.of(conversion.tree(object));
            if (template.isPresent()) {
                createPodDry(template.get());
                pods++;
            }
        }
        assertThat(pods).isEqualTo(6);
    }

    /** Or the test above could not fail. */
    @Test
    void podsWithoutTheDefaultsDoNotPassIt() {
        Security open = new Security(0, true, true, false, List.of(), "Unconfined", false);
        App app = new AppBuilder("open")
                .process("web", new ProcessBuilder())
                .security(open)
                .build();
        List<GenericKubernetesResource> objects = all(renderer.render(request(app)));
        createSupport(objects);
        PodTemplate template = objects.stream()
                .map(conversion::tree)
                .map(PodTemplate::of)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow();

        assertThatThrownBy(() -> createPodDry(template))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("violates PodSecurity \"restricted");
    }

    /** Or the schemas would take anything. */
    @Test
    void aFieldThatDoesNotExistIsFound() {
        ObjectNode deployment = all(renderer.render(request(Apps.usersApi()))).stream()
                .filter(object -> object.getKind().equals("Deployment"))
                .map(conversion::tree)
                .findFirst()
                .orElseThrow();
        ((ObjectNode) deployment.at("/spec/template/spec/containers/0")).put("comand", "x");

        assertThat(openApi.problems(deployment)).singleElement().asString().contains("comand");
        assertThatThrownBy(() -> applyDry(conversion.object(deployment)))
                .hasMessageContaining(".comand: field not declared in schema");
    }

    /** The table of what lives in namespaces, by the cluster's own word. */
    @Test
    void knowsWhichKindsLiveInNamespaces() throws JsonProcessingException {
        ObjectMapper mapper = new ObjectMapper();
        List<String> versions = new ArrayList<>(List.of("v1"));
        for (JsonNode group : mapper.readTree(client.raw("/apis")).path("groups")) {
            group.path("versions")
                    .forEach(
                            version -> versions.add(version.path("groupVersion").asText()));
        }
        int kinds = 0;
        for (String version : versions) {
            JsonNode list = mapper.readTree(client.raw((version.contains("/") ? "/apis/" : "/api/") + version));
            for (JsonNode resource : list.path("resources")) {
                ObjectNode object = mapper.createObjectNode()
                        .put("apiVersion", version)
                        .put("kind", resource.path("kind").asText());
                boolean whole = !resource.path("name").asText().contains("/");
                if (whole && KindOrder.builtIn(object) && storable(resource)) {
                    assertThat(KindOrder.namespaced(object))
                            .as("%s %s", version, Tree.kind(object))
                            .isEqualTo(resource.path("namespaced").asBoolean());
                    kinds++;
                }
            }
        }
        assertThat(kinds).isGreaterThan(40);
    }

    /** Reviews, which are asked and not kept, are in no manifest. */
    private static boolean storable(JsonNode resource) {
        return resource.path("verbs").toString().contains("\"patch\"");
    }

    private void accepts(Manifest manifest) {
        for (GenericKubernetesResource object : all(manifest)) {
            assertThat(openApi.problems(conversion.tree(object)))
                    .as(object.getKind() + "/" + object.getMetadata().getName())
                    .isEmpty();
            applyDry(object);
        }
    }

    private void applyDry(GenericKubernetesResource object) {
        client.resource(object)
                .dryRun()
                .fieldValidation(FieldValidateable.Validation.STRICT)
                .fieldManager("manifest-it")
                .serverSideApply();
    }

    /** What the admission of a pod looks for. */
    private void createSupport(List<GenericKubernetesResource> objects) {
        objects.stream()
                .filter(object -> object.getKind().equals("ServiceAccount"))
                .forEach(object -> client.resource(object).serverSideApply());
    }

    private void createPodDry(PodTemplate template) {
        ObjectNode pod = template.template().deepCopy();
        pod.put("apiVersion", "v1").put("kind", "Pod");
        Tree.metadata(pod).put("name", template.name()).put("namespace", namespace);
        // The claims of a StatefulSet are made by its controller.
        for (JsonNode claim : template.owner().at("/spec/volumeClaimTemplates")) {
            ObjectNode volume =
                    Tree.list((ObjectNode) pod.path("spec"), "volumes").addObject();
            volume.put("name", Tree.name(claim)).putObject("emptyDir");
        }
        client.resource(conversion.object(pod)).dryRun().create();
    }

    private static List<GenericKubernetesResource> all(Manifest manifest) {
        List<GenericKubernetesResource> all = new ArrayList<>(manifest.before());
        all.addAll(manifest.releasePhase());
        all.addAll(manifest.after());
        return all;
    }

    private ManifestRequest request(App app) {
        Environment production =
                Apps.environment(MonitoringProfile.PROMETHEUS_ANNOTATIONS, Set.of(LoggingProfile.values()));
        Environment here = new Environment(
                production.name(),
                namespace,
                production.registry(),
                production.domain(),
                production.ingressClass(),
                production.tlsIssuer(),
                production.monitoring(),
                production.logging());
        return Apps.request(app, here);
    }
}
