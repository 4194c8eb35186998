package io.quotewire.gateway.protocol;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Messages that go out together, in their order, to however many connections: their bytes are made once and stay outside the
 * heap, where the kernel takes them without another copy. Whoever makes one releases it when all have been given it. Confined
 * to one event loop.
 */
public final class Bundle {
    private final int updates;
    private final int size;
    private final Outbound.Kind kind;
    private final List<Bundle> parts;
    private @Nullable List<Outbound> messages;
    private @Nullable ByteBuf frames;
    private @Nullable ByteBuf deflatedFrames;

    private Bundle(int updates, int size, Outbound.Kind kind, List<Bundle> parts, @Nullable List<Outbound> messages) {
        this.updates = updates;
        this.size = size;
        this.kind = kind;
        this.parts = parts;
        this.messages = messages;
    }

    /**
     * These messages.
     *
     * @param updates how many values they carry
     * @param messages at least one; not to be changed afterwards
     * @return to be released
     */
    public static Bundle of(int updates, List<Outbound> messages) {
        return new Bundle(updates, messages.size(), messages.get(0).kind(), List.of(), messages);
    }

    /**
     * All messages of several bundles, one bundle after another.
     *
     * @param parts at least one, released not before this one; not to be changed before that
     * @return to be released
     */
    public static Bundle joining(List<Bundle> parts) {
        int updates = 0;
        int size = 0;
        for (int i = 0; i < parts.size(); i++) {
            updates += parts.get(i).updates;
            size += parts.get(i).size;
        }
        return new Bundle(updates, size, parts.get(0).kind, parts, null);
    }

    /**
     * How many values it carries.
     *
     * @return a count
     */
    public int updates() {
        return updates;
    }

    /**
     * How many messages it holds.
     *
     * @return a count
     */
    public int size() {
        return size;
    }

    /**
     * What its messages are, for the counters: all are of one kind.
     *
     * @return the kind
     */
    public Outbound.Kind kind() {
        return kind;
    }

    /**
     * The messages themselves.
     *
     * @return in their order
     */
    public List<Outbound> messages() {
        if (messages == null) {
            List<Outbound> all = new ArrayList<>();
            for (Bundle part : parts) {
                all.addAll(part.messages());
            }
            messages = all;
        }
        return messages;
    }

    /**
     * All messages as WebSocket frames, made at the first call and then the same for all.
     *
     * @param maker makes the frame of one message
     * @return the bundle's own; to be duplicated, not to be released
     */
    public ByteBuf frames(Function<Outbound, byte[]> maker) {
        if (frames == null) {
            frames = parts.isEmpty() ? encoded(maker) : joined(maker, Bundle::frames);
        }
        return frames;
    }

    /**
     * All messages as WebSocket frames, compressed where that pays, made at the first call and then the same for all.
     *
     * @param maker makes the frame of one message
     * @return the bundle's own; to be duplicated, not to be released
     */
    public ByteBuf deflatedFrames(Function<Outbound, byte[]> maker) {
        if (deflatedFrames == null) {
            deflatedFrames = parts.isEmpty() ? encoded(maker) : joined(maker, Bundle::deflatedFrames);
        }
        return deflatedFrames;
    }

    /** Gives its bytes back as soon as all connections have sent them. To be called once. */
    public void release() {
        if (frames != null) {
            frames.release();
            frames = null;
        }
        if (deflatedFrames != null) {
            deflatedFrames.release();
            deflatedFrames = null;
        }
    }

    private ByteBuf encoded(Function<Outbound, byte[]> maker) {
        List<byte[]> all = new ArrayList<>(messages().size());
        int length = 0;
        for (Outbound message : messages()) {
            byte[] frame = maker.apply(message);
            all.add(frame);
            length += frame.length;
        }
        ByteBuf encoded = ByteBufAllocator.DEFAULT.directBuffer(length, length);
        all.forEach(encoded::writeBytes);
        return encoded;
    }

    /** One copy for a connection costs less than one entry in its queue for each part. */
    private ByteBuf joined(
            Function<Outbound, byte[]> maker, BiFunction<Bundle, Function<Outbound, byte[]>, ByteBuf> framesOf) {
        if (parts.size() == 1) {
            return framesOf.apply(parts.get(0), maker).retainedDuplicate();
        }
        int length = 0;
        for (int i = 0; i < parts.size(); i++) {
            length += framesOf.apply(parts.get(i), maker).readableBytes();
        }
        ByteBuf joined = ByteBufAllocator.DEFAULT.directBuffer(length, length);
        for (int i = 0; i < parts.size(); i++) {
            ByteBuf part = framesOf.apply(parts.get(i), maker);
            joined.writeBytes(part, part.readerIndex(), part.readableBytes());
        }
        return joined;
    }
}
