package io.jenkins.plugins.pushtoprod.image.blob;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;

/** Passes bytes on and remembers how many they were and what they hash to. */
public final class HashingOutputStream extends FilterOutputStream {

    private final MessageDigest hash = Digest.sha256();
    private long size;

    public HashingOutputStream(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int value) throws IOException {
        out.write(value);
        hash.update((byte) value);
        size++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        hash.update(bytes, offset, length);
        size += length;
    }

    /** Of all bytes so far; to be called once, at the end. */
    public Digest digest() {
        return Digest.of(hash);
    }

    public long size() {
        return size;
    }
}
