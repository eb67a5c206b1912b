// Filters and sorting of the cause cards; on paper their evidence is open.
import {fill} from './words.js';

const orders = {
  cost: (left, right) => right.dataset.cost - left.dataset.cost,
  failures: (left, right) => right.dataset.failures - left.dataset.failures,
  ratio: (left, right) => right.dataset.ratio - left.dataset.ratio,
  since: (left, right) => (right.dataset.since || -1) - (left.dataset.since || -1),
};

function apply(form, cards, place, words) {
  const wanted = new FormData(form);
  let shown = 0;
  for (const card of cards) {
    const fits = ['step', 'owner', 'failure'].every((key) =>
      wanted.get(key) === '' || wanted.get(key) === card.dataset[key]);
    card.hidden = !fits;
    shown += fits ? 1 : 0;
  }
  // Equal ones keep the order of the page, the dearest first.
  const sorted = [...cards].sort(orders[wanted.get('sort')]);
  const moved = sorted.some((card, index) => card !== place.children[index]);
  if (moved) place.append(...sorted);
  form.querySelector('output').textContent = shown === cards.length
    ? fill(words.shown_all, shown) : fill(words.shown, shown, cards.length);
}

function showLinked(form, update) {
  const card = document.querySelector('.cause' + (location.hash.match(/^#C\d+$/) || ['#none'])[0]);
  if (!card) return;
  if (card.hidden) {
    form.reset();
    update();
  }
  card.scrollIntoView();
}

function openOnPaper() {
  let opened = [];
  window.addEventListener('beforeprint', () => {
    opened = [...document.querySelectorAll('details.evidence:not([open])')];
    for (const each of opened) each.open = true;
  });
  window.addEventListener('afterprint', () => {
    for (const each of opened) each.open = false;
  });
}

export function startCauses(data) {
  const form = document.getElementById('filters');
  const place = document.getElementById('cause-cards');
  if (!form || !place) return;
  const cards = [...place.children];
  const update = () => apply(form, cards, place, data.words);
  form.hidden = cards.length < 2;
  form.addEventListener('change', update);
  form.addEventListener('submit', (event) => event.preventDefault());
  update();
  window.addEventListener('hashchange', () => showLinked(form, update));
  openOnPaper();
}
