import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { FileSystemConfigLoader, HtmlValidate, formatterFactory } from 'html-validate';
import { langs, type Lang } from '../../platform/i18n/lang.ts';
import { address } from './address.ts';
import { bdi } from './bdi.ts';
import { button, linkButton } from './button.ts';
import { errorSummary } from './error-summary.ts';
import { field, type FieldOptions } from './field.ts';
import { found } from './found.ts';
import { hero } from './hero.ts';
import { html, join, nothing, raw, type Html } from './html.ts';
import { keyValues } from './key-values.ts';
import { notice } from './notice.ts';
import { page, type PageOptions, type PortalLook } from './page.ts';
import { select } from './select.ts';
import { serviceCard } from './service-card.ts';
import { steps } from './steps.ts';
import { textArea } from './text-area.ts';
import { timeline } from './timeline.ts';

const validator = new HtmlValidate(new FileSystemConfigLoader());
const explain = formatterFactory('text');

const portal: PortalLook = {
  name: { ar: 'أمانة المدينة', en: 'The City' },
  subtitle: { ar: 'بوابة الخدمات', en: 'E-services' },
  emblem: '<svg viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>',
  topBar: [
    { text: { ar: 'الرئيسية', en: 'Home' }, href: '/' },
    { text: { ar: 'الخدمات', en: 'Services' }, href: '/services' },
    { text: { ar: 'السياحة', en: 'Tourism' }, href: 'https://city.example/tourism' },
  ],
  contact: { phone: '06-500 0000', email: 'info@city.example', address: { ar: 'عمّان', en: 'Amman' } },
  demo: true,
  asset: (name) => `/assets/${name}`,
};

const hostile = `<b onclick="x('1')">&amp;`;
const escaped = '&lt;b onclick=&quot;x(&#39;1&#39;)&quot;&gt;&amp;amp;';

const document = (main: Html, options: Partial<PageOptions> = {}): string =>
  page({ lang: 'ar', title: 'صفحة', portal, path: '/services/x', main, ...options });

/** White space between tags is the formatter's business, not the test's. */
const flat = (markup: Html): string => String(markup).replace(/\s+/g, ' ');

async function assertValid(markup: string): Promise<void> {
  const report = await validator.validateString(markup, 'page.html');
  assert.ok(report.valid && report.warningCount === 0, explain(report.results));
}

const question = (more: Partial<FieldOptions> = {}): FieldOptions => ({
  lang: 'ar',
  name: 'phone',
  label: 'رقم الهاتف',
  value: '',
  kind: 'tel',
  required: true,
  ...more,
});

/** Every component at once, as a page that could exist. */
function everything(lang: Lang): Html {
  return join([
    hero({ title: 'أهلًا', text: 'نص', search: { action: '/ar/s', label: 'ابحث', button: 'بحث', value: '' } }),
    steps({
      lang,
      label: 'الخطوات',
      items: [
        { text: 'التصريح', state: 'done', href: '/ar/x' },
        { text: 'التجديد', state: 'current' },
        { text: 'المراجعة', state: 'todo' },
      ],
    }),
    errorSummary({ lang, title: 'راجع ما يلي', errors: [{ name: 'phone', text: 'ناقص' }], general: ['عام'] }),
    found({ title: 'المقاول', name: 'شركة', lines: [html`ينتهي ${bdi('30-11-2026')}`], tag: 'يمكن تجديده' }),
    html`<form method="post" action="/ar/x" novalidate>
      ${[
        field(question({ hint: 'أردني', error: 'ناقص', lang })),
        field(question({ name: 'year', kind: 'digits', short: true, maxLength: 20 })),
        field(question({ name: 'code', kind: 'code' })),
        field(question({ name: 'name', kind: 'text', autocomplete: 'name', required: false })),
        textArea({
          lang,
          name: 'details',
          label: 'تفاصيل',
          value: 'x',
          required: false,
          rows: 3,
          maxLength: 500,
        }),
        select({
          lang,
          name: 'reason',
          label: 'السبب',
          value: 'b',
          required: true,
          placeholder: 'اختر',
          options: [{ value: 'b', text: 'أحوال جوية' }],
        }),
        html`<div class="actions">
          ${button({ text: 'متابعة', id: 'go' })}${button({ text: 'حفظ', name: 'do', value: 'save', kind: 'quiet' })}${linkButton({ href: '/ar', text: 'إلغاء', kind: 'ghost' })}
        </div>`,
      ]}
    </form>`,
    keyValues({
      rows: [
        {
          key: 'التصريح',
          value: bdi('287 / 2026'),
          change: { href: '/ar/x', text: 'تغيير', about: 'التصريح' },
        },
        { key: 'المقاول', value: html`شركة` },
      ],
    }),
    ...(['info', 'good', 'warn', 'stop'] as const).map((tone) =>
      notice({
        tone,
        title: 'عنوان',
        body: html`<p>نص</p>`,
        actions: linkButton({ href: '/ar', text: 'عودة' }),
      }),
    ),
    timeline({
      items: [
        { title: 'قُدّم', at: bdi('22-11-2026'), state: 'done' },
        { title: 'يُدرس', text: html`نص`, state: 'now' },
        { title: 'القرار', state: 'todo' },
      ],
    }),
    html`<section>
      <h2>الخدمات</h2>
      <div class="cards">
        ${[
          serviceCard({
            href: '/ar/a',
            title: 'تجديد',
            text: 'نص',
            go: 'ابدأ',
            first: true,
            tag: 'الأكثر استخدامًا',
          }),
          serviceCard({ href: '/ar/b', title: 'تتبع', text: 'نص', go: 'افتح' }),
        ]}
      </div>
    </section>`,
  ]);
}

