package io.jenkins.plugins.pushtoprod.image.registry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Takes the body of an answer: to a sink, or into memory within a limit. */
final class BodyReader implements BodySubscriber<byte[]> {

    /** The limit that registries set for manifests is 4 MiB; a larger answer is no registry's. */
    private static final int MEMORY_LIMIT = 8 << 20;

    private final Progress progress;
    private final boolean inMemory;
    private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private final WritableByteChannel target;
    private final CompletableFuture<byte[]> result = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;

    BodyReader(Progress progress, Optional<OutputStream> sink) {
        this.progress = progress;
        this.inMemory = sink.isEmpty();
        this.target = Channels.newChannel(sink.orElse(memory));
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return result;
    }

    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
        subscription = newSubscription;
        newSubscription.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> pieces) {
        progress.moved();
        try {
            for (ByteBuffer piece : pieces) {
                take(piece);
            }
        } catch (IOException e) {
            stop(inMemory ? e : new SinkException(e));
            return;
        }
        if (subscription != null) {
            subscription.request(1);
        }
    }

    private void take(ByteBuffer piece) throws IOException {
        if (inMemory && memory.size() + piece.remaining() > MEMORY_LIMIT) {
            throw new IOException("the answer is larger than " + MEMORY_LIMIT + " bytes");
        }
        while (piece.hasRemaining()) {
            target.write(piece);
        }
    }

    private void stop(Exception failure) {
        if (subscription != null) {
            subscription.cancel();
        }
        result.completeExceptionally(failure);
    }

    @Override
    public void onError(Throwable failure) {
        result.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        result.complete(memory.toByteArray());
    }
}
