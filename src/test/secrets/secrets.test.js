import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { filesIn, search, secretsIn } from './search.js';

const TARGET = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../target');

/** To be run after all other tests: they note their secrets, and keep what was logged and audited. */
describe('secrets', () => {
  it('are found wherever one is written down', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'secrets-'));
    try {
      const write = (name, text) => writeFileSync(path.join(folder, name), text);
      write('a.log', 'nothing here\ntoken=eyJh.eyJz.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c;\n');
      write('b.jsonl', '{"reason":"a secret with spaces in it"}\n');
      write('c.xml', [
        '<testcase name="SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c">',
        '<system-out><![CDATA[fine',
        'xxSflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c',
        ']]></system-out></testcase>',
        '<testcase name="SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c"/>',
      ].join('\n'));
      write('d.log', 'SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_another\n');
      const secrets = new Set(['SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c', 'a secret with spaces in it']);

      const { found } = await search(secrets, filesIn(folder));

      const places = found.map((place) => path.basename(place)).sort();
      assert.deepEqual(places, ['a.log:2', 'b.jsonl:1', 'c.xml:3']);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('of the tests are nowhere in what was logged or audited', async () => {
    const secrets = secretsIn(path.join(TARGET, 'secrets'));
    const reports = filesIn(path.join(TARGET, 'surefire-reports'), path.join(TARGET, 'failsafe-reports'));
    const files = [
      ...filesIn(path.join(TARGET, 'written')),
      ...reports.filter((file) => /TEST-.*\.xml$|-output\.txt$/.test(file)),
    ];
    assert.ok(secrets.size > 0, 'no test has noted a secret');
    assert.ok(files.some((file) => file.endsWith('.jsonl')), 'no audit was kept');

    const { lines, found } = await search(secrets, files);

    assert.deepEqual(found, []);
    assert.ok(lines > 0, 'nothing was written down');
    console.log(`${secrets.size} secrets, ${files.length} files, ${lines} lines`);
  });
});