describe('html', () => {
  test('escapes what is not markup, in text and in attributes', () => {
    assert.equal(String(html`<p title="${hostile}">${hostile}</p>`), `<p title="${escaped}">${escaped}</p>`);
  });

  test('never lets a text open a tag or leave its quotes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const made = String(html`${text}`);
        assert.doesNotMatch(made, /[<>"']/);
      }),
    );
  });

  test('takes markup as it is, joins lists and leaves out what is absent', () => {
    const parts = ['<', html`<b>&</b>`, 1];
    assert.equal(
      String(html`${raw('<i>')}${parts}${false}${null}${undefined}${nothing}`),
      '<i>&lt;<b>&</b>1',
    );
    assert.equal(String(join([raw('<i>'), html`${'<'}`])), '<i>&lt;');
  });

  test('refuses a promise that got past the types', () => {
    const late: unknown = Promise.resolve('late');
    assert.throws(() => html`${late as string}`, TypeError);
  });
});

describe('page', () => {
  for (const lang of langs) {
    test(`is a valid document with every component (${lang})`, async () => {
      await assertValid(
        document(everything(lang), { lang, narrow: true, alert: true, scripts: ['portal.js'] }),
      );
    });
  }

  test('says its language and direction, and leads to the same page in the other language', () => {
    const english = document(nothing, { lang: 'en', path: '/services/x' });
    assert.match(english, /<html lang="en" dir="ltr">/);
    assert.match(
      english,
      /<a class="lang" href="\/ar\/services\/x" lang="ar" hreflang="ar" dir="rtl">العربية</,
    );
    assert.match(document(nothing, { path: '/' }), /<a class="lang" href="\/en" lang="en"/);
    assert.equal(address('ar', '/services/x'), '/ar/services/x');
  });

  test('marks the section of the menu that the path lies in, and no other', () => {
    const current = (path: string): string[] =>
      [...document(nothing, { path }).matchAll(/<a href="([^"]+)" aria-current="true"/g)].map(
        ([, href]) => href ?? '',
      );
    assert.deepEqual(current('/'), ['/ar', '/ar']);
    assert.deepEqual(current('/services'), ['/ar/services', '/ar/services']);
    assert.deepEqual(current('/services/x/check'), ['/ar/services', '/ar/services']);
    assert.deepEqual(current('/services-of-others'), []);
  });

  test('keeps the address of an item that lies outside', () => {
    assert.match(document(nothing), /<a href="https:\/\/city\.example\/tourism">السياحة</);
  });

  test('escapes title, path and the words of the way back', () => {
    const made = document(nothing, {
      title: hostile,
      path: `/${hostile}`,
      backLink: { href: '/ar', text: hostile },
    });
    assert.ok(!made.includes(hostile));
    assert.ok(made.includes(`<title>${escaped} ·`));
  });

  test('says first that something is wrong', () => {
    assert.match(document(nothing, { alert: true, title: 'الهاتف' }), /<title>خطأ: الهاتف · /);
  });

  test('loads scripts only where they are named, and nothing inline', () => {
    assert.doesNotMatch(document(everything('ar')), /<script|<style|style=|\son\w+=/);
    assert.match(
      document(nothing, { scripts: ['portal.js'] }),
      /<script type="module" src="\/assets\/portal\.js"><\/script>/,
    );
  });

  test('shows the ribbon of a demonstration only in one', () => {
    assert.match(document(nothing), /class="demo"/);
    assert.doesNotMatch(document(nothing, { portal: { ...portal, demo: false } }), /class="demo"/);
  });
});

