package io.jenkins.plugins.pushtoprod.cluster;

import static io.jenkins.plugins.pushtoprod.cluster.Fixtures.configMap;
import static io.jenkins.plugins.pushtoprod.cluster.Fixtures.deployment;
import static io.jenkins.plugins.pushtoprod.cluster.Fixtures.manifest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.jenkins.plugins.pushtoprod.TestNamespace;
import io.jenkins.plugins.pushtoprod.Testbed;
import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import io.jenkins.plugins.pushtoprod.app.Provenance;
import io.jenkins.plugins.pushtoprod.manifest.Manifest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DeployerIT {

    private static final DeployOptions TAKE_OWNERSHIP = new DeployOptions(true, false);

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
        Deploying app = app("first");

        Release v1 = app.deploy(manifest(configMap("first", "a"), deployment("first", "one")));
        Release v2 = app.deploy(manifest(configMap("first", "a"), deployment("first", "one")));
        Release v3 = app.deploy(manifest(configMap("first", "a"), deployment("first", "two")));

        assertThat(v1.id()).isEqualTo("first-v1");
        assertThat(changes(v1)).containsExactly("ConfigMap/first CREATED", "Deployment/first CREATED");
        assertThat(changes(v2)).containsExactly("ConfigMap/first UNCHANGED", "Deployment/first UNCHANGED");
        assertThat(changes(v3)).containsExactly("ConfigMap/first UNCHANGED", "Deployment/first CHANGED");
        // The time in an annotation is new each time, which counts for a Deployment's generation, but restarts nothing.
        assertThat(v2.objects().get(1).generation()).isEqualTo(2);
        assertThat(v3.objects().get(1).generation()).isEqualTo(3);
        assertThat(v3.objects().get(1).uid()).isEqualTo(v1.objects().get(1).uid());
        assertThat(v3.objects().get(0).object().namespace()).isEqualTo(NAMESPACE.name());
    }

    @Test
    void plansWithoutChangingAnything() throws Exception {
        Deploying app = app("planned");
        app.deploy(manifest(configMap("planned", "a"), configMap("planned-old", "a"), deployment("planned", "one")));

        Plan plan = app.preflight(manifest(
                        configMap("planned", "b"), deployment("planned", "one"), configMap("planned-new", "a")))
                .orThrow();

        assertThat(plan.changes())
                .extracting(change -> change.object() + " " + change.change())
                .containsExactly(
                        "ConfigMap/planned CHANGED",
                        "Deployment/planned UNCHANGED",
                        "ConfigMap/planned-new CREATED",
                        "ConfigMap/planned-old PRUNED");
        assertThat(plan.changes().get(0).fields()).containsExactly(new Plan.FieldChange("data.value", "a", "b"));
        assertThat(value("planned")).isEqualTo("a");
        assertThat(exists("planned-new")).isFalse();
        assertThat(exists("planned-old")).isTrue();
    }

    @Test
    void showsNoSecretInAPlan() throws Exception {
        Deploying app = app("hidden");
        String secret =
                """
                apiVersion: v1
                kind: Secret
                metadata: {name: hidden}
                stringData: {KEY: "%s"}
                """;
        app.deploy(manifest(secret.formatted("hunter2")));

        Plan plan = app.preflight(manifest(secret.formatted("hunter3"))).orThrow();

        assertThat(plan.changes().get(0).fields()).containsExactly(new Plan.FieldChange("data.KEY", "****", "****"));
        assertThat(plan.toString()).doesNotContain("hunter", "aHVudGVy");
    }

    @Test
    void prunesWhatIsGoneFromTheReleaseAndItsOwn() throws Exception {
        Deploying app = app("pruned");
        NAMESPACE.applyAs("other", configMap("pruned-adopted", "a"));
        String kept =
                """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: pruned-never, annotations: {push-to-prod.jenkins.io/prune: never}}
                """;
        String claim =
                """
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: pruned-data}
                spec: {accessModes: [ReadWriteOnce], storageClassName: none, resources: {requests: {storage: 1Mi}}}
                """;
        app.deploy(manifest(
                configMap("pruned", "a"),
                configMap("pruned-old", "a"),
                configMap("pruned-adopted", "a"),
                configMap("pruned-remade", "a"),
                kept,
                claim));
        NAMESPACE
                .client()
                .configMaps()
                .inNamespace(NAMESPACE.name())
                .withName("pruned-remade")
                .delete();
        NAMESPACE.applyAs("other", configMap("pruned-remade", "a"));

        Release v2 = app.deploy(manifest(configMap("pruned", "a")));

        assertThat(changes(v2)).containsExactly("ConfigMap/pruned UNCHANGED", "ConfigMap/pruned-old PRUNED");
        assertThat(exists("pruned-old")).isFalse();
        assertThat(exists("pruned-adopted")).isTrue();
        assertThat(exists("pruned-remade")).isTrue();
        assertThat(exists("pruned-never")).isTrue();
        assertThat(changes(app.deploy(manifest(configMap("pruned", "a")))))
                .containsExactly("ConfigMap/pruned UNCHANGED");
    }

    @Test
    void namesTheManagerTheFieldAndTheWaysOut() throws Exception {
        Deploying app = app("owned");
        NAMESPACE.applyAs("other", configMap("owned", "a"));

        List<Problem> problems =
                app.preflight(manifest(configMap("owned", "b"))).problems();

        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).kind()).isEqualTo(Problem.Kind.CONFLICT);
        assertThat(problems.get(0).what())
                .isEqualTo("ConfigMap/owned: data.value is managed by \"other\", which set another value.");
        assertThat(problems.get(0).advice().orElseThrow()).contains("take ownership");
        assertThat(value("owned")).isEqualTo("a");

        app.deploy(manifest(configMap("owned", "b")), Provenance.UNKNOWN, TAKE_OWNERSHIP);

        assertThat(value("owned")).isEqualTo("b");
    }

    @Test
    void leavesAnotherAppsObjectAlone() throws Exception {
        app("mine").deploy(manifest(configMap("shared", "a")));

        assertThat(app("yours").preflight(manifest(configMap("shared", "b"))).problems())
                .extracting(Problem::what)
                .containsExactly("ConfigMap/shared belongs to the app " + NAMESPACE.name() + "/mine already.");
        assertThat(value("shared")).isEqualTo("a");
    }

    @Test
    void saysEverythingThatIsWrongAtOnceAndAppliesNothing() throws Exception {
        Deploying app = app("wrong");
        app.deploy(manifest(deployment("wrong", "one")));
        Manifest wrong = manifest(
                configMap("wrong", "a"),
                deployment("wrong", "one").replace("app: wrong", "app: other"),
                "{apiVersion: apps/v1, kind: Deployment, metadata: {name: typo}, spec: {replica: 1}}",
                "{apiVersion: apps/v1, kind: Deploymnt, metadata: {name: typo}}",
                "{apiVersion: nowhere.example.com/v1, kind: Thing, metadata: {name: typo}}",
                "{apiVersion: v1, kind: Service, metadata: {name: Not_A_Name}, spec: {ports: [{port: 80}]}}",
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: away, namespace: not-there-at-all}}",
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: wrong}}",
                "{apiVersion: v1, kind: ConfigMap, metadata: {generateName: x-}}");

        Preflight preflight = app.preflight(wrong);

        assertThat(preflight.problems())
                .extracting(Problem::what)
                .anySatisfy(
                        what -> assertThat(what)
                                .isEqualTo(
                                        "Deployment/wrong: spec.selector cannot be changed on an object that is there already."))
                .contains(
                        "Deployment/typo is not valid: spec.replica is no field of apps/v1 Deployment.",
                        "There is no kind Deploymnt in apps/v1; did you mean Deployment?",
                        "The cluster does not serve nowhere.example.com/v1, which Thing/typo is of.",
                        "The namespace not-there-at-all does not exist.",
                        "ConfigMap/wrong is there twice.",
                        "A ConfigMap has no name.")
                .anySatisfy(what -> assertThat(what)
                        .startsWith("Service/Not_A_Name is not valid: metadata.name: invalid value \"Not_A_Name\":"))
                .hasSize(8);
        assertThat(preflight.problems()).extracting(Problem::kind).containsOnly(Problem.Kind.PREFLIGHT);
        assertThat(exists("wrong")).isFalse();
        assertThat(catchThrowableOfType(ProblemException.class, preflight::orThrow)
                        .problems())
                .isEqualTo(preflight.problems());
    }

    @Test
    void saysThatTheNamespaceIsNotThere() throws Exception {
        Deploying nowhere = new Deploying(cluster, "not-there-at-all", "web");

        assertThat(nowhere.preflight(manifest(configMap("web", "a"))).problems())
                .extracting(Problem::what)
                .containsExactly("The namespace not-there-at-all does not exist.");
        assertThat(catchThrowableOfType(ProblemException.class, () -> nowhere.deploy(manifest(configMap("web", "a"))))
                        .problems())
                .extracting(Problem::what)
                .containsExactly("The namespace not-there-at-all does not exist.");
    }

    @Test
    void saysThatAQuotaIsExceeded() throws Exception {
        NAMESPACE.applyAs(
                "other",
                """
                apiVersion: v1
                kind: ResourceQuota
                metadata: {name: quota}
                spec: {hard: {count/cronjobs.batch: "0"}}
                """);
        String job =
                """
                apiVersion: batch/v1
                kind: CronJob
                metadata: {name: quota}
                spec:
                  schedule: "0 3 * * *"
                  jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: a}]}}}}
                """;

        await().untilAsserted(() -> assertThat(
                        app("quota").preflight(manifest(job)).problems())
                .extracting(Problem::what)
                .containsExactly("CronJob/quota exceeds the quota of its namespace: quota, requested:"
                        + " count/cronjobs.batch=1, used: count/cronjobs.batch=0, limited: count/cronjobs.batch=0."));
    }

    @Test
    void bringsADefinitionAndItsResourcesInOneRelease() throws Exception {
        String group = NAMESPACE.name() + ".example.com";
        String definition =
                """
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: things.%s}
                spec:
                  group: %s
                  scope: Namespaced
                  names: {kind: Thing, plural: things}
                  versions:
                    - name: v1
                      served: true
                      storage: true
                      schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {size: {type: integer}}}}}}
                """
                        .formatted(group, group);
        String thing = "{apiVersion: %s/v1, kind: Thing, metadata: {name: thing}, spec: {size: %s}}";
        Deploying app = app("custom");
        Manifest manifest =
                new Manifest(Fixtures.objects(definition), List.of(), Fixtures.objects(thing.formatted(group, 1)));
        try {
            assertThat(app.preflight(manifest).problems()).isEmpty();

            Release v1 = app.deploy(manifest);

            assertThat(v1.objects())
                    .extracting(applied -> applied.object().namespace())
                    .containsExactly("", NAMESPACE.name());
            assertThat(app.preflight(manifest(thing.formatted(group, "big"))).problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.what()).startsWith("Thing/thing is not valid: spec.size"));
            Plan withoutDefinition =
                    app.preflight(manifest(configMap("custom", "a"))).orThrow();
            assertThat(withoutDefinition.changes())
                    .extracting(change -> change.object() + " " + change.change())
                    .containsExactly("ConfigMap/custom CREATED", "Thing/thing PRUNED");
        } finally {
            NAMESPACE
                    .client()
                    .resources(CustomResourceDefinition.class)
                    .withName("things." + group)
                    .delete();
        }
    }

    @Test
    void doesNotLetAnOlderCommitReplaceANewerOne() throws Exception {
        Deploying app = app("ordered");
        Provenance old = Fixtures.commit("0000000", "2026-01-01T00:00:00Z");
        Provenance latest = Fixtures.commit("1111111", "2026-01-02T00:00:00Z");
        app.deploy(manifest(configMap("ordered", "new")), latest, DeployOptions.DEFAULT);

        ProblemException refused = catchThrowableOfType(
                ProblemException.class,
                () -> app.deploy(manifest(configMap("ordered", "old")), old, DeployOptions.DEFAULT));

        assertThat(refused.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.kind()).isEqualTo(Problem.Kind.CONFLICT);
            assertThat(problem.what()).contains("0000000", "1111111");
        });
        assertThat(value("ordered")).isEqualTo("new");

        app.deploy(manifest(configMap("ordered", "old")), old, new DeployOptions(false, true));

        assertThat(value("ordered")).isEqualTo("old");
    }

    @Test
    void waitsForWhatIsBeingDeleted() throws Exception {
        Deploying app = app("slow");
        NAMESPACE.applyAs(
                "other",
                """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: slow, finalizers: [example.com/slow]}
                """);
        var slow = NAMESPACE.client().configMaps().inNamespace(NAMESPACE.name()).withName("slow");
        slow.delete();
        Thread finalizer = new Thread(() -> slow.edit(configMap -> {
            configMap.getMetadata().setFinalizers(List.of());
            return configMap;
        }));
        try (ReleaseLock lock = app.releases().lock("a test", Deploying.NO_WAIT, holder -> {})) {
            finalizer.start();

            List<Release.Applied> applied = app.deployer()
                    .apply(
                            lock,
                            app.next(Provenance.UNKNOWN),
                            Fixtures.objects(configMap("slow", "a")),
                            DeployOptions.DEFAULT,
                            object -> {});

            assertThat(applied).extracting(Release.Applied::change).containsExactly(Release.Change.CREATED);
        }
        finalizer.join();
        assertThat(value("slow")).isEqualTo("a");
    }

    @Test
    void doesNotSayThatNothingWasAppliedOnceItApplies() throws Exception {
        Deploying app = app("late");
        try (ReleaseLock lock = app.releases().lock("a test", Deploying.NO_WAIT, holder -> {})) {
            ProblemException refused = catchThrowableOfType(ProblemException.class, () -> app.deployer()
                    .apply(
                            lock,
                            app.next(Provenance.UNKNOWN),
                            Fixtures.objects(
                                    configMap("late", "a"),
                                    "{apiVersion: apps/v1, kind: Deploymnt, metadata: {name: late}}"),
                            DeployOptions.DEFAULT,
                            object -> {}));

            assertThat(refused.problems()).extracting(Problem::kind).containsExactly(Problem.Kind.CLUSTER);
        }
    }

    @Test
    void takesWhatPeopleCopiedFromACluster() throws Exception {
        String copied =
                """
                apiVersion: v1
                kind: Service
                metadata:
                  name: copied
                  uid: 0d2cd5e2-0e39-4b0b-8d2e-6b0f6a4ad2a1
                  resourceVersion: "1"
                  creationTimestamp: "2026-01-01T00:00:00Z"
                  managedFields: [{manager: kubectl, operation: Update}]
                spec: {ports: [{port: 80}]}
                status: {loadBalancer: {}}
                """;

        assertThat(changes(app("copied").deploy(manifest(copied)))).containsExactly("Service/copied CREATED");
    }

    private static Deploying app(String name) {
        return new Deploying(cluster, NAMESPACE.name(), name);
    }

    private static boolean exists(String configMap) {
        return NAMESPACE
                        .client()
                        .configMaps()
                        .inNamespace(NAMESPACE.name())
                        .withName(configMap)
                        .get()
                != null;
    }

    private static @Nullable String value(String configMap) {
        return NAMESPACE
                .client()
                .configMaps()
                .inNamespace(NAMESPACE.name())
                .withName(configMap)
                .get()
                .getData()
                .get("value");
    }

    private static List<String> changes(Release release) {
        return release.objects().stream()
                .map(applied -> applied.object() + " " + applied.change())
                .toList();
    }
}
