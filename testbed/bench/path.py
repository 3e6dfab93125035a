"""A git push of a one-file change until its verdict, beside `kubectl apply` and `kubectl rollout status` of the same image.

Both sides bring the same two pods of users-api to a new version, in turn, round by round; the first round warms up
and does not count. What the pods need for themselves (from when the API server shows a pod until it shows it ready, or
ended) is taken from the pods' own watch, which neither side takes part in; the rest of the time is the tool's.
"""

import argparse
import json
import os
import re
import secrets
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time

STAGES = ["build", "preflight", "apply", "release_phase", "verify"]
OWN = {"managedFields", "uid", "resourceVersion", "creationTimestamp", "generation", "selfLink", "namespace"}


def run(*command, **options):
    return subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE, **options).stdout


class Kubectl:
    def __init__(self, namespace):
        self.prefix = [shutil.which("kubectl") or "kubectl", "--kubeconfig", os.environ["PUSH_TO_PROD_KUBECONFIG"],
                       "--namespace", namespace]

    def __call__(self, *arguments, **options):
        return run(*self.prefix, *arguments, **options)


class PodWatch:
    """When the API server first showed each pod, and when it showed it ready or ended."""

    FORMAT = ('jsonpath={.metadata.name} {.status.conditions[?(@.type=="Ready")].status} '
              '{.status.containerStatuses[0].state.terminated.exitCode}{"\\n"}')

    def __init__(self, kubectl):
        self.shown, self.done = {}, {}
        self.process = subprocess.Popen([*kubectl.prefix, "get", "pods", "--watch", "-o", self.FORMAT],
                                        text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        for line in self.process.stdout:
            name, *state = line.split()
            self.shown.setdefault(name, time.time())
            if state and (state[0] == "True" or state[-1] == "0"):
                self.done.setdefault(name, time.time())

    def own(self, since, job):
        """Seconds in which at least one pod of a round was on its way, and when the last was done."""
        pods = [(self.shown[name], self.done[name]) for name in self.done
                if self.shown[name] >= since and ("-release-" in name) == job]
        seconds, end = 0.0, since
        for shown, done in sorted(pods):
            seconds += max(0.0, done - max(shown, end))
            end = max(end, done)
        return seconds, end

    def stop(self):
        self.process.terminate()
        self.process.wait()


class Pushes:
    """A bare repository whose hook ships to a namespace, as in the demo."""

    def __init__(self, directory, namespace, kubectl):
        self.directory, self.work = directory, os.path.join(directory, "work")
        bare = os.path.join(directory, "users-api.git")
        run("git", "init", "-q", "--bare", "-b", "main", bare)
        shutil.copy("testbed/demo/post-receive", os.path.join(bare, "hooks", "post-receive"))
        shutil.copytree("examples/users-api", self.work, ignore=shutil.ignore_patterns("__pycache__", ".*cache"))
        self.git("init", "-q", "-b", "main")
        self.git("remote", "add", "origin", bare)
        self.git("config", "user.name", "Bench")
        self.git("config", "user.email", "bench@example.com")
        with open(os.path.join(directory, "jwt-key"), "w") as file:
            file.write(secrets.token_hex(32))
        self.environment = os.environ | {
            "PUSH_TO_PROD": os.path.abspath("bin/push-to-prod"), "DEMO_STATE": directory, "DEMO_NAMESPACE": namespace,
            "DEMO_KUBECONFIG": os.environ["PUSH_TO_PROD_KUBECONFIG"], "DEMO_REGISTRY": os.environ["PUSH_TO_PROD_REGISTRY"],
            "DEMO_BASE": os.environ["PUSH_TO_PROD_REGISTRY"] + "/base/python:3.11"}
        self.watch = PodWatch(kubectl)

    def git(self, *arguments, **options):
        return run("git", "-C", self.work, *arguments, **options)

    def push(self, version):
        path = os.path.join(self.work, "users", "__init__.py")
        with open(path) as file:
            text = re.sub(r"__version__ = .*", f'__version__ = "{version}"', file.read())
        with open(path, "w") as file:
            file.write(text)
        self.git("add", "-A")
        self.git("commit", "-q", "-m", f"Version {version}")
        started = time.time()
        pushed = subprocess.run(["git", "-C", self.work, "push", "-q", "origin", "main"], env=self.environment,
                                text=True, capture_output=True)
        ended = time.time()
        with open(os.path.join(self.directory, "ship.json")) as file:
            shipped = json.load(file)
        if shipped.get("result") != "done":
            sys.exit(f"bench: the push of version {version} did not become healthy:\n{pushed.stderr}")
        row = {stage: 0.0 for stage in STAGES}
        for stage in shipped["stages"]:
            row[stage["stage"]] += stage["seconds"]
        row["total"] = ended - started
        row["rest"] = row["total"] - sum(row[stage] for stage in STAGES)
        job, _ = self.watch.own(started, job=True)
        pods, last = self.watch.own(started, job=False)
        row["ours"] = row["total"] - job - pods
        row["after"] = ended - last
        return row, shipped["image"]["reference"]


class Kubectls:
    """The same objects in a namespace of their own, brought to each image by kubectl."""

    def __init__(self, kubectl, source):
        self.kubectl = kubectl
        kinds = "serviceaccounts,configmaps,secrets,persistentvolumeclaims,services,deployments,poddisruptionbudgets"
        items = json.loads(source("get", kinds, "-l", "app.kubernetes.io/managed-by=push-to-prod", "-o", "json"))["items"]
        items = [item for item in items if not item.get("type", "").startswith("push-to-prod")]
        for item in items:
            item.pop("status", None)
            item["metadata"] = {key: value for key, value in item["metadata"].items() if key not in OWN}
            item["metadata"].pop("annotations", None)
            for field in ("clusterIP", "clusterIPs", "volumeName"):
                item.get("spec", {}).pop(field, None)
        self.manifest = {"apiVersion": "v1", "kind": "List", "items": items}
        self.watch = PodWatch(kubectl)

    def migrate(self):
        """The release phase of the other side, once: the processes refuse a database without a schema."""
        spec = json.loads(json.dumps(next(
            item for item in self.manifest["items"] if item["kind"] == "Deployment")["spec"]["template"]["spec"]))
        container = spec["containers"][0]
        for key in ("args", "lifecycle", "livenessProbe", "ports", "readinessProbe", "startupProbe"):
            container.pop(key, None)
        container["command"] = ["python", "-m", "users.migrate"]
        spec.pop("topologySpreadConstraints", None)
        pod = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "migrate"}, "spec": spec | {"restartPolicy": "Never"}}
        others = [item for item in self.manifest["items"] if item["kind"] != "Deployment"]
        self.kubectl("apply", "-f", "-", input=json.dumps({"apiVersion": "v1", "kind": "List", "items": [*others, pod]}))
        self.kubectl("wait", "pod/migrate", "--for=jsonpath={.status.phase}=Succeeded", "--timeout=60s")

    def deploy(self, image):
        for item in self.manifest["items"]:
            if item["kind"] == "Deployment":
                item["spec"]["template"]["spec"]["containers"][0]["image"] = image
        text = json.dumps(self.manifest)
        started = time.time()
        self.kubectl("apply", "-f", "-", input=text)
        applied = time.time()
        self.kubectl("rollout", "status", "deployment/users-api", "--timeout=180s")
        ended = time.time()
        pods, last = self.watch.own(started, job=False)
        return {"apply": applied - started, "verify": ended - applied, "total": ended - started,
                "ours": ended - started - pods, "after": ended - last}


