package io.jenkins.plugins.pushtoprod.image.registry;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;

/** Whether an exchange still moves bytes, in either direction. */
final class Progress {

    private final AtomicLong lastMoved = new AtomicLong(System.nanoTime());

    void moved() {
        lastMoved.set(System.nanoTime());
    }

    boolean standsStillFor(Duration limit) {
        return System.nanoTime() - lastMoved.get() > limit.toNanos();
    }

    /** The same body; whenever the connection takes a piece of it, it moved. */
    BodyPublisher counting(BodyPublisher body) {
        if (body.contentLength() == 0) {
            return body;
        }
        return BodyPublishers.fromPublisher(
                subscriber -> body.subscribe(new Counting(subscriber)), body.contentLength());
    }

    private final class Counting implements Flow.Subscriber<ByteBuffer> {

        private final Flow.Subscriber<? super ByteBuffer> next;

        private Counting(Flow.Subscriber<? super ByteBuffer> next) {
            this.next = next;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            next.onSubscribe(subscription);
        }

        @Override
        public void onNext(ByteBuffer piece) {
            moved();
            next.onNext(piece);
        }

        @Override
        public void onError(Throwable failure) {
            next.onError(failure);
        }

        @Override
        public void onComplete() {
            next.onComplete();
        }
    }
}
