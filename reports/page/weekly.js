// The control chart of a failure kind: its share of failed units by week or, of a rare kind, the
// units from one failure to the next; with centre and limits, what the shift rules say (shaded),
// and numbered lines for changes and corrections.
import {categories, colour, escaped, frame, percent, values} from './look.js';

const rowHeight = 13;
const mostRows = 2;

// Signals differ by shape as well as colour; what is not complete yet is hollow.
function mark(point, gaps) {
  const rotation = {high: 0, low: 180};
  const outside = point.signal !== '';
  // A short gap is more failures than usual, and has the colour of that.
  const other = {high: 'low', low: 'high'};
  const fill = outside ? colour(gaps ? other[point.signal] : point.signal) : colour('accent');
  // A gap that is mostly still coming in can be less than one unit, which a log axis cannot show.
  const value = gaps && point.value !== null ? Math.max(point.value, 1) : point.value;
  return {value, symbol: outside ? 'triangle' : 'circle',
    symbolRotate: rotation[point.signal] || 0, symbolSize: outside ? 13 : 8,
    itemStyle: {color: point.hollow ? colour('paper') : fill, borderColor: fill,
      borderWidth: point.hollow ? 2 : 0}};
}

function level(points, key, style, least) {
  return {type: 'line', step: 'middle', symbol: 'none', silent: true,
    data: points.map((point) => point[key] === null ? null : Math.max(point[key], least)),
    lineStyle: {color: colour('soft'), width: 1.2, ...style}};
}

/** The row above the chart in which each mark's label has room beside the others; −1: none has. */
export function rowsOfLabels(marks, points, width) {
  const ends = Array(mostRows).fill(-Infinity);
  return marks.map((each) => {
    const half = each.label.length * 3.5 + 3;
    const at = (each.at + 0.5) / points * width;
    const row = ends.findIndex((end) => end <= at - half);
    if (row >= 0) ends[row] = at + half;
    return row;
  });
}

function markLines(chart, rows) {
  return {symbol: 'none', silent: true,
    data: chart.marks.map((each, index) => ({xAxis: each.at,
      lineStyle: {color: colour('soft'), width: each.fix ? 1.6 : 1,
        type: each.fix ? 'solid' : 'dotted'},
      label: {show: rows[index] >= 0, position: 'end', distance: 2 + rows[index] * rowHeight,
        formatter: each.label, color: colour(each.fix ? 'ink' : 'soft'), fontSize: 11,
        fontWeight: each.fix ? 700 : 400}}))};
}

function shading(chart) {
  return {silent: true, itemStyle: {color: colour('tint'), opacity: 0.9},
    data: chart.runs.map((run) => [{xAxis: run.from}, {xAxis: run.to}])};
}

function tip(chart, index) {
  const lines = chart.points[index].tip.map((line, at) =>
    at === 1 ? '<b>' + escaped(line) + '</b>' : escaped(line));
  for (const each of chart.marks.filter((other) => other.at === index)) {
    lines.push(...each.texts.map((text) => '<i>' + escaped(text) + '</i>'));
  }
  return '<div style="max-width:26rem;white-space:normal">' + lines.join('<br>') + '</div>';
}

export function weekly(chart, words, width) {
  const points = chart.points;
  const rows = rowsOfLabels(chart.marks, points.length, width - 60);
  const option = frame();
  option.grid.top = 14 + rowHeight * (Math.max(-1, ...rows) + 1);
  option.xAxis = categories(points.map((point) => point.name), {hideOverlap: true});
  option.yAxis = chart.gaps
    ? values({formatter: (value) => value.toLocaleString(document.documentElement.lang)},
             {type: 'log', min: 1, logBase: 10})
    : values({formatter: (value) => percent(value, words)}, {min: 0});
  option.tooltip.formatter = (items) => tip(chart, items[0].dataIndex);
  const least = chart.gaps ? 1 : 0;
  option.series = [
    level(points, 'center', {}, least),
    level(points, 'lower', {type: 'dashed'}, least),
    level(points, 'upper', {type: 'dashed'}, least),
    {type: 'line', data: points.map((point) => mark(point, chart.gaps)), z: 3,
      markLine: markLines(chart, rows), markArea: shading(chart),
      lineStyle: {color: colour('accent'), width: 2}},
  ];
  return option;
}
