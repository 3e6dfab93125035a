package io.jenkins.plugins.pushtoprod.cluster;

import io.jenkins.plugins.pushtoprod.Testbed;
import io.jenkins.plugins.pushtoprod.app.Provenance;
import io.jenkins.plugins.pushtoprod.manifest.Manifest;
import java.util.concurrent.CountDownLatch;

/** A process that stops in the middle of applying, with the lock in its hand, until it is killed. */
final class KilledDeploy {

    private KilledDeploy() {}

    static Manifest manifest() {
        String[] objects = new String[5];
        for (int i = 0; i < objects.length; i++) {
            objects[i] = Fixtures.configMap("killed-" + i, "a");
        }
        return Fixtures.manifest(objects);
    }

    /**
     * Deploys, and stops.
     *
     * @param arguments the namespace, and after how many objects to stop
     */
    public static void main(String[] arguments) throws Exception {
        int last = Integer.parseInt(arguments[1]);
        CountDownLatch never = new CountDownLatch(1);
        Cluster cluster = Cluster.connect(Testbed.access());
        Deploying app = new Deploying(cluster, arguments[0], "killed");
        ReleaseLock lock = app.releases().lock("the one to be killed", Deploying.NO_WAIT, holder -> {});
        Release begun = app.releases().begin(lock, app.next(Provenance.UNKNOWN), manifest());
        app.deployer().apply(lock, begun, manifest().after(), DeployOptions.DEFAULT, applied -> {
            System.out.println(applied.object());
            if (applied.object().name().equals("killed-" + (last - 1))) {
                awaitTheEnd(never);
            }
        });
    }

    private static void awaitTheEnd(CountDownLatch never) {
        try {
            never.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
