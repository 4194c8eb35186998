import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const CANDIDATES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const QUIET = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts the Chromium of this machine; `QUOTEWIRE_CHROMIUM` names another one. */
export function launchBrowser() {
  const executablePath = process.env.QUOTEWIRE_CHROMIUM ?? CANDIDATES.find((file) => existsSync(file));
  if (executablePath === undefined) {
    throw new Error('no Chromium found: apt-get install chromium, or set QUOTEWIRE_CHROMIUM');
  }
  return chromium.launch({ executablePath, args: QUIET });
}

/**
 * Opens a tab and notes what a page must not do.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {object} options of the browser context
 * @returns {Promise<{page: import('playwright-core').Page, complaints: string[]}>} the tab, and its errors as they come
 */
export async function openTab(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: 'dark', ...options });
  const page = await context.newPage();
  const complaints = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(`console: ${message.text()}`));
  page.on('pageerror', (failure) => complaints.push(`uncaught: ${failure}`));
  await page.exposeFunction('noteViolation', (text) => complaints.push(`policy: ${text}`));
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      window.noteViolation(`${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  return { page, complaints };
}
