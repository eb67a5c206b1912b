// The page's script: everything that it does stands in the modules beside this one.
import {startCauses} from './causes.js';
import {add, start} from './charts.js';
import {confusions} from './confusions.js';
import {flow} from './flow.js';
import {startGraph} from './graph.js';
import {pareto} from './pareto.js';
import {startScroll} from './scroll.js';
import {startSearch} from './search.js';
import {weekly} from './weekly.js';

const data = JSON.parse(document.getElementById('chart-data').textContent);

for (const chart of data.weekly.filter((each) => each.points.length > 0)) {
  add(chart.id, (width) => weekly(chart, data, width));
}
if (data.pareto.length > 0) add('pareto', (width) => pareto(data.pareto, data, width));
if (data.flow.links.length > 0) add('flow', (width) => flow(data.flow, data, width));
if (data.confusions.cells.length > 0) {
  add('confusion-map', () => confusions(data.confusions, data));
}
// At once what paper needs: a page may be printed as soon as it is loaded. The rest one after the
// other, so that the page answers in between.
start();
startCauses(data);
const parts = [startSearch, startGraph, startScroll];
function startNext() {
  parts.shift()(data);
  if (parts.length > 0) setTimeout(startNext);
}
setTimeout(startNext);
