import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const FOLDERS = [path.join(HERE, '..'), path.join(HERE, '../../main/resources/page')];

/** What makes markup or programs of text. */
const FORBIDDEN = [
  /\b(inner|outer)HTML\b/,
  /\binsertAdjacentHTML\b/,
  /\bdocument\s*\.\s*write(ln)?\b/,
  /\bcreateContextualFragment\b/,
  /\bDOMParser\b/,
  /\bsetHTML(Unsafe)?\b/,
  /\bparseHTMLUnsafe\b/,
  /\bsrcdoc\b/,
  /\beval\s*\(/,
  /\bnew\s+Function\b/,
  /\bset(Timeout|Interval)\s*\(\s*['"`]/,
  /\.\s*on[a-z]+\s*=\s*['"`]/,
  /setAttribute\(\s*['"`](on|srcdoc|style)/i,
  /javascript:/i,
];

/** Where an address is given to an element: constants of the page only. */
const ADDRESSES = /\.(src|href|action|formAction)\s*=(?!=)\s*([^;]+);/g;
const CONSTANT = /^[A-Z][A-Z_]*$/;

const scripts = FOLDERS.flatMap((folder) =>
  readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.js') && !name.startsWith('test'))
    .map((name) => ({ name, text: readFileSync(path.join(folder, name), 'utf8') })),
);
const page = readFileSync(path.join(FOLDERS[1], 'index.html'), 'utf8');

function faults(text) {
  const found = FORBIDDEN.filter((pattern) => pattern.test(text)).map(String);
  const addresses = [...text.matchAll(ADDRESSES)].map(([, , value]) => value.trim());
  return [...found, ...addresses.filter((value) => !CONSTANT.test(value))];
}

describe('the code of the page and of the client', () => {
  it('makes no markup and no program of text', () => {
    assert.ok(scripts.length > 15);
    for (const { name, text } of scripts) {
      assert.deepEqual(faults(text), [], name);
    }
  });

  it('would be found out', () => {
    for (const text of ['a.innerHTML = b', 'x.insertAdjacentHTML("beforeend", y)', 'link.href = data.url;', 'eval(x)', 'setTimeout("x", 1)', 'n.setAttribute("onclick", x)']) {
      assert.notDeepEqual(faults(text), [], text);
    }
  });

  it('stands in files of its own, not in the page', () => {
    assert.doesNotMatch(page, /<script(?![^>]*\bsrc=)[^>]*>/);
    assert.doesNotMatch(page, /\son[a-z]+\s*=/i);
    assert.doesNotMatch(page, /\sstyle\s*=|<style/i);
  });
});
