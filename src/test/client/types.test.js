import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { before, describe, it } from 'node:test';
import { BASEDIR, CLIENT, HERE, OUT, tool } from './places.js';

const MADE = path.join(OUT, 'types');
const SHIPPED = path.join(CLIENT, 'types');
const REFRESH = 'QUOTEWIRE_REFRESH=1 node --test src/test/client/types.test.js';

/** Files of a folder with their texts. */
function textsOf(folder) {
  const files = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.d.ts'));
  return Object.fromEntries(files.sort().map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]));
}

/** The example frames of PROTOCOL.md, each as a typed constant. */
function examples() {
  const text = readFileSync(path.join(BASEDIR, 'src/docs/PROTOCOL.md'), 'utf8');
  return [...text.matchAll(/```json( client)?\n([^`]+)```/g)].map(([, client, frame], index) => {
    const type = client === undefined ? 'ServerMessage' : 'ClientMessage';
    return `export const example${index}: ${type} = ${frame.trim()};`;
  });
}

describe('the types', () => {
  before(() => rmSync(MADE, { recursive: true, force: true }));

  it('hold under tsc --strict, in every file', () => {
    tool('tsc', ['-p', path.join(HERE, 'tsconfig.json')]);
  });

  it('are shipped as they are made from the code', () => {
    if (process.env.QUOTEWIRE_REFRESH) {
      rmSync(SHIPPED, { recursive: true, force: true });
      cpSync(MADE, SHIPPED, { recursive: true });
    }
    assert.deepEqual(textsOf(SHIPPED), textsOf(MADE), `refresh them: ${REFRESH}`);
  });

  it('fit every example frame of the protocol', () => {
    const found = examples();
    assert.ok(found.length > 25, String(found.length));
    const folder = path.join(OUT, 'examples');
    mkdirSync(folder, { recursive: true });
    const file = path.join(folder, 'frames.ts');
    const types = path.relative(folder, path.join(SHIPPED, 'protocol.js'));
    const imports = `import type { ClientMessage, ServerMessage } from '${types}';`;
    writeFileSync(file, [imports, ...found, ''].join('\n'));
    tool('tsc', ['--ignoreConfig', '--noEmit', '--strict', '--target', 'ES2022', '--types', '', '--module', 'NodeNext', file]);
    writeFileSync(file, `${imports}\nexport const wrong: ServerMessage = {"type":"update","seq":"1"};\n`);
    assert.throws(() => tool('tsc', ['--ignoreConfig', '--noEmit', '--strict', '--target', 'ES2022', '--types', '', '--module', 'NodeNext', file]));
  });
});
