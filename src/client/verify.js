// Checks the square of a permit, with a network and without one: its signature with the keys that came with this page, and whether
// it was withdrawn by the list that is kept on this device. Nothing of the square is sent but the document's code, to learn
// from the portal where the document stands now.
import { readList, readPermit } from './signed.js';

const place = document.querySelector('[data-verify]');
const listAddress = '/.well-known/tajdeed-withdrawals.cose';
/** Where the list is kept, beside what the worker keeps. */
const drawer = 'verify-list';
/** How long an answer of the portal is waited for, in milliseconds. */
const patience = 5000;
const refreshEvery = 600_000;

const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const answerPlace = document.querySelector('[data-answer]');

/** Puts texts into their places: `<bdi data-slot="until">`. */
function fill(within, texts) {
  for (const slot of all('[data-slot]', within))
    if (Object.hasOwn(texts, slot.dataset.slot)) slot.textContent = texts[slot.dataset.slot];
}

const date = (day) => day.split('-').toReversed().join('-');
const today = () => new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Amman' }).format(new Date());

// The keys -----------------------------------------------------------------------------------------
const keys = new Map(JSON.parse(place?.dataset.keys ?? '[]').map((key) => [key.kid, key]));
let keysAsked = false;

/** A key by its id. One that is not known is asked for; `keysAsked`: the portal has said that there is none. */
async function keyOf(id) {
  if (!keys.has(id)) {
    keysAsked = false;
    try {
      const given = { cache: 'no-cache', signal: AbortSignal.timeout(patience) };
      const said = await (await fetch('/.well-known/tajdeed-keys.json', given)).json();
      for (const key of said.keys) keys.set(key.kid, key);
      keysAsked = true;
    } catch {
      // Without a network there are those that are here.
    }
  }
  return keys.get(id) ?? null;
}

// The list -----------------------------------------------------------------------------------------
let list = null;
/** Done when the list that is kept here was read. */
let listRead = Promise.resolve();

/** The list that is kept on this device. */
async function openKept() {
  const kept = await globalThis.caches?.match(listAddress).catch(() => undefined);
  if (kept) list = await readList(new Uint8Array(await kept.arrayBuffer()), keyOf);
}

/** Keeps the list that the portal gives; an older or altered one is never kept over what is here. */
async function refreshList() {
  try {
    const answer = await fetch(listAddress, { cache: 'no-cache', signal: AbortSignal.timeout(patience) });
    if (answer.status !== 200) return;
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const fresh = await readList(bytes, keyOf);
    if (fresh === null || (list && fresh.issuedAt < list.issuedAt)) return;
    list = fresh;
    if (judged) show(...standing(judged), judged);
    await (await globalThis.caches?.open(drawer))?.put(listAddress, new Response(bytes));
  } catch {
    // The one that is kept serves on, and says how old it is.
  } finally {
    tellList();
    // What this device knows is now as new as it can be.
    place.dataset.refreshed = '';
  }
}

/** How long ago, in the reader's language: the largest unit that fits. */
function ago(milliseconds) {
  const format = new Intl.RelativeTimeFormat(`${document.documentElement.lang}-u-nu-latn`);
  const minutes = Math.max(1, Math.floor(milliseconds / 60_000));
  if (minutes < 60) return format.format(-minutes, 'minute');
  if (minutes < 48 * 60) return format.format(-Math.floor(minutes / 60), 'hour');
  return format.format(-Math.floor(minutes / 1440), 'day');
}

/** Says how old the list is, and what follows from that. */
function tellList() {
  const age = list ? Date.now() - list.issuedAt : 0;
  // A clock that is behind makes everything look younger, and what has ended look valid.
  const state = !list
    ? 'none'
    : age < -300_000
      ? 'clock'
      : age > Number(place.dataset.warnAfter) * 3_600_000
        ? 'old'
        : 'fresh';
  for (const each of all('[data-list]')) {
    each.hidden = each.dataset.list !== state;
    if (list) fill(each, { age: ago(age) });
  }
}

// Judging ------------------------------------------------------------------------------------------
/** Where a permit stands by what is on this device: `[verdict, texts]`. */
function standing(permit) {
  const day = today();
  const withdrawnOn = list?.withdrawn.get(permit.id);
  if (withdrawnOn && withdrawnOn <= day) return ['withdrawn', { on: date(withdrawnOn) }];
  const newer = list?.superseded.get(permit.id);
  if (newer && newer.from <= day)
    return ['superseded', { term: newer.term, from: date(newer.from), until: date(newer.until) }];
  const term = { from: date(permit.from), until: date(permit.until) };
  if (Date.now() >= permit.endsAt) return ['ended', term];
  return [permit.from > day ? 'not-yet' : 'valid', term];
}

