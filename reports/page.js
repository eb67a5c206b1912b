(function () {
  'use strict';
  const data = JSON.parse(document.getElementById('chart-data').textContent);
  const encode = echarts.format.encodeHTML;
  const charts = [];

  function colour(name) {
    return getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
  }

  function percent(value) {
    const text = value < 1 && value > 0 ? value.toFixed(1) : String(Math.round(value * 10) / 10);
    return text.replace('.', data.decimal) + data.percent;
  }

  function frame() {
    return {
      animation: false,
      textStyle: {fontFamily: 'inherit', color: colour('ink')},
      grid: {left: 4, right: 12, top: 14, bottom: 4, containLabel: true},
      tooltip: {trigger: 'axis', confine: true, backgroundColor: colour('paper'),
        borderColor: colour('line'), textStyle: {color: colour('ink')}}
    };
  }

  function categories(names, label) {
    return {type: 'category', data: names, axisTick: {show: false},
      axisLine: {lineStyle: {color: colour('line')}},
      axisLabel: Object.assign({color: colour('soft')}, label)};
  }

  function values(label, extra) {
    return Object.assign({type: 'value', splitNumber: 4,
      splitLine: {lineStyle: {color: colour('line'), opacity: 0.6}},
      axisLabel: Object.assign({color: colour('soft')}, label)}, extra);
  }

  // Signals differ by shape as well as colour; weeks still being reported are hollow.
  function mark(point) {
    const shapes = {high: ['triangle', 0], low: ['triangle', 180]};
    const shape = point.immature ? ['circle', 0] : shapes[point.signal] || ['circle', 0];
    const outside = !point.immature && point.signal !== '';
    const fill = outside ? colour(point.signal) : colour('accent');
    return {value: point.rate, symbol: shape[0], symbolRotate: shape[1],
      symbolSize: outside ? 13 : 8,
      itemStyle: {color: point.immature ? colour('paper') : fill, borderColor: fill,
        borderWidth: point.immature ? 2 : 0}};
  }

  function level(points, key, style) {
    return {type: 'line', step: 'middle', symbol: 'none', silent: true,
      data: points.map(function (point) { return point[key]; }),
      lineStyle: Object.assign({color: colour('soft'), width: 1.2}, style)};
  }

  function weekly(chart) {
    const points = chart.points;
    const option = frame();
    option.xAxis = categories(points.map(function (point) { return point.week; }),
                              {hideOverlap: true});
    option.yAxis = values({formatter: percent}, {min: 0});
    option.tooltip.formatter = function (items) {
      const point = points[items[0].dataIndex];
      return encode(point.week) + '<br><b>' + encode(point.tip) + '</b>' +
        (point.immature ? '<br>' + encode(data.immature) : '');
    };
    option.series = [
      level(points, 'center', {}),
      level(points, 'lower', {type: 'dashed'}),
      level(points, 'upper', {type: 'dashed'}),
      {type: 'line', data: points.map(mark), z: 3,
        lineStyle: {color: colour('accent'), width: 2}}
    ];
    return option;
  }

  function pareto(bars, width) {
    const narrow = width < 620;
    const option = frame();
    option.grid.top = 26;
    option.grid.right = 4;
    option.xAxis = categories(bars.map(function (bar) { return bar.step; }), narrow
      ? {interval: 0, rotate: 40}
      : {interval: 0, width: width / (bars.length + 1.5) - 10, overflow: 'break', lineHeight: 15});
    option.yAxis = [values({}, {min: 0}),
      values({formatter: percent}, {min: 0, max: 100, interval: 25, splitLine: {show: false}})];
    option.tooltip.formatter = function (items) {
      const bar = bars[items[0].dataIndex];
      return encode(bar.step) + '<br><b>' + encode(bar.label) + '</b> · ' + encode(bar.tip);
    };
    option.series = [
      {type: 'bar', barMaxWidth: 64, itemStyle: {color: colour('accent')},
        data: bars.map(function (bar) {
          const low = bar.attributed < 0.12 * bars[0].attributed;
          return {value: bar.attributed, label: {position: low ? 'top' : 'insideTop',
            color: colour(low ? 'ink' : 'paper')}};
        }),
        label: {show: true, fontWeight: 600,
          formatter: function (item) { return bars[item.dataIndex].label; }}},
      {type: 'line', yAxisIndex: 1, symbol: 'circle', symbolSize: 7,
        data: bars.map(function (bar) { return bar.cumulative; }),
        itemStyle: {color: colour('high')}, lineStyle: {color: colour('high'), width: 2}}
    ];
    return option;
  }

  function add(id, option) {
    const place = document.getElementById(id);
    if (!place) return;
    const chart = echarts.init(place, null, {renderer: 'svg'});
    charts.push({place: place, chart: chart, draw: function () {
      chart.setOption(option(place.clientWidth), true);
    }});
  }

  function draw() {
    charts.forEach(function (each) {
      each.chart.resize();
      each.draw();
      const svg = each.place.querySelector('svg');
      const size = [0, 0, each.chart.getWidth(), each.chart.getHeight()];
      if (svg) svg.setAttribute('viewBox', size.join(' '));  // printing scales by it
    });
  }

  data.weekly.forEach(function (chart) {
    if (chart.points.length) add(chart.id, function () { return weekly(chart); });
  });
  if (data.pareto.length) add('pareto', function (width) { return pareto(data.pareto, width); });
  draw();
  window.addEventListener('resize', draw);
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
})();
