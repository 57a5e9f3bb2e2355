/// <reference lib="dom" />
/** The report that a run writes, in Chromium. */
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CommandFolder } from '../commands/command-folder.ts';
import { chromiumPath, launch, openPage, seriousViolations, type WatchedPage } from './chromium.ts';

const evil = '<img src=x onerror=alert(1)>';

describe.skipIf(chromiumPath === undefined)('the report of a run in Chromium (left out where there is none)', () => {
  const here = new CommandFolder();
  let browser: Browser;
  let opened: WatchedPage;
  beforeAll(async () => {
    here.edit('small.yaml', 'A small detector', evil);
    await here.ok('run', 'small.yaml', '--quiet');
    browser = await launch();
    opened = await openPage(browser, pathToFileURL(here.path('results/small/report.html')).href);
  });
  afterAll(async () => {
    await browser?.close();
    await here.remove();
  });

  test('it opens without a complaint and a request, and a title that is markup is text', async () => {
    expect(await opened.page.locator('h1').textContent()).toBe(evil);
    expect(await opened.page.locator('img').count()).toBe(0);
    expect(opened).toMatchObject({ complaints: [], requests: [] });
    expect(here.read('results/small/report.html').length).toBeLessThan(2_000_000);
  });

  test('pointing at a bin shows the numbers that the table of the study has for it', async () => {
    const { page } = opened;
    const [head, ...lines] = here.read('results/small/tables/bins.csv').trimEnd().split('\n');
    const columns = head!.split(',');
    const frame = await page.evaluate(() => {
      const { panels } = JSON.parse(document.querySelector('script[id$="-reading"]')!.textContent!);
      const svg = [...document.querySelectorAll<SVGSVGElement>('.plot svg')].find((each) => each.clientWidth > 0)!;
      svg.scrollIntoView({ block: 'center' });
      const matrix = svg.getScreenCTM()!;
      const { x, y, width, height } = panels[0].frame;
      const [from, to] = [new DOMPoint(x, y), new DOMPoint(x + width, y + height)].map((each) =>
        each.matrixTransform(matrix),
      );
      return { left: from!.x, right: to!.x, middle: (from!.y + to!.y) / 2 };
    });
    for (const [bin, line] of lines.entries()) {
      const cells = Object.fromEntries(line.split(',').map((cell, i) => [columns[i]!, Number(cell)]));
      await page.mouse.move(frame.left + ((bin + 0.5) / lines.length) * (frame.right - frame.left), frame.middle);
      const text = await page.locator('.read-out').innerText();
      const [from, to] = [20 * bin, 20 * (bin + 1)];
      expect(text).toContain(`${from} to ${to} PE`);
      const density = (events: number): string => String(Number((events / (to - from)).toPrecision(5)));
      expect(text).toContain(`CEvNS: ${density(cells.cevns!)}`);
      expect(text).toContain(`Data: ${density(cells.observed!)}`);
    }
  });

  test.each(['light', 'dark'] as const)('%s: axe-core finds nothing serious on a phone', async (colorScheme) => {
    const { page } = await openPage(browser, opened.page.url(), { colorScheme, viewport: { width: 390, height: 800 } });
    for (const each of await page.locator('summary').all()) await each.click();
    expect(await seriousViolations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await page.context().close();
  });
});
