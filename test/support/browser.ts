import type { FastifyInstance, LightMyRequestResponse } from 'fastify';

/** What a browser got: the answer, and its page as a person without a screen would meet it. */
export type Page = {
  status: number;
  /** Where the answer leads to, or an empty text. */
  location: string;
  /** The address of the page, after redirects. */
  path: string;
  html: string;
  /** The words of the main part, white space folded. */
  text: string;
  response: LightMyRequestResponse;
};

/** A browser without a screen: keeps cookies, fills forms, follows redirects, sends the headers that browsers send. */
export class Browser {
  readonly #app: FastifyInstance;
  readonly #origin: string;
  readonly #address: string;
  #cookies = new Map<string, string>();

  constructor(app: FastifyInstance, origin: string, address: string) {
    this.#app = app;
    this.#origin = origin;
    this.#address = address;
  }

  /** Opens an address, and goes where it leads. */
  async open(path: string): Promise<Page> {
    let page = await this.get(path);
    for (let hops = 0; hops < 10 && page.location !== ''; hops++) page = await this.get(page.location);
    return page;
  }

  /** Opens an address and stays at what it answers. */
  get(path: string): Promise<Page> {
    return this.#send({ method: 'GET', url: path, headers: {} }, path);
  }

  /** Sends fields as a form of the portal would, and stays at what is answered. */
  post(
    path: string,
    fields: Record<string, string> = {},
    headers: Record<string, string> = {},
  ): Promise<Page> {
    const payload = new URLSearchParams(fields).toString();
    const own = { origin: this.#origin, 'content-type': 'application/x-www-form-urlencoded', ...headers };
    return this.#send({ method: 'POST', url: path, headers: own, payload }, path);
  }

  /** Fills the form on a page, with its hidden fields, sends it to where it points, and goes where that leads. */
  async submit(page: Page, fields: Record<string, string>): Promise<Page> {
    const sent = await this.send(page, fields);
    return sent.location === '' ? sent : this.open(sent.location);
  }

  /** The same, staying at what is answered. */
  send(page: Page, fields: Record<string, string>): Promise<Page> {
    const form = mainForm(page.html);
    return this.post(form.action, { ...form.hidden, ...fields });
  }

  /** The cookies of this browser, for another that shares them. */
  get cookies(): ReadonlyMap<string, string> {
    return this.#cookies;
  }

  /** Forgets or takes over cookies. */
  setCookies(cookies: ReadonlyMap<string, string>): void {
    this.#cookies = new Map(cookies);
  }

  async #send(
    request: { method: 'GET' | 'POST'; url: string; headers: Record<string, string>; payload?: string },
    path: string,
  ): Promise<Page> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await this.#app.inject({
      ...request,
      headers: { ...(cookie && { cookie }), 'x-forwarded-for': this.#address, ...request.headers },
    });
    for (const { name, value, maxAge } of response.cookies)
      if (maxAge === 0 || value === '') this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    const html = response.payload;
    return {
      status: response.statusCode,
      location: response.headers.location ?? '',
      path: path.split('?')[0] ?? path,
      html,
      text: wordsOf(html),
      response,
    };
  }
}

/** The form of a page's main part that has the most fields: where it goes, and its hidden fields. */
export function mainForm(html: string): { action: string; hidden: Record<string, string> } {
  const forms = [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].filter((form) =>
    (form[1] ?? '').includes('method="post"'),
  );
  const best = forms.toSorted((a, b) => (b[2] ?? '').length - (a[2] ?? '').length)[0];
  if (!best) throw new Error('The page has no form');
  const action = /action="([^"]*)"/.exec(best[1] ?? '')?.[1] ?? '';
  const hidden: Record<string, string> = {};
  for (const input of (best[2] ?? '').matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g))
    hidden[input[1] ?? ''] = input[2] ?? '';
  return { action, hidden };
}

/** The words of a page's main part. */
function wordsOf(html: string): string {
  const main = /<main\b[\s\S]*<\/main>/.exec(html)?.[0] ?? html;
  return main
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
    .trim();
}
