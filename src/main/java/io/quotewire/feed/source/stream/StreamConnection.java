package io.quotewire.feed.source.stream;

import io.quotewire.feed.source.EventSink;
import io.quotewire.feed.source.ExchangeNotice;
import io.quotewire.feed.source.MarketEvent;
import io.quotewire.feed.source.MessageParser;
import io.quotewire.feed.source.SkipReason;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of one connection to an exchange: handshake, subscription, messages, end. It ends once, whatever the cause,
 * and then holds nothing. One that is to take another's place is held back: its messages wait until {@link #release}.
 * Confined to the event loop of its source.
 */
final class StreamConnection implements EventSink, LineListener {
    /** The longest message an exchange may send. */
    static final int MAX_MESSAGE_BYTES = 16 * 1024 * 1024;

    /** So many messages in a row that cannot be read are too many. */
    static final int MAX_MALFORMED = 50;

    private static final Logger LOG = LoggerFactory.getLogger(StreamConnection.class);
    private static final long LIMIT_MEMORY_MICROS = 10_000_000;

    private final StreamSettings settings;
    private final ExchangeProtocol protocol;
    private final StreamParts parts;
    private final ConnectionOwner owner;
    private final StreamIntake intake;
    private final MessageParser parser;
    private final Pacer pacer;
    private final SilenceWatch watch;
    private final Answers answers;
    private final Asking asking;
    private final FrameAssembler assembler = new FrameAssembler(MAX_MESSAGE_BYTES);
    private final Promise<String> subscribed = Promise.promise();
    private @Nullable HeldMessages held;
    private @Nullable Line line;
    private long limitedMicros = Long.MIN_VALUE;
    private long receivedMicros;
    private int malformed;
    private boolean answersPing;
    private boolean releasing;
    private boolean withdrawn;
    private boolean ended;

    StreamConnection(
            StreamSettings settings,
            ExchangeProtocol protocol,
            StreamParts parts,
            StreamIntake intake,
            ConnectionOwner owner) {
        this.settings = settings;
        this.protocol = protocol;
        this.parts = parts;
        this.intake = intake;
        this.owner = owner;
        this.parser = protocol.parser();
        this.pacer =
                new Pacer(parts.timers(), parts.clockMicros(), protocol.terms().messageGapMs());
        this.watch = new SilenceWatch(settings, parts, this::probe, this::end);
        this.answers = new Answers(protocol.terms().answersPerSymbol());
        this.asking = new Asking(protocol, answers, pacer, this::say);
    }

    /** Lets messages wait until {@link #release}; before {@link #open}. */
    void holdBack() {
        held = new HeldMessages();
    }

    /**
     * Connects and subscribes.
     *
     * @return succeeds, with a word on the subscription, when prices may be expected
     */
    Future<String> open(List<String> symbols) {
        asking.begin(symbols);
        line = parts.dialer().dial(protocol.address(settings.url(), symbols), this);
        return subscribed.future();
    }

    /** Passes on what waits, less what the connection before it has delivered, and holds back nothing more. */
    void release() {
        HeldMessages waiting = held;
        held = null;
        if (waiting == null) {
            return;
        }
        releasing = true;
        try {
            waiting.each((message, heldMicros) -> {
                receivedMicros = heldMicros;
                read(message);
            });
        } finally {
            releasing = false;
        }
    }

    /**
     * Asks for what is wanted now, and gives back what is not.
     *
     * @return false if only another connection can
     */
    boolean adapt(Collection<String> wanted) {
        return asking.adapt(wanted);
    }

    /** Ends the connection from our side; its owner is not told. */
    void close() {
        if (!ended) {
            withdrawn = true;
            shut();
            subscribed.tryFail(new StreamFailure(StreamFailure.Kind.CLOSED, "by us"));
        }
    }

    /** Whether it was given up by its own side: nothing that the exchange is to blame for. */
    boolean isWithdrawn() {
        return withdrawn;
    }

    /** How the subscription went or will go. */
    Future<String> subscription() {
        return subscribed.future();
    }

    boolean isSubscribed() {
        return !ended && subscribed.future().succeeded();
    }

    /** Succeeds when the socket is gone. */
    Future<Void> gone() {
        return line == null ? Future.succeededFuture() : line.gone();
    }

    @Override
    public void opened() {
        if (!ended) {
            watch.start();
            asking.opened();
        }
    }

    @Override
    public void alive() {
        watch.heardSomething();
    }

    @Override
    public void frame(Buffer content, boolean last) {
        if (ended) {
            return;
        }
        watch.heardSomething();
        receivedMicros = watch.heardMicros();
        try {
            byte[] message = assembler.take(content, last);
            if (message != null) {
                answersPing = false;
                take(message);
                // Until something is subscribed, no message is what was asked for.
                if (!answersPing && isSubscribed()) {
                    watch.heardMessage();
                }
            }
        } catch (StreamFailure tooLong) {
            intake.skipped(SkipReason.OVERSIZED);
            end(tooLong);
        }
    }

