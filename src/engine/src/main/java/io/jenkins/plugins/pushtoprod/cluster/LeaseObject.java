package io.jenkins.plugins.pushtoprod.cluster;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.Optional;

/** The Lease behind the lock of an app in a namespace. */
record LeaseObject(String namespace, String app) {

    /** The format of a {@code MicroTime}. */
    private static final DateTimeFormatter MICRO_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    /** The server's time is known to the second. */
    private static final Duration UNCERTAINTY = Duration.ofSeconds(1);

    private static final char SEPARATOR = '#';

    /** Two processes with the same identity are two holders. */
    static String unique(String identity) {
        byte[] random = new byte[4];
        new SecureRandom().nextBytes(random);
        return identity + SEPARATOR + HexFormat.of().formatHex(random);
    }

    String name() {
        return Api.MANAGER + '.' + app;
    }

    ObjectRef ref() {
        return new ObjectRef("coordination.k8s.io/v1", "Lease", namespace, name());
    }

    String where() {
        return "Lease/" + name() + " in namespace " + namespace;
    }

    String path() {
        return collection() + '/' + name();
    }

    private String collection() {
        return "/apis/coordination.k8s.io/v1/namespaces/" + namespace + "/leases";
    }

    Optional<ObjectNode> read(Api api) {
        return api.find(path());
    }

    /** The holder, unless the lease is free or has ended. */
    Optional<ReleaseLock.Holder> heldBy(ObjectNode lease, Instant now) {
        String holder = lease.at("/spec/holderIdentity").asText("");
        Instant renewed = time(lease, "renewTime").orElse(Instant.MIN);
        long seconds = lease.at("/spec/leaseDurationSeconds").asLong(ReleaseLock.LEASE_SECONDS);
        boolean ended = renewed.equals(Instant.MIN)
                || now.isAfter(renewed.plusSeconds(seconds).plus(UNCERTAINTY));
        if (holder.isEmpty() || ended) {
            return Optional.empty();
        }
        int separator = holder.lastIndexOf(SEPARATOR);
        return Optional.of(new ReleaseLock.Holder(
                separator > 0 ? holder.substring(0, separator) : holder,
                time(lease, "acquireTime").orElse(renewed)));
    }

    boolean isHeldBy(ObjectNode lease, String holder) {
        return lease.at("/spec/holderIdentity").asText("").equals(holder);
    }

    /** Takes a lease that is free; empty if somebody else was faster. */
    Optional<ObjectNode> take(Api api, Optional<ObjectNode> current, String holder, Instant now) {
        ObjectNode lease = current.map(ObjectNode::deepCopy).orElseGet(this::fresh);
        ObjectNode spec = lease.withObject("/spec");
        int transitions = spec.path("leaseTransitions").asInt(0);
        spec.put("holderIdentity", holder)
                .put("leaseDurationSeconds", ReleaseLock.LEASE_SECONDS)
                .put("acquireTime", MICRO_TIME.format(now))
                .put("renewTime", MICRO_TIME.format(now))
                .put("leaseTransitions", current.isPresent() ? transitions + 1 : transitions);
        try {
            return Optional.of(current.isPresent() ? api.replace(path(), lease) : api.create(collection(), lease));
        } catch (ApiException e) {
            if (e.code() == 409) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private ObjectNode fresh() {
        ObjectNode lease = JsonNodeFactory.instance.objectNode();
        lease.put("apiVersion", "coordination.k8s.io/v1").put("kind", "Lease");
        ObjectNode metadata = lease.putObject("metadata").put("name", name()).put("namespace", namespace);
        metadata.putObject("labels").put(Ownership.APP, app);
        return lease;
    }

    ObjectNode renewed(ObjectNode lease, Instant now) {
        ObjectNode copy = lease.deepCopy();
        copy.withObject("/spec").put("renewTime", MICRO_TIME.format(now));
        return copy;
    }

    ObjectNode freed(ObjectNode lease) {
        ObjectNode copy = lease.deepCopy();
        copy.withObject("/spec").put("holderIdentity", "").put("leaseDurationSeconds", 1);
        return copy;
    }

    private static Optional<Instant> time(ObjectNode lease, String field) {
        try {
            return Optional.of(Instant.parse(lease.at("/spec/" + field).asText("")));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
