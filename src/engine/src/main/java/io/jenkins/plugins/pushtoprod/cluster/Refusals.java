package io.jenkins.plugins.pushtoprod.cluster;

import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Says what a refusal of the API server means and what to do about it. The texts that are looked for are those of Kubernetes' apiserver
 * ({@code apimachinery/pkg/api/errors}, {@code apiserver/pkg/admission}, structured-merge-diff).
 */
final class Refusals {

    private static final Pattern FORBIDDEN = Pattern.compile(
            "(?:User \"(?<user>[^\"]*)\" )?cannot (?<verb>\\w+) resource \"(?<resource>[^\"]+)\" in API group \"(?<group>[^\"]*)\"");
    private static final Pattern CONFLICT = Pattern.compile("conflict with \"(?<manager>[^\"]*)\"(?<how>.*)");
    private static final Pattern SCHEMA = Pattern.compile(
            "failed to create typed patch object \\([^)]*\\): (?:errors:)?(?<errors>.*)", Pattern.DOTALL);
    private static final Pattern CONVERSION = Pattern.compile(
            "failed to convert new object .*?(?:error decoding from json: |: )(?<error>[^:]*)$", Pattern.DOTALL);
    private static final Pattern WEBHOOK_DOWN = Pattern.compile(
            "failed calling webhook \"(?<name>[^\"]+)\"(?:: failed to call webhook)?(?<why>.*)", Pattern.DOTALL);
    private static final Pattern DENIED = Pattern.compile(
            "(?<who>admission webhook \"[^\"]+\"|ValidatingAdmissionPolicy '[^']+'(?: with binding '[^']+')?) denied (?:the )?request:?\\s*(?<why>.*)",
            Pattern.DOTALL);
    private static final Pattern QUOTA = Pattern.compile("exceeded quota: (?<what>.*)", Pattern.DOTALL);
    private static final String TERMINATING = "NamespaceTerminating";

    private final String user;

    /** @param user who the cluster says we are; empty if that is not known */
    Refusals(String user) {
        this.user = user;
    }

    ProblemException exception(ApiException e, ObjectRef object) {
        return new ProblemException(problems(e, object), e);
    }

    List<Problem> problems(ApiException e, ObjectRef object) {
        String message = e.message();
        if (e.hasCause("FieldManagerConflict")) {
            return conflicts(e, object);
        }
        if (e.hasCause(TERMINATING)) {
            return List.of(namespaceTerminating(object.namespace()));
        }
        if (e.code() == 404
                && e.resource().equals("namespaces")
                && !object.kind().equals("Namespace")) {
            return List.of(namespaceMissing(object.namespace()));
        }
        return deniedByAdmission(message, object)
                .or(() -> webhookDown(message, object))
                .or(() -> quota(message, object))
                .or(() -> forbidden(e, object))
                .map(List::of)
                .orElseGet(() -> invalid(e, object));
    }

    static Problem namespaceMissing(String namespace) {
        return Problem.of(
                Problem.Kind.PREFLIGHT,
                "The namespace " + namespace + " does not exist.",
                "Namespace/" + namespace,
                "Create it once (kubectl create namespace " + namespace + "), or correct the environment's namespace.");
    }

    static Problem namespaceTerminating(String namespace) {
        return Problem.of(
                Problem.Kind.PREFLIGHT,
                "The namespace " + namespace + " is being deleted.",
                "Namespace/" + namespace,
                "Wait until it is gone and create it again; kubectl get namespace " + namespace
                        + " -o yaml says in its conditions what it waits for.");
    }

    /** Two apps have an object of the same name; both are applied by one manager, so that the server sees no conflict. */
    static Problem ownedBy(String app, ObjectRef object) {
        return Problem.of(
                Problem.Kind.CONFLICT,
                object + " belongs to the app " + app + " already.",
                where(object),
                "Give it another name, or take it out of one of the two releases; or take ownership of it.");
    }

