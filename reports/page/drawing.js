// ECharts stands in the page as text, and becomes a script when the first chart is near: until then
// it costs no time.
const nonce = document.currentScript.nonce;

export function drawing() {
  if (!globalThis.rastroDrawing) {
    const script = document.createElement('script');
    script.nonce = nonce;
    script.textContent = document.getElementById('drawing').textContent;
    document.head.append(script);
  }
  return globalThis.rastroDrawing;
}
