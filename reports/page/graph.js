// The cause graph: choosing a place on it lights up what leads there and what follows from it, and
// of what leads there the strongest trail.
import {fill} from './words.js';

function reach(edges, from, next) {
  const seen = new Set([from]);
  const waiting = [from];
  while (waiting.length > 0) {
    const at = waiting.pop();
    for (const edge of edges) {
      const [start, end] = next(edge);
      if (start !== at || seen.has(end)) continue;
      seen.add(end);
      waiting.push(end);
    }
  }
  return seen;
}

function onTrail(trail, edge) {
  return trail.some((node, index) => node === edge[1] && trail[index + 1] === edge[0]);
}

function show(place, graph, chosen) {
  const before = reach(graph.edges, chosen, ([from, to]) => [to, from]);
  const after = reach(graph.edges, chosen, ([from, to]) => [from, to]);
  const trail = graph.trails[chosen] || [];
  const lit = (node) => before.has(node) || after.has(node);
  graph.nodes.forEach((node, index) => {
    const mark = place.querySelector('#n' + index).classList;
    mark.toggle('dim', !lit(index));
    mark.toggle('trail-of', trail.includes(index));
    mark.toggle('chosen', index === chosen);
  });
  graph.edges.forEach((edge, index) => {
    const mark = place.querySelector('#e' + index).classList;
    const along = (before.has(edge[0]) && before.has(edge[1])) ||
      (after.has(edge[0]) && after.has(edge[1]));
    mark.toggle('dim', !along);
    mark.toggle('trail-of', onTrail(trail, edge));
  });
}

function clear(place) {
  for (const each of place.querySelectorAll('.dim, .trail-of, .chosen')) {
    each.classList.remove('dim', 'trail-of', 'chosen');
  }
}

/** In words: the strongest trail, or what stands before and behind. */
function told(graph, chosen, words) {
  const trail = graph.trails[chosen] || [chosen];
  const names = trail.map((node, index) => {
    const edge = graph.edges.find(([from, to]) => from === node && to === trail[index - 1]);
    return graph.nodes[node].label + (edge ? ' (' + edge[2] + ')' : '');
  });
  return fill(words.trace_back, names.join(' ← '));
}

export function startGraph(data) {
  const place = document.getElementById('graph');
  const text = document.getElementById('trace-text');
  if (!place || !place.querySelector('svg')) return;
  const hint = text.textContent;
  let chosen = null;
  const choose = (index) => {
    chosen = index === chosen ? null : index;
    if (chosen === null) clear(place);
    else show(place, data.graph, chosen);
    text.textContent = chosen === null ? hint : told(data.graph, chosen, data.words);
    data.graph.nodes.forEach((node, at) => {
      place.querySelector('#n' + at).setAttribute('aria-pressed', String(at === chosen));
    });
  };
  data.graph.nodes.forEach((node, index) => {
    const element = place.querySelector('#n' + index);
    element.setAttribute('role', 'button');
    element.setAttribute('tabindex', '0');
    element.setAttribute('aria-pressed', 'false');
    element.setAttribute('aria-label', node.label);
    element.addEventListener('click', () => choose(index));
    element.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      choose(index);
    });
  });
  place.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && chosen !== null) choose(chosen);
  });
}
