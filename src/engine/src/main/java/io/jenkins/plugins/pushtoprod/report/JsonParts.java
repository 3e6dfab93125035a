package io.jenkins.plugins.pushtoprod.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.Provenance;
import io.jenkins.plugins.pushtoprod.cluster.ObjectRef;
import io.jenkins.plugins.pushtoprod.cluster.Plan;
import io.jenkins.plugins.pushtoprod.cluster.Release;
import io.jenkins.plugins.pushtoprod.image.Image;
import io.jenkins.plugins.pushtoprod.rollout.Finding;
import io.jenkins.plugins.pushtoprod.rollout.Verdict;
import io.jenkins.plugins.pushtoprod.ship.Rollback;
import java.util.Locale;

/** The records as JSON, key by key, so that renaming a record's component breaks no script. */
final class JsonParts {

    private final ObjectMapper mapper;

    JsonParts(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    ObjectNode image(Image image) {
        ObjectNode node = mapper.createObjectNode();
        node.put("reference", image.reference());
        node.put("repository", image.repository());
        node.put("digest", image.digest());
        image.tags().forEach(node.putArray("tags")::add);
        node.put("reused", image.reused());
        node.put("type", image.type());
        ArrayNode layers = node.putArray("layers");
        image.layers().forEach(layer -> {
            ObjectNode one = layers.addObject();
            one.put("name", layer.name());
            one.put("digest", layer.digest());
            one.put("bytes", layer.bytes());
            one.put("files", layer.files());
            one.put("reused", layer.reused());
        });
        return node;
    }

    ArrayNode plan(Plan plan) {
        ArrayNode node = mapper.createArrayNode();
        plan.changes().forEach(change -> {
            ObjectNode one = node.addObject();
            one.set("object", object(change.object()));
            one.put("change", constant(change.change()));
            ArrayNode fields = one.putArray("fields");
            change.fields().forEach(field -> {
                ObjectNode part = fields.addObject();
                part.put("path", field.path());
                part.put("before", field.before());
                part.put("after", field.after());
            });
        });
        return node;
    }

    ObjectNode release(Release release) {
        ObjectNode node = mapper.createObjectNode();
        node.put("id", release.id());
        node.put("number", release.number());
        node.put("app", release.app());
        node.put("environment", release.environment());
        node.put("namespace", release.namespace());
        node.put("status", constant(release.status()));
        node.put("image", release.image());
        node.put("time", release.time().toString());
        release.previous().ifPresent(previous -> node.put("previous", previous));
        node.set("provenance", provenance(release.provenance()));
        ArrayNode objects = node.putArray("objects");
        release.objects().forEach(applied -> {
            ObjectNode one = objects.addObject();
            one.set("object", object(applied.object()));
            one.put("change", constant(applied.change()));
        });
        return node;
    }

    private ObjectNode provenance(Provenance provenance) {
        ObjectNode node = mapper.createObjectNode();
        provenance.commit().ifPresent(value -> node.put("commit", value));
        provenance.commitTime().ifPresent(value -> node.put("commitTime", value.toString()));
        provenance.branch().ifPresent(value -> node.put("branch", value));
        provenance.repository().ifPresent(value -> node.put("repository", value));
        provenance.buildUrl().ifPresent(value -> node.put("buildUrl", value));
        provenance.author().ifPresent(value -> node.put("author", value));
        return node;
    }

    ObjectNode verdict(Verdict verdict) {
        ObjectNode node = mapper.createObjectNode();
        node.put("outcome", constant(verdict.outcome()));
        node.put("seconds", verdict.after().toMillis() / 1000.0);
        ArrayNode findings = node.putArray("findings");
        verdict.findings().forEach(finding -> findings.add(finding(finding)));
        return node;
    }

    private ObjectNode finding(Finding finding) {
        ObjectNode node = mapper.createObjectNode();
        node.put("code", finding.code());
        node.put("severity", constant(finding.severity()));
        node.set("object", object(finding.object()));
        node.put("title", finding.title());
        node.put("cause", finding.cause());
        node.put("advice", finding.advice());
        node.put("fixer", constant(finding.fixer()));
        node.put("since", finding.since().toString());
        ArrayNode evidence = node.putArray("evidence");
        finding.evidence().forEach(one -> {
            ObjectNode part = evidence.addObject();
            part.put("source", one.source());
            one.lines().forEach(part.putArray("lines")::add);
        });
        return node;
    }

    ObjectNode rollback(Rollback rollback) {
        ObjectNode node = mapper.createObjectNode();
        if (rollback instanceof Rollback.Done done) {
            node.put("outcome", "done");
            node.put("from", done.from().id());
            node.set("to", release(done.to()));
            node.set("verdict", verdict(done.verdict()));
        } else if (rollback instanceof Rollback.NotNeeded untouched) {
            node.put("outcome", "not_needed");
            node.put("from", untouched.from().id());
            node.set("to", release(untouched.running()));
        } else if (rollback instanceof Rollback.NothingToGoBackTo nothing) {
            node.put("outcome", "nothing_to_go_back_to");
            node.put("from", nothing.from().id());
        } else if (rollback instanceof Rollback.NotWanted unwanted) {
            node.put("outcome", "not_wanted");
            node.put("from", unwanted.from().id());
        } else if (rollback instanceof Rollback.Overtaken overtaken) {
            node.put("outcome", "overtaken");
            node.put("from", overtaken.from().id());
            node.put("by", overtaken.by().id());
        } else if (rollback instanceof Rollback.BrokenOff broken) {
            node.put("outcome", "broken_off");
            node.put("from", broken.from().id());
            ArrayNode problems = node.putArray("problems");
            broken.problems().forEach(problem -> problems.add(problem(problem)));
        }
        return node;
    }

    ObjectNode problem(Problem problem) {
        ObjectNode node = mapper.createObjectNode();
        node.put("kind", constant(problem.kind()));
        node.put("what", problem.what());
        problem.where().ifPresent(where -> node.put("where", where));
        problem.advice().ifPresent(advice -> node.put("advice", advice));
        return node;
    }

    ObjectNode object(ObjectRef object) {
        ObjectNode node = mapper.createObjectNode();
        node.put("apiVersion", object.apiVersion());
        node.put("kind", object.kind());
        node.put("namespace", object.namespace());
        node.put("name", object.name());
        return node;
    }

    static String constant(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
