package io.jenkins.plugins.pushtoprod.manifest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * A document of a file.
 *
 * @param file as the user named it
 * @param line where it starts, from 1
 * @param root what it says
 * @param lines of the keys of each mapping, by the very mapping; what has none counts as on the document's first line
 */
record Document(String file, int line, ObjectNode root, Map<ObjectNode, Map<String, Integer>> lines) {

    /** Where a mapping starts: its first key. */
    String where(ObjectNode mapping) {
        return file + ":"
                + lines.getOrDefault(mapping, Map.of()).values().stream()
                        .mapToInt(Integer::intValue)
                        .min()
                        .orElse(line);
    }

    String where(ObjectNode mapping, String key) {
        Integer found = lines.getOrDefault(mapping, Map.of()).get(key);
        return found == null ? where(mapping) : file + ":" + found;
    }
}
