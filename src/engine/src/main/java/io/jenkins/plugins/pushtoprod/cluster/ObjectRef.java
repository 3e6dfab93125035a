package io.jenkins.plugins.pushtoprod.cluster;

/** Names an object. {@code namespace} is empty for cluster-scoped kinds. */
public record ObjectRef(String apiVersion, String kind, String namespace, String name) {

    /** As people write it: {@code Deployment/users-api}. */
    @Override
    public String toString() {
        return kind + "/" + name;
    }
}
