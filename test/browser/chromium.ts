import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** Chromium of the machine: `CHROMIUM` names it, else the usual places and names. */
export const chromiumPath = findChromium();

/** In CI a browser test that is left out is a failure, not a note. */
if (chromiumPath === undefined && process.env.CI === 'true') {
  throw new Error('there is no Chromium; CHROMIUM=<path> says where it is');
}

function findChromium(): string | undefined {
  const named = process.env.CHROMIUM;
  if (named !== undefined && named !== '') {
    if (!fs.existsSync(named)) throw new Error(`CHROMIUM: there is no ${named}`);
    return named;
  }
  if (fs.existsSync('/usr/bin/chromium')) return '/usr/bin/chromium';
  for (const name of ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser']) {
    try {
      return execFileSync('/bin/sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim();
    } catch {
      // The next name.
    }
  }
  return undefined;
}

/** A browser without profile, updates and requests of its own. */
export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath!,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** A page with everything that went wrong in it, and everything that it asked for. */
export interface WatchedPage {
  readonly page: Page;
  /** Messages of the console other than logs, errors that nobody caught, violations of the policy. */
  readonly complaints: string[];
  /** Addresses other than that of the page and of files made in it. */
  readonly requests: string[];
}

/** Opens a page and watches it from its first byte. */
export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({ acceptDownloads: true, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (request.url() !== url && !/^(blob|data):/.test(request.url())) requests.push(request.url());
  });
  await page.goto(url);
  return { page, complaints, requests };
}

/** What axe-core finds serious or critical on a page, as short texts. */
export async function seriousViolations(page: Page): Promise<string[]> {
  const { resolve } = createRequire(import.meta.url);
  // The policy of the page lets no script in from outside; the debugging protocol is not bound by it.
  await page.evaluate(fs.readFileSync(resolve('axe-core/axe.min.js'), 'utf8'));
  return page.evaluate(async () => {
    interface Violation {
      readonly id: string;
      readonly impact: string;
      readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
    }
    interface Axe {
      run(options: object): Promise<{ violations: Violation[] }>;
    }
    const { axe } = globalThis as unknown as { readonly axe: Axe };
    // In a frame it would wait for an axe that is not there; what a frame shows is a page of its own.
    const { violations } = await axe.run({ iframes: false });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes[0]!.html} ${nodes[0]!.failureSummary}`);
  });
}
