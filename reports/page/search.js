// What is known of one order: its failures and who is to blame, the call owed, the risk, and what
// happened to it where it is an example of a cause.
import {fill} from './words.js';

function paragraph(text, causes = []) {
  const element = document.createElement('p');
  element.textContent = text + (causes.length > 0 ? ' ' : '');
  for (const id of new Set(causes)) {
    const link = document.createElement('a');
    link.href = '#' + id;
    link.textContent = id;
    link.addEventListener('click', () => document.getElementById('found').close());
    element.append(link, ' ');
  }
  return element;
}

function findings(order, {search, words}) {
  const same = (other) => other.toLowerCase() === order.toLowerCase();
  const found = [];
  for (const [id, kind, part, day, blame, causes] of search.failures) {
    if (!same(id)) continue;
    const name = search.kinds[kind] + (part ? ' · ' + part : '');
    found.push(paragraph(fill(words.found_failure, name, day, blame), causes));
  }
  for (const [id, why, detail] of search.calls) {
    if (same(id)) found.push(paragraph(fill(words.found_call, why, detail)));
  }
  for (const [id, cause, probability] of search.risks) {
    if (same(id)) found.push(paragraph(fill(words.found_risk, cause, probability), [cause]));
  }
  const story = [...document.querySelectorAll('details[data-order]')]
    .find((each) => same(each.dataset.order));
  if (story) {
    const title = document.createElement('h3');
    title.textContent = words.story;
    found.push(title, story.querySelector('ol').cloneNode(true));
  }
  return found;
}

export function startSearch(data) {
  const form = document.getElementById('search');
  const dialog = document.getElementById('found');
  form.hidden = false;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const order = form.querySelector('input').value.trim();
    if (order === '') return;
    const found = findings(order, data);
    document.getElementById('found-title').textContent = order;
    document.getElementById('found-text').replaceChildren(
      ...(found.length > 0 ? found : [paragraph(fill(data.words.found_none, order))]));
    dialog.showModal();
  });
}