def median(rows, key):
    return statistics.median(row[key] for row in rows)


def spread(rows, key):
    values = [row[key] for row in rows]
    return f"{min(values):.2f}–{max(values):.2f}"


def table(ours, theirs):
    lines = ["| | push-to-prod, median | range | kubectl, median | range |", "|---|---:|---:|---:|---:|"]
    names = {"rest": "git, hook, JVM start and end", "total": "**whole**", "ours": "the tool's own part",
             "after": "last pod ready to the end"}
    for key in ["rest", *STAGES, "total", "ours", "after"]:
        other = (f"{median(theirs, key):.2f} | {spread(theirs, key)}" if key in theirs[0] else " | ")
        lines.append(f"| {names.get(key, key.replace('_', ' '))} | {median(ours, key):.2f} | {spread(ours, key)} | {other} |")
    return "\n".join(lines)


def update(text):
    path = "docs/benchmarks.md"
    with open(path) as file:
        page = file.read()
    page, found = re.subn(r"(?s)(<!-- path -->\n).*?(<!-- /path -->)", lambda m: m.group(1) + text + "\n" + m.group(2), page)
    if found != 1:
        sys.exit(f"bench: {path} has no place for this table")
    with open(path, "w") as file:
        file.write(page)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--update", action="store_true")
    options = parser.parse_args()
    if options.rounds < 1:
        parser.error("--rounds takes a number from 1")

    suffix = secrets.token_hex(3)
    ours, theirs = Kubectl(f"bench-ours-{suffix}"), Kubectl(f"bench-kubectl-{suffix}")
    watches = []
    with tempfile.TemporaryDirectory() as directory:
        try:
            for kubectl in (ours, theirs):
                kubectl("create", "namespace", kubectl.prefix[-1])
            pushes = Pushes(directory, ours.prefix[-1], ours)
            watches.append(pushes.watch)
            _, image = pushes.push("1.0.0")
            kubectls = Kubectls(theirs, ours)
            watches.append(kubectls.watch)
            kubectls.migrate()
            kubectls.deploy(image)
            rows = ([], [])
            for number in range(options.rounds + 1):
                row, image = pushes.push(f"1.0.{number + 1}")
                other = kubectls.deploy(image)
                print(f"round {number}: {row['total']:.2f} s, kubectl {other['total']:.2f} s", file=sys.stderr, flush=True)
                if number:
                    rows[0].append(row)
                    rows[1].append(other)
        finally:
            for watch in watches:
                watch.stop()
            for kubectl in (ours, theirs):
                kubectl("delete", "namespace", kubectl.prefix[-1], "--wait=false", "--ignore-not-found")
    text = f"Seconds, {options.rounds} rounds in turn, `bin/bench path --rounds {options.rounds}`:\n\n{table(*rows)}\n"
    print(text)
    if options.update:
        update(text)


if __name__ == "__main__":
    main()
