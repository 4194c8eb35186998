import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { minify } from 'terser';
import { CLIENT, OUT, run } from './places.js';

/** What is fetched when it is needed, and what needs SockJS. */
const LATER = { polling: 'transport/polling-socket.js', tabs: 'tabs/tabs.js', sockJs: 'transport/sock-js.js' };
const GOAL_BYTES = 12_000;

/** Bundled, minified and compressed: what a browser has to fetch. */
async function sizeOf(name, stdin, left = Object.values(LATER)) {
  const leave = {
    name: 'leave',
    setup: ({ onResolve }) =>
      onResolve({ filter: /.*/ }, ({ path: asked }) =>
        left.some((file) => asked.endsWith(path.basename(file))) ? { path: asked, external: true } : undefined,
      ),
  };
  const shared = { bundle: true, write: false, format: 'esm', target: 'es2022', minify: true, plugins: [leave], logLevel: 'error' };
  const { outputFiles } = await build({ ...shared, stdin: { contents: stdin, resolveDir: CLIENT } });
  const { code } = await minify(outputFiles[0].text, { module: true, ecma: 2020, compress: { passes: 3 } });
  writeFileSync(path.join(OUT, `${name}.min.js`), code);
  return { minified: code.length, compressed: gzipSync(code, { level: 9 }).length };
}

describe('the package', () => {
  it('holds every module, its types and nothing else', () => {
    const [{ files }] = JSON.parse(run('npm', ['pack', '--dry-run', '--json'], { cwd: CLIENT }));
    const modules = readdirSync(CLIENT, { recursive: true }).filter((name) => name.endsWith('.js') && !name.startsWith('test'));
    const expected = [...modules, ...modules.map((name) => `types/${name.replace(/\.js$/, '.d.ts')}`), 'README.md', 'package.json'];
    assert.deepEqual(files.map((file) => file.path).sort(), expected.sort());
  });

  it('needs no other package', () => {
    const about = JSON.parse(readFileSync(path.join(CLIENT, 'package.json'), 'utf8'));
    for (const kind of ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies']) {
      assert.equal(about[kind], undefined, kind);
    }
  });

  it(`is under ${GOAL_BYTES} bytes minified and compressed, without SockJS`, async (t) => {
    const client = await sizeOf('client', "export { Client } from './index.js';");
    t.diagnostic(`Client: ${client.minified} bytes minified, ${client.compressed} compressed`);
    const everything = await sizeOf('everything', "export * from './index.js';");
    t.diagnostic(`all of index.js: ${everything.minified} bytes minified, ${everything.compressed} compressed`);
    for (const [name, file] of Object.entries(LATER)) {
      const others = Object.values(LATER).filter((other) => other !== file);
      const alone = await sizeOf(name, `export * from './${file}';`, others);
      t.diagnostic(`with ${name}, fetched when it is needed: ${alone.minified} bytes minified, ${alone.compressed} compressed`);
    }
    assert.ok(client.compressed < GOAL_BYTES, `${client.compressed} bytes`);
  });
});
