package io.jenkins.plugins.pushtoprod.ship;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.jenkins.plugins.pushtoprod.app.App;
import io.jenkins.plugins.pushtoprod.app.Environment;
import io.jenkins.plugins.pushtoprod.app.Provenance;
import io.jenkins.plugins.pushtoprod.app.SecretValue;
import io.jenkins.plugins.pushtoprod.cluster.DeployOptions;
import java.util.List;
import java.util.Map;

/**
 * What to deploy, and where.
 *
 * @param image reference by digest
 * @param secrets values by the secret's ID; never printed
 * @param manifests a team's own objects; empty: they are made from the app
 */
public record DeployRequest(
        App app,
        Environment environment,
        String image,
        Provenance provenance,
        Map<String, SecretValue> secrets,
        List<GenericKubernetesResource> manifests,
        DeployOptions options) {}
