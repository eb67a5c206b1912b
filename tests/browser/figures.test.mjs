// What is drawn is what was computed: each chart, read off the picture, against review.json.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {drawCharts, launch, open} from './browser.mjs';

const review = JSON.parse(readFileSync(join(process.env.RASTRO_PAGES, 'sample.json'), 'utf8'));
let browser;
let page;
before(async () => {
  browser = await launch();
  page = await open(browser, 'sample-en.html');
  await drawCharts(page);
});
after(async () => browser.close());

/** Texts and shapes of a chart with their boxes on the screen. */
function drawn(selector) {
  return page.locator(selector).evaluate((place) => {
    const box = (each) => {
      const {left, right, top, bottom} = each.getBoundingClientRect();
      return {left, right, top, bottom, x: (left + right) / 2, y: (top + bottom) / 2,
        width: right - left, height: bottom - top};
    };
    const colours = getComputedStyle(document.documentElement);
    return {
      texts: [...place.querySelectorAll('text')].map(
        (each) => ({text: each.textContent, ...box(each)})),
      paths: [...place.querySelectorAll('path')].map((each) => ({
        fill: each.getAttribute('fill'), stroke: each.getAttribute('stroke'),
        d: each.getAttribute('d'), ...box(each)})),
      colour: Object.fromEntries(['accent', 'high', 'low', 'soft', 'paper'].map(
        (name) => [name, colours.getPropertyValue('--' + name).trim()])),
    };
  });
}

/** From a height on the screen to the value there, by two labels of the axis at the left. */
function scale(texts) {
  const labels = texts.filter(({text}) => /^[\d.,]+ ?%?$/.test(text))
    .sort((left, right) => left.left - right.left);
  const axis = labels.filter((label) => Math.abs(label.right - labels[0].right) < 3)
    .map(({text, y}) => ({value: Number(text.replace(/[,%]/g, '')), y}))
    .sort((left, right) => left.value - right.value);
  const [low, high] = [axis[0], axis[axis.length - 1]];
  assert.ok(high.value > low.value, 'the axis has a scale');
  return (y) => low.value + (y - low.y) * (high.value - low.value) / (high.y - low.y);
}

const close = (actual, expected, tolerance, what) =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${what}: drawn ${actual}, is ${expected}`);

test('every week of every control chart stands at its share', async () => {
  for (const [index, failure] of review.failures.entries()) {
    const {texts, paths, colour} = await drawn('#weekly-' + index);
    const value = scale(texts);
    // Points are small closed shapes; lines have no fill.
    const points = paths.filter(({fill, width, height}) =>
      [colour.accent, colour.high, colour.low, colour.paper].includes(fill) && width < 20 &&
      height < 20 && width > 3).sort((left, right) => left.x - right.x);
    assert.equal(points.length, failure.weekly.length, failure.kind);
    for (const [week, {exposed, failed}] of failure.weekly.entries()) {
      const top = value(points[week].top), bottom = value(points[week].bottom);
      close((top + bottom) / 2, 100 * failed / exposed, (top - bottom) / 2 + 1e-6,
            `${failure.kind}, week ${week}`);
    }
  }
});

test('the bars of the steps are as high as their failures', async () => {
  const {texts, paths, colour} = await drawn('#pareto');
  const value = scale(texts);
  const bars = paths.filter(({fill, width}) => fill === colour.accent && width > 20)
    .sort((left, right) => left.x - right.x);
  assert.equal(bars.length, review.steps.length);
  for (const [index, {step, attributed}] of review.steps.entries()) {
    close(value(bars[index].top), attributed, 0.02 * review.steps[0].attributed, step);
  }
});

test('the flows are as thick as the failures, and balance', async () => {
  const {paths, texts, colour} = await drawn('#flow');
  const nodes = paths.filter(({fill, stroke, width}) => width < 16 && width > 8 &&
    [colour.accent, colour.high, colour.soft].includes(fill) && !stroke?.startsWith('url'));
  const left = nodes.filter(({fill}) => fill !== colour.high);
  const right = nodes.filter(({fill}) => fill === colour.high);
  const sum = (list) => list.reduce((total, {height}) => total + height, 0);
  close(sum(left), sum(right), 2, 'both sides');
  const of = (label) => {
    const text = texts.find((each) => each.text.startsWith(label + '  '));
    assert.ok(text, label);
    return nodes.reduce((nearest, node) =>
      Math.abs(node.y - text.y) < Math.abs(nearest.y - text.y) ? node : nearest,
    {y: 1e9});
  };
  const steps = await page.evaluate(() =>
    JSON.parse(document.getElementById('chart-data').textContent).flow);
  const total = steps.links.reduce((all, link) => all + link[2], 0);
  for (const [index, node] of steps.nodes.entries()) {
    const flows = steps.links.filter(([from, to]) => from === index || to === index)
      .reduce((all, link) => all + link[2], 0);
    assert.equal(Math.round(flows * 10) / 10, Number(node.total.replace(',', '')));
    if (node.kind === 'failure') close(of(node.label).height / sum(right), flows / total, 0.02,
                                       node.label);
  }
});

test('the map of confusions names how often each came', async () => {
  const {texts} = await drawn('#confusion-map');
  const numbers = texts.map(({text}) => text).filter((text) => /^\d+$/.test(text)).map(Number);
  const expected = review.confusions.flatMap(({times, times_back: back}) =>
    back > 0 ? [times, back] : [times]);
  assert.deepEqual(numbers.sort((a, b) => a - b), expected.sort((a, b) => a - b));
});

test('the edges of the graph are as wide as their failures', async () => {
  const widths = await page.locator('#graph').evaluate((graph) =>
    [...graph.querySelectorAll('.edge')].map((edge) => [Number(edge.id.slice(1)),
      Number(edge.querySelector('path').getAttribute('stroke-width') || 1)])
      .sort((left, right) => left[0] - right[0]).map(([, width]) => width));
  const {edges, nodes} = await page.evaluate(() =>
    JSON.parse(document.getElementById('chart-data').textContent).graph);
  const explained = edges.map(([from, , label], index) =>
    ({width: widths[index], count: Number(label.replace(',', '')), from: nodes[from].kind}))
    .filter(({from}) => from !== 'unexplained');
  const largest = Math.max(...explained.map(({count}) => count));
  for (const {width, count} of explained) close(width, 1 + 6 * count / largest, 0.02, 'width');
});
