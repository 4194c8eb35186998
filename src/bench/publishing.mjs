// The handle of the publisher of notifications, which is a process of its own: see notifier.mjs.
import { join } from 'node:path';
import { start } from './children.mjs';
import { SOURCES } from './places.mjs';

const PATIENCE_MS = 60_000;

/** Publishes to these users for so many seconds; gives what became of it. Any refusal is an error. */
export async function publish(target, { prefix, users, atOnce, perSecond = 0, seconds, log }) {
  const token = target.token('bench-publisher', 'ADMIN');
  const job = { port: target.port, token, prefix, users, atOnce, perSecond, seconds };
  console.error(`bench:   publishing to ${users} for ${seconds} s, ${perSecond ? `${perSecond}/s` : 'as fast as it goes'}`);
  const child = start(process.execPath, [join(SOURCES, 'notifier.mjs'), JSON.stringify(job)], { log });
  const seen = JSON.parse(await child.line((line) => line.startsWith('{'), seconds * 1000 + PATIENCE_MS, 'the end of publishing'));
  const wrong = Object.entries(seen.problems);
  if (wrong.length) throw new Error(`publishing: ${wrong.map(([what, count]) => `${count} x ${what}`).join('; ')}`);
  return seen;
}

/** The tokens of users, for the lines of a load client. */
export const tokens = (target, prefix, users) => Array.from({ length: users }, (_, i) => target.token(`${prefix}${i}`));

/** As the target, for clients who want these symbols and their own notifications, and count nothing but the latter. */
export function inbox(target, symbols = []) {
  const wanted = symbols.length ? `"symbols":${JSON.stringify(symbols)},"mode":"latest",` : '';
  const subscribe = `{"type":"subscribe",${wanted}"channels":["notifications"]}`;
  const words = ['--path', '/ws', '--send', subscribe, '--ready', '{"type":"subscription_confirmed"', ...WORDS];
  return { ...target, line: (token) => token, words };
}

const WORDS = ['--header', 'Authorization: Bearer %s', '--only', '{"type":"notification"', '--marker', '"sentUs":'];
