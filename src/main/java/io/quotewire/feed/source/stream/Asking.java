package io.quotewire.feed.source.stream;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What one connection asks its exchange for: the symbols that it was made for, then what is wanted beside them or no more. What
 * is wanted and not wanted again before it can be said is not said. Confined to the event loop of its source.
 */
final class Asking {
    private final ExchangeProtocol protocol;
    private final Answers answers;
    private final Pacer pacer;
    private final Consumer<String> line;
    private final Set<String> asked = new LinkedHashSet<>();
    private Set<String> wanted = Set.of();
    private List<String> greeted = List.of();
    private boolean open;
    private boolean planned;

    /**
     * One that has asked for nothing.
     *
     * @param answers hears how many answers will come
     * @param pacer says when something may be sent
     * @param line takes what is sent
     */
    Asking(ExchangeProtocol protocol, Answers answers, Pacer pacer, Consumer<String> line) {
        this.protocol = protocol;
        this.answers = answers;
        this.pacer = pacer;
        this.line = line;
    }

    /** The connection is made for these: its address may name them. */
    void begin(List<String> symbols) {
        greeted = List.copyOf(symbols);
        asked.addAll(symbols);
        wanted = Set.copyOf(symbols);
        answers.expect(symbols.size());
    }

    /** The exchange hears from now on. */
    void opened() {
        open = true;
        send(protocol.greetings(greeted));
        plan();
    }

    /**
     * Asks for what is wanted now, and gives back what is not, as soon as it may be said.
     *
     * @return false if only another connection can
     */
    boolean adapt(Collection<String> symbols) {
        wanted = new LinkedHashSet<>(symbols);
        if (asked.equals(wanted)) {
            return true;
        }
        if (texts(added(), removed()).isEmpty()) {
            return false;
        }
        plan();
        return true;
    }

    private void plan() {
        if (open && !planned && !asked.equals(wanted)) {
            planned = true;
            pacer.send(this::sendChanges);
        }
    }

    private void sendChanges() {
        planned = false;
        List<String> added = added();
        List<String> removed = removed();
        List<String> texts = texts(added, removed);
        if (texts.isEmpty()) {
            return;
        }
        asked.removeAll(removed);
        asked.addAll(added);
        answers.expect(added.size());
        line.accept(texts.get(0));
        send(texts.subList(1, texts.size()));
    }

    private void send(List<String> texts) {
        texts.forEach(text -> pacer.send(() -> line.accept(text)));
    }

    private List<String> added() {
        return wanted.stream().filter(symbol -> !asked.contains(symbol)).toList();
    }

    private List<String> removed() {
        return asked.stream().filter(symbol -> !wanted.contains(symbol)).toList();
    }

    private List<String> texts(List<String> added, List<String> removed) {
        List<String> texts = new ArrayList<>();
        if (!removed.isEmpty()) {
            texts.addAll(protocol.unsubscribe(removed));
        }
        if (!added.isEmpty()) {
            texts.addAll(protocol.subscribe(added));
        }
        return texts;
    }
}
