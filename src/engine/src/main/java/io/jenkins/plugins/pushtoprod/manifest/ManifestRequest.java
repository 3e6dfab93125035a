package io.jenkins.plugins.pushtoprod.manifest;

import io.jenkins.plugins.pushtoprod.app.App;
import io.jenkins.plugins.pushtoprod.app.Environment;
import io.jenkins.plugins.pushtoprod.app.Provenance;
import io.jenkins.plugins.pushtoprod.app.SecretValue;
import java.time.Instant;
import java.util.Map;

/**
 * Everything a manifest is made of.
 *
 * @param image reference by digest; empty for a team's own objects when none was built, which are then taken as they are
 * @param releaseId names what exists once per release, such as the release phase's Job
 * @param secrets the values that are known, by secret ID; an ID without a value stands for a Secret of that name in the namespace, which
 *     has the environment variable's name as a key
 * @param time of the release; written on objects, never on pod templates
 */
public record ManifestRequest(
        App app,
        String image,
        Environment environment,
        String releaseId,
        Provenance provenance,
        Map<String, SecretValue> secrets,
        Instant time) {}
