package io.quotewire.gateway.control;

import io.quotewire.kit.config.MalformedJsonException;
import io.quotewire.kit.config.StrictJson;
import io.quotewire.kit.secret.PrivateFile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a node knows to be in force, on its disk: the cluster's map is gone when its last node is, and a token that was revoked must
 * not be good again after a restart. Without a file nothing is kept. Confined to one context, whose writes happen one after another.
 */
public final class SanctionFile {
    private final Vertx vertx;
    private final @Nullable Path file;

    /**
     * A file that may not be there yet.
     *
     * @param vertx has worker threads
     * @param file where; null for none
     */
    public SanctionFile(Vertx vertx, @Nullable Path file) {
        this.vertx = vertx;
        this.file = file;
    }

    /** What was written last; nothing if there is no file. Fails if it cannot be understood: who was kept out might get in. */
    Future<List<Sanction>> read() {
        Path from = file;
        return from == null ? Future.succeededFuture(List.of()) : vertx.executeBlocking(() -> read(from));
    }

    /** Writes these in the place of all others; succeeds when they are on the disk. */
    Future<Void> write(Collection<Sanction> sanctions) {
        Path to = file;
        if (to == null) {
            return Future.succeededFuture();
        }
        JsonArray all = new JsonArray();
        sanctions.forEach(sanction -> all.add(sanction.toJson()));
        String text = new JsonObject().put("sanctions", all).encodePrettily() + "\n";
        return vertx.executeBlocking(() -> {
            PrivateFile.replace(to, text);
            return null;
        });
    }

    private static List<Sanction> read(Path from) throws IOException, MalformedSanctionsException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(from);
        } catch (NoSuchFileException none) {
            return List.of();
        }
        try {
            Object json = StrictJson.parse(bytes);
            if (!(json instanceof JsonObject object) || !(object.getValue("sanctions") instanceof JsonArray array)) {
                throw new MalformedSanctionsException(
                        from + ": found no list of sanctions; allowed: {\"sanctions\":[…]}");
            }
            List<Sanction> all = new ArrayList<>();
            for (int i = 0; i < array.size(); i++) {
                all.add(one(array.getValue(i), from + ": sanctions[" + i + "]"));
            }
            return all;
        } catch (MalformedJsonException broken) {
            throw new MalformedSanctionsException(
                    from + ": line " + broken.line() + ", column " + broken.column() + ": found no JSON");
        }
    }

    private static Sanction one(@Nullable Object value, String path) throws MalformedSanctionsException {
        try {
            if (value instanceof JsonObject json) {
                return Sanction.from(json);
            }
        } catch (RuntimeException incomplete) {
            // It is said below what is expected.
        }
        throw new MalformedSanctionsException(
                path + ": found something else; allowed: one of userId, tokenId, ip with since, until, by, reason");
    }
}
