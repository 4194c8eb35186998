// Every work, in the order of the table.
import { works as connections } from './connections.mjs';

export const works = [...connections];
