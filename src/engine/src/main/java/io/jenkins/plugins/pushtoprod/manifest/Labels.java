package io.jenkins.plugins.pushtoprod.manifest;

import java.util.Map;
import java.util.TreeMap;

/**
 * The labels that objects carry: the recommended ones of Kubernetes
 * (<a href="https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/">Recommended Labels</a>).
 *
 * <p>Selectors use {@link #NAME} and {@link #COMPONENT} alone, because a selector can never be changed once its workload exists.
 * {@link #VERSION} is on the metadata of objects alone: in a pod template it would restart pods, in a selector it would lose them.
 */
public final class Labels {

    /** The app's name. */
    public static final String NAME = "app.kubernetes.io/name";

    /** The app's name: one instance of an app lives in a namespace. */
    public static final String INSTANCE = "app.kubernetes.io/instance";

    /** The process within the app. */
    public static final String COMPONENT = "app.kubernetes.io/component";

    /** The app's name. */
    public static final String PART_OF = "app.kubernetes.io/part-of";

    /** Always {@link #MANAGER}. */
    public static final String MANAGED_BY = "app.kubernetes.io/managed-by";

    /** The image's short digest, or its tag. */
    public static final String VERSION = "app.kubernetes.io/version";

    /** The value of {@link #MANAGED_BY}. */
    public static final String MANAGER = "push-to-prod";

    private Labels() {}

    /** What selects the pods of a component of an app, and nothing else. */
    static Map<String, String> selector(String app, String component) {
        Map<String, String> labels = new TreeMap<>();
        labels.put(NAME, app);
        labels.put(COMPONENT, component);
        return labels;
    }
}
