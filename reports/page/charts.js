// Draws each chart when it comes near the screen, one after the other, so that no page waits for
// all of them; and again for another width, another scheme of colours, and paper.
import {init} from './echarts.js';

const charts = [];

function draw(each) {
  if (!each.chart) each.chart = init(each.place, null, {renderer: 'svg'});
  each.chart.resize();
  each.chart.setOption(each.option(each.place.clientWidth), true);
  const svg = each.place.querySelector('svg');
  const size = [0, 0, each.chart.getWidth(), each.chart.getHeight()];
  if (svg) svg.setAttribute('viewBox', size.join(' '));  // printing scales by it
  each.place.dataset.drawn = 'yes';
}

const idle = window.requestIdleCallback || ((task) => setTimeout(task, 1));

function drawWaiting() {
  const next = charts.find((each) => each.waiting);
  if (!next) return;
  next.waiting = false;
  draw(next);
  idle(drawWaiting);
}

function want(each) {
  const busy = charts.some((other) => other.waiting);
  each.waiting = true;
  if (!busy) idle(drawWaiting);
}

/** `option`: width in pixels → the chart's ECharts option. Nothing where there is no such place. */
export function add(id, option) {
  const place = document.getElementById(id);
  if (place) charts.push({place, option, chart: null, waiting: false});
}

function drawAll() {
  for (const each of charts) {
    each.waiting = false;
    draw(each);
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