    private List<Problem> conflicts(ApiException e, ObjectRef object) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (ApiException.Cause cause : e.causes()) {
            fields.computeIfAbsent(cause.message(), manager -> new ArrayList<>())
                    .add(cause.field().replaceFirst("^\\.", ""));
        }
        List<Problem> problems = new ArrayList<>();
        fields.forEach((message, paths) -> problems.add(conflict(message, String.join(", ", paths), object)));
        return problems;
    }

    private static Problem conflict(String message, String fields, ObjectRef object) {
        Matcher matcher = CONFLICT.matcher(message);
        String manager = matcher.find() ? matcher.group("manager") : message;
        boolean scales = message.contains("subresource \"scale\"");
        String leave = scales
                ? "Leave the number of replicas out, so that whatever scales it keeps it"
                : "Remove the field from the release to leave it to " + manager;
        return Problem.of(
                Problem.Kind.CONFLICT,
                object + ": " + fields + " is managed by \"" + manager + "\"" + (scales ? " (by scaling)" : "")
                        + ", which set another value.",
                where(object),
                leave + "; or set the same value, to own it together; or take ownership of it, and see that " + manager
                        + " does not set it again.");
    }

    private static Optional<Problem> deniedByAdmission(String message, ObjectRef object) {
        Matcher matcher = DENIED.matcher(message);
        if (!matcher.find()) {
            return Optional.empty();
        }
        return Optional.of(
                Problem.of(
                        Problem.Kind.PREFLIGHT,
                        object + " is denied by " + matcher.group("who") + ": " + shown(matcher.group("why"), object),
                        where(object),
                        "Change the object so that this rule of the cluster lets it pass, or ask who runs the cluster about the rule."));
    }

    private static Optional<Problem> webhookDown(String message, ObjectRef object) {
        Matcher matcher = WEBHOOK_DOWN.matcher(message);
        if (!matcher.find()) {
            return Optional.empty();
        }
        return Optional.of(Problem.of(
                Problem.Kind.PREFLIGHT,
                object + " cannot be checked: the admission webhook \"" + matcher.group("name")
                        + "\" does not answer, also after some attempts" + shown(matcher.group("why"), object),
                where(object),
                "Whoever runs the cluster has to mend the webhook; then release again."));
    }

    private static Optional<Problem> quota(String message, ObjectRef object) {
        Matcher matcher = QUOTA.matcher(message);
        if (!matcher.find()) {
            return Optional.empty();
        }
        return Optional.of(Problem.of(
                Problem.Kind.PREFLIGHT,
                object + " exceeds the quota of its namespace: " + matcher.group("what") + '.',
                where(object),
                "Delete what is not needed any more, or ask for more: kubectl describe quota -n "
                        + object.namespace()));
    }

    private Optional<Problem> forbidden(ApiException e, ObjectRef object) {
        Matcher matcher = FORBIDDEN.matcher(e.message());
        if (e.code() != 403 || !matcher.find()) {
            return Optional.empty();
        }
        String who = matcher.group("user") == null ? user : matcher.group("user");
        return Optional.of(notAllowed(
                who,
                List.of(matcher.group("verb")),
                matcher.group("group"),
                matcher.group("resource"),
                object.namespace()));
    }

    /**
     * RBAC does not allow something.
     *
     * @param group empty for the core group
     * @param namespace empty for what is cluster-scoped
     */
    static Problem notAllowed(String user, List<String> verbs, String group, String resource, String namespace) {
        String place = namespace.isEmpty() ? "in the cluster" : "in namespace " + namespace;
        return Problem.of(
                Problem.Kind.PREFLIGHT,
                (user.isEmpty() ? "The account" : user) + " may not " + String.join(", ", verbs) + ' '
                        + (group.isEmpty() ? resource : resource + '.' + group) + ' ' + place + '.',
                place.substring("in ".length()),
                "Have this rule added to its " + (namespace.isEmpty() ? "ClusterRole" : "Role") + ": apiGroups: [\""
                        + group
                        + "\"], resources: [\"" + resource + "\"], verbs: ["
                        + verbs.stream().map(verb -> '"' + verb + '"').collect(Collectors.joining(", ")) + ']');
    }

    private static List<Problem> invalid(ApiException e, ObjectRef object) {
        Matcher schema = SCHEMA.matcher(e.message());
        if (schema.find()) {
            return schema.group("errors")
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .map(line -> wrongField(line, object))
                    .toList();
        }
        Matcher conversion = CONVERSION.matcher(e.message());
        if (conversion.find()) {
            return List.of(invalid(object, "", conversion.group("error")));
        }
        if (e.causes().isEmpty()) {
            return List.of(invalid(object, "", shown(e.message(), object) + " (HTTP " + e.code() + ')'));
        }
        return e.causes().stream()
                .map(cause -> Immutable.is(cause)
                        ? Immutable.problem(cause.field(), object)
                        : invalid(object, cause.field(), FieldMessage.shown(cause, object)))
                .distinct()
                .toList();
    }

    /** A line of structured-merge-diff: {@code .spec.replica: field not declared in schema}. */
    private static Problem wrongField(String line, ObjectRef object) {
        int end = line.indexOf(": ");
        String field = (end > 0 ? line.substring(0, end) : line).replaceFirst("^\\.", "");
        String why = end > 0 ? line.substring(end + 2) : "is not valid";
        if (why.equals("field not declared in schema")) {
            return Problem.of(
                    Problem.Kind.PREFLIGHT,
                    object + " is not valid: " + field + " is no field of " + object.apiVersion() + ' ' + object.kind()
                            + '.',
                    where(object),
                    "Check its spelling and where it is: kubectl explain "
                            + object.kind().toLowerCase(Locale.ROOT) + '.' + parent(field));
        }
        // What follows "got" is the value, which may be a secret.
        return invalid(object, field, why.replaceFirst(", got &value.*$", ", got something else"));
    }

    private static String parent(String field) {
        String path = field.replaceAll("\\[[^]]*]", "");
        return path.contains(".") ? path.substring(0, path.lastIndexOf('.')) : path;
    }

    private static Problem invalid(ObjectRef object, String field, String why) {
        return Problem.of(
                Problem.Kind.PREFLIGHT,
                object + " is not valid: " + (field.isEmpty() ? "" : field + ": ") + why,
                where(object),
                "Correct it where it comes from: push-to-prod.yaml, or the manifest itself.");
    }

    private static String shown(String text, ObjectRef object) {
        return object.kind().equals("Secret")
                ? "(its reason is not shown, since this is a Secret)"
                : Redaction.text(text);
    }

    static String where(ObjectRef object) {
        String name = object.name().isEmpty() ? object.kind() : object.toString();
        return object.namespace().isEmpty() ? name : name + " in namespace " + object.namespace();
    }
}
