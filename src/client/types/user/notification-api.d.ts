/**
 * Marks a notification as read, over HTTP.
 *
 * @param {string} id of the notification
 * @param {object} options
 * @param {string} options.token of the user; goes into a header, never into the address
 * @param {string | URL} [options.api] the address of the notifications, `api/notifications` of this page
 * @param {typeof globalThis.fetch} [options.fetch]
 * @returns {Promise<void>} rejected with a {@link RequestFailure}
 */
export declare function markAsRead(id: string, { token, api, fetch }: {
    token: string;
    api?: string | URL;
    fetch?: typeof globalThis.fetch;
}): Promise<void>;
