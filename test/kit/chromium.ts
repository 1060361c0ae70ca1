/** The real Chromium without a window. It trusts what the database of NSS in its home says. */
import path from 'node:path';
import { type BrowserContext, chromium, type Page, type Response } from 'playwright-core';
import { findChromium } from '../../scripts/workbench/browser.mjs';
import { type Browser, environmentIn, type StartBrowser } from './browser.ts';

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--no-proxy-server'];
const THIS_MACHINE = ['localhost', '127.0.0.1', '::1'];

/** Chromium's path. Throws where it is not installed. */
export function chromiumProgram(): string {
  const found = findChromium();
  if (found === undefined) throw new Error('Chromium is not installed: node scripts/system-packages.mjs');
  return found;
}

export const startChromium: StartBrowser = async (home, names) =>
  startProgram(
    chromiumProgram(),
    home,
    names.map((name) => `MAP ${name} 127.0.0.1`),
  );

/** Starts a program that is Chromium; each place, such as `app.test:443`, stands for a port of the loopback address, and it reaches nothing else. */
export function startChromiumAt(program: string, home: string, places: ReadonlyMap<string, number>): Promise<Browser> {
  return startProgram(
    program,
    home,
    [...places].map(([place, port]) => `MAP ${place} 127.0.0.1:${port}`),
  );
}

async function startProgram(executablePath: string, home: string, mapped: readonly string[]): Promise<Browser> {
  const rules = [...mapped, ...THIS_MACHINE.map((name) => `EXCLUDE ${name}`), 'MAP * ~NOTFOUND'];
  const context = await chromium.launchPersistentContext(path.join(home, 'profile'), {
    executablePath,
    env: environmentIn(home),
    args: [...FLAGS, `--host-resolver-rules=${rules.join(', ')}`],
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  return { open: opener(context), close: () => context.close() };
}

/** Opens addresses in one page, as long as nothing fails: a page that tells of a failure comes late and gets in the way of the next one. */
function opener(context: BrowserContext): (url: string) => Promise<string> {
  let usable: Page | null = null;
  return async (url) => {
    const page: Page = usable ?? (await context.newPage());
    usable = null;
    const failure = failureIn(page);
    const opened = page.goto(url).then(
      async (response) => {
        const text = await textOf(page, response);
        usable = page;
        return text;
      },
      () => failure,
    );
    const text = await Promise.race([failure, opened]);
    if (usable === null) await page.close();
    return text;
  };
}

/** What the connection of a page fails with, if it does. */
function failureIn(page: Page): Promise<string> {
  return new Promise((resolve) => {
    page.on('requestfailed', (request) => {
      if (request.isNavigationRequest()) resolve(`${request.failure()?.errorText}`.replace(/^net::/, ''));
    });
  });
}

async function textOf(page: Page, response: Response | null): Promise<string> {
  if (!(await response?.securityDetails())) throw new Error(`${page.url()} came without TLS`);
  return await page.innerText('body');
}
