// Keeps the inspector's two pages for where there is no network: the list until its day is over, the form until the sign-out. Nothing
// else of the office is in its scope.
const files = [
  '/assets/style.css',
  '/assets/staff.css',
  '/assets/plex-400.woff2',
  '/assets/plex-600.woff2',
  '/assets/emblem.svg',
  '/assets/inspection-list.js',
  '/assets/inspection-note.js',
];
const beginning = 'inspection-files ';
const shell = beginning + files.join(' ').replaceAll('/assets/', '');
/** What is personal lies here alone: the page of the sign-in deletes it. */
const drawer = 'inspection-pages';
const list = new URL('.', globalThis.location.href).pathname.slice(0, -1);
const form = `${list}/note`;
const patience = 4000;

const dayOf = (time) => new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Amman' }).format(time);

addEventListener('install', (event) => {
  const fill = async () => {
    await (await caches.open(shell)).addAll(files);
    await Promise.allSettled([list, form].map((page) => keep(page)));
    await globalThis.skipWaiting();
  };
  event.waitUntil(fill());
});

addEventListener('activate', (event) => {
  const tidy = async () => {
    for (const name of await caches.keys())
      if (name.startsWith(beginning) && name !== shell) await caches.delete(name);
    await globalThis.clients.claim();
  };
  event.waitUntil(tidy());
});

/** Asks the portal for a page and keeps it. Whoever is not signed in, or may not, has nothing kept here. */
async function keep(page, search = '') {
  const request = new Request(page + search, { redirect: 'manual', cache: 'no-store' });
  const answer = await fetch(request, { signal: AbortSignal.timeout(patience) });
  // What is said of one note is not kept for the next.
  if (answer.ok && search === '') await (await caches.open(drawer)).put(page, answer.clone());
  if (!answer.ok && answer.status < 500) await caches.delete(drawer);
  return answer;
}

/** A page that is kept; the list is not when it is of another day. */
async function kept(page) {
  const found = await caches.match(page, { ignoreVary: true, ignoreSearch: true });
  if (page !== list || !found) return found;
  if (dayOf(new Date(found.headers.get('date'))) === dayOf(new Date())) return found;
  await (await caches.open(drawer)).delete(page);
  return undefined;
}

async function freshOrKept(page, search) {
  try {
    const answer = await keep(page, search);
    if (answer.status < 500) return answer;
  } catch {
    // There is no network: below.
  }
  // Without a list there is still the form.
  return (await kept(page)) ?? (await kept(form)) ?? Response.error();
}

addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname, search } = new URL(request.url);
  if (origin !== globalThis.location.origin || request.method !== 'GET') return;
  if (files.includes(pathname))
    event.respondWith(caches.match(pathname, { ignoreVary: true }).then((found) => found ?? fetch(request)));
  else if (request.mode === 'navigate' && (pathname === list || pathname === form)) {
    event.respondWith(freshOrKept(pathname, search));
    // Who opens the list will want the form where there is no network.
    if (pathname === list) event.waitUntil(keep(form).catch(() => undefined));
  }
});
