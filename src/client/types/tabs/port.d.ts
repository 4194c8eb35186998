export type Connection = import('../connection/connection.js').Connection;
export type RequestFailure = import('../connection/requests.js').RequestFailure;
export type Position = import('../protocol.js').Position;
export type SubscribeArguments = import('../protocol.js').SubscribeArguments;
export type Subscription = import('../subscription/subscription.js').Subscription;
export type Subscriptions = import('../subscription/subscriptions.js').Subscriptions;
export type SignIn = import('../user/sign-in.js').SignIn;
export type Client = {
    connection: Connection;
    subscriptions: Subscriptions;
    signIn: SignIn;
};
export type Refusal = {
    code: string;
    message: string;
    temporary?: boolean;
};
/** Another tab, to the one that speaks for all: answers its requests as a gateway would. */
export declare class Port {
    #private;
    /**
     * @param {Client} client
     * @param {(message: object) => void} say
     */
    constructor(client: Client, say: (message: object) => void);
    /** @param {{type: string, id?: any, data?: any}} request */
    take({ type, id, data }: {
        type: string;
        id?: any;
        data?: any;
    }): void | boolean | Promise<void>;
    /** The other tab is gone. */
    end(): void;
}
