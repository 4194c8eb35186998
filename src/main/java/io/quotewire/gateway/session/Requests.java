package io.quotewire.gateway.session;

import io.quotewire.gateway.policy.Action;
import io.quotewire.gateway.policy.Policy;
import io.quotewire.gateway.protocol.Argument;
import io.quotewire.gateway.protocol.Arguments;
import io.quotewire.gateway.protocol.ChannelName;
import io.quotewire.gateway.protocol.ErrorCode;
import io.quotewire.gateway.protocol.MessageType;
import io.quotewire.gateway.protocol.Refusal;
import io.quotewire.gateway.protocol.Request;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Who does what: the table of request handlers. Confined to one event loop. */
final class Requests {
    private final Map<MessageType, RequestHandler> handlers = new EnumMap<>(MessageType.class);
    private final SubscribeHandler subscribe;
    private final Policy policy;

    Requests(SessionServices services) {
        QuoteQueries queries = new QuoteQueries(services.book(), services.clock());
        subscribe = new SubscribeHandler(services);
        policy = services.policy();
        handlers.put(MessageType.PING, (session, request, arguments) -> session.reply(request, "pong", null));
        handlers.put(MessageType.AUTHENTICATE, new AuthenticateHandler(services, subscribe));
        handlers.put(MessageType.SUBSCRIBE, subscribe);
        handlers.put(
                MessageType.UNSUBSCRIBE,
                new UnsubscribeHandler(services.book(), services.channels().permissions()));
        handlers.put(MessageType.ACK, new AckHandler());
        handlers.put(MessageType.HISTORY, new HistoryHandler(services));
        handlers.put(MessageType.PRESENCE, new PresenceHandler(services));
        handlers.put(MessageType.PUBLISH, new PublishHandler(services.channels().publishing()));
        handlers.put(MessageType.CALL, new CallHandler(services.calls()));
        handlers.put(
                MessageType.SYMBOLS,
                (session, request, arguments) ->
                        session.reply(request, "symbols", queries.symbols(arguments.get(Argument.PREFIX))));
        handlers.put(
                MessageType.GET_PRICE,
                (session, request, arguments) ->
                        session.reply(request, "price", queries.price(arguments.require(Argument.SYMBOL))));
        handlers.put(
                MessageType.GET_STATUS,
                (session, request, arguments) ->
                        session.replyInOrder(request, "status", SessionStatus.of(session, services, queries)));
    }

    void handle(Session session, Request request, Arguments arguments) {
        RequestHandler handler = handlers.get(request.type());
        if (handler == null) {
            throw Refusal.of(
                    ErrorCode.UNKNOWN_TYPE,
                    "there is no message type " + request.type().wireName());
        }
        policy.decide(session.principal(), wanted(request.type())).orRefuse();
        handler.handle(session, request, arguments);
    }

    /** What is to be allowed before a request is looked at; channels are decided one by one. */
    private static Action wanted(MessageType type) {
        return switch (type) {
            case PING, AUTHENTICATE -> Action.AUTHENTICATE;
            case SYMBOLS, GET_PRICE -> Action.QUOTES;
            case SUBSCRIBE, UNSUBSCRIBE, GET_STATUS, ACK, HISTORY, PRESENCE, PUBLISH -> Action.REQUEST;
            case CALL -> Action.CALL;
        };
    }

    /** What a session gets by the door it came in and by the wishes of its handshake. */
    void begin(Session session, Opening opening) {
        SubscribeOrder order = SubscribeOrder.of(opening.wishes());
        Set<String> channels = order.channels();
        if (opening.symbol() != null) {
            channels = new HashSet<>(channels);
            channels.add(ChannelName.prices(opening.symbol()).text());
        }
        subscribe.whenLive(session, null, channels, () -> begin(session, opening, order));
    }

    private void begin(Session session, Opening opening, SubscribeOrder order) {
        subscribe.channelsByItself(session);
        if (opening.symbol() != null) {
            subscribe.subscribeByItself(session, opening.symbol());
        }
        boolean own = opening.endpoint() == Endpoint.NOTIFICATIONS;
        if (own && !order.channels().contains(ChannelName.NOTIFICATIONS)) {
            subscribe.notificationsByItself(session, order.since().get(ChannelName.NOTIFICATIONS));
        }
        if (!order.channels().isEmpty()) {
            subscribe.subscribe(session, order);
        }
    }
}
