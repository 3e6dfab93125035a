package io.jenkins.plugins.pushtoprod.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import io.jenkins.plugins.pushtoprod.manifest.Manifest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Collects everything that stands against a release, and what it would change, without changing anything. */
final class PreflightCheck {

    private final Cluster cluster;
    private final Release next;
    private final Manifest manifest;
    private final DeployOptions options;
    private final Targets targets;
    private final Releases releases;
    private final Ownership ownership;
    private final AccessReviews reviews;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Plan.ObjectChange> changes = new ArrayList<>();

    PreflightCheck(Cluster cluster, Release next, Manifest manifest, DeployOptions options) {
        this.cluster = cluster;
        this.next = next;
        this.manifest = manifest;
        this.options = options;
        this.targets = new Targets(cluster.kinds(), next.namespace());
        this.releases = new Releases(cluster, next.namespace(), next.app());
        this.ownership = Ownership.of(next);
        this.reviews = new AccessReviews(cluster.api(), cluster.user());
    }

    Preflight run() throws InterruptedException {
        List<ResourceKind> defined = targets.defined(manifest);
        List<Target> known = known(defined);
        Set<AccessReviews.Access> denied = reviews.denied(needed(known));
        problems.addAll(reviews.problems(denied));
        namespaceIsThere();
        dryRun(known, defined, denied);
        history();
        return new Preflight(new Plan(changes), problems.stream().distinct().toList());
    }

    /** Objects with a name and a kind that is served, or going to be. */
    private List<Target> known(List<ResourceKind> defined) {
        List<Target> known = new ArrayList<>();
        Set<ObjectRef> seen = new HashSet<>();
        for (GenericKubernetesResource object : Targets.all(manifest).toList()) {
            Optional<ResourceKind> kind = targets.kind(object, defined);
            if (kind.isEmpty()) {
                problems.add(new UnknownKind(cluster.kinds()).problem(object));
                continue;
            }
            Target target = targets.target(object, kind.get());
            if (target.ref().name().isEmpty()) {
                problems.add(inRelease(
                        target,
                        "A " + kind.get().kind() + " has no name.",
                        "Give it metadata.name; generateName" + " would make another object with each release."));
            } else if (!seen.add(target.ref())) {
                problems.add(inRelease(target, target.ref() + " is there twice.", "Keep one of them."));
            } else {
                known.add(target);
            }
        }
        return known;
    }

    private static Problem inRelease(Target target, String what, String advice) {
        return Problem.of(Problem.Kind.PREFLIGHT, what, Refusals.where(target.ref()), advice);
    }

    private List<AccessReviews.Access> needed(List<Target> known) {
        List<AccessReviews.Access> needed = new ArrayList<>();
        for (Target target : known) {
            needed.addAll(accesses(target));
        }
        String namespace = next.namespace();
        ResourceKind secrets = new ResourceKind("v1", "Secret", "secrets", true);
        ResourceKind leases = new ResourceKind("coordination.k8s.io/v1", "Lease", "leases", true);
        needed.addAll(AccessReviews.Access.to(secrets, namespace, "get", "list", "create", "patch", "delete"));
        needed.addAll(AccessReviews.Access.to(leases, namespace, "get", "create", "update"));
        return needed;
    }

    private static List<AccessReviews.Access> accesses(Target target) {
        return AccessReviews.Access.to(target.kind(), target.ref().namespace(), "get", "create", "patch");
    }

    private void namespaceIsThere() {
        try {
            cluster.api()
                    .find("/api/v1/namespaces/" + next.namespace())
                    .ifPresentOrElse(
                            namespace -> {
                                if (namespace.at("/status/phase").asText().equals("Terminating")) {
                                    problems.add(Refusals.namespaceTerminating(next.namespace()));
                                }
                            },
                            () -> problems.add(Refusals.namespaceMissing(next.namespace())));
        } catch (ApiException e) {
            // Who may not read the namespace itself hears of it when an object is tried.
        }
    }

    private void dryRun(List<Target> known, List<ResourceKind> defined, Set<AccessReviews.Access> denied)
            throws InterruptedException {
        Refusals refusals = new Refusals(cluster.user());
        DryRun dryRun = new DryRun(cluster.api(), ownership, options.takeOwnership(), refusals);
        Set<String> created = known.stream()
                .map(target -> target.ref().name())
                .filter(name -> !name.equals(next.namespace()))
                .collect(Collectors.toSet());
        List<Target> allowed = known.stream()
                .filter(target -> accesses(target).stream().noneMatch(denied::contains))
                .toList();
        List<DryRun.Outcome> outcomes = Parallel.ask(
                allowed,
                target -> isServed(target.kind()) ? dryRun.of(target, created) : DryRun.unknown(target, false));
        boolean definitionsChange = outcomes.stream()
                .anyMatch(outcome -> outcome.target().kind().kind().equals(Targets.DEFINITION)
                        && !outcome.what().equals(Optional.of(Release.Change.UNCHANGED)));
        for (DryRun.Outcome outcome : outcomes) {
            // What a definition of the same release is about to allow is not checked against the one that is there.
            boolean early = outcome.invalid()
                    && definitionsChange
                    && defined.contains(outcome.target().kind());
            DryRun.Outcome said = early ? DryRun.unknown(outcome.target(), true) : outcome;
            said.change().ifPresent(changes::add);
            problems.addAll(said.problems());
        }
    }

    private boolean isServed(ResourceKind kind) {
        return cluster.kinds().find(kind.apiVersion(), kind.kind()).isPresent();
    }

    /** What depends on the releases before. */
    private void history() throws InterruptedException {
        List<Release> history;
        try {
            history = releases.history();
        } catch (ProblemException e) {
            problems.addAll(e.problems());
            return;
        }
        if (!options.allowOlder()) {
            Releases.current(history)
                    .flatMap(current -> CommitOrder.check(current, next.provenance()))
                    .ifPresent(problems::add);
        }
        releases.tooLarge(next, targets.resolve(manifest)).ifPresent(problems::add);
        List<Pruning.Victim> victims =
                new Pruning(cluster.api(), cluster.kinds(), releases, ownership).victims(targets, manifest);
        Set<AccessReviews.Access> denied = reviews.denied(victims.stream()
                .flatMap(victim ->
                        AccessReviews.Access.to(victim.kind(), victim.ref().namespace(), "delete").stream())
                .toList());
        problems.addAll(reviews.problems(denied));
        victims.forEach(victim -> changes.add(new Plan.ObjectChange(victim.ref(), Release.Change.PRUNED, List.of())));
    }
}
