// Bar charts as SVG, readable on light and dark pages alike.
const WIDTH = 760;
const LEFT = 130;
const RIGHT = 130;
const TOP = 64;
const ROW = 34;
const BAR = 20;
const AXIS = 44;
const TICKS = 5;

const escaped = (text) => text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);

const number = (value, digits) => value.toLocaleString('en-US', { maximumFractionDigits: digits });

/** A step of 1, 2 or 5 times a power of ten that divides a length into a few parts. */
function niceStep(length) {
  const rough = length / TICKS;
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= rough);
}

function axis(longest, x, bottom, figure) {
  const step = niceStep(longest);
  const digits = step < 1 ? Math.max(0, -Math.floor(Math.log10(step))) : 0;
  const parts = [];
  for (let i = 0; i * step <= longest; i++) {
    const value = i * step;
    parts.push(
      `<line x1="${x(value)}" y1="${TOP}" x2="${x(value)}" y2="${bottom}" class="grid"/>`,
      `<text x="${x(value)}" y="${bottom + 16}" text-anchor="middle">${number(value, digits)}</text>`,
    );
  }
  parts.push(`<text x="${LEFT}" y="${bottom + 36}" class="note">${figure.better === 'more' ? 'longer' : 'shorter'} is better; bar: median of the rounds, line: smallest to largest</text>`);
  return parts;
}

function bar({ name, value, least, most }, row, x, digits) {
  const y = TOP + row * ROW + (ROW - BAR) / 2;
  const middle = y + BAR / 2;
  return [
    `<text x="${LEFT - 8}" y="${middle + 4}" text-anchor="end">${escaped(name)}</text>`,
    `<rect x="${LEFT}" y="${y}" width="${Math.max(1, x(value) - LEFT)}" height="${BAR}" class="${name.startsWith('quotewire') ? 'own' : 'peer'}"/>`,
    `<path d="M${x(least)} ${middle}H${x(most)}M${x(least)} ${middle - 5}v10M${x(most)} ${middle - 5}v10" class="spread"/>`,
    `<text x="${Math.max(x(most), x(value)) + 8}" y="${middle + 4}">${number(value, digits)}</text>`,
  ];
}

/** Bars with the median, and a whisker from the smallest to the largest round. */
export function barChart({ title, note, bars, figure }) {
  const longest = Math.max(...bars.map(({ most }) => most)) || 1;
  const bottom = TOP + bars.length * ROW;
  const x = (value) => Math.round(LEFT + (value / longest) * (WIDTH - LEFT - RIGHT));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${bottom + AXIS}" viewBox="0 0 ${WIDTH} ${bottom + AXIS}" role="img">
<title>${escaped(title)}</title>
<style>
text { font: 13px system-ui, sans-serif; fill: #1f2933 } .head { font-weight: 600; font-size: 15px } .note { fill: #52606d; font-size: 12px }
.ground { fill: #ffffff } .own { fill: #0b7285 } .peer { fill: #adb5bd } .grid { stroke: #dee2e6 } .spread { stroke: #343a40; fill: none }
</style>
<rect width="100%" height="100%" class="ground"/>
<text x="16" y="26" class="head">${escaped(title)}</text>
<text x="16" y="46" class="note">${escaped(note)}</text>
${axis(longest, x, bottom, figure).join('\n')}
${bars.flatMap((each, row) => bar(each, row, x, figure.digits)).join('\n')}
</svg>
`;
}