    @Override
    public void ended(StreamFailure failure) {
        end(failure);
    }

    @Override
    public void event(MarketEvent event) {
        if (ended) {
            return;
        }
        malformed = 0;
        markSubscribed();
        if (held == null && intake.event(event, this, receivedMicros, releasing)) {
            owner.lossSeen(this, event.symbol);
        }
    }

    @Override
    public void skipped(SkipReason reason) {
        if (ended) {
            return;
        }
        malformed = reason == SkipReason.MALFORMED ? malformed + 1 : 0;
        if (held == null) {
            intake.skipped(reason);
        }
        if (malformed >= MAX_MALFORMED) {
            end(new StreamFailure(StreamFailure.Kind.PARSE, MAX_MALFORMED + " messages in a row cannot be read"));
        }
    }

    @Override
    public void halted(String symbol, boolean halted) {
        if (!ended && held == null) {
            intake.halted(symbol, halted);
        }
    }

    @Override
    public void notice(ExchangeNotice notice) {
        skipped(notice.kind().reason());
        // What was answered while it was held back was heard then; an announcement is its owner's when its turn has
        // come.
        if (ended || (releasing && notice.kind() != ExchangeNotice.Kind.SHUTDOWN)) {
            return;
        }
        switch (notice.kind()) {
            case SUBSCRIBED -> accepted(notice.subscriptions());
            case REFUSED -> refused(notice.text());
            case ERROR -> complained(notice.text());
            case PONG -> answersPing = true;
            case SHUTDOWN -> owner.shutdownAnnounced(this, notice.text());
        }
    }

    /** The exchange loses messages again and again: no use to go on with this connection. */
    void giveUp(StreamFailure failure) {
        end(failure);
    }

    private void take(byte[] message) {
        if (held == null) {
            read(message);
            return;
        }
        HeldMessages waiting = held;
        boolean room = waiting.add(message, receivedMicros);
        parser.parse(message, this);
        if (!room && held != null) {
            owner.full(this);
            if (held != null) {
                end(new StreamFailure(StreamFailure.Kind.SUBSCRIBE, "much was said, and nothing subscribed"));
            }
        }
    }

    private void read(byte[] message) {
        if (!ended) {
            intake.received(message);
            parser.parse(message, this);
        }
    }

    private void accepted(int subscriptions) {
        answers.accepted(subscriptions);
        if (subscriptions > 0) {
            markSubscribed();
        } else if (!isSubscribed()) {
            end(new StreamFailure(StreamFailure.Kind.SUBSCRIBE, "nothing was subscribed"));
        }
    }

    private void refused(String text) {
        String before = answers.text();
        answers.refused(text);
        heed(text);
        if (answers.allRefused()) {
            end(StreamFailure.said(text));
        } else if (isSubscribed() && !answers.text().equals(before)) {
            owner.refusedMore(this, answers.text());
        }
    }

    private void complained(String text) {
        heed(text);
        if (!isSubscribed()) {
            answers.refused(text);
        }
    }

    /** Whoever hears that it says too much says nothing for a while. */
    private void heed(String text) {
        if (StreamFailure.isLimit(text)) {
            limitedMicros = parts.clockMicros().getAsLong();
            pacer.pause(LIMIT_MEMORY_MICROS / 1_000);
        }
        LOG.atWarn()
                .addKeyValue("feed", settings.feed())
                .addKeyValue("error", text)
                .log("exchange reports an error");
    }

    private void markSubscribed() {
        subscribed.tryComplete(answers.text());
    }

    private void probe(long number) {
        String question = protocol.ping(number);
        pacer.send(() -> {
            if (question != null) {
                say(question);
            } else if (line != null) {
                line.ping();
            }
        });
    }

    private void say(String text) {
        if (line != null) {
            line.send(text);
        }
    }

    private void end(StreamFailure failure) {
        if (ended) {
            return;
        }
        shut();
        // What the exchange refused before it went silent or closed says more than that it did.
        String refusal = answers.refusal();
        StreamFailure first = refusal == null ? failure : StreamFailure.said(refusal);
        if (!subscribed.tryFail(first)) {
            owner.lost(this, limited(failure));
        }
    }

    /** Who was told of too many messages and is cut then knows why. */
    private StreamFailure limited(StreamFailure failure) {
        boolean lately = limitedMicros != Long.MIN_VALUE
                && parts.clockMicros().getAsLong() - limitedMicros < LIMIT_MEMORY_MICROS;
        return lately && failure.kind() == StreamFailure.Kind.CLOSED
                ? new StreamFailure(StreamFailure.Kind.RATE_LIMIT, failure.reason())
                : failure;
    }

    private void shut() {
        ended = true;
        held = null;
        watch.stop();
        pacer.close();
        if (line != null) {
            line.close();
        }
    }
}
