package io.quotewire.feed;

import io.micrometer.core.instrument.MeterRegistry;
import io.quotewire.feed.quality.Quotes;
import io.quotewire.kit.lifecycle.Scope;
import io.vertx.core.Vertx;
import java.util.function.LongSupplier;

/**
 * What all ingesters of a verticle have in common.
 *
 * @param vertx where they run
 * @param scope ends with the verticle
 * @param quotes the verticle's symbols
 * @param registry where their figures go
 * @param clockMicros the wall clock
 * @param publisher tells other services
 * @param demand knows what is wanted
 * @param symbols tells how symbols stand
 * @param mirror knows what was published last, by whatever node
 * @param firstTick told of every tick
 */
record Surroundings(
        Vertx vertx,
        Scope scope,
        Quotes quotes,
        MeterRegistry registry,
        LongSupplier clockMicros,
        QuotePublisher publisher,
        DemandBook demand,
        SymbolStatusPublisher symbols,
        FeedMirror mirror,
        Runnable firstTick) {}
