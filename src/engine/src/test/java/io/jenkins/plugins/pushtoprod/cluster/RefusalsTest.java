package io.jenkins.plugins.pushtoprod.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.pushtoprod.app.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The statuses are those that an API server 1.34 sent. */
class RefusalsTest {

    private static final ObjectRef WEB = new ObjectRef("apps/v1", "Deployment", "shop", "web");
    private static final ObjectRef SECRET = new ObjectRef("v1", "Secret", "shop", "web");

    @Test
    void namesEveryInvalidField() {
        List<Problem> problems = problems(
                WEB,
                """
                {"message": "Deployment.apps \\"web\\" is invalid: […]", "reason": "Invalid", "code": 422, "details": {"causes": [
                 {"reason": "FieldValueRequired", "message": "Required value", "field": "spec.selector"},
                 {"reason": "FieldValueInvalid", "message": "Invalid value: \\"A_b\\": must be a DNS label: really",
                  "field": "spec.template.spec.containers[0].name"}]}}""");

        assertThat(problems)
                .extracting(Problem::what)
                .containsExactly(
                        "Deployment/web is not valid: spec.selector: Required value",
                        "Deployment/web is not valid: spec.template.spec.containers[0].name: invalid value \"A_b\": must be a DNS"
                                + " label: really");
        assertThat(problems).allSatisfy(problem -> {
            assertThat(problem.kind()).isEqualTo(Problem.Kind.PREFLIGHT);
            assertThat(problem.where()).contains("Deployment/web in namespace shop");
        });
    }

    @Test
    void namesAFieldThatIsNoField() {
        Problem problem = problem(
                WEB,
                """
                {"message": "failed to create typed patch object (shop/web; apps/v1, Kind=Deployment): .spec.replica: field not\
                 declared in schema", "code": 500}""");

        assertThat(problem.what())
                .isEqualTo("Deployment/web is not valid: spec.replica is no field of apps/v1 Deployment.");
        assertThat(problem.advice()).contains("Check its spelling and where it is: kubectl explain deployment.spec");
    }

    @Test
    void namesSeveralSchemaErrors() {
        assertThat(
                        problems(
                                WEB,
                                """
                        {"message": "failed to create typed patch object (shop/web; apps/v1, Kind=Deployment): errors:\\n  .spec.a:\
                         field not declared in schema\\n  .spec.replicas: expected numeric (int or float), got string",\
                         "code": 500}"""))
                .extracting(Problem::what)
                .containsExactly(
                        "Deployment/web is not valid: spec.a is no field of apps/v1 Deployment.",
                        "Deployment/web is not valid: spec.replicas: expected numeric (int or float), got string");
    }

    @Test
    void quotesNoValueThatMayBeASecret() {
        assertThat(problem(
                                SECRET,
                                """
                        {"message": "failed to create typed patch object (/x; /v1, Kind=Secret): .stringData.a: expected string, got\
                         &value.valueUnstructured{Value:12345}", "code": 500}""")
                        .what())
                .isEqualTo("Secret/web is not valid: stringData.a: expected string, got something else");
        assertThat(problem(
                                SECRET,
                                """
                        {"message": "failed to convert new object (/x; /v1, Kind=Secret) to proper version: unable to convert\
                         unstructured object to /v1, Kind=Secret: error decoding from json: illegal base64 data at input byte 0",\
                         "code": 500}""")
                        .what())
                .isEqualTo("Secret/web is not valid: illegal base64 data at input byte 0");
        assertThat(problem(
                                WEB,
                                """
                        {"message": "…", "code": 422, "details": {"causes": [{"reason": "FieldValueInvalid",
                         "message": "Invalid value: {\\"Env\\":[{\\"Name\\":\\"PASSWORD\\",\\"Value\\":\\"hunter2: x\\"}]}: is too odd",
                         "field": "spec.template"}]}}""")
                        .what())
                .isEqualTo("Deployment/web is not valid: spec.template: invalid value: is too odd");
        assertThat(problem(
                                WEB,
                                """
                        {"message": "…", "code": 422, "details": {"causes": [{"reason": "FieldValueInvalid",
                         "message": "Invalid value: core.PodTemplateSpec{Value:\\"hunter2\\"}: is too odd", "field": "spec.template"}]}}""")
                        .what())
                .isEqualTo("Deployment/web is not valid: spec.template: invalid value: is too odd");
        assertThat(problem(
                                WEB,
                                """
                        {"message": "…", "code": 422, "details": {"causes": [{"reason": "FieldValueInvalid",
                         "message": "Invalid value: \\"hunter2\\": may not be set", "field": "spec.containers[0].env[0].value"}]}}""")
                        .what())
                .isEqualTo(
                        "Deployment/web is not valid: spec.containers[0].env[0].value: invalid value: may not be set");
    }

