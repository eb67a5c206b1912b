// Everything that a reader can do on the page, in both languages.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {launch, open, urlOf} from './browser.mjs';

let browser;
before(async () => { browser = await launch(); });
after(async () => browser.close());

async function on(name, settings, check) {
  const page = await open(browser, name, settings);
  try {
    await check(page);
    assert.deepEqual(page.faults, []);
  } finally {
    await page.context().close();
  }
}

const visibleCauses = (page) => page.locator('.cause:visible').evaluateAll(
  (cards) => cards.map((card) => card.id));

for (const language of ['en', 'es']) {
  const name = `sample-${language}.html`;

  test(`causes are filtered by step, owner and failure, and counted: ${language}`, async () => {
    await on(name, {}, async (page) => {
      assert.deepEqual(await visibleCauses(page), ['C1', 'C2', 'C3', 'C4', 'C5']);
      await page.selectOption('#filters [name=failure]', 'late_delivery');
      assert.deepEqual(await visibleCauses(page), ['C1', 'C4']);
      assert.match(await page.locator('#filtered').textContent(), /^2 \S+ 5 /);
      await page.selectOption('#filters [name=failure]', '');
      await page.selectOption('#filters [name=step]', 'product_description');
      assert.deepEqual(await visibleCauses(page), ['C2']);
      await page.selectOption('#filters [name=step]', '');
      await page.selectOption('#filters [name=owner]', {index: 1});
      const first = await visibleCauses(page);
      assert.ok(first.includes('C1') && first.length < 5);
    });
  });

  test(`causes are sorted, and equal ones keep their order: ${language}`, async () => {
    await on(name, {}, async (page) => {
      await page.selectOption('#filters [name=sort]', 'ratio');
      assert.deepEqual(await visibleCauses(page), ['C2', 'C4', 'C1', 'C3', 'C5']);
      await page.selectOption('#filters [name=sort]', 'since');
      assert.deepEqual(await visibleCauses(page), ['C2', 'C1', 'C3', 'C4', 'C5']);
      await page.selectOption('#filters [name=sort]', 'failures');
      assert.deepEqual(await visibleCauses(page), ['C1', 'C2', 'C3', 'C4', 'C5']);
    });
  });

  test(`a link to a cause that is filtered away shows it: ${language}`, async () => {
    await on(name, {}, async (page) => {
      await page.selectOption('#filters [name=failure]', 'wrong_address');
      await page.locator('#week a[href="#C2"]').click();
      assert.ok(await page.locator('#C2').isVisible());
    });
  });

  test(`evidence is one click below the conclusion: ${language}`, async () => {
    await on(name, {}, async (page) => {
      const evidence = page.locator('#C2 .evidence');
      assert.equal(await evidence.locator('.trail').isVisible(), false);
      await evidence.locator('> summary').click();
      assert.ok(await evidence.locator('.trail').isVisible());
      assert.equal(await evidence.locator('.timeline').first().isVisible(), false);
      await evidence.locator('.orders summary').first().click();
      assert.ok(await evidence.locator('.timeline').first().isVisible());
    });
  });

  test(`an order is found by its number: ${language}`, async () => {
    await on(name, {}, async (page) => {
      const order = await page.locator('#C2 .orders code').first().textContent();
      await page.fill('#order', '  ' + order.toLowerCase() + ' ');
      await page.keyboard.press('Enter');
      const dialog = page.locator('#found');
      assert.ok(await dialog.isVisible());
      assert.ok(await dialog.locator('.timeline').isVisible());
      assert.match(await dialog.locator('#found-text').textContent(), /C2 /);
      await dialog.locator('a', {hasText: /^C2$/}).first().click();
      assert.equal(await dialog.isVisible(), false);
      assert.ok(page.url().endsWith('#C2'));
      await page.fill('#order', '<img src=x onerror=alert(1)>');
      await page.keyboard.press('Enter');
      assert.equal(await dialog.locator('img').count(), 0);
      assert.match(await dialog.locator('#found-text').textContent(), /<img src=x/);
      await page.keyboard.press('Escape');
      assert.equal(await dialog.isVisible(), false);
    });
  });

  test(`a call owed and an order at risk are found by number: ${language}`, async () => {
    await on(name, {}, async (page) => {
      for (const order of ['P-260977', 'P-262017']) {
        await page.fill('#order', order);
        await page.locator('#search button').click();
        assert.ok((await page.locator('#found-text p').count()) > 0);
        assert.doesNotMatch(await page.locator('#found-text').textContent(), /Nothing|No se sabe/);
        await page.keyboard.press('Escape');
      }
    });
  });

  test(`a failure is traced back on the graph, by mouse and by keyboard: ${language}`, async () => {
    await on(name, {}, async (page) => {
      const failures = page.locator('#graph .node.failure');
      const hint = await page.locator('#trace-text').textContent();
      await failures.first().click();
      const told = await page.locator('#trace-text').textContent();
      assert.notEqual(told, hint);
      assert.match(told, /←/);
      assert.ok((await page.locator('#graph .edge.trail-of').count()) >= 2);
      assert.ok((await page.locator('#graph .node.dim').count()) > 0);
      await failures.first().click();
      assert.equal(await page.locator('#graph .dim').count(), 0);
      await failures.last().focus();
      await page.keyboard.press('Enter');
      assert.equal(await failures.last().getAttribute('aria-pressed'), 'true');
      await page.keyboard.press('Escape');
      assert.equal(await page.locator('#graph .dim').count(), 0);
      assert.equal(await page.locator('#trace-text').textContent(), hint);
    });
  });

  test(`nothing is wider than a telephone: ${language}`, async () => {
    await on(name, {viewport: {width: 390, height: 844}}, async (page) => {
      const wide = await page.evaluate(() => [...document.body.querySelectorAll('*')]
        .filter((each) => !each.closest('.scroll, nav, svg, dialog, .skip') &&
          each.getBoundingClientRect().right > innerWidth + 1)
        .map((each) => each.tagName + '.' + each.className));
      assert.deepEqual(wide, []);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
    });
  });

  test(`without script the six questions are answered: ${language}`, async () => {
    await on(name, {javaScriptEnabled: false}, async (page) => {
      assert.ok(await page.locator('noscript p').isVisible());
      for (const id of ['week', 'failures', 'steps', 'cleared', 'tickets', 'effects', 'calls']) {
        const section = page.locator('#' + id);
        assert.ok(await section.locator('h2').isVisible(), id);
        assert.ok((await section.textContent()).trim().length > 80, id);
      }
      assert.equal(await page.locator('#filters').isVisible(), false);
      assert.equal(await page.locator('#search').isVisible(), false);
    });
  });

  test(`it prints on A4 landscape, with the evidence open: ${language}`, async () => {
    await on(name, {}, async (page) => {
      const pdf = await page.pdf({preferCSSPageSize: true});
      const boxes = [...pdf.toString('latin1').matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)];
      assert.ok(boxes.length >= 4, `${boxes.length} pages`);
      for (const [, width, height] of boxes) {
        assert.ok(Math.abs(width - 842) < 2 && Math.abs(height - 595) < 2, `${width} x ${height}`);
      }
      await page.emulateMedia({media: 'print'});
      await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
      assert.ok(await page.locator('#C2 .trail').isVisible());
      const charts = page.locator('.chart:visible');
      assert.equal(await charts.locator('svg').count(), await charts.count());
      await page.evaluate(() => dispatchEvent(new Event('afterprint')));
      await page.emulateMedia({media: 'screen'});
      assert.equal(await page.locator('#C2 .trail').isVisible(), false);
    });
  });
}

