package io.quotewire.monitoring.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads Prometheus text 0.0.4 strictly: an independent reading of the format, for tests. */
public final class PrometheusText {
    private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
    private static final String LABEL = "[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\n]|\\\\[\\\\\"n])*\"";
    private static final Pattern META = Pattern.compile("# (HELP|TYPE) (" + NAME + ")(?: (.*))?");
    private static final Pattern SAMPLE = Pattern.compile("(" + NAME + ")(\\{(?:" + LABEL + "(?:," + LABEL
            + ")*,?)?})? ([-+]?(?:[0-9.]+(?:[eE][-+]?[0-9]+)?|Inf)|NaN)(?: -?[0-9]+)?");
    private static final List<String> SUFFIXES = List.of("_bucket", "_sum", "_count");

    private final Map<String, String> types = new HashMap<>();
    private final Map<String, Double> samples = new HashMap<>();
    private final List<String> problems = new ArrayList<>();
    private String family = "";

    private PrometheusText() {}

    public static PrometheusText parse(String text) {
        PrometheusText parsed = new PrometheusText();
        if (!text.endsWith("\n")) {
            parsed.problems.add("the last line is not ended");
        }
        text.lines().forEach(parsed::line);
        return parsed;
    }

    public List<String> problems() {
        return List.copyOf(problems);
    }

    public Map<String, String> types() {
        return Map.copyOf(types);
    }

    /** By name and labels as written. */
    public Map<String, Double> samples() {
        return Map.copyOf(samples);
    }

    private void line(String line) {
        if (line.startsWith("#")) {
            meta(line);
            return;
        }
        Matcher sample = SAMPLE.matcher(line);
        if (!sample.matches()) {
            problems.add("malformed: " + line);
            return;
        }
        String name = sample.group(1);
        boolean belongs = name.equals(family) || SUFFIXES.stream().anyMatch(suffix -> name.equals(family + suffix));
        if (!belongs || !types.containsKey(family)) {
            problems.add("outside of its family: " + line);
        }
        String key = name + (sample.group(2) == null ? "" : sample.group(2));
        String value = sample.group(3).replace("Inf", "Infinity");
        if (samples.put(key, Double.valueOf(value)) != null) {
            problems.add("twice: " + key);
        }
    }

    private void meta(String line) {
        Matcher meta = META.matcher(line);
        if (!meta.matches()) {
            problems.add("malformed: " + line);
            return;
        }
        family = meta.group(2);
        if (meta.group(1).equals("TYPE") && types.put(family, String.valueOf(meta.group(3))) != null) {
            problems.add("family twice: " + family);
        }
    }
}
