package io.jenkins.plugins.pushtoprod.rollout;

import static io.jenkins.plugins.pushtoprod.rollout.Workloads.container;
import static io.jenkins.plugins.pushtoprod.rollout.Workloads.deployment;
import static io.jenkins.plugins.pushtoprod.rollout.Workloads.pod;
import static io.jenkins.plugins.pushtoprod.rollout.Workloads.running;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Accounts that may not read everything: judged by what there is, and what is missing is said. */
class LimitedPermissionsIT {

    private static Testbed testbed;

    private final List<RolloutEvent> events = new ArrayList<>();

    @BeforeAll
    static void namespace() {
        testbed = new Testbed("rollout-limited");
    }

    @AfterAll
    static void delete() {
        testbed.close();
    }

    @Test
    void withoutEventsAndLogs() throws Exception {
        Verdict verdict = verify(
                "no-events",
                pod(container("echo secret of the log; exit 3").build()),
                "deployments",
                "replicasets",
                "pods");
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.FAILED);
        assertThat(verdict.findings().get(0).code()).isEqualTo("ProcessCrashes");
        assertThat(events).contains(new RolloutEvent.Blind("events"), new RolloutEvent.Blind("logs of pods"));
        assertThat(verdict.findings().get(0).evidence())
                .singleElement()
                .satisfies(evidence -> assertThat(evidence.source()).startsWith("status of no-events-"));
    }

    /** Then the Deployment's own word has to do. */
    @Test
    void withoutPods() throws Exception {
        Verdict verdict = verify("no-pods", pod(running("true").build()), "deployments", "replicasets");
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.HEALTHY);
        assertThat(events).contains(new RolloutEvent.Blind("pods"), new RolloutEvent.Blind("events"));
    }

    @Test
    void withoutReplicaSets() throws Exception {
        Verdict verdict = verify("no-sets", pod(running("true").build()), "deployments", "pods", "events");
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.HEALTHY);
        assertThat(events).contains(new RolloutEvent.Blind("replicasets"));
    }

    @Test
    void withoutTheWorkloadItself() {
        assertThatThrownBy(() -> verify("no-deployments", pod(running("true").build()), "pods"))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.problems().get(0).what())
                            .startsWith("The rollout of Deployment/no-deployments may not be watched: HTTP 403 ");
                    assertThat(e.problems().get(0).advice())
                            .contains("Give the account get, list and watch on deployments");
                });
    }

    private Verdict verify(String name, io.fabric8.kubernetes.api.model.PodSpec pod, String... readable)
            throws InterruptedException {
        try (KubernetesClient client = client(name, readable);
                Rollouts rollouts = new Rollouts(client)) {
            return rollouts.verify(
                    testbed.namespace(),
                    List.of(testbed.create(deployment(name, 1, pod))),
                    VerifyOptions.defaults(),
                    events::add);
        }
    }

    private static KubernetesClient client(String account, String... readable) {
        testbed.client()
                .resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withName(account)
                        .withNamespace(testbed.namespace())
                        .endMetadata()
                        .build())
                .create();
        List<PolicyRule> rules = Stream.of(readable)
                .map(resource -> new PolicyRuleBuilder()
                        .withApiGroups("", "apps")
                        .withResources(resource)
                        .withVerbs("get", "list", "watch")
                        .build())
                .toList();
        testbed.client()
                .resource(new RoleBuilder()
                        .withNewMetadata()
                        .withName(account)
                        .withNamespace(testbed.namespace())
                        .endMetadata()
                        .withRules(rules)
                        .build())
                .create();
        testbed.client()
                .resource(new RoleBindingBuilder()
                        .withNewMetadata()
                        .withName(account)
                        .withNamespace(testbed.namespace())
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "Role", account)
                        .addNewSubject("", "ServiceAccount", account, testbed.namespace())
                        .build())
                .create();
        String token = testbed.client()
                .serviceAccounts()
                .inNamespace(testbed.namespace())
                .withName(account)
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withExpirationSeconds(600L)
                        .endSpec()
                        .build())
                .getStatus()
                .getToken();
        Config admin = Config.fromKubeconfig(Testbed.kubeconfig());
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.empty())
                        .withMasterUrl(admin.getMasterUrl())
                        .withCaCertData(admin.getCaCertData())
                        .withOauthToken(token)
                        .build())
                .build();
    }
}
