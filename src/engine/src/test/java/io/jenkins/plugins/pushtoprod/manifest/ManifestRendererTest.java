package io.jenkins.plugins.pushtoprod.manifest;

import io.jenkins.plugins.pushtoprod.manifest.ManifestYaml.SecretData;
import org.junit.jupiter.api.Test;

class ManifestRendererTest {

    private final ManifestRenderer renderer = new ManifestRenderer();

    @Test
    void rendersTheFoundingExample() {
        Manifest manifest = renderer.render(Apps.request(Apps.usersApi()));

        Golden.assertSame("users-api.yaml", new ManifestYaml().write(manifest, SecretData.PLAIN));
    }
}
