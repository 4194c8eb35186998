package io.quotewire.launcher.settings;

import io.quotewire.kit.config.Nearest;
import io.quotewire.kit.config.Printed;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts the feeds of {@code --feed} in the place of those of the file. */
final class FeedChoice {
    private static final String OPTION = "--feed";
    private static final String SOURCES = "feed.sources";
    private static final String REPLAY = "replay";

    private final Configuration configuration;
    private final Surroundings surroundings;
    private final Complaints complaints;

    FeedChoice(Configuration configuration, Surroundings surroundings, Complaints complaints) {
        this.configuration = configuration;
        this.surroundings = surroundings;
        this.complaints = complaints;
    }

    void choose(List<String> feeds, boolean loop, @Nullable String from, boolean feedRole) {
        boolean replays = feeds.stream().anyMatch(FeedChoice::isReplay);
        if (loop && !replays) {
            complaints.add("--loop", "given without a recording; allowed: with --feed replay:FILE");
        }
        if (from != null && !replays) {
            complaints.add("--from", "given without a recording; allowed: with --feed replay:FILE");
        }
        if (feeds.isEmpty()) {
            return;
        }
        if (!feedRole) {
            complaints.add(OPTION, "this node has no role feed; allowed: with the role feed");
        }
        JsonObject known = configuration.given().getValue("feed") instanceof JsonObject feed
                        && feed.getValue("sources") instanceof JsonObject sources
                ? sources
                : new JsonObject();
        JsonObject chosen = new JsonObject();
        feeds.stream().filter(feed -> !isReplay(feed)).forEach(name -> named(name, known, chosen));
        feeds.stream().filter(FeedChoice::isReplay).forEach(feed -> replay(feed, loop, from, chosen));
        configuration.replace(SOURCES, OPTION, chosen);
    }

    private static boolean isReplay(String feed) {
        return feed.startsWith(REPLAY + ":");
    }

    private void named(String name, JsonObject known, JsonObject chosen) {
        if (known.containsKey(name)) {
            chosen.put(name, known.getValue(name));
        } else {
            complaints.add(
                    OPTION, "unknown feed " + Printed.quoted(name) + "; " + Nearest.among(name, known.fieldNames()));
        }
    }

    private void replay(String feed, boolean loop, @Nullable String from, JsonObject chosen) {
        String rest = feed.substring(REPLAY.length() + 1);
        JsonObject source = new JsonObject().put("type", REPLAY);
        String file = rest;
        int at = rest.lastIndexOf('@');
        // A file may have the sign in its name: only what follows the last one can be the speed.
        if (at >= 0 && !exists(rest)) {
            file = rest.substring(0, at);
            BigDecimal speed = speed(rest.substring(at + 1));
            if (speed == null) {
                complaints.add(
                        OPTION,
                        "found the speed " + Printed.quoted(rest.substring(at + 1)) + "; allowed: a positive number");
                return;
            }
            source.put("speed", speed);
        }
        if (recording(file).isEmpty()) {
            return;
        }
        source.put("url", recording(file).get()).put("loop", loop);
        if (from != null) {
            source.put("from", from);
        }
        String name = REPLAY;
        for (int i = 2; chosen.containsKey(name); i++) {
            name = REPLAY + i;
        }
        chosen.put(name, source);
    }

    private Optional<String> recording(String file) {
        if (!exists(file)) {
            complaints.add(OPTION, "no such file: " + Printed.brief(file));
            return Optional.empty();
        }
        Path path = surroundings.resolve(file);
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            complaints.add(OPTION, "found " + Printed.brief(file) + "; allowed: a file that can be read");
            return Optional.empty();
        }
        return Optional.of(path.toString());
    }

    private boolean exists(String file) {
        try {
            return !file.isBlank() && Files.exists(surroundings.resolve(file));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static @Nullable BigDecimal speed(String text) {
        try {
            BigDecimal speed = new BigDecimal(text);
            return speed.signum() > 0 ? speed : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
