/// <reference lib="dom" />
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { pageOf } from '../browser/campaign-page.ts';
import { chromiumPath, launch, openPage } from '../browser/chromium.ts';

const COUNT = 10_000;
const MOST_OPENING_MS = 2000;
const MOST_SORTING_MS = 100;
const ATTEMPTS = 5;

/**
 * The page of a campaign of ten thousand configurations in Chromium: until it can be used, and a click on the head of a column until the rows are
 * there; the median of five.
 *
 * @throws Error when it takes longer than a reader waits
 */
export async function race(): Promise<void> {
  if (chromiumPath === undefined) {
    process.stdout.write('campaign page: left out, there is no Chromium\n');
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'cevns-race-'));
  const browser = await launch();
  try {
    const before = performance.now();
    const html = pageOf(COUNT);
    const writing = performance.now() - before;
    const file = join(folder, 'report.html');
    writeFileSync(file, html);
    const opening: number[] = [];
    const sorting: number[] = [];
    for (let i = 0; i < ATTEMPTS; i++) {
      const begin = performance.now();
      const { page } = await openPage(browser, pathToFileURL(file).href);
      await page.locator('.window tbody tr').first().waitFor();
      opening.push(performance.now() - begin);
      sorting.push(
        await page.evaluate(async () => {
          const head = [...document.querySelectorAll<HTMLElement>('.window thead button')].find(
            ({ title }) => title === 'discovery.z',
          )!;
          const start = performance.now();
          head.click();
          await new Promise((painted) => requestAnimationFrame(painted));
          return performance.now() - start;
        }),
      );
      await page.context().close();
    }
    const median = (times: readonly number[]): number =>
      [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)]!;
    const [open, sort] = [median(opening), median(sorting)];
    process.stdout.write(
      `campaign page: ${COUNT} configurations, ${(html.length / 1e6).toFixed(1)} MB: written in ${writing.toFixed(0)} ms, open in ${open.toFixed(0)} ms, sorted in ${sort.toFixed(0)} ms\n`,
    );
    if (open > MOST_OPENING_MS)
      throw new Error(`campaign page: opens in ${open.toFixed(0)} ms, more than ${MOST_OPENING_MS}`);
    if (sort > MOST_SORTING_MS)
      throw new Error(`campaign page: sorts in ${sort.toFixed(0)} ms, more than ${MOST_SORTING_MS}`);
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
}
