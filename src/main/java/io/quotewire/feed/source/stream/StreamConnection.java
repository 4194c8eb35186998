package io.quotewire.feed.source.stream;

import io.quotewire.feed.source.EventSink;
import io.quotewire.feed.source.ExchangeNotice;
import io.quotewire.feed.source.MarketEvent;
import io.quotewire.feed.source.MessageParser;
import io.quotewire.feed.source.SkipReason;
import io.quotewire.feed.source.SourceSink;
import io.quotewire.kit.lifecycle.Scope;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.http.WebSocketFrame;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of one connection to an exchange: handshake, subscription, messages, end. It ends once, whatever the cause,
 * and then holds nothing. Confined to the event loop of its source.
 */
final class StreamConnection implements EventSink {
    /** The longest message an exchange may send. */
    static final int MAX_MESSAGE_BYTES = 16 * 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(StreamConnection.class);
    private static final int WATCHES_PER_SILENCE = 4;

    private final StreamSettings settings;
    private final ExchangeProtocol protocol;
    private final MessageParser parser;
    private final SourceSink sink;
    private final Scope scope;
    private final LongSupplier clockMicros;
    private final FrameAssembler assembler = new FrameAssembler(MAX_MESSAGE_BYTES);
    private final Promise<String> subscribed = Promise.promise();
    private final Promise<Void> gone = Promise.promise();
    /** Null until the handshake is done: before that there is nothing to close. */
    private @Nullable ClientWebSocket socket;

    private @Nullable Consumer<StreamFailure> onLost;
    private @Nullable String refusal;
    private long watch;
    private long heardMicros;
    private boolean ended;

    StreamConnection(
            StreamSettings settings,
            ExchangeProtocol protocol,
            SourceSink sink,
            Scope scope,
            LongSupplier clockMicros) {
        this.settings = settings;
        this.protocol = protocol;
        this.parser = protocol.parser();
        this.sink = sink;
        this.scope = scope;
        this.clockMicros = clockMicros;
    }

    /**
     * Connects and subscribes.
     *
     * @param lost told if the connection ends after it was subscribed
     * @return succeeds, with a word on the subscription, when prices may be expected
     */
    Future<String> open(WebSocketClient client, Consumer<StreamFailure> lost) {
        onLost = lost;
        ClientWebSocket opening = client.webSocket();
        opening.frameHandler(this::frame);
        opening.exceptionHandler(cause -> end(StreamFailure.broken(cause)));
        opening.closeHandler(closed -> {
            gone.tryComplete();
            end(new StreamFailure(StreamFailure.Kind.CLOSED, closeText(opening)));
        });
        WebSocketConnectOptions options =
                new WebSocketConnectOptions().setAbsoluteURI(settings.url()).setTimeout(settings.connectTimeoutMs());
        opening.connect(options).onComplete(done -> {
            if (done.failed()) {
                gone.tryComplete();
                end(StreamFailure.connecting(done.cause()));
            } else if (ended) {
                opening.close();
            } else {
                greet(opening);
            }
        });
        return subscribed.future();
    }

    /** Ends the connection from our side. */
    void close() {
        end(new StreamFailure(StreamFailure.Kind.CLOSED, "by us"));
    }

    /** Succeeds when the socket is gone. */
    Future<Void> gone() {
        return gone.future();
    }

    @Override
    public void event(MarketEvent event) {
        if (!ended) {
            markSubscribed();
            sink.event(event);
        }
    }

    @Override
    public void skipped(SkipReason reason) {
        if (!ended) {
            sink.skipped(reason);
        }
    }

    @Override
    public void notice(ExchangeNotice notice) {
        skipped(notice.kind().reason());
        switch (notice.kind()) {
            case SUBSCRIBED -> {
                if (notice.subscriptions() > 0) {
                    markSubscribed();
                } else {
                    end(new StreamFailure(StreamFailure.Kind.SUBSCRIBE, "nothing was subscribed"));
                }
            }
            case ERROR -> {
                refusal = notice.text();
                LOG.atWarn()
                        .addKeyValue("feed", settings.feed())
                        .addKeyValue("error", notice.text())
                        .log("exchange reports an error");
            }
            case SHUTDOWN -> end(new StreamFailure(StreamFailure.Kind.CLOSED, notice.text()));
        }
    }

    private void greet(ClientWebSocket open) {
        socket = open;
        heardMicros = clockMicros.getAsLong();
        watch = scope.every(Math.max(1, settings.silenceMs() / WATCHES_PER_SILENCE), this::watchSilence);
        for (String greeting : protocol.greetings()) {
            open.writeTextMessage(greeting).onFailure(cause -> end(StreamFailure.broken(cause)));
        }
    }

    private void frame(WebSocketFrame frame) {
        if (ended || !(frame.isText() || frame.isBinary() || frame.isContinuation())) {
            return;
        }
        heardMicros = clockMicros.getAsLong();
        try {
            byte[] message = assembler.take(frame.binaryData(), frame.isFinal());
            if (message != null) {
                sink.received();
                parser.parse(message, this);
            }
        } catch (StreamFailure tooLong) {
            sink.skipped(SkipReason.OVERSIZED);
            end(tooLong);
        }
    }

    private void markSubscribed() {
        subscribed.tryComplete(refusal == null ? "subscribed" : "subscribed in part; refused: " + refusal);
    }

    private void watchSilence() {
        if (clockMicros.getAsLong() - heardMicros > settings.silenceMs() * 1_000) {
            end(new StreamFailure(StreamFailure.Kind.STALE, "no message for " + settings.silenceMs() + " ms"));
        }
    }

    private void end(StreamFailure failure) {
        if (ended) {
            return;
        }
        ended = true;
        if (socket != null) {
            scope.cancel(watch);
            if (!gone.future().isComplete()) {
                socket.close();
            }
        }
        // What the exchange refused before it went silent or closed says more than that it did.
        StreamFailure first = refusal == null ? failure : new StreamFailure(StreamFailure.Kind.SUBSCRIBE, refusal);
        if (!subscribed.tryFail(first) && onLost != null) {
            onLost.accept(failure);
        }
    }

    private static String closeText(ClientWebSocket socket) {
        Short code = socket.closeStatusCode();
        String reason = socket.closeReason();
        return (code == null ? StreamFailure.NO_CLOSE_FRAME : "with code " + code)
                + (reason == null || reason.isEmpty() ? "" : " (" + reason + ")");
    }
}
