/// <reference lib="dom" />
/** The report of a campaign in Chromium, with ten thousand configurations. How long it takes is measured in test/races. */
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { numberOf, pageOf } from './campaign-page.ts';
import { chromiumPath, launch, openPage, seriousViolations, type WatchedPage } from './chromium.ts';

const COUNT = 10_000;
const folder = fs.mkdtempSync(join(tmpdir(), 'cevns-campaign-'));
const html = pageOf(COUNT);
const url = pathToFileURL(join(folder, 'report.html')).href;
const isFailed = (row: number): boolean => row % 997 === 500;

test('the page of ten thousand configurations is small enough, and the same every time', () => {
  expect(html.length).toBeLessThan(4_000_000);
  expect(pageOf(COUNT)).toBe(html);
});

test('text of a campaign is never markup', () => {
  expect(html).not.toMatch(/<img|<b>/);
});

describe.skipIf(chromiumPath === undefined)(
  'the report of a campaign in Chromium (left out where there is none)',
  () => {
    let browser: Browser;
    let opened: WatchedPage;
    beforeAll(async () => {
      fs.writeFileSync(join(folder, 'report.html'), html);
      browser = await launch();
      opened = await openPage(browser, url, { viewport: { width: 1280, height: 1000 } });
    });
    afterAll(async () => {
      await browser?.close();
      fs.rmSync(folder, { recursive: true });
    });

    /** Texts of the rows that are in the page, cell by cell. */
    const rows = (page: Page): Promise<string[][]> =>
      page.evaluate(() =>
        [...document.querySelectorAll('.window tbody tr:not(.room)')].map((row) =>
          [...row.children].map((cell) => cell.textContent ?? ''),
        ),
      );
    const head = (page: Page, name: string) => page.locator('.window thead').getByRole('button', { name });
    const id = (row: number): string => row.toString(16).padStart(12, '0');

    test('it opens from a file without a complaint, asks for nothing, and holds only the rows in sight', async () => {
      expect(opened.complaints).toEqual([]);
      expect(opened.requests).toEqual([]);
      expect((await rows(opened.page)).length).toBeLessThan(60);
      expect(await opened.page.locator('.window table').getAttribute('aria-rowcount')).toBe(String(COUNT + 1));
    });

    test('the failed ones are on top, with their causes', async () => {
      const { page } = opened;
      const failed = Array.from({ length: COUNT }, (_, row) => row).filter(isFailed);
      const found = await rows(page);
      expect(found.slice(0, failed.length).map(([name]) => name)).toEqual(failed.map((row) => `${id(row)} failed`));
      expect(found[failed.length]![0]).toBe(id(0));
      expect(await page.locator('.warnings').innerText()).toContain(`${failed.length} failed`);
      expect(await page.locator('.warnings').innerText()).toContain('data: <b>broken</b>');
    });

    test('a configuration leads to its results', async () => {
      const link = opened.page.getByRole('link', { name: id(0), exact: true });
      expect(await link.getAttribute('href')).toBe(`configurations/${id(0)}/summary.json`);
    });

    test('it sorts by a result, up and down, and by an axis whose values are quantities', async () => {
      const { page } = opened;
      const six = (row: number): number => Number(numberOf(row, 1).toPrecision(6));
      const done = Array.from({ length: COUNT }, (_, row) => row).filter((row) => !isFailed(row));
      const lowest = done.reduce((best, row) => (six(row) < six(best) ? row : best));
      const highest = done.reduce((best, row) => (six(row) > six(best) ? row : best));
      await head(page, 'discovery.z').click();
      expect((await rows(page))[0]![0]).toBe(id(lowest));
      await head(page, 'discovery.z').click();
      expect((await rows(page))[0]![0]).toBe(id(highest));
      expect(await page.locator('th[aria-sort="descending"]').count()).toBe(1);
      await head(page, 'detector.target.mass').click();
      await head(page, 'detector.target.mass').click();
      expect((await rows(page))[0]![1]).toBe('50 kg');
      await head(page, 'configuration').click();
    });

    test('it scrolls to the last row', async () => {
      const { page } = opened;
      await page.evaluate(() => {
        const shown = document.querySelector('.window')!;
        shown.scrollTop = shown.scrollHeight;
      });
      await expect.poll(async () => (await rows(page)).at(-1)![0]).toBe(id(COUNT - 1));
    });

    test('it filters by what is searched for, by an axis, and by status', async () => {
      const { page } = opened;
      const count = page.locator('output');
      const search = page.getByRole('searchbox');
      const filter = page.getByRole('group', { name: 'Filter' });
      const model = filter.locator('label', { hasText: 'inputs.interaction.form-factor' }).locator('select');
      await search.fill(`klein ${id(150)}`);
      expect(await count.innerText()).toBe('1 of 10000 configurations');
      expect((await rows(page)).map(([name, , model]) => [name, model])).toEqual([[id(150), 'klein-nystrand']]);
      await search.fill('');
      await model.selectOption({ label: 'helm' });
      expect(await count.innerText()).toBe('2500 of 10000 configurations');
      await model.selectOption({ label: 'all' });
      await filter.getByLabel('Status').selectOption('failed');
      expect(await count.innerText()).toBe('10 of 10000 configurations');
      await filter.getByLabel('Status').selectOption('all');
    });

    test('columns can be added', async () => {
      const { page } = opened;
      await page.getByText('Columns', { exact: true }).click();
      await page.getByRole('checkbox', { name: 'fit.n17' }).check();
      expect(await head(page, 'fit.n17').count()).toBe(1);
      await page.getByRole('checkbox', { name: 'fit.n17' }).uncheck();
    });

    test('a point says what it is, and leads to its row', async () => {
      const { page } = opened;
      await page.getByLabel('Along').selectOption({ label: 'discovery.z' });
      const canvas = page.locator('canvas').first();
      expect(await canvas.getAttribute('aria-label')).toContain('9990 configurations');
      await canvas.hover();
      const said = page.locator('.read-out');
      await expect.poll(() => said.isVisible()).toBe(true);
      const name = (await said.innerText()).split('\n')[0]!;
      expect(await said.innerText()).toContain('discovery.z: ');
      await canvas.click();
      await expect.poll(() => page.locator('tr.chosen th').innerText()).toBe(name);
    });

    test('an axis of positive numbers can be logarithmic, one with others cannot', async () => {
      const { page } = opened;
      const [up, along] = [page.getByLabel('Logarithmic, vertical'), page.getByLabel('Logarithmic, horizontal')];
      await page.getByLabel('Along').selectOption({ label: 'inputs.baseline' });
      expect([await up.isEnabled(), await along.isEnabled(), await along.isChecked()]).toEqual([false, true, false]);
      const canvas = page.locator('canvas').first();
      const picture = () => canvas.evaluate((each: HTMLCanvasElement) => each.toDataURL());
      const before = await picture();
      await along.check();
      expect(await picture()).not.toBe(before);
      await along.uncheck();
      expect(await picture()).toBe(before);
      await page.getByLabel('Along').selectOption({ label: 'discovery.z' });
      expect(await along.isEnabled()).toBe(false);
    });

    test('parallel coordinates are drawn of what passes the filter', async () => {
      const { page } = opened;
      await page.getByText('Parallel coordinates').click();
      const canvas = page.locator('details canvas');
      await expect
        .poll(() => canvas.getAttribute('aria-label'))
        .toMatch(/^10000 configurations along detector.target.mass, /);
      const painted = await canvas.evaluate((each: HTMLCanvasElement) =>
        each
          .getContext('2d')!
          .getImageData(0, 0, each.width, each.height)
          .data.some((value) => value !== 0),
      );
      expect(painted).toBe(true);
    });

    test.each(['light', 'dark'] as const)('%s, on a phone: axe-core finds nothing serious', async (colorScheme) => {
      const { page, complaints } = await openPage(browser, url, { colorScheme, viewport: { width: 390, height: 800 } });
      await page.getByText('Parallel coordinates').click();
      expect(await seriousViolations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
      expect(complaints).toEqual([]);
      await page.context().close();
    });
  },
);
