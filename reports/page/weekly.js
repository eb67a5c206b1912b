// The control chart of a failure kind: share of failed units by week, centre and limits.
import {categories, colour, escaped, frame, percent, values} from './look.js';

// Signals differ by shape as well as colour; weeks still being reported are hollow.
function mark(point) {
  const shapes = {high: ['triangle', 0], low: ['triangle', 180]};
  const [symbol, symbolRotate] =
    point.immature ? ['circle', 0] : shapes[point.signal] || ['circle', 0];
  const outside = !point.immature && point.signal !== '';
  const fill = outside ? colour(point.signal) : colour('accent');
  return {value: point.rate, symbol, symbolRotate, symbolSize: outside ? 13 : 8,
    itemStyle: {color: point.immature ? colour('paper') : fill, borderColor: fill,
      borderWidth: point.immature ? 2 : 0}};
}

function level(points, key, style) {
  return {type: 'line', step: 'middle', symbol: 'none', silent: true,
    data: points.map((point) => point[key]),
    lineStyle: {color: colour('soft'), width: 1.2, ...style}};
}

export function weekly(chart, words) {
  const points = chart.points;
  const option = frame();
  option.xAxis = categories(points.map((point) => point.week), {hideOverlap: true});
  option.yAxis = values({formatter: (value) => percent(value, words)}, {min: 0});
  option.tooltip.formatter = (items) => {
    const point = points[items[0].dataIndex];
    return escaped(point.week) + '<br><b>' + escaped(point.tip) + '</b>' +
      (point.immature ? '<br>' + escaped(words.immature) : '');
  };
  option.series = [
    level(points, 'center', {}),
    level(points, 'lower', {type: 'dashed'}),
    level(points, 'upper', {type: 'dashed'}),
    {type: 'line', data: points.map(mark), z: 3,
      lineStyle: {color: colour('accent'), width: 2}},
  ];
  return option;
}
