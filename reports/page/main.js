// The page's script: everything that it does stands in the modules beside this one.
import {add, start} from './charts.js';
import {pareto} from './pareto.js';
import {weekly} from './weekly.js';

const data = JSON.parse(document.getElementById('chart-data').textContent);

for (const chart of data.weekly.filter((each) => each.points.length > 0)) {
  add(chart.id, () => weekly(chart, data));
}
if (data.pareto.length > 0) add('pareto', (width) => pareto(data.pareto, data, width));
start();
