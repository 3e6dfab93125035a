package io.jenkins.plugins.pushtoprod.app;

import java.util.Optional;

/**
 * A volume that outlives the pods that use it.
 *
 * @param path where it is mounted
 * @param size a Kubernetes quantity
 * @param storageClass empty: the cluster's default
 * @param shared whether many nodes may mount it at once (ReadWriteMany)
 */
public record Storage(String path, String size, Optional<String> storageClass, boolean shared) {}
