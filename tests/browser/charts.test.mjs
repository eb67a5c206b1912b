import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {drawCharts, launch, open} from './browser.mjs';

let browser;
before(async () => { browser = await launch(); });
after(async () => browser.close());

for (const name of ['sample-en.html', 'sample-es.html', 'quiet-en.html']) {
  test(`every chart is drawn and nothing goes wrong: ${name}`, async () => {
    const page = await open(browser, name);
    await drawCharts(page);
    const places = await page.locator('.chart').count();
    assert.ok(places > 0, 'the page has charts');
    assert.equal(await page.locator('.chart svg').count(), places);
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });
}
