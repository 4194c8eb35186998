// W6: everything to everybody, in one message four times a second.
import { deliver, others } from './deliveries.mjs';
import { all } from './choices.mjs';

const CLIENTS = 5_000;
const SYMBOLS = 200;
const INTERVAL_MS = 250;
const SECONDS = 10;
/** Several times what is needed for each symbol to change within an interval: the simulator takes them by chance. */
const RATE = 4_000;

async function firehose(target, job) {
  const seen = await deliver(target, { ...job, connections: CLIENTS, seconds: SECONDS });
  const { frames, compressedFrames, payloadBytes, latencyUs } = seen.quick;
  const cpu = seen.server.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
  return {
    perSecond: frames / seen.seconds,
    gotShare: frames / seen.seconds / ((CLIENTS * 1000) / INTERVAL_MS),
    cpuPerMillion: cpu / (frames / 1e6),
    bytesPerFrame: payloadBytes / frames,
    compressedShare: compressedFrames / frames,
    p99Ms: latencyUs.count ? latencyUs.p99 / 1000 : null,
    ended: seen.ended + seen.failed,
    othersCpuShare: seen.othersCpuShare,
    problems: seen.problems,
  };
}

const figures = [
  { key: 'cpuPerMillion', title: 'server CPU seconds a million frames', better: 'less', digits: 1, chart: true },
  { key: 'bytesPerFrame', title: 'bytes a frame', better: 'less', digits: 0 },
  { key: 'p99Ms', title: 'p99 ms from the first tick of a frame to the client', digits: 1 },
  { key: 'gotShare', title: 'share of the frames that came', digits: 3 },
  { key: 'compressedShare', title: 'share of the frames that were compressed', digits: 2 },
  { key: 'ended', title: 'connections that the server ended', digits: 0 },
  others,
];

const title = `${CLIENTS.toLocaleString('en-US')} clients, ${SYMBOLS} symbols in one frame every ${INTERVAL_MS} ms`;
const job = { ...all(SYMBOLS), rate: RATE, firehose: INTERVAL_MS };

export const works = [
  { id: 'W6', title: `${title}, plain`, job, figures, run: firehose },
  { id: 'W6z', title: `${title}, deflated`, job: { ...job, deflate: true }, figures, run: firehose },
];
