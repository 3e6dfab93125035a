package io.jenkins.plugins.pushtoprod.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An object of a release and where it goes.
 *
 * @param body without what only a server writes; with the namespace that it goes to
 */
record Target(ObjectRef ref, ResourceKind kind, ObjectNode body) {

    String path() {
        return kind.path(ref.namespace(), ref.name());
    }
}
