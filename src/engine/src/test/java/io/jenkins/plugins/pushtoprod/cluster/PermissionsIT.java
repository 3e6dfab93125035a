package io.jenkins.plugins.pushtoprod.cluster;

import static io.jenkins.plugins.pushtoprod.cluster.Fixtures.configMap;
import static io.jenkins.plugins.pushtoprod.cluster.Fixtures.deployment;
import static io.jenkins.plugins.pushtoprod.cluster.Fixtures.manifest;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.jenkins.plugins.pushtoprod.TestNamespace;
import io.jenkins.plugins.pushtoprod.Testbed;
import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.SecretValue;
import io.jenkins.plugins.pushtoprod.manifest.Manifest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** As a ServiceAccount that may do no more than a Role allows. */
class PermissionsIT {

    private static final Path DOCUMENT = Path.of("..", "..", "docs", "releases.md");

    /** One object of every kind that an app leads to. */
    private static final String[] EVERY_KIND = {
        configMap("every", "a"),
        "{apiVersion: v1, kind: Secret, metadata: {name: every}, stringData: {a: b}}",
        "{apiVersion: v1, kind: ServiceAccount, metadata: {name: every}}",
        "{apiVersion: v1, kind: Service, metadata: {name: every}, spec: {ports: [{port: 80}]}}",
        """
        {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: every},
         spec: {accessModes: [ReadWriteOnce], storageClassName: none, resources: {requests: {storage: 1Mi}}}}""",
        deployment("every", "a"),
        """
        {apiVersion: apps/v1, kind: StatefulSet, metadata: {name: every}, spec: {replicas: 0, serviceName: every,
         selector: {matchLabels: {app: s}}, template: {metadata: {labels: {app: s}}, spec: {containers: [{name: a, image: a}]}}}}""",
        """
        {apiVersion: apps/v1, kind: DaemonSet, metadata: {name: every}, spec: {selector: {matchLabels: {app: d}},
         template: {metadata: {labels: {app: d}}, spec: {nodeSelector: {no: node}, containers: [{name: a, image: a}]}}}}""",
        """
        {apiVersion: batch/v1, kind: CronJob, metadata: {name: every}, spec: {suspend: true, schedule: "0 3 * * *", jobTemplate:
         {spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: a}]}}}}}}""",
        """
        {apiVersion: batch/v1, kind: Job, metadata: {name: every}, spec: {suspend: true, template:
         {spec: {restartPolicy: Never, containers: [{name: a, image: a}]}}}}""",
        """
        {apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: every}, spec: {defaultBackend: {service: {name: every,
         port: {number: 80}}}}}""",
        """
        {apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: every}, spec: {maxReplicas: 2, scaleTargetRef:
         {apiVersion: apps/v1, kind: Deployment, name: none}}}""",
        """
        {apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: every}, spec: {maxUnavailable: 1, selector:
         {matchLabels: {app: every}}}}"""
    };

    @RegisterExtension
    static final TestNamespace NAMESPACE = new TestNamespace("permissions");

    @Test
    void theDocumentedRoleIsEnough() throws Exception {
        NAMESPACE.applyAs("admin", documentedRole());
        try (Cluster cluster = Cluster.connect(account("documented", "push-to-prod"))) {
            assertThat(cluster.user()).isEqualTo("system:serviceaccount:" + NAMESPACE.name() + ":documented");
            Deploying app = new Deploying(cluster, NAMESPACE.name(), "every");
            Manifest every = manifest(EVERY_KIND);

            assertThat(app.preflight(every).problems()).isEmpty();
            assertThat(app.deploy(every).objects()).hasSize(EVERY_KIND.length);
            app.deploy(every);
            Release last = app.deploy(manifest(configMap("every", "a")));

            assertThat(last.objects())
                    .extracting(Release.Applied::change)
                    .filteredOn(Release.Change.PRUNED::equals)
                    // All but the ConfigMap that stays and the claim that always does.
                    .hasSize(EVERY_KIND.length - 2);
            for (int i = 0; i < 10; i++) {
                last = app.deploy(manifest(configMap("every", "a")));
            }
            assertThat(app.releases().history()).hasSizeLessThanOrEqualTo(11);
        }
    }

