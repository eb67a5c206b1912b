// Draws each chart when it comes near the screen, one after the other and in steps, so that the page
// answers in between; and again for another width, another scheme of colours, and paper.
import {drawing} from './drawing.js';

const charts = [];
let steps = null;  // of the chart that is being drawn
let busy = false;

function* drawIn(each) {
  drawing();
  yield;
  while (!drawing().start()) yield;
  const isFirst = !each.chart;
  if (isFirst) {
    each.chart = drawing().init(each.place, null, {renderer: 'svg'});
    yield;
  }
  each.chart.resize();
  const option = each.option(each.place.clientWidth);
  if (isFirst) {
    each.chart.setOption({...option, series: []}, true);
    yield;
  }
  each.chart.setOption(option, true);
  const svg = each.place.querySelector('svg');
  const size = [0, 0, each.chart.getWidth(), each.chart.getHeight()];
  if (svg) svg.setAttribute('viewBox', size.join(' '));  // printing scales by it
  each.place.dataset.drawn = 'yes';
}

const idle = window.requestIdleCallback || ((task) => setTimeout(task, 1));

function drawWaiting() {
  if (!steps) {
    const next = charts.find((each) => each.waiting);
    busy = next !== undefined;
    if (!busy) return;
    next.waiting = false;
    steps = drawIn(next);
  }
  if (steps.next().done) steps = null;
  idle(drawWaiting);
}

function want(each) {
  each.waiting = true;
  if (!busy) idle(drawWaiting);
  busy = true;
}

/** `option`: width in pixels → the chart's ECharts option. Nothing where there is no such place. */
export function add(id, option) {
  const place = document.getElementById(id);
  if (place) charts.push({place, option, chart: null, waiting: false});
}

function drawAll() {
  steps = null;
  for (const each of charts) {
    each.waiting = false;
    for (const _ of drawIn(each));
  }
}

function drawAgain() {
  charts.filter((each) => each.chart).forEach(want);
}

export function start() {
  const near = new IntersectionObserver((entries) => {
    for (const entry of entries.filter((each) => each.isIntersecting)) {
      near.unobserve(entry.target);
      want(charts.find((each) => each.place === entry.target));
    }
  }, {rootMargin: '50% 0px'});
  for (const each of charts) near.observe(each.place);
  window.addEventListener('resize', drawAgain);
  window.addEventListener('beforeprint', drawAll);
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAgain);
}
