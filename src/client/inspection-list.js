// The inspector's list: narrows it by what is typed, and lets nothing of it lie on a phone when its day is over.
const place = document.querySelector('[data-day]');
const today = () => new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Amman' }).format(new Date());

/** Letters that are written in several ways count as one; digits of every script are digits. */
const fold = (text) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\u0640|[\u064b-\u0652]|[\u2066-\u2069]/g, '')
    .replace(/[أإآٱ]/g, 'ا')
    .replaceAll('ى', 'ي')
    .replaceAll('ة', 'ه')
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/\s+/g, ' ')
    .replace(/ ?\/ ?/g, '/');

function narrow(typed) {
  const wanted = fold(typed).trim().split(' ').filter(Boolean);
  let fitting = 0;
  for (const line of place.querySelectorAll('[data-line]')) {
    const said = fold(line.textContent);
    line.hidden = !wanted.every((word) => said.includes(word));
    if (!line.hidden) fitting += 1;
  }
  place.querySelector('[data-fitting]').textContent = String(fitting);
}

async function endDay() {
  if (place.dataset.day >= today()) return;
  place.replaceChildren();
  document.querySelector('[data-old]').hidden = false;
  const pages = await caches.open('inspection-pages');
  await pages.delete(location.pathname);
}

if (place) {
  const field = place.querySelector('#filter');
  field.addEventListener('input', () => narrow(field.value));
  void endDay();
  addEventListener('visibilitychange', () => void endDay());
}
const [, lang] = location.pathname.split('/');
navigator.serviceWorker
  ?.register(`/${lang}/staff/inspection/worker.js`, { scope: `/${lang}/staff/inspection` })
  .catch(() => undefined);
