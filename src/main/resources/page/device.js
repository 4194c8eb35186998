const KEY = 'quotewire.device';
const NAME = /^page-[0-9a-f]{16}$/;

/**
 * The name under which this tab receives. The server keeps one acknowledged position for each name: were it the name of
 * the whole browser, what one tab acknowledges would be withheld from another that was away at that time. So each tab
 * has its own, which lives as long as the tab. Delivery goes to every connection in any case, and twice is told by id.
 *
 * Duplicating a tab copies its storage: the name is held by a lock, and who does not get it takes a new name. Where a
 * page has no locks (plain HTTP from another machine), the copy shares the name.
 */
export async function ownDevice() {
  const kept = sessionStorage.getItem(KEY) ?? '';
  const name = NAME.test(kept) && (await hold(kept)) ? kept : newName();
  if (name !== kept) {
    sessionStorage.setItem(KEY, name);
    await hold(name);
  }
  return name;
}

/** Takes the lock until the tab closes; false when another tab has it. */
function hold(name) {
  const { locks } = navigator;
  if (locks === undefined) {
    return true;
  }
  return new Promise((resolve) => {
    const keep = (lock) => {
      resolve(lock !== null);
      return lock === null ? undefined : new Promise(() => {});
    };
    locks.request(`${KEY} ${name}`, { ifAvailable: true }, keep).catch(() => resolve(true));
  });
}

function newName() {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return `page-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
