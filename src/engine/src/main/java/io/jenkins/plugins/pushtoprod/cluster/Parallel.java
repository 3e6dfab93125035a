package io.jenkins.plugins.pushtoprod.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Asks many small questions at once: what they take is mostly the way to the server and back. */
final class Parallel {

    private static final int AT_ONCE = 4;

    private Parallel() {}

    /** The answers in the order of the questions. The first that throws ends it. */
    static <Q, A> List<A> ask(List<Q> questions, Function<Q, A> answer) throws InterruptedException {
        if (questions.isEmpty()) {
            return List.of();
        }
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(AT_ONCE, questions.size()), task -> {
            Thread thread = new Thread(task, "preflight");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<A>> futures = new ArrayList<>();
            for (Q question : questions) {
                futures.add(threads.submit(() -> answer.apply(question)));
            }
            List<A> answers = new ArrayList<>();
            for (Future<A> future : futures) {
                answers.add(future.get());
            }
            return answers;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e);
        } finally {
            threads.shutdownNow();
        }
    }
}