describe('questions', () => {
  test('tie hint and error to the control and mark it as wrong', () => {
    const made = flat(field(question({ hint: 'تلميح', error: 'ناقص' })));
    assert.match(made, /<label for="phone">/);
    assert.match(
      made,
      /id="phone" name="phone" required aria-describedby="phone-hint phone-error" aria-invalid="true"/,
    );
    assert.match(made, /id="phone-error"><span class="vh">خطأ: <\/span>ناقص</);
  });

  test('have no description when there is neither hint nor error', () => {
    assert.doesNotMatch(flat(field(question())), /aria-|class="field bad"/);
  });

  test('say so when an answer is not required', () => {
    assert.match(flat(field(question({ required: false, lang: 'en' }))), /\(optional\)/);
  });

  test('ask the phone for the right keyboard, and write numbers left to right', () => {
    assert.match(
      flat(field(question({ kind: 'digits' }))),
      /inputmode="numeric" dir="ltr" autocomplete="off"/,
    );
    assert.match(flat(field(question({ kind: 'code' }))), /autocomplete="one-time-code"/);
    assert.match(flat(field(question({ kind: 'tel' }))), /type="tel".*autocomplete="tel"/);
    assert.doesNotMatch(flat(field(question({ kind: 'text' }))), /inputmode|dir=/);
  });

  test('show again what was typed, escaped', () => {
    assert.ok(flat(field(question({ value: hostile }))).includes(`value="${escaped}"`));
    const area = textArea({
      lang: 'ar',
      name: 'd',
      label: 'l',
      value: `\n${hostile}`,
      required: true,
      rows: 2,
    });
    assert.ok(String(area).includes(`>\n\n${escaped}</textarea>`));
  });

  test('show again what was chosen, and the placeholder when nothing was', () => {
    const options = [{ value: 'a', text: 'أ' }];
    const choice = {
      lang: 'ar',
      name: 'r',
      label: 'l',
      required: true,
      placeholder: 'اختر',
      options,
    } as const;
    assert.match(flat(select({ ...choice, value: 'a' })), /<option value="a" selected>/);
    assert.match(flat(select({ ...choice, value: '' })), /<option value="" selected>اختر</);
  });
});

describe('what is said', () => {
  test('the summary of errors takes the focus and leads to the fields', () => {
    const made = flat(errorSummary({ lang: 'ar', title: 't', errors: [{ name: 'phone', text: 'ناقص' }] }));
    assert.match(made, /id="errors" role="alert" tabindex="-1" autofocus/);
    assert.match(made, /<a href="#phone">ناقص<\/a>/);
  });

  test('the steps name the current one and its place', () => {
    const items = ['done', 'current', 'todo', 'todo'].map((state) => ({
      text: state,
      state: state as 'done',
    }));
    const made = flat(steps({ lang: 'ar', label: 'l', items }));
    assert.match(made, /<b>current<\/b> <span>2 من 4<\/span>/);
    assert.equal(made.match(/aria-current="step"/g)?.length, 1);
  });

  test('numbers are isolated', () => {
    assert.equal(flat(bdi('<1>')), '<bdi dir="ltr">&lt;1&gt;</bdi>');
  });

  test('a notice without actions leaves no empty row of them', () => {
    assert.doesNotMatch(flat(notice({ tone: 'info', title: 't', body: html`b` })), /class="actions"/);
  });
});
