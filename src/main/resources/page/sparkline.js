/** Draws trends on canvases, in the colours of the style sheet and the pixels of the screen. */

let colours = {};

/** Reads the colours again: the theme may have changed. */
export function readColours() {
  const style = getComputedStyle(document.documentElement);
  colours = Object.fromEntries(['up', 'down', 'flat'].map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}

/**
 * Draws one trend over the whole canvas.
 *
 * @param {HTMLCanvasElement} canvas sized by the style sheet
 * @param {number[]} points oldest first
 */
export function drawSparkline(canvas, points) {
  const { clientWidth: width, clientHeight: height } = canvas;
  const pen = canvas.getContext('2d');
  if (width === 0 || pen === null) {
    return;
  }
  fitToScreen(canvas, pen, width, height);
  pen.clearRect(0, 0, width, height);
  if (points.length === 0) {
    return;
  }
  const line = place(points, width, height);
  const colour = colours[['down', 'flat', 'up'][1 + Math.sign(points.at(-1) - points[0])]];
  fillBelow(pen, line, height, colour);
  stroke(pen, line, colour);
}

function fitToScreen(canvas, pen, width, height) {
  const ratio = window.devicePixelRatio || 1;
  const [pixelWidth, pixelHeight] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== pixelWidth || canvas.height !== pixelHeight) {
    canvas.width = pixelWidth;
    canvas.height = pixelHeight;
  }
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
}

/** Spreads the points over the width; a single or unchanging value lies in the middle. */
function place(points, width, height) {
  const margin = 3;
  const low = Math.min(...points);
  const range = Math.max(...points) - low;
  const step = (width - 2 * margin) / Math.max(1, points.length - 1);
  return points.map((point, i) => ({
    x: points.length === 1 ? width - margin : margin + i * step,
    y: range === 0 ? height / 2 : height - margin - ((point - low) / range) * (height - 2 * margin),
  }));
}

function trace(pen, line) {
  pen.beginPath();
  line.forEach(({ x, y }) => pen.lineTo(x, y));
}

function fillBelow(pen, line, height, colour) {
  const shade = pen.createLinearGradient(0, 0, 0, height);
  shade.addColorStop(0, colour);
  shade.addColorStop(1, 'transparent');
  trace(pen, line);
  pen.lineTo(line.at(-1).x, height);
  pen.lineTo(line[0].x, height);
  pen.globalAlpha = 0.18;
  pen.fillStyle = shade;
  pen.fill();
  pen.globalAlpha = 1;
}

function stroke(pen, line, colour) {
  trace(pen, line);
  pen.strokeStyle = colour;
  pen.lineWidth = 1.25;
  pen.lineJoin = 'round';
  pen.stroke();
  const end = line.at(-1);
  pen.beginPath();
  pen.arc(end.x, end.y, 1.9, 0, 2 * Math.PI);
  pen.fillStyle = colour;
  pen.fill();
}
