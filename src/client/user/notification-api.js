import { RequestFailure } from '../connection/requests.js';

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
export async function markAsRead(id, { token, api = 'api/notifications', fetch = globalThis.fetch }) {
  let answer;
  try {
    answer = await fetch(`${api}/${encodeURIComponent(id)}/read`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}` },
    });
  } catch {
    throw new RequestFailure('CLOSED', 'the server cannot be reached');
  }
  if (!answer.ok) {
    throw await failureOf(answer);
  }
}

/** @param {Response} answer */
async function failureOf(answer) {
  const body = await answer.json().catch(() => undefined);
  const error = body?.error ?? body?.data ?? body;
  return new RequestFailure(String(error?.code ?? answer.status), String(error?.message ?? `HTTP ${answer.status}`));
}
