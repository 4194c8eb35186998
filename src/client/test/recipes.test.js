import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { before, describe, it } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Client } from '../index.js';
import { FakeGateway } from './fake-gateway.js';
import { settled } from './fakes.js';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const OUT = path.join(ROOT, 'target/recipes');
const DOCUMENT = readFileSync(path.join(ROOT, 'src/docs/CLIENT.md'), 'utf8');

/** Stands for the package: its clients speak to a gateway of the test. */
const FAKE_PACKAGE = `
  export class Client extends globalThis.recipes.Client {
    constructor(address, options) {
      super('http://quotes/', { ...options, transports: [globalThis.recipes.gateway.transport] });
    }
  }`;
/** As much of React as a hook needs: each state has a place, effects run at once. */
const FAKE_REACT = `
  export const useState = (first) => {
    const cell = globalThis.recipes.cells.next(first);
    return [cell.value, (value) => (cell.value = value)];
  };
  export const useEffect = (effect) => globalThis.recipes.cells.first && globalThis.recipes.cleanups.push(effect());`;

class Cells {
  #cells = [];
  #at = 0;
  first = true;

  next(value) {
    this.#cells[this.#at] ??= { value };
    return this.#cells[this.#at++];
  }

  again() {
    this.#at = 0;
    this.first = false;
  }
}

/** Takes a recipe out of the document as it stands there. */
async function recipe(name) {
  const [, code] = new RegExp(`\`\`\`js recipe ${name}\n([\\s\\S]*?)\n\`\`\``).exec(DOCUMENT);
  const file = path.join(OUT, `${name}.mjs`);
  writeFileSync(file, code.replace("'react'", "'./react.mjs'").replace("'quotewire-client'", "'./package.mjs'"));
  return import(pathToFileURL(file));
}

describe('the recipes of the document', () => {
  before(() => {
    mkdirSync(OUT, { recursive: true });
    writeFileSync(path.join(OUT, 'package.mjs'), FAKE_PACKAGE);
    writeFileSync(path.join(OUT, 'react.mjs'), FAKE_REACT);
    globalThis.recipes = { Client, gateway: new FakeGateway(), cells: new Cells(), cleanups: [] };
  });

  it('have a hook for prices that cleans up after itself', async () => {
    const { gateway, cells, cleanups } = globalThis.recipes;
    const { usePriceWebSocket } = await recipe('hook');
    const prices = [];
    const render = () => usePriceWebSocket({ symbols: ['A-USD'], onPriceUpdate: (update) => prices.push(update) });
    assert.equal(render().isConnected, false);
    await settled();
    cells.again();
    const { isConnected, isConnecting, error } = render();
    assert.deepEqual([isConnected, isConnecting, error], [true, false, null]);
    gateway.tick('A-USD', '1.50');
    assert.deepEqual(prices, [{ 'A-USD': '1.50' }]);
    cleanups.forEach((cleanup) => cleanup());
    await settled();
    assert.deepEqual(gateway.asked('unsubscribe'), [{ channels: ['prices:A-USD'] }]);
    gateway.cut(1000);
  });

  it('have a Socket service', async () => {
    globalThis.recipes.gateway = new FakeGateway();
    const { gateway } = globalThis.recipes;
    const { SocketService } = await recipe('service');
    const service = new SocketService('/');
    const got = [];
    const handler = (data) => got.push(data.id);
    service.on('message', handler);
    service.subscribeToChannel('room:7');
    service.connect('good');
    await settled();
    assert.equal(service.connected, true);
    gateway.publish('room:7', { id: 'a' });
    service.off(handler);
    gateway.publish('room:7', { id: 'b' });
    assert.deepEqual(got, ['a']);
    assert.equal((await service.emit('ping')).type, 'pong');
    service.unsubscribeFromChannel('room:7');
    await settled();
    assert.deepEqual(gateway.asked('unsubscribe'), [{ channels: ['room:7'] }]);
    service.disconnect();
    assert.equal(service.connected, false);
  });
});
