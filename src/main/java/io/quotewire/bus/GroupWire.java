package io.quotewire.bus;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Numbers by group as compact bytes: how many, then group and number, in the order of the groups. */
final class GroupWire {
    private GroupWire() {}

    static void put(Wire.Writer out, Map<Integer, Long> sequences) {
        out.putLong(sequences.size());
        new TreeMap<>(sequences).forEach((group, sequence) -> {
            out.putLong(group);
            out.putLong(sequence);
        });
    }

    static Map<Integer, Long> get(Wire.Reader in) {
        int count = in.getCount();
        Map<Integer, Long> sequences = new HashMap<>();
        for (int i = 0; i < count; i++) {
            int group = getGroup(in);
            sequences.put(group, in.getLong());
        }
        return sequences;
    }

    /** One group's number. */
    static int getGroup(Wire.Reader in) {
        long group = in.getLong();
        if (group < 0 || group >= TickGroup.COUNT) {
            throw new IllegalStateException("there is no group " + group);
        }
        return (int) group;
    }
}
