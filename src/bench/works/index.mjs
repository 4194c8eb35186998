// Every work, in the order of the table.
import { works as connections } from './connections.mjs';
import { works as firehose } from './firehose.mjs';
import { works as fixed } from './fixed.mjs';
import { works as flood } from './flood.mjs';
import { works as most } from './most.mjs';

const all = [...connections, ...most, ...fixed, ...firehose, ...flood];
const order = ['W1', 'W1z', 'W2', 'W3', 'W3x', 'W3o', 'W4', 'W5', 'W6', 'W6z', 'W7', 'W8', 'P1k', 'P10k', 'P100k'];

export const works = order.map((id) => all.find((work) => work.id === id));
