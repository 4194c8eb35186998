package io.quotewire.feed;

import io.quotewire.bus.Address;
import io.quotewire.feed.source.MarketEvent;
import io.quotewire.feed.source.SkipReason;
import io.quotewire.feed.source.Source;
import io.quotewire.feed.source.SourceSink;
import io.quotewire.feed.source.StateChange;
import io.quotewire.feed.source.replay.RecordingWriter;
import io.quotewire.kit.config.Problems;
import io.quotewire.kit.lifecycle.OnContext;
import io.quotewire.kit.lifecycle.Scope;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what an exchange sends into a file that {@code replay} plays. Configured by {@code record}: {@code feed}, the name of a
 * configured feed, kept up as always; or {@code url}, an address that is connected to once, and {@code send}, texts to begin with; and
 * {@code out}, the file. Nothing is published but, inside the node, what became of it. Confined to its event loop.
 */
public final class RecorderVerticle extends VerticleBase implements SourceSink {
    private static final Logger LOG = LoggerFactory.getLogger(RecorderVerticle.class);
    private static final long FLUSH_MS = 200;
    private static final int MAX_MESSAGE_BYTES = 16 * 1024 * 1024;
    private static final int CONNECT_TIMEOUT_MS = 10_000;

    private final BiFunction<Vertx, Path, Future<RecordingWriter>> files;
    private @Nullable Scope scope;
    private @Nullable RecordingWriter writer;
    private @Nullable Source source;
    private @Nullable WebSocketClient client;
    /** Why it has ended, once it has. */
    private String endedBy = "";

    private boolean ended;
    private boolean stopping;
    /** What came when it had ended. */
    private long missed;

    /** With files of its own. */
    public RecorderVerticle() {
        this(RecordingWriter::create);
    }

    RecorderVerticle(BiFunction<Vertx, Path, Future<RecordingWriter>> files) {
        this.files = files;
    }

    @Override
    public Future<?> start() {
        JsonObject order = config().getJsonObject("record", new JsonObject());
        Scope owned = new Scope(vertx);
        scope = owned;
        String file = order.getString("out");
        return files.apply(vertx, Path.of(file)).compose(made -> {
            writer = made;
            owned.every(FLUSH_MS, () -> made.flush().onFailure(cause -> end("the file: " + cause.getMessage())));
            return Future.succeededFuture(order.getString("feed"))
                    .compose(feed -> feed == null ? connect(order) : run(feed))
                    .recover(failure -> giveUp(made, file).transform(undone -> Future.failedFuture(failure)));
        });
    }

    @Override
    public Future<?> stop() {
        stopping = true;
        return release().eventually(this::closeFile);
    }

    private Future<Void> release() {
        Future<Void> sourceEnd = source == null ? Future.succeededFuture() : source.stop();
        return sourceEnd
                .eventually(() -> client == null ? Future.succeededFuture() : OnContext.of(context, client.close()))
                .eventually(() -> scope == null ? Future.succeededFuture() : scope.close());
    }

    /** Nothing was begun: another attempt is to find no file in its way. */
    private Future<Void> giveUp(RecordingWriter made, String file) {
        stopping = true;
        return release()
                .eventually(made::close)
                .eventually(() -> vertx.fileSystem().delete(file));
    }

    @Override
    public void received() {
        // Only what comes with its bytes can be kept.
    }

    @Override
    public void received(byte[] message) {
        if (ended) {
            missed++;
        } else if (writer != null) {
            writer.add(EpochMicros.now(), message);
        }
    }

    @Override
    public void event(MarketEvent event) {
        // The message that it came in is kept.
    }

    @Override
    public void skipped(SkipReason reason) {
        // As above: what the exchange sent is kept, whatever it is.
    }

    @Override
    public void numberingRestarted() {
        // The recording shows it.
    }

    @Override
    public void stateChanged(StateChange change) {
        LOG.atInfo()
                .addKeyValue("state", change.to())
                .addKeyValue("reason", change.reason())
                .log("recording");
    }

    private Future<Void> run(String feed) {
        Problems problems = new Problems();
        FeedOptions options = FeedOptions.from(config().getJsonObject("feed"), problems);
        problems.throwIfAny();
        SourceOptions chosen = options.sources().stream()
                .filter(each -> each.name().equals(feed))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no feed " + feed));
        Source made = SourceFactory.create(vertx, chosen, this);
        source = made;
        made.start();
        return Future.succeededFuture();
    }

    private Future<Void> connect(JsonObject order) {
        WebSocketClient made = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setMaxFrameSize(MAX_MESSAGE_BYTES)
                .setMaxMessageSize(MAX_MESSAGE_BYTES)
                .setConnectTimeout(CONNECT_TIMEOUT_MS));
        client = made;
        ClientWebSocket socket = made.webSocket();
        socket.textMessageHandler(text -> received(text.getBytes(StandardCharsets.UTF_8)));
        socket.closeHandler(closed -> end("the exchange has closed the connection"));
        socket.exceptionHandler(broken -> end("the connection broke: " + broken.getMessage()));
        return socket.connect(new WebSocketConnectOptions()
                        .setAbsoluteURI(order.getString("url"))
                        .setTimeout(CONNECT_TIMEOUT_MS))
                .onSuccess(open -> order.getJsonArray("send", new JsonArray())
                        .forEach(text -> open.writeTextMessage(String.valueOf(text))))
                .mapEmpty();
    }

    private Future<Void> closeFile() {
        RecordingWriter open = writer;
        if (open == null) {
            return Future.succeededFuture();
        }
        return open.close().onComplete(done -> {
            boolean complete = done.succeeded() && missed == 0;
            String cause = done.succeeded() ? endedBy : done.cause().getMessage();
            tell(complete ? "complete" : "incomplete: " + cause, figures(open).put("complete", complete));
        });
    }

    private void end(String why) {
        if (!ended && !stopping && writer != null) {
            ended = true;
            endedBy = why;
            tell(why, figures(writer));
        }
    }

    private JsonObject figures(RecordingWriter of) {
        return new JsonObject()
                .put("messages", of.messages())
                .put("leftOut", of.leftOut())
                .put("lost", of.lost() + missed);
    }

    private void tell(String what, JsonObject figures) {
        vertx.eventBus()
                .publish(
                        Address.RECORDER_ENDED.text(),
                        figures.put("what", what),
                        new DeliveryOptions().setLocalOnly(true));
    }
}
