package io.jenkins.plugins.pushtoprod.cluster;

import static io.jenkins.plugins.pushtoprod.cluster.Trees.tree;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnershipTest {

    private static final String OURS =
            """
            kind: %s
            metadata:
              annotations: {push-to-prod.jenkins.io/app: %s, %s: %s}
              managedFields: [{manager: %s, operation: %s}]
            """;

    private final Ownership ownership = new Ownership("shop", "web");

    @ParameterizedTest
    @CsvSource({
        "true,  ConfigMap, shop/web, a, b, push-to-prod, Apply",
        "false, ClusterRole, staging/web, a, b, push-to-prod, Apply",
        "true,  ConfigMap, shop/web, push-to-prod.jenkins.io/prune, no-opinion, push-to-prod, Apply",
        "false, ConfigMap, shop/web, push-to-prod.jenkins.io/prune, never, push-to-prod, Apply",
        "false, ConfigMap, shop/web, push-to-prod.jenkins.io/adopted, '\"true\"', push-to-prod, Apply",
        "false, ConfigMap, shop/other, a, b, push-to-prod, Apply",
        "false, ConfigMap, shop/web, a, b, kubectl, Apply",
        "false, ConfigMap, shop/web, a, b, push-to-prod, Update",
        "false, PersistentVolumeClaim, shop/web, a, b, push-to-prod, Apply",
        "false, Namespace, shop/web, a, b, push-to-prod, Apply",
        "false, CustomResourceDefinition, shop/web, a, b, push-to-prod, Apply",
    })
    void prunesOnlyWhatIsItsOwn(
            boolean may, String kind, String app, String annotation, String value, String manager, String operation) {
        assertThat(ownership.mayPrune(tree(OURS.formatted(kind, app, annotation, value, manager, operation))))
                .isEqualTo(may);
    }

    @Test
    void doesNotPruneWhatHasNoMark() {
        assertThat(ownership.mayPrune(tree("{kind: ConfigMap, metadata: {name: a}}")))
                .isFalse();
    }

    @Test
    void marksWhatItMakesAndRemembersWhatWasThere() {
        var object = tree("{metadata: {name: a, annotations: {x: y}}}");
        String owned = "push-to-prod.jenkins.io/app";
        String adopted = "push-to-prod.jenkins.io/adopted";

        var made = ownership.mark(object, Optional.empty());
        var again = ownership.mark(object, Optional.of(made));
        var taken = ownership.mark(object, Optional.of(object));
        var takenAgain = ownership.mark(object, Optional.of(taken));

        assertThat(made.at("/metadata/annotations").toString())
                .isEqualTo("{\"x\":\"y\",\"" + owned + "\":\"shop/web\"}");
        assertThat(again).isEqualTo(made);
        assertThat(taken.at("/metadata/annotations").path(adopted).asText()).isEqualTo("true");
        assertThat(takenAgain).isEqualTo(taken);
        assertThat(object.toString()).doesNotContain(owned);
    }

    @Test
    void seesThatAnotherAppHasIt() {
        assertThat(ownership.otherOwner(tree("{metadata: {annotations: {push-to-prod.jenkins.io/app: staging/web}}}")))
                .contains("staging/web");
        assertThat(ownership.otherOwner(tree("{metadata: {annotations: {push-to-prod.jenkins.io/app: shop/web}}}")))
                .isEmpty();
        assertThat(ownership.otherOwner(tree("{metadata: {}}"))).isEmpty();
    }
}
