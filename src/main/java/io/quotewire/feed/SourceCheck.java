package io.quotewire.feed;

import io.quotewire.kit.config.Problems;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks one feed's keys against its type. */
final class SourceCheck {
    private static final String NAME_FORM = "[a-z][a-z0-9_-]{0,31}";

    private SourceCheck() {}

    static String path(String source, String key) {
        return "feed.sources." + source + "." + key;
    }

    static void check(String name, JsonObject given, Problems problems) {
        checkName(name, given, problems);
        String text = given.getString("type");
        if (text == null) {
            problems.add(path(name, "type"), "is required; allowed: one of " + String.join(", ", SourceType.texts()));
            return;
        }
        SourceType type = SourceType.of(text);
        if (!type.isAvailable()) {
            problems.add(
                    path(name, "type"),
                    "found \"" + text + "\", which is not available in this release; available: "
                            + String.join(", ", SourceType.availableTexts()));
            return;
        }
        checkKeys(name, type, given, problems);
        checkSymbols(name, type, given, problems);
        ExchangeCheck.check(name, type, given, problems);
        if (type == SourceType.REPLAY) {
            checkFile(name, given.getString("url"), problems);
        } else if (type != SourceType.SIMULATOR && given.containsKey("url")) {
            checkAddress(name, given.getString("url"), problems);
        }
    }

    private static void checkName(String name, JsonObject given, Problems problems) {
        String path = "feed.sources." + name;
        if (!name.matches(NAME_FORM)) {
            problems.add(path, "found the name \"" + name + "\"; allowed: " + NAME_FORM);
        } else if (name.equals(SourceOptions.SIMULATED) && !"simulator".equals(given.getString("type"))) {
            problems.add(path, "the name \"simulated\" is kept for the simulator's ticks; choose another");
        }
    }

    private static void checkKeys(String name, SourceType type, JsonObject given, Problems problems) {
        for (String key : given.fieldNames()) {
            if (!key.equals("type") && !type.takes(key)) {
                problems.add(
                        path(name, key),
                        "found on a feed of type " + type.text() + "; allowed: only on " + typesWith(key));
            }
        }
    }

    private static String typesWith(String key) {
        return Arrays.stream(SourceType.values())
                .filter(type -> type.takes(key))
                .map(SourceType::text)
                .collect(Collectors.joining(", "));
    }

    private static void checkSymbols(String name, SourceType type, JsonObject given, Problems problems) {
        Object symbols = given.getValue("symbols");
        boolean simulator = type == SourceType.SIMULATOR;
        if (!simulator && symbols instanceof Number count) {
            problems.add(path(name, "symbols"), "found the count " + count + "; allowed: a list of symbols");
        } else if (symbols instanceof JsonArray list && list.isEmpty() && type != SourceType.REPLAY) {
            problems.add(path(name, "symbols"), "found an empty list; allowed: at least one symbol");
        } else if (symbols == null && !simulator && type != SourceType.REPLAY) {
            problems.add(path(name, "symbols"), "is required; allowed: a list of symbols such as \"BTC-USD\"");
        }
    }

    private static void checkFile(String name, @Nullable String url, Problems problems) {
        if (url == null) {
            problems.add(path(name, "url"), "is required; allowed: the file of a recording");
            return;
        }
        try {
            Path file = Path.of(url);
            if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
                problems.add(path(name, "url"), "found \"" + url + "\", which is no file that can be read");
            }
        } catch (InvalidPathException noPath) {
            problems.add(path(name, "url"), "found a text that is no file name");
        }
    }

    private static void checkAddress(String name, String url, Problems problems) {
        boolean fine;
        try {
            URI uri = new URI(url);
            fine = List.of("ws", "wss").contains(String.valueOf(uri.getScheme())) && uri.getHost() != null;
        } catch (URISyntaxException noAddress) {
            fine = false;
        }
        if (!fine) {
            problems.add(path(name, "url"), "found \"" + url + "\"; allowed: a ws:// or wss:// address");
        }
    }
}
