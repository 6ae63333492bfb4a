// Keeps what an inspector notes on the phone until the office has it. Each note has an id that is minted here, and is once in the
// database whatever is lost on the way; a note leaves the phone only when the portal says that it has it, or its author discards it.
const form = document.querySelector('[data-note]');
const staff = form?.dataset.note;
const section = document.querySelector('[data-waiting]');

/** Longer sides of photos are made smaller; drawing them anew also leaves behind where they were taken. */
const longestSide = 1600;
const tryEvery = 30_000;

// The outbox ---------------------------------------------------------------------------------------
const asked = (request) =>
  new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () =>
      reject(new Error('The outbox cannot be used', { cause: request.error })),
    );
  });

const opened = (() => {
  const request = indexedDB.open('tajdeed-inspection', 1);
  request.addEventListener('upgradeneeded', () =>
    request.result.createObjectStore('outbox', { keyPath: 'id' }),
  );
  return asked(request);
})();

/** Does something with the outbox; when this ends it is on the phone for good. */
async function withOutbox(work) {
  const transaction = (await opened).transaction('outbox', 'readwrite', { durability: 'strict' });
  const done = new Promise((resolve, reject) => {
    transaction.addEventListener('complete', resolve);
    for (const failed of ['abort', 'error'])
      transaction.addEventListener(failed, () =>
        reject(new Error('The outbox cannot be written', { cause: transaction.error })),
      );
  });
  const result = await asked(work(transaction.objectStore('outbox')));
  await done;
  return result;
}

/** This person's notes, the oldest first. Another's on the same phone are neither shown nor sent. */
const readMine = async () =>
  (await withOutbox((outbox) => outbox.getAll()))
    .filter((note) => note.staff === staff)
    .toSorted((a, b) => (a.fields.notedAt < b.fields.notedAt ? -1 : 1));

// Showing ------------------------------------------------------------------------------------------
function say(name, why = '') {
  for (const each of document.querySelectorAll('[data-state]')) {
    each.hidden = each.dataset.state !== name;
    each.querySelector('[data-why]').textContent = why;
  }
}

async function drawWaiting() {
  const notes = await readMine();
  section.hidden = notes.length === 0;
  const template = section.querySelector('template').content.firstElementChild;
  section.querySelector('ul').replaceChildren(
    ...notes.map(({ id, fields, refused }) => {
      const line = template.cloneNode(true);
      line.querySelector('[data-permit]').textContent = `${fields.permitNumber} / ${fields.permitYear}`;
      const chosen = form.querySelector(`[name="finding"][value="${CSS.escape(fields.finding)}"]`);
      line.querySelector('[data-finding]').textContent =
        (chosen && form.querySelector(`label[for="${chosen.id}"]`)?.textContent) ?? '';
      if (refused) {
        line.querySelector('[data-refused]').hidden = false;
        line.querySelector('[data-why]').textContent = refused.join(' · ');
        line.querySelector('[data-edit]').addEventListener('click', () => void edit(id));
      }
      return line;
    }),
  );
}

/** The note that was not accepted and is in the form again; it stays on the phone until its next writing is. */
let edited = null;

async function edit(id) {
  edited = await withOutbox((outbox) => outbox.get(id));
  for (const [name, value] of Object.entries(edited.fields)) form.elements[name].value = value;
  say('editing', edited.refused.join(' · '));
  form.elements.permitNumber.focus();
}

// Sending ------------------------------------------------------------------------------------------
/** Sends one note: 'sent', 'refused', 'sign-in', or 'later'. */
async function send(note) {
  const body = new FormData();
  for (const [name, value] of Object.entries(note.fields)) body.set(name, value);
  if (note.photo) body.set('photo', new Blob([note.photo], { type: 'image/jpeg' }), 'photo.jpg');
  let answer;
  try {
    const headers = { accept: 'application/json' };
    answer = await fetch(form.action, { method: 'POST', body, headers, redirect: 'manual' });
  } catch {
    return 'later';
  }
  if (answer.type === 'opaqueredirect') return 'sign-in';
  if (answer.ok) {
    await withOutbox((outbox) => outbox.delete(note.id));
    return 'sent';
  }
  if (answer.status !== 422) return 'later';
  const { why } = await answer.json();
  await withOutbox((outbox) => outbox.put({ ...note, refused: why }));
  return 'refused';
}

/** Sends what waits, one after another; of two pages of one phone one sends. */
async function sendAll() {
  await navigator.locks.request('inspection-outbox', { ifAvailable: true }, async (lock) => {
    if (lock === null) return;
    for (const note of await readMine()) {
      if (note.refused) continue;
      const result = await send(note);
      if (result === 'sent' || result === 'sign-in') say(result);
      if (result === 'later' || result === 'sign-in') break;
    }
  });
  await drawWaiting();
}

// Noting -------------------------------------------------------------------------------------------
async function drawnAnew(file) {
  if (!file || file.size === 0) return null;
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const context = canvas.getContext('2d');
  // What was see-through would be black in a JPEG.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((resolve) => {
    canvas.toBlob(resolve, 'image/jpeg', 0.8);
  });
  return blob.arrayBuffer();
}

/** Digits of every script, without what people paste along with a number. */
const digits = (text) =>
  text
    .replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 15))
    .replace(/[\s\u200e\u200f\u2066-\u2069]/g, '');

/** Is there what the portal will ask for? It has the last word. */
const isWhole = ({ permitNumber, permitYear, finding, words }) =>
  /^[1-9]\d{0,9}$/.test(digits(permitNumber)) &&
  /^(?:19|2\d)\d{2}$/.test(digits(permitYear)) &&
  Boolean(finding) &&
  (finding !== 'outside-conditions' || words.trim() !== '');

async function note() {
  const given = new FormData(form);
  const photo = given.get('photo');
  given.delete('photo');
  const fields = {
    ...Object.fromEntries(given),
    id: crypto.randomUUID(),
    notedAt: new Date().toISOString(),
  };
  try {
    const drawn = (await drawnAnew(photo)) ?? edited?.photo ?? null;
    await withOutbox((outbox) => outbox.put({ id: fields.id, staff, fields, photo: drawn }));
    if (edited) await withOutbox((outbox) => outbox.delete(edited.id));
    edited = null;
  } catch {
    say('not-kept', photo?.size > 0 ? document.querySelector('#photo-hint').textContent : '');
    return;
  }
  form.reset();
  say('saved');
  await drawWaiting();
  await sendAll();
}

/** A permit that the list has led from: `#287/2026`. */
function fillIn() {
  const [, number, year] = /^#(\d{1,10})\/(\d{4})$/.exec(location.hash) ?? [];
  if (number === undefined) return;
  form.elements.permitNumber.value = number;
  form.elements.permitYear.value = year;
}

if (form) {
  form.addEventListener('submit', (event) => {
    // What is not whole is sent as it is: the page that comes says what is missing.
    const whole = isWhole(Object.fromEntries(new FormData(form)));
    if (!whole && navigator.onLine) return;
    event.preventDefault();
    if (whole) void note();
    else say('not-whole');
  });
  section.querySelector('[data-send]').addEventListener('click', () => void sendAll());
  addEventListener('online', () => void sendAll());
  addEventListener('hashchange', fillIn);
  setInterval(() => void sendAll(), tryEvery);
  fillIn();
  void navigator.storage?.persist?.().catch(() => undefined);
  void drawWaiting().then(sendAll);
  const [, lang] = location.pathname.split('/');
  navigator.serviceWorker
    ?.register(`/${lang}/staff/inspection/worker.js`, { scope: `/${lang}/staff/inspection` })
    .catch(() => undefined);
}