/** The permit whose standing is shown as this device knows it. */
let judged = null;

/** Shows one verdict, and the permit that it is of, if any. */
function show(name, texts = {}, permit = null) {
  judged = permit;
  answerPlace.replaceChildren();
  for (const each of all('[data-verdict]', place)) {
    each.hidden = each.dataset.verdict !== name;
    if (!each.hidden) fill(each, texts);
  }
  const details = document.querySelector('[data-details]');
  details.hidden = permit === null;
  if (permit) fill(details, { ...permit, from: date(permit.from), until: date(permit.until) });
  tellList();
}

/** What the portal says of a document now, as parts of its page; null when it does not answer. */
async function askPortal(code) {
  try {
    const answer = await fetch(`/${document.documentElement.lang}/verify/answer`, {
      method: 'POST',
      body: new URLSearchParams({ code }),
      signal: AbortSignal.timeout(patience),
    });
    if (!answer.ok) return null;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    return page.querySelector('[data-checked]');
  } catch {
    return null;
  }
}

let turn = 0;

/** Checks the text of a square: first by what is here, then by what the portal says. */
async function check(text) {
  turn += 1;
  const mine = turn;
  show('checking');
  try {
    const said = await readPermit(text, keyOf);
    if (mine !== turn) return;
    if (said.kind === 'altered') return show('altered');
    if (said.kind === 'unknown-key') return show(keysAsked ? 'not-ours' : 'unknown-key');
    await listRead;
    if (mine !== turn) return;
    show(...standing(said.permit), said.permit);
    const answer = await askPortal(said.permit.code);
    if (mine !== turn || answer === null) return;
    show('');
    answerPlace.replaceChildren(answer);
  } catch {
    if (mine === turn) show('cannot');
  }
}

/** What follows the `#` of the address, as a camera of the phone's own opens it. */
function checkAddress() {
  const text = location.hash.slice(1);
  if (text === 'offline') show('offline');
  else if (text !== '' && text !== 'main') void check(text);
}

/** A square that was read on this page: one of ours is an address of such a page. */
function checkScanned(square) {
  const text = /\/(?:ar|en)\/verify#([A-Za-z0-9_-]+)$/.exec(square)?.[1];
  if (text === undefined) {
    turn += 1;
    show('no-permit');
  } else void check(text);
  place.scrollIntoView({ block: 'nearest' });
}

// Scanning -----------------------------------------------------------------------------------------
const view = document.querySelector('[data-camera]');
let scanning = null;

async function scan() {
  if (scanning) return;
  scanning = new AbortController();
  show('');
  view.hidden = false;
  view.querySelector('button').focus();
  try {
    const { readCamera } = await import('./scan.js');
    const square = await readCamera(view.querySelector('video'), scanning.signal);
    if (square !== null) checkScanned(square);
  } catch {
    show('no-camera');
  } finally {
    view.hidden = true;
    scanning = null;
  }
}

async function readFile(input) {
  const [file] = input.files;
  if (!file) return;
  show('reading');
  try {
    const { readPicture } = await import('./scan.js');
    const square = await readPicture(file);
    if (square === null) show('no-square');
    else checkScanned(square);
  } catch {
    show('cannot');
  } finally {
    input.value = '';
  }
}

// Beginning ----------------------------------------------------------------------------------------
if (place) {
  listRead = openKept();
  void listRead.then(refreshList);
  addEventListener('hashchange', checkAddress);
  checkAddress();
  document.querySelector('[data-scan]').addEventListener('click', () => void scan());
  view.querySelector('button').addEventListener('click', () => scanning?.abort());
  const input = document.querySelector('[data-picture]');
  input.addEventListener('change', () => void readFile(input));
  // A code that is typed is asked of the portal.
  document.querySelector('form[action$="/verify/answer"]').addEventListener('submit', (event) => {
    if (navigator.onLine) return;
    event.preventDefault();
    show('offline');
  });
  addEventListener('online', () => void refreshList());
  setInterval(() => void refreshList(), refreshEvery);
  for (const lang of ['ar', 'en'])
    navigator.serviceWorker
      ?.register(`/${lang}/verify/worker.js`, { scope: `/${lang}/verify` })
      .catch(() => undefined);
}
