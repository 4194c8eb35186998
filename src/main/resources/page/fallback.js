const SOCKJS_LIBRARY = 'client/vendor/sockjs.min.js';

/** The SockJS library of this server, fetched when it is needed. */
export function loadSockJs() {
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
