// Keeps the page that checks documents for where there is no network: its two languages and the files they need, nothing else. The
// names of the files change with their content, so this text changes with them: browsers look for that, and begin anew.
const files = [
  '/assets/style.css',
  '/assets/plex-400.woff2',
  '/assets/plex-600.woff2',
  '/assets/emblem.svg',
  '/assets/verify.js',
  '/assets/signed.js',
  '/assets/scan.js',
  '/assets/qr-decode.js',
  '/assets/qr.js',
];
const pages = ['/ar/verify', '/en/verify'];
const beginning = 'verify-shell ';
const shell = beginning + files.join(' ').replaceAll('/assets/', '');

/** How long a network that is there and does not answer is waited for, in milliseconds. */
const patience = 4000;

addEventListener('install', (event) => {
  const fill = async () => {
    const cache = await caches.open(shell);
    // Pages anew from the portal, never from what the browser kept.
    await cache.addAll([...files, ...pages.map((page) => new Request(page, { cache: 'reload' }))]);
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

/** The page from the portal, which is then the one that is kept; or the one that was. */
async function freshOrKept(page) {
  const cache = await caches.open(shell);
  try {
    const answer = await fetch(page, { cache: 'no-store', signal: AbortSignal.timeout(patience) });
    if (answer.ok && !answer.redirected) await cache.put(page, answer.clone());
    // A portal in trouble is no reason not to check.
    if (answer.status < 500) return answer;
  } catch {
    // There is no network: below.
  }
  return (await cache.match(page, { ignoreVary: true })) ?? Response.error();
}

addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== globalThis.location.origin) return;
  if (request.method === 'GET' && pages.includes(pathname)) event.respondWith(freshOrKept(pathname));
  else if (request.method === 'GET' && files.includes(pathname))
    event.respondWith(caches.match(pathname, { ignoreVary: true }).then((kept) => kept ?? fetch(request)));
  else if (request.mode === 'navigate' && request.method === 'POST')
    // A code that is typed is asked of the portal: without a network the page says so.
    event.respondWith(
      fetch(request).catch(() =>
        Response.redirect(pathname.startsWith('/en/') ? '/en/verify#offline' : '/ar/verify#offline'),
      ),
    );
});
