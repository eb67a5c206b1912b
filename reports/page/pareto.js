// Failures traced to each step, the largest first, and their running share.
import {categories, colour, escaped, frame, percent, values} from './look.js';

export function pareto(bars, words, width) {
  const narrow = width < 620;
  const option = frame();
  option.grid.top = 26;
  option.grid.right = 4;
  option.xAxis = categories(bars.map((bar) => bar.step), narrow
    ? {interval: 0, rotate: 40}
    : {interval: 0, width: width / (bars.length + 1.5) - 10, overflow: 'break', lineHeight: 15});
  option.yAxis = [values({}, {min: 0}),
    values({formatter: (value) => percent(value, words)},
           {min: 0, max: 100, interval: 25, splitLine: {show: false}})];
  option.tooltip.formatter = (items) => {
    const bar = bars[items[0].dataIndex];
    return escaped(bar.step) + '<br><b>' + escaped(bar.label) + '</b> · ' + escaped(bar.tip);
  };
  option.series = [
    {type: 'bar', barMaxWidth: 64, itemStyle: {color: colour('accent')},
      data: bars.map((bar) => {
        const low = bar.attributed < 0.12 * bars[0].attributed;
        return {value: bar.attributed, label: {position: low ? 'top' : 'insideTop',
          color: colour(low ? 'ink' : 'paper')}};
      }),
      label: {show: true, fontWeight: 600, formatter: (item) => bars[item.dataIndex].label}},
    {type: 'line', yAxisIndex: 1, symbol: 'circle', symbolSize: 7,
      data: bars.map((bar) => bar.cumulative),
      itemStyle: {color: colour('high')}, lineStyle: {color: colour('high'), width: 2}},
  ];
  return option;
}
