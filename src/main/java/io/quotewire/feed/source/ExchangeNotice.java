package io.quotewire.feed.source;

/**
 * What an exchange says about the connection.
 *
 * @param kind what sort of notice
 * @param text what it says, for a person
 * @param subscriptions for {@link Kind#SUBSCRIBED}: how many subscriptions now hold, or were accepted just now
 */
public record ExchangeNotice(Kind kind, String text, int subscriptions) {
    private static final int MAX_LENGTH = 200;

    /** The sorts of notice. */
    public enum Kind {
        /** The state of the subscriptions. */
        SUBSCRIBED(SkipReason.SUBSCRIPTIONS),
        /** One of the subscriptions that were asked for is refused. */
        REFUSED(SkipReason.EXCHANGE_ERROR),
        /** Something was refused or went wrong. */
        ERROR(SkipReason.EXCHANGE_ERROR),
        /** It answers a ping: somebody is there, whether or not prices come. */
        PONG(SkipReason.HEARTBEAT),
        /** The server is about to close. */
        SHUTDOWN(SkipReason.OTHER_KIND);

        private final SkipReason reason;

        Kind(SkipReason reason) {
            this.reason = reason;
        }

        /**
         * As what it is counted.
         *
         * @return the reason
         */
        public SkipReason reason() {
            return reason;
        }
    }

    /** Shortens a long text. */
    public ExchangeNotice {
        text = text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH);
    }

    /**
     * Subscriptions hold.
     *
     * @param count how many
     * @return a notice
     */
    public static ExchangeNotice subscribed(int count) {
        return new ExchangeNotice(Kind.SUBSCRIBED, "subscribed", count);
    }

    /**
     * One that has a text only.
     *
     * @param kind what sort
     * @param text what the exchange says
     * @return a notice
     */
    public static ExchangeNotice of(Kind kind, String text) {
        return new ExchangeNotice(kind, text, 0);
    }
}
