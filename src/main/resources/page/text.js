import { group, isDecimal, round, sign } from './client/index.js';

/** What stands where there is no value. */
export const NONE = '–';

/** Digits that a unit stands for. */
const UNITS = [[12, 'T'], [9, 'B'], [6, 'M']];
const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A change with its sign, `places` digits where given, otherwise as sent. */
export function signed(text, places) {
  if (!isDecimal(text)) {
    return NONE;
  }
  const plain = (places === undefined ? text : round(text, places)).replace(/^[+-]/, '');
  const mark = { '-1': '−', 0: '', 1: '+' }[sign(text)];
  return mark + plain;
}

/** A quantity, short enough for a column: `14,281`, `45.12 M`, `912.84 B`. */
export function quantity(text) {
  if (!isDecimal(text)) {
    return NONE;
  }
  const whole = text.replace(/^[+-]/, '').split('.')[0];
  const [digits, unit] = UNITS.find(([fewest]) => whole.length > fewest) ?? [0, ''];
  if (digits === 0) {
    return group(round(text, whole.length > 3 ? 0 : 5 - whole.length));
  }
  return `${round(`${whole.slice(0, -digits)}.${whole.slice(-digits)}`, 2)} ${unit}`;
}

/** An age or a countdown in one unit. */
export function span(ms) {
  if (ms === undefined || !Number.isFinite(ms)) {
    return NONE;
  }
  if (ms < SECOND_MS) {
    return 'now';
  }
  const [unitMs, unit] =
    ms < MINUTE_MS ? [SECOND_MS, 's'] : ms < HOUR_MS ? [MINUTE_MS, 'm'] : ms < DAY_MS ? [HOUR_MS, 'h'] : [DAY_MS, 'd'];
  return `${Math.floor(ms / unitMs)} ${unit}`;
}

/** A duration as hours, minutes and seconds. */
export function duration(ms) {
  const seconds = Math.floor(ms / SECOND_MS);
  const pad = (value) => String(value).padStart(2, '0');
  return `${Math.floor(seconds / 3600)}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
}

/** A time of day, with the day where that is another one. */
export function clockTime(atMs) {
  const at = new Date(atMs);
  const time = at.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return at.toDateString() === new Date().toDateString() ? time : `${at.toLocaleDateString()}, ${time}`;
}

/** A round trip. */
export function latency(ms) {
  return ms === undefined ? NONE : `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
}

/** Zeros that only fill a price up: at least three, after at least two digits of fraction. */
const FILLING_ZEROS = /(?<=\.\d{2,})0{3,}$/;

/** Cuts a price into spans that a style sheet can set apart; joined they are the price as sent, digit for digit. */
export function priceParts(price) {
  const zeros = FILLING_ZEROS.exec(price)?.[0] ?? '';
  const [whole, fraction] = price.slice(0, price.length - zeros.length).split('.');
  const groups = whole.split(/\B(?=(?:\d{3})+$)/);
  groups[groups.length - 1] += fraction === undefined ? '' : `.${fraction}`;
  const parts = groups.map((digits, i) => [i === 0 ? 'lead' : 'thousand', digits]);
  return zeros === '' ? parts : [...parts, ['zeros', zeros]];
}
