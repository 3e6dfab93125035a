package io.jenkins.plugins.pushtoprod.cluster;

import static io.jenkins.plugins.pushtoprod.cluster.Trees.tree;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {

    @Test
    void leavesOutWhatTheServerWritesAndWhatChangesWithEveryRelease() {
        String before =
                """
                metadata:
                  name: web
                  uid: a
                  resourceVersion: '1'
                  generation: 1
                  managedFields: [{manager: push-to-prod}]
                  labels: {app.kubernetes.io/name: web, app.kubernetes.io/version: one}
                  annotations: {push-to-prod.jenkins.io/commit: one, push-to-prod.jenkins.io/time: now}
                spec: {replicas: 1}
                status: {replicas: 1}
                """;
        String after =
                """
                metadata:
                  name: web
                  resourceVersion: '2'
                  generation: 2
                  labels: {app.kubernetes.io/name: web, app.kubernetes.io/version: two}
                  annotations: {push-to-prod.jenkins.io/commit: two}
                spec: {replicas: 1}
                status: {replicas: 2}
                """;

        assertThat(Comparison.same(tree(before), tree(after))).isTrue();
        assertThat(between(before, after)).isEmpty();
    }

    @Test
    void countsWhatIsOursInAPodTemplateAndWhetherToPrune() {
        String before = "{metadata: {annotations: {push-to-prod.jenkins.io/prune: never}},"
                + " spec: {template: {metadata: {annotations: {push-to-prod.jenkins.io/config-hash: one}}}}}";
        String after = "{spec: {template: {metadata: {annotations: {push-to-prod.jenkins.io/config-hash: two}}}}}";

        assertThat(between(before, after))
                .containsExactly(
                        "metadata.annotations.\"push-to-prod.jenkins.io/prune\": never -> ",
                        "spec.template.metadata.annotations.\"push-to-prod.jenkins.io/config-hash\": one -> two");
    }

    @Test
    void namesItemsByWhatIdentifiesThem() {
        String before =
                """
                spec:
                  containers:
                  - {name: web, image: one, ports: [{containerPort: 80}], env: [{name: A, value: x}, {name: B, value: y}]}
                  - {name: side, image: side}
                """;
        String after =
                """
                spec:
                  containers:
                  - {name: side, image: side}
                  - {name: web, image: two, ports: [{containerPort: 81}], env: [{name: B, value: y}, {name: C, value: z}]}
                """;

        assertThat(between(before, after))
                .containsExactly(
                        "spec.containers[web].image: one -> two",
                        "spec.containers[web].ports[80].containerPort: 80 -> ",
                        "spec.containers[web].ports[81].containerPort:  -> 81",
                        "spec.containers[web].env[A].name: A -> ",
                        "spec.containers[web].env[A].value: x -> ",
                        "spec.containers[web].env[C].name:  -> C",
                        "spec.containers[web].env[C].value:  -> z");
    }

    @Test
    void comparesByPlaceWhatNothingIdentifies() {
        assertThat(between("{a: [{b: 1}, {b: 2}], c: [x]}", "{a: [{b: 1}, {b: 3}], c: [x, y]}"))
                .containsExactly("a[1].b: 2 -> 3", "c: [\"x\"] -> [\"x\",\"y\"]");
    }

    @Test
    void showsOnlyTheLinesThatChange() {
        assertThat(between("{data: {conf: \"a\\nb\\nc\\n\"}}", "{data: {conf: \"a\\nx\\ny\\nc\\n\"}}"))
                .containsExactly("data.conf (line 2): b -> x\ny");
        assertThat(between("{data: {conf: \"a\\nb\"}}", "{data: {conf: \"a\\nb\\n\"}}"))
                .containsExactly("data.conf (line ends): LF, none on the last line -> LF");
    }

    @Test
    void hidesEverythingInASecretButThatItChanged() {
        assertThat(between(
                        "{kind: Secret, data: {a: b25l, b: c2FtZQ==}, type: Opaque}",
                        "{kind: Secret, data: {a: dHdv, b: c2FtZQ==, c: bmV3}, type: Opaque}"))
                .containsExactly("data.a: **** -> ****", "data.c:  -> ****");
        assertThat(between("{kind: Secret}", "{kind: Secret, stringData: {a: {b: s3cret}}}"))
                .containsExactly("stringData.a:  -> ****");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "env: [{name: DB_PASSWORD, value: s3cret}]",
                "env: [{name: JWT_KEY, value: s3cret}]",
                "env: [{name: URL, value: 'postgres://u:s3cret@db/x'}]",
                "password: s3cret",
                "spec: {clientSecret: s3cret}",
                "data: {api-token: s3cret}",
                "data: {app.properties: \"a=b\\ndb.password = s3cret\\n\"}",
                "args: [--token, s3cret]",
                "args: ['--token=s3cret', '-v']",
                "command: [sh, -c, 'run --db-password s3cret --port 1']",
                "metadata: {annotations: {kubectl.kubernetes.io/last-applied-configuration: '{\"data\":\"s3cret\"}'}}",
                "list: [[{password: s3cret}]]"
            })
    void hidesWhatLooksLikeASecret(String yaml) {
        assertThat(between("{}", yaml)).isNotEmpty().noneMatch(change -> change.contains("s3cret"));
        assertThat(between(yaml, yaml.replace("s3cret", "other")))
                .noneMatch(change -> change.contains("s3cret") || change.contains("other"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{secretName: web-tls}           | secretName:  -> web-tls",
                "{valueFrom: {secretKeyRef: {name: web, key: JWT_KEY}}} | valueFrom.secretKeyRef.key:  -> JWT_KEY",
                "{automountServiceAccountToken: false} | automountServiceAccountToken:  -> false",
                "{imagePullSecrets: [{name: pull}]} | imagePullSecrets[pull].name:  -> pull",
                "{env: [{name: LOG_LEVEL, value: info}]} | env[LOG_LEVEL].value:  -> info",
                "{emptyDir: {}}                  | emptyDir:  -> {}",
            })
    void showsWhatOnlySoundsLikeOne(String yaml, String shown) {
        assertThat(between("{}", yaml)).contains(shown);
    }

    private static List<String> between(String before, String after) {
        return Comparison.of(tree(before), tree(after)).stream()
                .map(change -> change.path() + ": " + change.before() + " -> " + change.after())
                .toList();
    }
}
