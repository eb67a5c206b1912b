// The control charts: what is marked, shaded and hollow on them, and what their tooltips say.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {drawCharts, launch, open} from './browser.mjs';

const review = JSON.parse(readFileSync(join(process.env.RASTRO_PAGES, 'charts.json'), 'utf8'));
let browser;
before(async () => { browser = await launch(); });
after(async () => browser.close());

const tall = (height) => ({viewport: {width: 1280, height}});

async function opened(settings) {
  const page = await open(browser, 'charts-en.html', settings);
  await drawCharts(page);
  return page;
}

/** Labels of the marks: numbers, or ranges of numbers, in the upper fifth of the chart. */
function labels(page, id) {
  return page.locator(id).evaluate((place) => {
    const frame = place.getBoundingClientRect();
    return [...place.querySelectorAll('text')].map((each) => {
      const {left, right, top, bottom} = each.getBoundingClientRect();
      return {text: each.textContent, left, right, top, bottom};
    }).filter(({text, left, bottom}) => /^\d+(–\d+)?$/.test(text) && left > frame.left + 30 &&
      bottom < frame.top + frame.height / 5);
  });
}

for (const width of [1280, 390]) {
  test(`the numbers of changes and corrections do not collide at ${width} pixels`, async () => {
    const page = await opened({viewport: {width, height: 900}});
    const shown = await labels(page, '#weekly-0');
    assert.ok(shown.length >= (width === 1280 ? 11 : 5), `${shown.length} labels`);
    for (const one of shown) {
      for (const other of shown) {
        if (one === other) continue;
        const apart = one.right <= other.left || other.right <= one.left ||
          one.bottom <= other.top + 1 || other.bottom <= one.top + 1;
        assert.ok(apart, `${one.text} and ${other.text}`);
      }
    }
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });
}

test('the list under a chart names every mark by its number', async () => {
  const page = await opened(tall(900));
  const items = page.locator('#kind-0 .marks li');
  assert.equal(await items.count(), review.failures[0].marks.length);
  await page.locator('#kind-0 .marks summary').click();
  assert.match(await items.last().textContent(), /correction of ticket T-/);
  await page.context().close();
});

test('points differ by shape and filling, a run is shaded', async () => {
  const page = await opened(tall(900));
  const look = (id) => page.locator(id).evaluate((place) => {
    const colour = (name) =>
      getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
    const small = [...place.querySelectorAll('path')].filter((each) => {
      const {width, height} = each.getBoundingClientRect();
      return width > 3 && width < 20 && height < 20;
    }).map((each) => each.getAttribute('fill'));
    const shaded = [...place.querySelectorAll('path')].filter((each) =>
      each.getAttribute('fill') === colour('tint')).map((each) =>
      each.getBoundingClientRect().width);
    return {hollow: small.filter((fill) => fill === colour('paper')).length,
      high: small.filter((fill) => fill === colour('high')).length,
      points: small.length, shaded, width: place.clientWidth};
  });
  const worse = await look('#weekly-0'), shifted = await look('#weekly-1'),
    rare = await look('#weekly-2');
  assert.deepEqual([worse.points, worse.high, worse.hollow, worse.shaded.length], [12, 1, 1, 0]);
  assert.equal(shifted.shaded.length, 1);
  assert.ok(shifted.shaded[0] > shifted.width * 0.5, 'eight of eleven weeks');
  assert.deepEqual([rare.points, rare.high, rare.hollow], [11, 1, 1]);
  await page.context().close();
});

test('a tooltip says the figures, the rule and the changes in words', async () => {
  const page = await opened(tall(900));
  const chart = page.locator('#weekly-0');
  await chart.scrollIntoViewIfNeeded();
  const box = await chart.boundingBox();
  for (let x = box.x + box.width - 10; x > box.x + box.width / 2; x -= 10) {
    await page.mouse.move(x, box.y + box.height / 2);
    const text = await chart.innerText();
    if (!text.includes('above the range')) continue;
    assert.match(text, /Week of 14 Sep 2026/);
    assert.match(text, /2\.1% · 84 \/ 4,000/);
    assert.match(text, /Usual: 1\.4%/);
    assert.match(text, /correction of ticket/);
    await page.context().close();
    return;
  }
  assert.fail('no tooltip says that a week is above the range');
});
