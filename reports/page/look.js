// What all charts share: the colours of the style sheet, axes, tooltips.

export function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
}

export function escaped(text) {
  return String(text).replace(/[&<>"']/g, (mark) => '&#' + mark.charCodeAt(0) + ';');
}

/** A share in percent as the page's language writes it; `words` are those of the chart data. */
export function percent(value, words) {
  const text = value < 1 && value > 0 ? value.toFixed(1) : String(Math.round(value * 10) / 10);
  return text.replace('.', words.decimal) + words.percent;
}

export function frame(trigger = 'axis') {
  return {
    animation: false,
    textStyle: {fontFamily: 'inherit', color: colour('ink')},
    grid: {left: 4, right: 12, top: 14, bottom: 4, containLabel: true},
    tooltip: {trigger, confine: true, backgroundColor: colour('paper'),
      borderColor: colour('line'), textStyle: {color: colour('ink')}},
  };
}

export function categories(names, label) {
  return {type: 'category', data: names, axisTick: {show: false},
    axisLine: {lineStyle: {color: colour('line')}},
    axisLabel: {color: colour('soft'), ...label}};
}

export function values(label, extra) {
  return {type: 'value', splitNumber: 4,
    splitLine: {lineStyle: {color: colour('line'), opacity: 0.6}},
    axisLabel: {color: colour('soft'), ...label}, ...extra};
}
