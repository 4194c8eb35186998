package io.quotewire.kit.busbridge;

/** What a peer may do on the bus. Asked on the peer's context. */
public interface PeerRights {
    /** A peer whose user is not known: it may nothing. */
    PeerRights NONE = new PeerRights() {
        @Override
        public boolean known() {
            return false;
        }

        @Override
        public boolean maySend(String address) {
            return false;
        }

        @Override
        public boolean mayListen(String address) {
            return false;
        }
    };

    /**
     * Whether it is known who the peer is.
     *
     * @return false before it has shown a credential
     */
    boolean known();

    /**
     * Whether it may send, publish and ask there.
     *
     * @param address where
     * @return true if so
     */
    boolean maySend(String address);

    /**
     * Whether it may register there, and get what comes, requests to be answered included.
     *
     * @param address where
     * @return true if so
     */
    boolean mayListen(String address);
}
