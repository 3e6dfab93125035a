package io.jenkins.plugins.pushtoprod.cluster;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.pushtoprod.app.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Asks the cluster what we may do, by {@code SelfSubjectAccessReview}. */
final class AccessReviews {

    private static final String PATH = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";

    private final Api api;
    private final String user;

    AccessReviews(Api api, String user) {
        this.api = api;
        this.user = user;
    }

    /**
     * Something that has to be allowed.
     *
     * @param group empty for the core group
     * @param namespace empty for what is cluster-scoped
     */
    record Access(String verb, String group, String resource, String namespace) {

        static List<Access> to(ResourceKind kind, String namespace, String... verbs) {
            List<Access> accesses = new ArrayList<>();
            for (String verb : verbs) {
                accesses.add(new Access(verb, kind.group(), kind.plural(), kind.namespaced() ? namespace : ""));
            }
            return accesses;
        }
    }

    /** Those that are denied. */
    Set<Access> denied(Collection<Access> accesses) throws InterruptedException {
        List<Access> distinct = accesses.stream().distinct().toList();
        List<Boolean> allowed = Parallel.ask(distinct, this::isAllowed);
        Set<Access> denied = new LinkedHashSet<>();
        for (int i = 0; i < distinct.size(); i++) {
            if (!allowed.get(i)) {
                denied.add(distinct.get(i));
            }
        }
        return denied;
    }

    private boolean isAllowed(Access access) {
        ObjectNode review = JsonNodeFactory.instance.objectNode();
        review.put("apiVersion", "authorization.k8s.io/v1").put("kind", "SelfSubjectAccessReview");
        ObjectNode attributes = review.putObject("spec").putObject("resourceAttributes");
        attributes.put("verb", access.verb()).put("group", access.group()).put("resource", access.resource());
        if (!access.namespace().isEmpty()) {
            attributes.put("namespace", access.namespace());
        }
        try {
            return api.create(PATH, review).at("/status/allowed").asBoolean();
        } catch (ApiException e) {
            // We may not even ask: what is not allowed shows when it is tried.
            return true;
        }
    }

    /** One problem for each resource, with all that is missing. */
    List<Problem> problems(Set<Access> denied) {
        Map<Access, List<String>> verbs = new LinkedHashMap<>();
        for (Access access : denied) {
            Access resource = new Access("", access.group(), access.resource(), access.namespace());
            verbs.computeIfAbsent(resource, r -> new ArrayList<>()).add(access.verb());
        }
        List<Problem> problems = new ArrayList<>();
        verbs.forEach((resource, missing) -> problems.add(
                Refusals.notAllowed(user, missing, resource.group(), resource.resource(), resource.namespace())));
        return problems;
    }
}
