package io.quotewire.gateway.policy;

/**
 * What a role may, beside channels. Immutable.
 *
 * @param symbols how many symbols a connection may have subscribed at a time
 * @param firehose whether it gets every symbol's values at once
 * @param call whether it may ask services
 * @param broadcast whether it may publish to whomever: notifications, and channels that are others'
 * @param administer whether it may disconnect, revoke, block
 * @param everyChannel whether it may have channels that are others', and rooms without asking
 * @param bridge how far the event-bus bridge is open to it
 */
record RoleRights(
        int symbols,
        boolean firehose,
        boolean call,
        boolean broadcast,
        boolean administer,
        boolean everyChannel,
        BridgeLevel bridge) {
    /** The same for those without a credential where everybody needs one: the firehose is a switch of its own. */
    RoleRights shut() {
        return new RoleRights(0, firehose, false, false, false, false, BridgeLevel.NONE);
    }
}
