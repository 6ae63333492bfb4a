// Passkeys in a real browser, with an authenticator that it plays itself.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { demoPassword } from '../../src/engine/staff/demo-people.ts';
import { openPortal } from '../support/portal.ts';
import { launchChromium } from './support/chromium.ts';
import { freePort } from './support/stage.ts';
import { openWindow } from './support/window.ts';
import type { Browser, CDPSession, Page } from 'playwright-core';
import type { Portal } from '../support/portal.ts';
import type { Window } from './support/window.ts';

let portal: Portal;
let browser: Browser;
let url: string;
before(async () => {
  const port = await freePort();
  // Passkeys are for names; this machine's has no need of encryption.
  url = `http://localhost:${port}`;
  portal = await openPortal({ publicUrl: url });
  await portal.app.listen({ host: '127.0.0.1', port });
  browser = await launchChromium();
  // Loaded when the first passkey is looked at; on a machine that is busy the portal would say so, and send people away.
  await import('@simplewebauthn/server');
});
after(async () => {
  await browser.close();
  await portal.close();
});

/** Gives a page's browser an authenticator that says yes, with the person's finger on it or not. */
async function authenticatorOf(page: Page, verified = true): Promise<{ session: CDPSession; id: string }> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: verified,
      automaticPresenceSimulation: true,
    },
  });
  return { session, id: authenticatorId };
}

async function signInByPassword(page: Page, login: string): Promise<void> {
  await page.goto('/ar/staff');
  await page.fill('#login', login);
  await page.fill('#password', demoPassword);
  await page.click('main form:not(.passkey) button.primary');
}

async function addPasskey(page: Page, name: string): Promise<void> {
  await page.goto('/ar/staff/ways');
  await page.fill('#name', name);
  await page.fill('#password', demoPassword);
  await page.click('form[action$="/ways/passkeys"] button.primary');
  await page.waitForURL('**/ways/passkey');
  await page.click('form.passkey button');
  await page.waitForURL('**/ways');
}

/** The same window without what it knows of the portal: signed out. */
const signOut = async ({ context, page }: Window) => {
  await context.clearCookies();
  await page.goto('/ar/staff');
};

for (const byHand of [false, true])
  test(`a passkey is added, signs in alone, and is the second step${byHand ? ', in a browser that reads no JSON' : ''}`, async () => {
    const window = await openWindow(browser, url, { width: 1280 });
    const { page } = window;
    try {
      if (byHand)
        await page.addInitScript(() => {
          const known = (globalThis as unknown as { PublicKeyCredential: Record<string, unknown> })
            .PublicKeyCredential;
          delete known['parseCreationOptionsFromJSON'];
          delete known['parseRequestOptionsFromJSON'];
        });
      const { session, id } = await authenticatorOf(page);
      await signInByPassword(page, byHand ? 'supervisor' : 'clerk');
      const name = 'هاتفي <b>';
      await addPasskey(page, name);
      assert.equal(await page.textContent('.own-ways h3 bdi'), name);

      await signOut(window);
      await page.click('form.passkey button');
      await page.waitForSelector('.who');
      assert.equal(new URL(page.url()).pathname, '/ar/staff');

      await signOut(window);
      await page.fill('#login', byHand ? 'supervisor' : 'clerk');
      await page.fill('#password', demoPassword);
      await page.click('main form:not(.passkey) button.primary');
      await page.waitForURL('**/second-step*');
      assert.equal(await page.isVisible('[data-without-passkeys]'), false);
      await page.click('form.passkey button');
      await page.waitForSelector('.who');

      // Without the finger it is not enough alone.
      await signOut(window);
      await session.send('WebAuthn.setUserVerified', { authenticatorId: id, isUserVerified: false });
      await page.click('form.passkey button');
      await page.waitForSelector('form.passkey [role=status]:not(:empty)');
      assert.equal(await page.isVisible('#password'), true);
      assert.deepEqual(window.troubles, []);
    } finally {
      await window.close();
    }
  });

test('without JavaScript nothing of passkeys is offered, and the password works', async () => {
  const window = await openWindow(browser, url, { javascript: false });
  try {
    await window.page.goto('/ar/staff');
    assert.equal(await window.page.isVisible('form.passkey'), false);
    await signInByPassword(window.page, 'auditor');
    await window.page.waitForSelector('.who', { state: 'attached' });
  } finally {
    await window.close();
  }
});
