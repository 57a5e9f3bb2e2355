/// <reference lib="dom" />
/** The page of `cevns watch` in Chromium. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CommandFolder } from '../commands/command-folder.ts';
import { WatchedStudy } from '../commands/watched-study.ts';
import { chromiumPath, launch, openPage, seriousViolations } from './chromium.ts';

describe.skipIf(chromiumPath === undefined)('a watched study in Chromium (left out where there is none)', () => {
  const here = new CommandFolder();
  let browser: Browser;
  let watched: WatchedStudy;
  beforeAll(async () => {
    [watched, browser] = await Promise.all([WatchedStudy.start(here, 'small.yaml'), launch()]);
  });
  afterAll(async () => {
    await browser?.close();
    watched?.end();
    await here.remove();
  });

  test('the page follows the study: a new report, an error, and the report again', async () => {
    const { page, complaints } = await openPage(browser, watched.url);
    const heading = page.frameLocator('iframe').locator('h1');
    const status = page.getByRole('status');
    const wait = { timeout: 20_000, interval: 50 };
    await expect.poll(() => heading.textContent(), wait).toBe('A small detector');
    expect(await seriousViolations(page)).toEqual([]);
    here.edit('small.yaml', 'A small detector', '<img src=x onerror=alert(1)>');
    await expect.poll(() => heading.textContent(), wait).toBe('<img src=x onerror=alert(1)>');
    here.edit('small.yaml', 'kind: fit', 'kind: "<img src=x onerror=alert(2)>"');
    await expect.poll(() => status.textContent(), wait).toMatch(/^Failed/);
    expect(await page.getByRole('alert').textContent()).toContain('<img src=x onerror=alert(2)>');
    expect(await heading.textContent()).toBe('<img src=x onerror=alert(1)>');
    here.edit('small.yaml', '"<img src=x onerror=alert(2)>"', 'fit');
    await expect.poll(() => status.textContent(), wait).toBe('Up to date');
    expect(await page.locator('pre').textContent()).toBe('');
    expect(await page.locator('img').count()).toBe(0);
    expect(complaints).toEqual([]);
    watched.interrupt();
    expect(await watched.ended).toBe(130);
    await expect.poll(() => status.textContent(), wait).toBe('cevns watch is not running any more');
  });
});
