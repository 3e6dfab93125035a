package io.jenkins.plugins.pushtoprod.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/** In which order objects are applied, and which kinds live outside of namespaces. */
final class KindOrder {

    /** What others refer to: these come before the release phase. */
    private static final List<String> BEFORE = List.of(
            "Namespace",
            "CustomResourceDefinition",
            "PriorityClass",
            "RuntimeClass",
            "StorageClass",
            "VolumeAttributesClass",
            "IngressClass",
            "ResourceQuota",
            "LimitRange",
            "NetworkPolicy",
            "ServiceAccount",
            "ClusterRole",
            "ClusterRoleBinding",
            "Role",
            "RoleBinding",
            "Secret",
            "ConfigMap",
            "PersistentVolume",
            "PersistentVolumeClaim");

    /** The rest. Custom resources are {@link #CUSTOM}: they often configure what follows. */
    private static final List<String> AFTER = List.of(
            "Service",
            "EndpointSlice",
            "Endpoints",
            KindOrder.CUSTOM,
            "DaemonSet",
            "StatefulSet",
            "Deployment",
            "ReplicaSet",
            "ReplicationController",
            "Pod",
            "Job",
            "CronJob",
            "HorizontalPodAutoscaler",
            "PodDisruptionBudget",
            "Ingress",
            // These can turn other applies away, once they are there.
            "APIService",
            "MutatingWebhookConfiguration",
            "ValidatingWebhookConfiguration",
            "MutatingAdmissionPolicy",
            "MutatingAdmissionPolicyBinding",
            "ValidatingAdmissionPolicy",
            "ValidatingAdmissionPolicyBinding");

    private static final String CUSTOM = "";

    private static final Set<String> CLUSTER_SCOPED = Set.of(
            "Namespace",
            "Node",
            "PersistentVolume",
            "ClusterRole",
            "ClusterRoleBinding",
            "CustomResourceDefinition",
            "PriorityClass",
            "RuntimeClass",
            "StorageClass",
            "VolumeAttributesClass",
            "VolumeAttachment",
            "CSIDriver",
            "CSINode",
            "IngressClass",
            "IPAddress",
            "ServiceCIDR",
            "APIService",
            "MutatingWebhookConfiguration",
            "ValidatingWebhookConfiguration",
            "MutatingAdmissionPolicy",
            "MutatingAdmissionPolicyBinding",
            "ValidatingAdmissionPolicy",
            "ValidatingAdmissionPolicyBinding",
            "CertificateSigningRequest",
            "ClusterTrustBundle",
            "FlowSchema",
            "PriorityLevelConfiguration",
            "DeviceClass",
            "ResourceSlice",
            "DeviceTaintRule",
            "StorageVersion",
            "ComponentStatus");

    /** With a dot, as {@code kubectl api-versions} has them on a cluster without extensions, all features switched on. */
    private static final Set<String> BUILT_IN_GROUPS = Set.of(
            "admissionregistration.k8s.io",
            "apiextensions.k8s.io",
            "apiregistration.k8s.io",
            "authentication.k8s.io",
            "authorization.k8s.io",
            "certificates.k8s.io",
            "coordination.k8s.io",
            "discovery.k8s.io",
            "events.k8s.io",
            "flowcontrol.apiserver.k8s.io",
            "internal.apiserver.k8s.io",
            "networking.k8s.io",
            "node.k8s.io",
            "rbac.authorization.k8s.io",
            "resource.k8s.io",
            "scheduling.k8s.io",
            "storage.k8s.io",
            "storagemigration.k8s.io");

    private KindOrder() {}

    static boolean before(JsonNode object) {
        return builtIn(object) && BEFORE.contains(Tree.kind(object));
    }

    /** Position among those that are applied in the same part. */
    static int rank(JsonNode object) {
        int before = BEFORE.indexOf(Tree.kind(object));
        if (builtIn(object) && before >= 0) {
            return before;
        }
        int after = AFTER.indexOf(Tree.kind(object));
        return builtIn(object) && after >= 0 ? after : AFTER.indexOf(CUSTOM);
    }

    /** Whether this is a kind of Kubernetes' own that lives in a namespace; of a custom resource, only the cluster knows. */
    static boolean namespaced(JsonNode object) {
        return builtIn(object) && !CLUSTER_SCOPED.contains(Tree.kind(object));
    }

    /** Whether the kind is of a group of Kubernetes itself: those without a dot, and those of {@link #BUILT_IN_GROUPS}. */
    static boolean builtIn(JsonNode object) {
        String group = Tree.group(object);
        return !group.contains(".") || BUILT_IN_GROUPS.contains(group);
    }
}
