// axe-core's rules for people who see, hear, read or point otherwise; both schemes of colours.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {after, before, test} from 'node:test';
import {drawCharts, launch, open} from './browser.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let browser;
before(async () => { browser = await launch(); });
after(async () => browser.close());

for (const name of ['sample-en.html', 'sample-es.html', 'quiet-en.html']) {
  for (const colorScheme of ['light', 'dark']) {
    test(`nothing that axe-core finds: ${name}, ${colorScheme}`, async () => {
      // The page's own policy would keep axe-core out.
      const page = await open(browser, name, {colorScheme, bypassCSP: true});
      await drawCharts(page);
      await page.evaluate(() => {
        for (const each of document.querySelectorAll('details')) each.open = true;
      });
      // What is skipped while far from the screen is looked at as well.
      await page.addStyleTag({content: '* { content-visibility: visible !important; }'});
      await page.evaluate(() => new Promise((done) =>
        requestAnimationFrame(() => requestAnimationFrame(done))));
      await page.evaluate(axe);
      const {violations} = await page.evaluate(() => globalThis.axe.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}));
      assert.deepEqual(violations.map(({id, impact, nodes}) => ({id, impact,
        where: nodes.slice(0, 4).map((node) => node.target.join(' ') + ': ' + node.failureSummary)})),
      []);
      await page.context().close();
    });
  }
}
