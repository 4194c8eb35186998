package io.quotewire.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

/** A file on a disk that is full at some point, or takes nothing until it is told to. Any thread. */
public final class PlayedFile extends OutputStream {
    private final long room;
    private final CountDownLatch held;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private volatile boolean closed;

    private PlayedFile(long room, CountDownLatch held) {
        this.room = room;
        this.held = held;
    }

    /** On a disk that takes so many bytes. */
    public static PlayedFile withRoomFor(long bytes) {
        return new PlayedFile(bytes, new CountDownLatch(0));
    }

    /** On a disk that takes nothing until {@link #release}. */
    public static PlayedFile held() {
        return new PlayedFile(Long.MAX_VALUE, new CountDownLatch(1));
    }

    /** A JSON object of about so many bytes, which cannot be made much shorter. */
    public static String noise(int length) {
        byte[] random = new byte[length * 3 / 4];
        new Random(length).nextBytes(random);
        return "{\"noise\":\"" + Base64.getEncoder().encodeToString(random) + "\"}";
    }

    public void release() {
        held.countDown();
    }

    public boolean isClosed() {
        return closed;
    }

    /** What is on the disk. */
    public byte[] bytes() {
        synchronized (bytes) {
            return bytes.toByteArray();
        }
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] from, int at, int length) throws IOException {
        try {
            held.await();
        } catch (InterruptedException interrupted) {
            throw new IOException(interrupted);
        }
        synchronized (bytes) {
            if (bytes.size() + length > room) {
                throw new IOException("No space left on device");
            }
            bytes.write(from, at, length);
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