    @Test
    void saysWhoManagesAField() {
        List<Problem> problems = problems(
                WEB,
                """
                {"message": "Apply failed with 3 conflicts", "reason": "Conflict", "code": 409, "details": {"causes": [
                 {"reason": "FieldManagerConflict", "message": "conflict with \\"other\\" using v1", "field": ".spec.a"},
                 {"reason": "FieldManagerConflict", "message": "conflict with \\"other\\" using v1", "field": ".spec.b[name=\\"x\\"].c"},
                 {"reason": "FieldManagerConflict", "message": "conflict with \\"kubectl-scale\\" with subresource \\"scale\\" using\
                 apps/v1", "field": ".spec.replicas"}]}}""");

        assertThat(problems)
                .extracting(Problem::what)
                .containsExactly(
                        "Deployment/web: spec.a, spec.b[name=\"x\"].c is managed by \"other\", which set another value.",
                        "Deployment/web: spec.replicas is managed by \"kubectl-scale\" (by scaling), which set another value.");
        assertThat(problems).extracting(Problem::kind).containsOnly(Problem.Kind.CONFLICT);
        assertThat(problems.get(0).advice().orElseThrow())
                .startsWith("Remove the field from the release to leave it to other; or set the same value")
                .contains("take ownership");
        assertThat(problems.get(1).advice().orElseThrow()).startsWith("Leave the number of replicas out");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Deployment | Invalid value: {\"matchLabels\":{\"a\":\"c\"}}: field is immutable | spec.selector |"
                        + " stops its pods: kubectl delete deployment/web -n shop, then release again",
                "StatefulSet | Forbidden: updates to statefulset spec for fields other than 'replicas' are forbidden | spec |"
                        + " kubectl delete statefulset/web -n shop --cascade=orphan, then release again",
                "PersistentVolumeClaim | Forbidden: spec is immutable after creation except resources.requests | spec |"
                        + " Deleting the claim deletes the data",
                "Job | Invalid value: {}: field is immutable | spec.template | Give it another name, or delete the old one",
                "ConfigMap | Forbidden: field is immutable when `immutable` is set | data | give it another name",
            })
    void saysHowToMakeAnewWhatCannotChange(String kind, String message, String field, String advice) {
        String status =
                """
                {"message": "…", "code": 422, "details": {"causes": [{"reason": "FieldValueInvalid", "message": "%s",
                 "field": "%s"}]}}"""
                        .formatted(message.replace("\"", "\\\""), field);
        Problem problem = problem(new ObjectRef("v1", kind, "shop", "web"), status);

        assertThat(problem.what()).startsWith(kind + "/web: " + field + " cannot be changed");
        assertThat(problem.advice().orElseThrow()).contains(advice);
    }

    @Test
    void saysWhatAnAccountMayNotDo() {
        Problem problem = problem(
                WEB,
                """
                {"message": "deployments.apps \\"web\\" is forbidden: User \\"system:serviceaccount:shop:ci\\" cannot patch resource\
                 \\"deployments\\" in API group \\"apps\\" in namespace \\"shop\\"", "reason": "Forbidden", "code": 403,
                 "details": {"name": "web", "group": "apps", "kind": "deployments"}}""");

        assertThat(problem.what())
                .isEqualTo("system:serviceaccount:shop:ci may not patch deployments.apps in namespace shop.");
        assertThat(problem.advice())
                .contains(
                        "Have this rule added to its Role: apiGroups: [\"apps\"], resources: [\"deployments\"], verbs: [\"patch\"]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "404 | namespaces | namespaces \"shop\" not found | | The namespace shop does not exist.",
                "403 | configmaps | because it is being terminated | NamespaceTerminating | The namespace shop is being deleted.",
                "403 | services | services \"x\" is forbidden: exceeded quota: q, requested: services=1, used: services=0,"
                        + " limited: services=0 | | Deployment/web exceeds the quota of its namespace: q, requested: services=1, used:"
                        + " services=0, limited: services=0.",
                "400 | | admission webhook \"policy.example.com\" denied the request: no latest tag | | Deployment/web is denied by"
                        + " admission webhook \"policy.example.com\": no latest tag",
                "422 | | deployments.apps \"web\" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'b' denied request: no"
                        + " latest tag | | Deployment/web is denied by ValidatingAdmissionPolicy 'p' with binding 'b': no latest tag",
                "500 | | Internal error occurred: failed calling webhook \"w.example.com\": failed to call webhook: Post"
                        + " \"https://w:443/\": connection refused | | Deployment/web cannot be checked: the admission webhook"
                        + " \"w.example.com\" does not answer, also after some attempts: Post \"https://w:443/\": connection refused",
                "418 | | I am a teapot | | Deployment/web is not valid: I am a teapot (HTTP 418)",
            })
    void saysOfTheRestWhatItIs(int code, String resource, String message, String cause, String what) {
        ObjectNode status = Trees.tree("{}").put("message", message).put("code", code);
        ObjectNode details = status.putObject("details").put("kind", resource == null ? "" : resource);
        if (cause != null) {
            details.putArray("causes").addObject().put("reason", cause);
        }

        assertThat(new Refusals("").problems(new ApiException(code, status), WEB))
                .extracting(Problem::what)
                .containsExactly(what);
    }

    private static Problem problem(ObjectRef object, String status) {
        List<Problem> problems = problems(object, status);
        assertThat(problems).hasSize(1);
        return problems.get(0);
    }

    private static List<Problem> problems(ObjectRef object, String status) {
        ObjectNode tree = Trees.tree(status);
        return new Refusals("me").problems(new ApiException(tree.path("code").asInt(), tree), object);
    }
}