    @Test
    void namesAllThatIsMissingAtOnceWithTheRuleToAdd() throws Exception {
        NAMESPACE.applyAs(
                "admin",
                """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: Role
                metadata: {name: little}
                rules:
                  - {apiGroups: [""], resources: [secrets], verbs: [get, list, create, patch]}
                  - {apiGroups: [""], resources: [configmaps], verbs: [get, create, patch]}
                """);
        try (Cluster cluster = Cluster.connect(account("little", "little"))) {
            Deploying app = new Deploying(cluster, NAMESPACE.name(), "little");
            String who = "system:serviceaccount:" + NAMESPACE.name() + ":little may not ";
            String where = " in namespace " + NAMESPACE.name() + ".";

            Preflight preflight = app.preflight(manifest(
                    configMap("little", "a"),
                    deployment("little", "a"),
                    "{apiVersion: v1, kind: Namespace, metadata: {name: little}}"));

            assertThat(preflight.problems())
                    .extracting(Problem::what)
                    .containsExactly(
                            who + "get, create, patch deployments.apps" + where,
                            who + "get, create, patch namespaces in the cluster.",
                            who + "delete secrets" + where,
                            who + "get, create, update leases.coordination.k8s.io" + where);
            assertThat(preflight.problems().get(0).advice())
                    .contains(
                            "Have this rule added to its Role: apiGroups: [\"apps\"], resources: [\"deployments\"], verbs:"
                                    + " [\"get\", \"create\", \"patch\"]");
            assertThat(preflight.plan().changes()).hasSize(1);
            assertThat(NAMESPACE
                            .client()
                            .configMaps()
                            .inNamespace(NAMESPACE.name())
                            .withName("little")
                            .get())
                    .isNull();
        }
    }

    @Test
    void saysThatTheLockOrTheHistoryIsForbidden() throws Exception {
        NAMESPACE.applyAs(
                "admin",
                """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: Role
                metadata: {name: nothing}
                rules: []
                """);
        try (Cluster cluster = Cluster.connect(account("nothing", "nothing"))) {
            Releases releases = new Releases(cluster, NAMESPACE.name(), "nothing");
            List<String> said = new ArrayList<>();
            for (ThrowingRunnable request : List.<ThrowingRunnable>of(
                    releases::history, () -> releases.lock("a test", Deploying.NO_WAIT, holder -> {})
                            .close())) {
                try {
                    request.run();
                } catch (io.jenkins.plugins.pushtoprod.app.ProblemException e) {
                    e.problems().forEach(problem -> said.add(problem.what()));
                }
            }

            String who = "system:serviceaccount:" + NAMESPACE.name() + ":nothing may not ";
            assertThat(said)
                    .containsExactly(
                            who + "list secrets in namespace " + NAMESPACE.name() + ".",
                            who + "get leases.coordination.k8s.io in namespace " + NAMESPACE.name() + ".");
        }
    }

    private interface ThrowingRunnable {
        void run() throws Exception;
    }

    private static String documentedRole() throws Exception {
        Matcher block = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(DOCUMENT));
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    private static ClusterAccess account(String name, String role) {
        NAMESPACE
                .client()
                .serviceAccounts()
                .inNamespace(NAMESPACE.name())
                .resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
        NAMESPACE
                .client()
                .rbac()
                .roleBindings()
                .inNamespace(NAMESPACE.name())
                .resource(new RoleBindingBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "Role", role)
                        .addNewSubject(null, "ServiceAccount", name, NAMESPACE.name())
                        .build())
                .create();
        TokenRequest token = NAMESPACE
                .client()
                .serviceAccounts()
                .inNamespace(NAMESPACE.name())
                .withName(name)
                .tokenRequest();
        Connection testbed = Connections.of(Testbed.access());
        return new ClusterAccess.Token(
                testbed.server().toString(),
                testbed.authority(),
                new SecretValue(token.getStatus().getToken()));
    }
}
