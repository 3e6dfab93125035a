package io.jenkins.plugins.pushtoprod.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/** Objects as trees, from YAML or JSON. */
final class Trees {

    private static final YAMLMapper MAPPER = new YAMLMapper();

    private Trees() {}

    static ObjectNode tree(String yaml) {
        try {
            return (ObjectNode) MAPPER.readTree(yaml);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
