package io.jenkins.plugins.pushtoprod.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import java.util.List;
import java.util.Map;

/**
 * Puts the image that was built where a team's own objects name it: in any field called {@code image}, be it of a container or of a custom
 * resource, that is
 *
 * <ul>
 *   <li>the built repository's last part alone, as in {@code image: users-api}, or
 *   <li>the whole repository, with whatever tag, as in {@code image: registry.example.com/team/users-api:latest}.
 * </ul>
 *
 * An image by digest is left as it is: who wrote that meant that one.
 */
final class ImageSubstitution {

    private final String image;
    private final ImageName built;

    ImageSubstitution(String image) {
        this.image = image;
        this.built = ImageName.parse(image);
    }

    /** Changes the objects in place; nothing where no image was built. */
    void into(List<ObjectNode> objects) {
        if (image.isEmpty()) {
            return;
        }
        boolean found = false;
        for (ObjectNode object : objects) {
            found |= replaced(object);
        }
        if (!found) {
            throw new ProblemException(Problem.of(
                    Problem.Kind.INPUT,
                    "Nothing in the manifests runs the image that was built.",
                    "image " + built.repository(),
                    "Write 'image: " + built.lastSegment()
                            + "' in the container that shall run it, or deploy without building an image."));
        }
    }

    private boolean replaced(JsonNode node) {
        boolean found = false;
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                if (field.getKey().equals("image")
                        && field.getValue().isTextual()
                        && meant(field.getValue().asText())) {
                    field.setValue(object.textNode(image));
                    found = true;
                }
            }
        }
        for (JsonNode child : node) {
            found |= replaced(child);
        }
        return found;
    }

    private boolean meant(String reference) {
        ImageName name = ImageName.parse(reference);
        return reference.equals(image)
                || reference.equals(built.lastSegment())
                || name.digest().isEmpty() && name.repository().equals(built.repository());
    }
}
