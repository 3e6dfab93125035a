package io.jenkins.plugins.pushtoprod.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.image.Image;
import io.jenkins.plugins.pushtoprod.ship.AppStatus;
import io.jenkins.plugins.pushtoprod.ship.PlanResult;
import io.jenkins.plugins.pushtoprod.ship.ShipResult;
import java.util.List;
import java.util.Locale;

/**
 * One JSON document for one run. Its keys are a promise to scripts: they may be added to, and change meaning only with
 * {@value #SCHEMA_VERSION} in {@code schemaVersion} going up. Described in docs/cli.md.
 */
public final class JsonReport {

    private static final int SCHEMA_VERSION = 1;

    // Escaped, no byte of a cluster's text can steer a terminal that the document is printed on.
    private final ObjectMapper mapper =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    private final ObjectNode document = mapper.createObjectNode();
    private final JsonParts parts = new JsonParts(mapper);

    /** @param command such as {@code ship} */
    public JsonReport(String command) {
        document.put("schemaVersion", SCHEMA_VERSION);
        document.put("command", command);
    }

    public void built(Image image) {
        document.set("image", parts.image(image));
    }

    public void planned(PlanResult result) {
        document.put("changes", result.changes());
        document.set("plan", parts.plan(result.plan()));
        problems(result.problems());
    }

    public void shipped(ShipResult result) {
        result.image().ifPresent(this::built);
        result.release().ifPresent(release -> document.set("release", parts.release(release)));
        result.verdict().ifPresent(verdict -> document.set("verdict", parts.verdict(verdict)));
        result.rollback().ifPresent(rollback -> document.set("rollback", parts.rollback(rollback)));
        problems(result.problems());
        ArrayNode stages = document.putArray("stages");
        result.stages().forEach(stage -> {
            ObjectNode one = stages.addObject();
            one.put("stage", JsonParts.constant(stage.stage()));
            one.put("ending", JsonParts.constant(stage.ending()));
            one.put("seconds", stage.took().toMillis() / 1000.0);
        });
    }

    public void status(AppStatus status) {
        document.put("app", status.app());
        document.put("namespace", status.namespace());
        status.current().ifPresent(release -> document.set("release", parts.release(release)));
        status.now().ifPresent(verdict -> document.set("verdict", parts.verdict(verdict)));
        ArrayNode workloads = document.putArray("workloads");
        status.workloads().forEach(progress -> {
            ObjectNode one = workloads.addObject();
            one.set("object", parts.object(progress.workload()));
            one.put("ready", progress.ready());
            one.put("desired", progress.desired());
            one.put("waitingFor", progress.waitingFor());
        });
        ArrayNode history = document.putArray("history");
        status.history().forEach(release -> history.add(parts.release(release)));
    }

    public void problems(List<Problem> problems) {
        if (!problems.isEmpty()) {
            ArrayNode all = document.withArray("problems");
            problems.forEach(problem -> all.add(parts.problem(problem)));
        }
    }

    /**
     * Ends the document.
     *
     * @param exitCode of the process
     * @param result what the exit code means, as docs/cli.md has it, such as {@code done}
     * @return the document, indented, in ASCII
     */
    public String end(int exitCode, String result) {
        document.put("exitCode", exitCode);
        document.put("result", result.toLowerCase(Locale.ROOT));
        try {
            return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of strings and numbers cannot fail to be written", e);
        }
    }
}
