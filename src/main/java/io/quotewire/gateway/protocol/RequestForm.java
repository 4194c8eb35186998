package io.quotewire.gateway.protocol;

import java.util.List;
import java.util.Map;

/**
 * What can be said with a request: the table by which requests are checked and of which the schema is made. Immutable.
 *
 * @param arguments all that are looked at
 * @param oneOf of which at least one must be there; each is optional by itself; empty if there is no such condition
 */
record RequestForm(List<Argument<?>> arguments, List<Argument<?>> oneOf) {
    private static final Map<MessageType, RequestForm> FORMS = Map.ofEntries(
            Map.entry(MessageType.PING, with()),
            Map.entry(
                    MessageType.AUTHENTICATE,
                    with(Argument.TOKEN, Argument.API_KEY, Argument.TICKET, Argument.DEVICE)
                            .andOneOf(Argument.TOKEN, Argument.API_KEY, Argument.TICKET)),
            Map.entry(
                    MessageType.SUBSCRIBE,
                    with(
                                    Argument.SYMBOLS,
                                    Argument.CHANNELS,
                                    Argument.MODE,
                                    Argument.MAX_RATE,
                                    Argument.BATCH,
                                    Argument.SINCE)
                            .andOneOf(Argument.SYMBOLS, Argument.CHANNELS)),
            Map.entry(
                    MessageType.UNSUBSCRIBE,
                    with(Argument.SYMBOLS, Argument.CHANNELS).andOneOf(Argument.SYMBOLS, Argument.CHANNELS)),
            Map.entry(MessageType.SYMBOLS, with(Argument.PREFIX)),
            Map.entry(MessageType.GET_PRICE, with(Argument.SYMBOL)),
            Map.entry(MessageType.GET_STATUS, with()),
            Map.entry(MessageType.ACK, with(Argument.CHANNEL, Argument.SEQ)),
            Map.entry(MessageType.HISTORY, with(Argument.CHANNEL, Argument.AFTER, Argument.LIMIT)),
            Map.entry(MessageType.PRESENCE, with(Argument.CHANNEL)),
            Map.entry(
                    MessageType.PUBLISH,
                    with(Argument.CHANNEL, Argument.DATA, Argument.IDEMPOTENCY_KEY, Argument.EXCLUDE_SELF)),
            Map.entry(MessageType.CALL, with(Argument.SERVICE, Argument.BODY)));

    private static RequestForm with(Argument<?>... arguments) {
        return new RequestForm(List.of(arguments), List.of());
    }

    private RequestForm andOneOf(Argument<?>... some) {
        return new RequestForm(arguments, List.of(some));
    }

    /** That of a type; every type has one. */
    static RequestForm of(MessageType type) {
        RequestForm form = FORMS.get(type);
        if (form == null) {
            throw new IllegalArgumentException(type + " has no form");
        }
        return form;
    }
}
