package io.jenkins.plugins.pushtoprod.cli;

import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import io.jenkins.plugins.pushtoprod.cluster.Release;
import io.jenkins.plugins.pushtoprod.cluster.Releases;

/** What a command that deploys nothing works on. */
record CurrentRelease(Releases releases) {

    Release ofApp(String app, String namespace) {
        return releases.current()
                .orElseThrow(() -> new ProblemException(Problem.of(
                        Problem.Kind.INPUT,
                        app + " has no release there",
                        "namespace " + namespace,
                        "Check --namespace and --context, or deploy it first: push-to-prod ship")));
    }
}
