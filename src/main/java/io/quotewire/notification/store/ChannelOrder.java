package io.quotewire.notification.store;

import io.quotewire.bus.ChannelHead;
import io.quotewire.bus.ChannelPublication;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Numbers what is published to channels of which nothing is kept, each by itself. What has not been heard of for long is forgotten: a
 * channel's numbering then begins anew, under another epoch. Confined to one event loop.
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
    private final Map<String, Numbered> answered = bounded(MAX_KEYS);
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

    Numbered append(ChannelPublication publication) {
        String key = publication.channel() + '\n' + publication.idempotencyKey();
        Numbered before = publication.idempotencyKey() == null ? null : answered.get(key);
        if (before != null) {
            return new Numbered(before.epoch(), before.seq(), true);
        }
        Line line = lines.get(publication.channel());
        if (line == null) {
            line = new Line(epoch + "-" + Long.toString(epochs++, Character.MAX_RADIX));
            lines.put(publication.channel(), line);
        }
        line.seq++;
        Numbered next = new Numbered(line.epoch, line.seq, false);
        if (publication.idempotencyKey() != null) {
            answered.put(key, next);
        }
        return next;
    }

    ChannelHead head(String channel) {
        Line line = lines.get(channel);
        return line == null ? new ChannelHead(null, 0, false) : new ChannelHead(line.epoch, line.seq, false);
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
