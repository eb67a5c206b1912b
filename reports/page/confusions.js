// Ordered products against those that came instead: the darker, the oftener; the number says how
// often.
import {categories, colour, escaped, frame} from './look.js';
import {fill} from './words.js';

export function confusions(chart, {words}) {
  const most = Math.max(...chart.cells.map((cell) => cell[2]));
  const option = frame('item');
  const axis = (extra) => ({...categories(chart.codes, {interval: 0, ...extra}),
    splitArea: {show: false}, splitLine: {show: true, lineStyle: {color: colour('line')}}});
  option.grid.top = 10;
  option.xAxis = axis({rotate: 45});
  option.yAxis = {...axis({}), inverse: true};
  option.tooltip.formatter = ({value}) =>
    escaped(fill(words.came_for, chart.names[value[0]], chart.names[value[1]], value[2]));
  option.series = [{type: 'heatmap', emphasis: {disabled: true},
    data: chart.cells.map((value) => ({value,
      itemStyle: {color: colour('accent'), opacity: 0.25 + 0.75 * value[2] / most,
        borderColor: colour('paper'), borderWidth: 2},
      label: {show: true, color: colour(value[2] > 0.45 * most ? 'paper' : 'ink'),
        fontWeight: 600, formatter: String(value[2])}}))}];
  // The series wants a scale; the cells are coloured by themselves.
  option.visualMap = {show: false, min: 0, max: most, inRange: {opacity: [1, 1]}, seriesIndex: []};
  return option;
}
