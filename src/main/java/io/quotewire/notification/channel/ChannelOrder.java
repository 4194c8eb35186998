package io.quotewire.notification.channel;

import io.quotewire.bus.ChannelMessage;
import io.quotewire.bus.ChannelPublication;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Numbers what is published, each channel by itself. What has not been heard of for long is forgotten: a channel's numbering
 * then begins anew, under another epoch. Confined to one event loop.
 */
final class ChannelOrder {
    private static final int MAX_CHANNELS = 100_000;
    private static final int MAX_KEYS = 10_000;

    private static final class Line {
        private final String epoch;
        private long seq;

        private Line(String epoch) {
            this.epoch = epoch;
        }
    }

    private final Map<String, Line> lines = bounded(MAX_CHANNELS);
    private final Map<String, Long> answered = bounded(MAX_KEYS);
    private final String epoch;
    private long epochs;

    /**
     * Nothing was published yet.
     *
     * @param epoch what every epoch begins with: never the same for two that number
     */
    ChannelOrder(String epoch) {
        this.epoch = epoch;
    }

    /** The number that the same publication, by its idempotency key, was given before; null if it is new. */
    @Nullable
    Long answered(ChannelPublication publication) {
        return publication.idempotencyKey() == null ? null : answered.get(key(publication));
    }

    ChannelMessage next(ChannelPublication publication) {
        Line line = lines.get(publication.channel());
        if (line == null) {
            line = new Line(epoch + "-" + Long.toString(epochs++, Character.MAX_RADIX));
            lines.put(publication.channel(), line);
        }
        line.seq++;
        if (publication.idempotencyKey() != null) {
            answered.put(key(publication), line.seq);
        }
        return new ChannelMessage(publication.channel(), line.epoch, line.seq, publication.type(), publication.data());
    }

    private static String key(ChannelPublication publication) {
        return publication.channel() + '\n' + publication.idempotencyKey();
    }

    /** Forgets what was used longest ago. */
    private static <V> Map<String, V> bounded(int max) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > max;
            }
        };
    }
}
