package io.quotewire.feed.source;

/**
 * What an exchange says about the connection.
 *
 * @param kind what sort of notice
 * @param text what it says, for a person
 * @param subscriptions for {@link Kind#SUBSCRIBED}: how many subscriptions now hold
 */
public record ExchangeNotice(Kind kind, String text, int subscriptions) {
    /** The sorts of notice. */
    public enum Kind {
        /** The state of the subscriptions. */
        SUBSCRIBED(SkipReason.SUBSCRIPTIONS),
        /** Something was refused or went wrong. */
        ERROR(SkipReason.EXCHANGE_ERROR),
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
}
