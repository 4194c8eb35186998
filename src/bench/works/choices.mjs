// Which symbols there are, and which of them each connection asks for; the same for every server.

/** S000-USD, S001-USD and so on. */
export function symbolNames(count) {
  return Array.from({ length: count }, (_, i) => `S${String(i).padStart(3, '0')}-USD`);
}

/** A small generator of random numbers, so that each run draws the same (Numerical Recipes' linear one). */
function random(seed) {
  let state = seed >>> 0;
  return (bound) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

/** Connection after connection the next symbol. */
export function oneEach(count) {
  const symbols = symbolNames(count);
  return { symbols, choices: symbols.map((symbol) => [symbol]) };
}

/** Every connection all of them. */
export function all(count) {
  const symbols = symbolNames(count);
  return { symbols, choices: [symbols] };
}

/** Each of so many connections its own random ones. */
export function drawn(connections, wanted, count) {
  const symbols = symbolNames(count);
  const below = random(1);
  const choices = Array.from({ length: connections }, () => {
    const rest = [...symbols];
    return Array.from({ length: wanted }, () => rest.splice(below(rest.length), 1)[0]);
  });
  return { symbols, choices };
}
