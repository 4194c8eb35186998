// Every work, in the order of the table.
import { works as connections } from './connections.mjs';
import { works as firehose } from './firehose.mjs';
import { works as fixed } from './fixed.mjs';
import { works as flood } from './flood.mjs';
import { works as lanes } from './lanes.mjs';
import { works as most } from './most.mjs';
import { works as notifications } from './notifications.mjs';
import { works as takeover } from './takeover.mjs';

const all = [...connections, ...most, ...fixed, ...firehose, ...flood, ...lanes, ...notifications, ...takeover];
const order = ['W1', 'W1z', 'W2', 'W3', 'W3x', 'W3o', 'W4', 'W5', 'W6', 'W6z', 'W7', 'W8', 'W9', ...notifications.map(({ id }) => id), 'W11', 'P1k', 'P10k', 'P100k'];

export const works = order.map((id) => all.find((work) => work.id === id));
