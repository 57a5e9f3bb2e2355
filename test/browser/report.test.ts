/// <reference lib="dom" />
/** The report of a study in Chromium: what a reader of the file sees and does. */
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { figureKind as profileKind } from '@cevns/plotting/figures/profile';
import { figureKind as projectionKind } from '@cevns/plotting/figures/projection';
import { renderReport } from '@cevns/plotting/report/html';
import type { ReportBlock } from '@cevns/plotting/report/report';
import { writeSvg } from '@cevns/plotting/svg';
import { themeOf } from '@cevns/plotting/theme';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, launch, openPage, seriousViolations, type WatchedPage } from './chromium.ts';

const folder = fs.mkdtempSync(join(tmpdir(), 'cevns-report-'));
const evil = '<img src=x onerror=alert(1)>';
const fixture = (name: string) =>
  JSON.parse(
    fs.readFileSync(new URL(`../../packages/plotting/src/figures/fixtures/${name}.json`, import.meta.url), 'utf8'),
  );
const projection = fixture('pe-projection');

function figureBlock(kind: typeof projectionKind | typeof profileKind, figure: object, file: string): ReportBlock {
  const style = { theme: themeOf('screen'), width: 'double' } as const;
  const drawing = kind.draw(figure as never, style);
  const svg = writeSvg(drawing);
  return {
    kind: 'figure',
    svg,
    dark: svg,
    reading: drawing.reading!,
    file,
    caption: `Events ${evil}`,
    alternative: 'Events',
  };
}

function write(name: string, html: string): string {
  const path = join(folder, name);
  fs.writeFileSync(path, html);
  return pathToFileURL(path).href;
}

const html = renderReport({
  title: evil,
  lead: `Study ${evil}`,
  warnings: ['The flux is extrapolated.'],
  abstract: [{ term: 'Source', value: 'A source' }],
  sections: [
    {
      heading: 'Results',
      blocks: [
        {
          kind: 'table',
          caption: 'Numbers',
          columns: [
            { label: 'Parameter' },
            { label: 'Pull', align: 'right' },
            { label: 'Correlation', align: 'right' },
          ],
          rows: [['strength', { text: '−0.6', bar: -0.6 }, { text: '0.95', shade: 0.95 }]],
        },
        figureBlock(projectionKind, projection, 'pe.svg'),
        figureBlock(profileKind, fixture('strength-profile'), 'profile.svg'),
        { kind: 'code', label: 'Resolved study', text: `title: ${evil}\n`.repeat(30), folded: true },
      ],
    },
  ],
});

