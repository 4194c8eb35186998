import assert from 'node:assert/strict';

/** Waits for a condition of this process, looking again and again. */
export async function until(condition, complaint) {
  const endMs = performance.now() + 10_000;
  while (!(await condition())) {
    assert.ok(performance.now() < endMs, complaint);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
