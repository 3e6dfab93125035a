package io.jenkins.plugins.pushtoprod.cluster;

/**
 * How the API server serves a kind.
 *
 * @param plural as in the API's paths, such as {@code deployments}
 */
record ResourceKind(String apiVersion, String kind, String plural, boolean namespaced) {

    /** Empty for the core group. */
    String group() {
        return apiVersion.contains("/") ? apiVersion.substring(0, apiVersion.indexOf('/')) : "";
    }

    /** Of an object. */
    String path(String namespace, String name) {
        String root = (group().isEmpty() ? "/api/" : "/apis/") + apiVersion;
        return root + (namespaced ? "/namespaces/" + namespace : "") + '/' + plural + '/' + name;
    }
}
