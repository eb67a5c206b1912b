// From the steps, and from what has no recurring cause, to the failure kinds.
import {colour, escaped, frame} from './look.js';
import {fill} from './words.js';

const colours = {step: 'accent', failure: 'high', unexplained: 'soft'};

export function flow(chart, {words}, width) {
  const nodes = chart.nodes.map((node, index) => ({
    name: String(index),
    itemStyle: {color: colour(colours[node.kind]), borderWidth: 0},
    label: {position: node.kind === 'failure' ? 'left' : 'right', color: colour('ink'),
      width: width / 2 - 60, overflow: 'truncate',
      formatter: () => node.label + '  ' + node.total},  // as a text it would be a template
    depth: node.kind === 'failure' ? 1 : 0,
  }));
  const links = chart.links.map(([source, target, value]) => ({
    source: String(source), target: String(target), value,
    lineStyle: {color: colour(colours[chart.nodes[source].kind]), opacity: 0.35},
  }));
  const option = frame('item');
  option.tooltip.formatter = ({dataType, dataIndex}) => {
    if (dataType !== 'edge') {
      return escaped(chart.nodes[dataIndex].label + ': ' + chart.nodes[dataIndex].total);
    }
    const [source, target, , count] = chart.links[dataIndex];
    return escaped(fill(words.flow_tip, chart.nodes[source].label, chart.nodes[target].label,
                        count));
  };
  option.series = [{type: 'sankey', left: 2, right: 2, top: 6, bottom: 6, nodeWidth: 12,
    nodeGap: 9, draggable: false, layoutIterations: 0, emphasis: {focus: 'adjacency'},
    data: nodes, links}];
  return option;
}
