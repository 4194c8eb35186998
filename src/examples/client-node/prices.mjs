// node --experimental-websocket prices.mjs http://localhost:8080/ BTC-USD ETH-USD    (from Node 22 on without the option)
import { Client } from 'quotewire-client';

const [gateway = 'http://localhost:8080/', ...symbols] = process.argv.slice(2);
const client = new Client(gateway);

client.onState(({ state, reason }) => console.error(state, reason));
client.onProblem(({ code, message }) => console.error(code, message));
client.subscribe({ symbols: symbols.length > 0 ? symbols : ['BTC-USD'] }, ({ data }) => console.log(data.symbol, data.price));
client.connect();
