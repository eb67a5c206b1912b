/** The text with each {} filled by the next value. */
export function fill(text, ...values) {
  let index = 0;
  return text.replace(/\{\}/g, () => (index < values.length ? values[index++] : '{}'));
}
