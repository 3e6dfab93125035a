package io.jenkins.plugins.pushtoprod.image;

import io.jenkins.plugins.pushtoprod.app.App;
import io.jenkins.plugins.pushtoprod.app.Provenance;
import java.nio.file.Path;
import java.util.List;

/**
 * What to build and where to push it.
 *
 * @param directory root of the sources; nothing outside it is read
 * @param repository to push to, without tag
 * @param tags that shall point to the image; set last, after every blob and the manifest are there
 * @param cache directory for base layers and dependencies, shared by builds; made if it is not there
 */
public record BuildRequest(
        Path directory,
        App app,
        String repository,
        List<String> tags,
        Provenance provenance,
        RegistryAccess access,
        Path cache) {}
