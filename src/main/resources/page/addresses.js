import { sockJs } from './client/index.js';

const SOCKJS_LIBRARY = 'client/vendor/sockjs.min.js';

/** Where prices stream, for this device. */
export function streamAddress(device) {
  const address = at('ws/prices', device);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  return address.href;
}

/** SockJS of this server; its library is fetched when it is needed. */
export function sockJsFallback(device) {
  return sockJs(at('sockjs', device).href, loadSockJs);
}

function at(path, device) {
  const address = new URL(path, document.baseURI);
  address.searchParams.set('device', device);
  return address;
}

function loadSockJs() {
  if (window.SockJS !== undefined) {
    return window.SockJS;
  }
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = SOCKJS_LIBRARY;
    script.onload = () => resolve(window.SockJS);
    script.onerror = () => {
      script.remove();
      reject(new Error('its library cannot be loaded'));
    };
    document.head.append(script);
  });
}