describe.skipIf(chromiumPath === undefined)('a report in Chromium (left out where there is none)', () => {
  let browser: Browser;
  let opened: WatchedPage;
  beforeAll(async () => {
    browser = await launch();
    opened = await openPage(browser, write('report.html', html), { viewport: { width: 1280, height: 900 } });
  });
  afterAll(async () => {
    await browser?.close();
    fs.rmSync(folder, { recursive: true });
  });
  /** Moves the pointer to a value of the main panel of the first figure. */
  async function pointAt(page: Page, x: number, y: number): Promise<void> {
    const place = await page.evaluate(
      ([vx, vy]) => {
        const { panels } = JSON.parse(document.querySelector('script[id$="-reading"]')!.textContent!);
        const svg = [...document.querySelectorAll('figure .plot svg')].find(
          (each) => each.getBoundingClientRect().width > 0,
        );
        const at = (axis: { from: number; to: number; start: number; end: number }, v: number): number =>
          axis.start + ((v - axis.from) / (axis.to - axis.from)) * (axis.end - axis.start);
        const point = new DOMPoint(at(panels[0].x, vx!), at(panels[0].y, vy!));
        svg!.scrollIntoView({ block: 'center' });
        const seen = point.matrixTransform((svg as SVGSVGElement).getScreenCTM()!);
        return { x: seen.x, y: seen.y };
      },
      [x, y],
    );
    await page.mouse.move(place.x, place.y);
  }
  const readOut = (page: Page) => page.locator('.read-out').first();

  test('it opens from a file without a complaint and asks for nothing', () => {
    expect(opened.complaints).toEqual([]);
    expect(opened.requests).toEqual([]);
  });

  test('a title that is markup is shown as text', async () => {
    expect(await opened.page.title()).toBe(evil);
    expect(await opened.page.locator('h1').textContent()).toBe(evil);
    expect(await opened.page.locator('figcaption').first().textContent()).toContain(evil);
    expect(await opened.page.locator('img').count()).toBe(0);
  });

  test('the value of the bin under the pointer is shown, in every bin', async () => {
    const { edges } = projection.x;
    const [component] = projection.stack;
    const density = (values: number[], bin: number): string =>
      String(Number((values[bin]! / (edges[bin + 1] - edges[bin])).toPrecision(5)));
    for (let bin = 0; bin < edges.length - 1; bin++) {
      await pointAt(opened.page, (edges[bin] + edges[bin + 1]) / 2 + 0.2, 5);
      const text = await readOut(opened.page).innerText();
      expect(text).toContain(`${edges[bin]} to ${edges[bin + 1]}`);
      expect(text).toContain(`${component.label}: ${density(component.values, bin)}`);
      expect(text).toContain(`${projection.data.label}: ${density(projection.data.values, bin)}`);
    }
    await opened.page.mouse.move(2, 2);
    expect(await readOut(opened.page).isVisible()).toBe(false);
  });

  test('what is switched off is neither drawn nor read off', async () => {
    const { page } = opened;
    const control = page
      .getByRole('group', { name: 'Shown' })
      .first()
      .getByRole('button', { name: 'Beam-related neutrons' });
    const area = page.locator('svg.light g.component[data-series="brn"]').first();
    await control.click();
    expect(await control.getAttribute('aria-pressed')).toBe('false');
    expect(await area.getAttribute('visibility')).toBe('hidden');
    await pointAt(page, 10, 5);
    expect(await readOut(page).innerText()).not.toContain('Beam-related');
    await control.click();
    expect(await area.getAttribute('visibility')).toBe(null);
    await pointAt(page, 10.5, 5);
    expect(await readOut(page).innerText()).toContain('Beam-related');
  });

  test('enlarged, the pointer still reads what it points at', async () => {
    const { page } = opened;
    await page.getByRole('button', { name: 'Zoom in' }).first().click();
    await pointAt(page, 34, 20);
    expect(await readOut(page).innerText()).toContain('32 to 40');
    await page.getByRole('button', { name: 'Show the whole figure' }).first().click();
    const box = await page.locator('.plot svg.light').first().getAttribute('viewBox');
    expect(box).toMatch(/^0 0 /);
  });

  test('data and picture can be taken away', async () => {
    const { page } = opened;
    const taken = async (name: string): Promise<[string, string]> => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name }).first().click(),
      ]);
      return [download.suggestedFilename(), fs.readFileSync(await download.path(), 'utf8')];
    };
    const [csvName, csv] = await taken('Data (CSV)');
    expect(csvName).toBe('pe.csv');
    expect(csv.split('\n')[0]).toBe('series,x_from,x_to,y_from,y_to,value,lower,upper,count');
    const [bin] = csv.split('\n').filter((line) => line.startsWith('data,'));
    expect(Number(bin!.split(',').at(-1))).toBe(projection.data.values[0]);
    const [jsonName, json] = await taken('Data (JSON)');
    expect([jsonName, JSON.parse(json).panels.length]).toEqual(['pe.json', 2]);
    const [svgName, svg] = await taken('Picture (SVG)');
    expect(svgName).toBe('pe.svg');
    expect(svg).toMatch(/^<svg[^>]* width="504/);
  });

  test('the keyboard reaches everything, and reads figures off', async () => {
    const { page } = opened;
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.evaluate(() => scrollTo(0, 0));
    const wanted = await page.locator('a[href], button, input, summary, [tabindex="0"]').count();
    const reached = new Set<string>();
    for (let i = 0; i < wanted + 20; i++) {
      await page.keyboard.press('Tab');
      reached.add(
        await page.evaluate(() => {
          const all = [...document.querySelectorAll('a[href], button, input, summary, [tabindex="0"]')];
          return String(all.indexOf(document.activeElement!));
        }),
      );
    }
    // What stands in something that is shut comes once it is opened.
    const shut = await page.locator('details:not([open]) [tabindex="0"]').count();
    reached.delete('-1');
    expect(reached.size).toBe(wanted - shut);
    const slider = page.getByRole('slider').first();
    await slider.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    expect(await slider.getAttribute('aria-valuetext')).toMatch(/8 to 12.*; .*Steady-state background/);
  });

  test('the numbers of a figure are a table, and a profile is read off between its points', async () => {
    const { page } = opened;
    await page.getByText('Numbers of this figure').first().click();
    const first = page.locator('.numbers table').first();
    expect(await first.getByRole('row').count()).toBeGreaterThan(30);
    const slider = page.getByRole('slider').nth(1);
    await slider.focus();
    await page.keyboard.press('End');
    expect(await slider.getAttribute('aria-valuetext')).toMatch(/; .*\d/);
  });

  test.each(['light', 'dark'] as const)('%s: axe-core finds nothing serious', async (colorScheme) => {
    const url = write(`${colorScheme}.html`, html);
    const { page, complaints } = await openPage(browser, url, { colorScheme, viewport: { width: 390, height: 800 } });
    for (const each of await page.locator('summary').all()) await each.click();
    expect(await seriousViolations(page)).toEqual([]);
    // Nothing makes a phone scroll sideways.
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('on a phone a tap reads off, at the lower edge of the screen, until the next one beside it', async () => {
    const options = { viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true };
    const { page } = await openPage(browser, write('tapped.html', html), options);
    const plot = page.locator('.plot').first();
    await plot.scrollIntoViewIfNeeded();
    await plot.tap();
    const box = (await readOut(page).boundingBox())!;
    expect([box.x, Math.round(box.y + box.height), box.width]).toEqual([0, 800, 390]);
    await page.locator('figcaption').first().tap();
    expect(await readOut(page).isVisible()).toBe(false);
    await page.context().close();
  });

  test('the switch for colours goes from the system to light and dark, and shows the drawing for them', async () => {
    const { page } = opened;
    const control = page.getByRole('button', { name: /^Colours/ });
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await control.click();
    expect(await ground()).toBe('rgb(255, 255, 255)');
    await control.click();
    expect(await ground()).toBe('rgb(22, 24, 26)');
    expect(await page.locator('.plot svg.dark').first().isVisible()).toBe(true);
    expect(await page.locator('.plot svg.light').first().isVisible()).toBe(false);
    await control.click();
    expect(await page.locator('.plot svg.light').first().isVisible()).toBe(true);
  });

  test('without its script it can still be read', async () => {
    const { page } = await openPage(browser, write('quiet.html', html), { javaScriptEnabled: false });
    expect(await page.locator('.plot svg.light').first().isVisible()).toBe(true);
    expect(await page.locator('.numbers table').count()).toBe(2);
    await page.context().close();
  });
});
