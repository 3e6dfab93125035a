package io.jenkins.plugins.pushtoprod.manifest;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPathBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.jenkins.plugins.pushtoprod.app.App;
import io.jenkins.plugins.pushtoprod.app.Environment;
import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import io.jenkins.plugins.pushtoprod.app.Process;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** How a process is reached: a Service by name within the cluster, an Ingress by its routes from outside. */
final class Traffic {

    private static final int SERVICE_PORT = 80;

    private final App app;
    private final Environment environment;
    private final Names names;

    Traffic(App app, Environment environment, Names names) {
        this.app = app;
        this.environment = environment;
        this.names = names;
    }

    List<HasMetadata> of(String name, Process process) {
        String workload = names.workload(name, process.kind());
        List<HasMetadata> objects = new ArrayList<>();
        if (process.kind() == Process.Kind.STATEFUL_SET) {
            objects.add(headless(name, workload));
        }
        if (process.port().isPresent()) {
            objects.add(service(name, workload));
        }
        if (!process.routes().isEmpty()) {
            if (process.port().isEmpty()) {
                throw new ProblemException(Problem.of(
                        Problem.Kind.INPUT,
                        "The process " + name + " has routes but no port to send their requests to.",
                        "processes." + name + ".routes",
                        "Add the port that it listens on: processes." + name + ".port"));
            }
            objects.add(ingress(name, workload, process));
        }
        return objects;
    }

    private HasMetadata service(String name, String workload) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withName(workload)
                .addToLabels(Labels.COMPONENT, name)
                .endMetadata()
                .withNewSpec()
                .withType("ClusterIP")
                .withSelector(Labels.selector(app.name(), name))
                .addNewPort()
                .withName(PodTemplates.HTTP)
                .withPort(SERVICE_PORT)
                .withProtocol("TCP")
                .withTargetPort(new IntOrString(PodTemplates.HTTP))
                .endPort()
                .endSpec()
                .build();
    }

    /** Gives each pod of a StatefulSet a name; also before it is ready, because that is how its peers find it. */
    private HasMetadata headless(String name, String workload) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withName(Names.headless(workload))
                .addToLabels(Labels.COMPONENT, name)
                .endMetadata()
                .withNewSpec()
                .withType("ClusterIP")
                .withClusterIP("None")
                .withPublishNotReadyAddresses(true)
                .withSelector(Labels.selector(app.name(), name))
                .endSpec()
                .build();
    }

    private HasMetadata ingress(String name, String workload, Process process) {
        SortedMap<String, SortedSet<String>> paths = new TreeMap<>();
        process.routes().forEach(route -> {
            int slash = route.indexOf('/');
            String host = slash < 0 ? route : route.substring(0, slash);
            String path = slash < 0 ? "/" : route.substring(slash);
            paths.computeIfAbsent(host(name, host), any -> new TreeSet<>()).add(path);
        });
        IngressBuilder ingress = new IngressBuilder()
                .withNewMetadata()
                .withName(workload)
                .addToLabels(Labels.COMPONENT, name)
                .endMetadata()
                .withNewSpec()
                .withIngressClassName(environment.ingressClass().orElse(null))
                .endSpec();
        for (Map.Entry<String, SortedSet<String>> host : paths.entrySet()) {
            List<HTTPIngressPath> rules =
                    host.getValue().stream().map(path -> rule(path, workload)).toList();
            ingress.editSpec()
                    .addNewRule()
                    .withHost(host.getKey().isEmpty() ? null : host.getKey())
                    .withNewHttp()
                    .withPaths(rules)
                    .endHttp()
                    .endRule()
                    .endSpec();
        }
        List<String> hosts =
                paths.keySet().stream().filter(host -> !host.isEmpty()).toList();
        environment.tlsIssuer().filter(issuer -> !hosts.isEmpty()).ifPresent(issuer -> ingress.editMetadata()
                .addToAnnotations("cert-manager.io/cluster-issuer", issuer)
                .endMetadata()
                .editSpec()
                .addNewTl()
                .withHosts(hosts)
                .withSecretName(workload + "-tls")
                .endTl()
                .endSpec());
        return ingress.build();
    }

    private static HTTPIngressPath rule(String path, String service) {
        return new HTTPIngressPathBuilder()
                .withPath(path)
                .withPathType("Prefix")
                .withNewBackend()
                .withNewService()
                .withName(service)
                .withNewPort()
                .withName(PodTemplates.HTTP)
                .endPort()
                .endService()
                .endBackend()
                .build();
    }

    private String host(String name, String host) {
        if (host.isEmpty() || host.contains(".")) {
            return host;
        }
        return host + "."
                + environment
                        .domain()
                        .orElseThrow(() -> new ProblemException(Problem.of(
                                Problem.Kind.INPUT,
                                "The route '" + host + "' is no full host name, and the environment "
                                        + environment.name() + " has no domain to append.",
                                "processes." + name + ".routes",
                                "Write the whole name, such as " + host
                                        + ".example.com, or set the environment's domain.")));
    }
}
