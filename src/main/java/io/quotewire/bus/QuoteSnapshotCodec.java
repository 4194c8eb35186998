package io.quotewire.bus;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@link QuoteSnapshot}: by reference inside a node, {@link TickWire}'s bytes between nodes. Thread-safe. */
final class QuoteSnapshotCodec implements MessageCodec<QuoteSnapshot, QuoteSnapshot> {
    @Override
    public void encodeToWire(Buffer buffer, QuoteSnapshot snapshot) {
        Wire.Writer out = new Wire.Writer(TickWire.expectedBytes(snapshot.newest()));
        out.putText(snapshot.publisher());
        out.putLong(snapshot.epoch());
        GroupWire.put(out, snapshot.sequences());
        out.putLong(snapshot.digest());
        TickWire.put(out, snapshot.newest());
        out.putLong(snapshot.feeds().size());
        for (FeedStatus feed : snapshot.feeds()) {
            out.putText(feed.toJson().encode());
        }
        out.appendTo(buffer);
    }

    @Override
    public QuoteSnapshot decodeFromWire(int pos, Buffer buffer) {
        Wire.Reader in = new Wire.Reader(buffer, pos);
        String publisher = in.getRequiredText();
        long epoch = in.getLong();
        Map<Integer, Long> sequences = GroupWire.get(in);
        long digest = in.getLong();
        List<Tick> newest = TickWire.get(in);
        int count = in.getCount();
        List<FeedStatus> feeds = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            feeds.add(FeedStatus.from(new JsonObject(in.getRequiredText())));
        }
        return new QuoteSnapshot(publisher, epoch, sequences, digest, newest, feeds);
    }

    @Override
    public QuoteSnapshot transform(QuoteSnapshot snapshot) {
        return snapshot;
    }

    @Override
    public String name() {
        return "quotewire.snapshot";
    }

    @Override
    public byte systemCodecID() {
        return -1;
    }
}
