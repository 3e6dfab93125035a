package io.jenkins.plugins.pushtoprod.image.type;

import io.jenkins.plugins.pushtoprod.app.Build;
import io.jenkins.plugins.pushtoprod.image.BuildEvent;
import io.jenkins.plugins.pushtoprod.image.base.BaseInspector;
import io.jenkins.plugins.pushtoprod.image.blob.BlobCache;
import io.jenkins.plugins.pushtoprod.image.layer.LayerCache;
import io.jenkins.plugins.pushtoprod.image.layer.SourceTree;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * What layers are made from and with.
 *
 * @param sources absolute
 * @param cacheDirectory absolute; never part of an image
 * @param listener is told of what takes long
 */
public record Workshop(
        Path sources,
        Path cacheDirectory,
        Build build,
        BlobCache blobs,
        LayerCache layers,
        BaseInspector inspector,
        Consumer<BuildEvent> listener) {

    /** @param leftOut patterns that {@code .dockerignore} may overrule */
    SourceTree sourceTree(List<String> leftOut) {
        return SourceTree.ofApp(sources, leftOut, build.include(), List.of(cacheDirectory));
    }
}
