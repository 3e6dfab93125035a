package io.jenkins.plugins.pushtoprod.image;

import com.google.cloud.tools.jib.api.ImageReference;
import io.jenkins.plugins.pushtoprod.app.Problem;
import io.jenkins.plugins.pushtoprod.app.ProblemException;
import io.jenkins.plugins.pushtoprod.image.base.BaseContents;
import io.jenkins.plugins.pushtoprod.image.base.BaseImage;
import io.jenkins.plugins.pushtoprod.image.type.AppType;
import io.jenkins.plugins.pushtoprod.image.type.Layout;
import io.jenkins.plugins.pushtoprod.image.type.Workshop;
import java.util.List;
import java.util.Optional;

/** Lays an app out on its base image and pushes it; again where the cache turns out to be damaged on the way. */
record BuildAttempt(
        BuildRequest request, ImageReference target, AppType type, BaseImage base, Workshop workshop, ImagePush push) {

    /** Each attempt that fails has removed a damaged blob from the cache: a layer of the app, of which there are few, or its config. */
    private static final int ATTEMPTS = 5;

    /** @param look whether the base image may be looked into although its type does not need to */
    Image run(boolean look) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return once(look);
            } catch (LostBlobException e) {
                if (attempt == ATTEMPTS) {
                    throw damaged(e);
                }
            }
        }
    }

    private ProblemException damaged(LostBlobException e) {
        return new ProblemException(
                Problem.of(
                        Problem.Kind.MACHINE,
                        "what is written into the cache is damaged or gone when it is read again",
                        workshop.cacheDirectory().toString(),
                        "check the disk, and that no other program deletes there; or name another cache directory"),
                e);
    }

    private Image once(boolean look) throws InterruptedException {
        Layout layout = type.layOut(workshop, base);
        List<String> command = ImageConfig.command(request.app(), layout);
        if (command.isEmpty()) {
            throw new ProblemException(Problem.of(
                    Problem.Kind.BUILD,
                    "how the app is started cannot be told from its files",
                    request.directory().toString(),
                    "say it in a Procfile, such as 'web: python app.py', or as processes.web.command in"
                            + " push-to-prod.yaml"));
        }
        Optional<BaseContents> contents = look
                ? Optional.of(workshop.inspector().inspect(base))
                : workshop.inspector().known(base);
        contents.ifPresent(known -> new StartCheck(known, layout).check(request.app(), command));
        return push.push(request, target, type.name(), base, layout, command);
    }
}
