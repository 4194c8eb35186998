/**
 * The gateway over plain HTTP requests.
 *
 * @typedef {{status: number, body: any, date: string | null}} Answer
 */
export class Api {
  #address;
  #fetch;
  /** @type {string | undefined} */
  #tag;
  /** @type {string | undefined} */
  token;

  /**
   * @param {string} address where the API begins
   * @param {typeof globalThis.fetch} [fetch]
   */
  constructor(address, fetch = (...request) => globalThis.fetch(...request)) {
    this.#address = address;
    this.#fetch = fetch;
  }

  /**
   * The newest prices.
   *
   * @returns {Promise<Answer>} 304 without a body if they are those of the time before
   */
  async prices() {
    const tagged = await this.#send('prices', { headers: this.#tag === undefined ? {} : { 'If-None-Match': this.#tag } });
    if (tagged.status === 200) {
      this.#tag = tagged.headers.get('ETag') ?? undefined;
    }
    return read(tagged);
  }

  /** @param {string} path */
  async get(path) {
    return read(await this.#send(path, {}));
  }

  /**
   * @param {string} path
   * @param {object} body
   */
  async post(path, body) {
    const headers = { 'Content-Type': 'application/json' };
    return read(await this.#send(path, { method: 'POST', headers, body: JSON.stringify(body) }));
  }

  /**
   * @param {string} path
   * @param {RequestInit} request
   */
  #send(path, request) {
    const { token } = this;
    const headers = { ...request.headers, ...(token !== undefined && { Authorization: `Bearer ${token}` }) };
    return this.#fetch(this.#address + path, { ...request, headers, cache: 'no-store' });
  }
}

/**
 * @param {Response} response
 * @returns {Promise<Answer>}
 */
async function read(response) {
  const body = response.status === 304 ? undefined : await response.json().catch(() => undefined);
  return { status: response.status, body, date: response.headers.get('Date') };
}
