package io.jenkins.plugins.pushtoprod.image;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import io.jenkins.plugins.pushtoprod.image.base.BaseImage;
import io.jenkins.plugins.pushtoprod.image.blob.Blob;
import io.jenkins.plugins.pushtoprod.image.registry.Descriptor;
import io.jenkins.plugins.pushtoprod.image.registry.MediaType;
import io.jenkins.plugins.pushtoprod.image.registry.RawManifest;
import io.jenkins.plugins.pushtoprod.image.type.Layout;
import java.nio.charset.StandardCharsets;

/** The manifest of an image, of the OCI image specification whatever the base image's is: the layers are the same bytes. */
final class ImageManifest {

    private static final String OCI_LAYER = "application/vnd.oci.image.layer.v1.tar";
    private static final String DOCKER_LAYER = "application/vnd.docker.image.rootfs.diff.tar";

    private ImageManifest() {}

    static RawManifest of(BaseImage base, Layout layout, Blob config) {
        ObjectNode manifest = JsonNodeFactory.instance.objectNode();
        manifest.put("schemaVersion", 2);
        manifest.put("mediaType", MediaType.MANIFEST);
        descriptor(manifest.putObject("config"), MediaType.CONFIG, config);
        ArrayNode layers = manifest.putArray("layers");
        for (Descriptor layer : base.layers()) {
            descriptor(layers.addObject(), ociType(base, layer.mediaType()), layer.blob());
        }
        for (Layout.NamedLayer layer : layout.layers()) {
            descriptor(layers.addObject(), MediaType.LAYER_GZIP, layer.layer().blob());
        }
        return new RawManifest(MediaType.MANIFEST, manifest.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void descriptor(ObjectNode node, String mediaType, Blob blob) {
        node.put("mediaType", mediaType);
        node.put("digest", blob.digest().toString());
        node.put("size", blob.size());
    }

    private static String ociType(BaseImage base, String mediaType) {
        if (mediaType.equals(MediaType.DOCKER_LAYER_GZIP)) {
            return MediaType.LAYER_GZIP;
        }
        if (mediaType.startsWith(OCI_LAYER)) {
            return mediaType;
        }
        if (mediaType.startsWith(DOCKER_LAYER)) {
            return OCI_LAYER + mediaType.substring(DOCKER_LAYER.length()).replace('.', '+');
        }
        throw new ProblemException(Problem.of(
                Problem.Kind.BUILD,
                "base image " + base.reference() + " has a layer of a kind that cannot be copied: " + mediaType,
                "build.base",
                "name another base image"));
    }
}
