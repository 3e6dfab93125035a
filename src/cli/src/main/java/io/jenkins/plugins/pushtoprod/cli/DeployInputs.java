package io.jenkins.plugins.pushtoprod.cli;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.jenkins.plugins.pushtoprod.app.App;
import io.jenkins.plugins.pushtoprod.app.Environment;
import io.jenkins.plugins.pushtoprod.app.Provenance;
import io.jenkins.plugins.pushtoprod.app.SecretValue;
import io.jenkins.plugins.pushtoprod.cluster.DeployOptions;
import io.jenkins.plugins.pushtoprod.ship.DeployRequest;
import java.util.List;
import java.util.Map;

/** What arguments and files say of a deploy, before an image and a cluster are known. */
record DeployInputs(
        App app, Map<String, SecretValue> secrets, List<GenericKubernetesResource> manifests, DeployOptions options) {

    DeployRequest request(Environment environment, String image, Provenance provenance) {
        return new DeployRequest(app, environment, image, provenance, secrets, manifests, options);
    }
}
