// A month with 5,000 failures and 40 causes: the page opens quickly and answers at once. Clock times
// depend on the machine, so the limits are generous; the figures are printed.
import assert from 'node:assert/strict';
import {statSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {launch, urlOf} from './browser.mjs';

let browser;
before(async () => { browser = await launch(); });
after(async () => browser.close());

test('a large month is under 5 MB and usable soon', async () => {
  const bytes = statSync(join(process.env.RASTRO_PAGES, 'large-en.html')).size;
  assert.ok(bytes < 5_000_000, `${bytes} bytes`);
  const page = await browser.newPage({viewport: {width: 1280, height: 900}});
  await page.addInitScript(() => {
    globalThis.longTasks = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) globalThis.longTasks.push(Math.round(entry.duration));
    }).observe({type: 'longtask', buffered: true});
  });
  await page.goto(urlOf('large-en.html'));
  const loaded = await page.evaluate(() =>
    Math.round(performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd));
  assert.equal(await page.locator('.cause').count(), 40);
  assert.ok((await page.locator('#graph .node').count()) >= 60);
  const asked = Date.now();
  await page.fill('#order', 'P-264900');
  await page.keyboard.press('Enter');
  await page.locator('#found p').first().waitFor();
  console.log(`${bytes} bytes, usable after ${loaded} ms, order found after ` +
    `${Date.now() - asked} ms, long tasks: ${await page.evaluate(() => longTasks.join(' '))}`);
  assert.ok(loaded < 10_000, `usable after ${loaded} ms`);
});
