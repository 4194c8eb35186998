// Where things are.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const SOURCES = dirname(fileURLToPath(import.meta.url));
export const ROOT = join(SOURCES, '..', '..');
export const OUT = join(ROOT, 'target', 'bench');
