import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, it } from 'node:test';
import { HERE, run } from './places.js';

/** Far less than one listener or message kept for each visit or update would take. */
const MOST_BYTES = 300_000;

describe('the memory of a client', () => {
  it('is the same after a hundred visits, and after 150,000 updates: as many as in 30 s at 5,000 a second', (t) => {
    const { visits, updates, seen } = JSON.parse(run(process.execPath, ['--expose-gc', path.join(HERE, 'heap.mjs')]));
    t.diagnostic(`live heap after 100 visits: ${visits} bytes more; after 150,000 updates: ${updates} bytes more`);
    assert.ok(seen >= 170_000, String(seen));
    assert.ok(visits < MOST_BYTES, String(visits));
    assert.ok(updates < MOST_BYTES, String(updates));
  });
});