test('a page that is printed as soon as it is loaded has its charts and its evidence', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.addInitScript(() => {
    document.addEventListener('DOMContentLoaded', () => {
      dispatchEvent(new Event('beforeprint'));
      globalThis.printed = {
        charts: document.querySelectorAll('.chart').length,
        drawn: document.querySelectorAll('.chart[data-drawn] svg').length,
        closed: document.querySelectorAll('details.evidence:not([open])').length,
      };
    });
  });
  await page.goto(urlOf('sample-en.html'));
  const printed = await page.evaluate(() => globalThis.printed);
  assert.ok(printed.charts > 4);
  assert.deepEqual(printed, {charts: printed.charts, drawn: printed.charts, closed: 0});
  await context.close();
});

test('motion is only where it is wished', async () => {
  const behaviour = (page) =>
    page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior);
  await on('sample-en.html', {reducedMotion: 'reduce'}, async (page) => {
    assert.equal(await behaviour(page), 'auto');
  });
  await on('sample-en.html', {reducedMotion: 'no-preference'}, async (page) => {
    assert.equal(await behaviour(page), 'smooth');
  });
});

test('the tab key goes through everything that can be used', async () => {
  await on('sample-en.html', {}, async (page) => {
    const reached = new Set();
    for (let step = 0; step < 60; ++step) {
      await page.keyboard.press('Tab');
      reached.add(await page.evaluate(() => {
        const at = document.activeElement;
        return at.id || at.name || at.className.baseVal || at.getAttribute('href') || at.tagName;
      }));
    }
    for (const place of ['#week', '#failures', 'order', '#C1', 'step', 'sort']) {
      assert.ok(reached.has(place), `${place} among ${[...reached].join(', ')}`);
    }
  });
});
