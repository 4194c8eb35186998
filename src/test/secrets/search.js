import { createReadStream, existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';

const CAPTURED = /<system-(?:out|err)><!\[CDATA\[|\]\]><\/system-(?:out|err)>/;
/** Secrets are looked up by how they begin: one look for each place of a line, however many there are. */
const PREFIX = 16;

/** Every secret that tests have noted in files of this folder. */
export function secretsIn(folder) {
  return new Set(
    filesIn(folder).flatMap((file) => readFileSync(file, 'utf8').split('\n').filter((line) => line.length >= PREFIX)),
  );
}

/** Every file below these folders. */
export function filesIn(...folders) {
  return folders
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name)),
    );
}

/**
 * Looks for secrets in what was written down. Of reports in XML only what a program has said is looked at: the names of
 * tests may well hold a token.
 *
 * @param {Set<string>} secrets
 * @param {string[]} files
 * @returns {Promise<{lines: number, found: string[]}>} where they are, as `file:line`, without the secrets
 */
export async function search(secrets, files) {
  const beginnings = new Map();
  for (const secret of secrets) {
    const beginning = secret.slice(0, PREFIX);
    beginnings.set(beginning, [...(beginnings.get(beginning) ?? []), secret]);
  }
  const found = [];
  let lines = 0;
  for (const file of files) {
    const report = file.endsWith('.xml');
    let inside = !report;
    let number = 0;
    for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
      number += 1;
      const opens = report && line.includes('<system-');
      if (inside || opens) {
        lines += 1;
        if (holds(line, beginnings)) {
          found.push(`${file}:${number}`);
        }
      }
      if (report && CAPTURED.test(line)) {
        inside = line.lastIndexOf('<system-') > line.lastIndexOf('</system-');
      }
    }
  }
  return { lines, found };
}

function holds(line, beginnings) {
  for (let at = 0; at + PREFIX <= line.length; at += 1) {
    if (beginnings.get(line.slice(at, at + PREFIX))?.some((secret) => line.startsWith(secret, at))) {
      return true;
    }
  }
  return false;
}
