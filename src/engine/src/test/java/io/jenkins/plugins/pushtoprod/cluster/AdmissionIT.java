package io.jenkins.plugins.pushtoprod.cluster;

import static io.jenkins.plugins.pushtoprod.cluster.Fixtures.configMap;
import static io.jenkins.plugins.pushtoprod.cluster.Fixtures.manifest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.jenkins.plugins.pushtoprod.TestNamespace;
import io.jenkins.plugins.pushtoprod.Testbed;
import io.jenkins.plugins.pushtoprod.app.Problem;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rules of a cluster that say no, and one that does not answer; both only in this test's namespace. */
class AdmissionIT {

    @RegisterExtension
    static final TestNamespace NAMESPACE = new TestNamespace("admission");

    static Cluster cluster;

    private List<HasMetadata> rules = List.of();

    @BeforeAll
    static void connect() {
        cluster = Cluster.connect(Testbed.access());
    }

    @AfterAll
    static void disconnect() {
        cluster.close();
    }

    @AfterEach
    void removeRules() {
        rules.forEach(rule -> NAMESPACE.client().resource(rule).delete());
    }

    @Test
    void saysWhichRuleDenies() throws Exception {
        create(
                """
                apiVersion: admissionregistration.k8s.io/v1
                kind: ValidatingAdmissionPolicy
                metadata: {name: NAME}
                spec:
                  failurePolicy: Fail
                  matchConstraints:
                    resourceRules:
                      - {apiGroups: [""], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [configmaps]}
                  validations:
                    - {expression: "object.data.value != 'denied'", message: "no such value here"}
                ---
                apiVersion: admissionregistration.k8s.io/v1
                kind: ValidatingAdmissionPolicyBinding
                metadata: {name: NAME}
                spec:
                  policyName: NAME
                  validationActions: [Deny]
                  matchResources: {namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: NAME}}}
                """);

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(problems(configMap("denied", "denied")))
                .extracting(Problem::what)
                .containsExactly("ConfigMap/denied is denied by ValidatingAdmissionPolicy '" + NAMESPACE.name()
                        + "' with binding '" + NAMESPACE.name() + "': no such value here"));
        assertThat(problems(configMap("denied", "allowed"))).isEmpty();
    }

    @Test
    void saysWhichWebhookDoesNotAnswer() {
        create(
                """
                apiVersion: admissionregistration.k8s.io/v1
                kind: ValidatingWebhookConfiguration
                metadata: {name: NAME}
                webhooks:
                  - name: nobody.example.com
                    clientConfig: {url: "https://127.0.0.1:1/"}
                    rules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [secrets]}]
                    namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: NAME}}
                    objectSelector: {matchLabels: {asks: nobody}}
                    admissionReviewVersions: [v1]
                    sideEffects: None
                    timeoutSeconds: 1
                    failurePolicy: Fail
                """);
        String asked = "{apiVersion: v1, kind: Secret, metadata: {name: asked, labels: {asks: nobody}}}";

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(problems(asked))
                .extracting(Problem::what)
                .singleElement()
                .asString()
                .startsWith("Secret/asked cannot be checked: the admission webhook \"nobody.example.com\" does not"
                        + " answer, also after some attempts"));
    }

    private void create(String yaml) {
        String named = yaml.replace("NAME", NAMESPACE.name());
        rules = NAMESPACE
                .client()
                .load(new ByteArrayInputStream(named.getBytes(StandardCharsets.UTF_8)))
                .items();
        rules.forEach(rule -> NAMESPACE.client().resource(rule).create());
    }

    private static List<Problem> problems(String yaml) throws InterruptedException {
        return new Deploying(cluster, NAMESPACE.name(), "admission")
                .preflight(manifest(yaml))
                .problems();
    }
}
