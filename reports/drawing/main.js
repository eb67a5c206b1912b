// Only what the page draws with: the whole of ECharts would cost every reader a megabyte. Its pieces
// are required, not imported: the bundler then evaluates each where it is asked for.
const pieces = [() => require('./parts.js'), () => require('./series.js')];
let core = null;

/** Starts the next piece; whether all have started. A slow computer takes some time over each. */
function start() {
  if (!core) core = require('./core.js');
  else if (pieces.length > 0) core.use(Object.values(pieces.shift()()));
  return pieces.length === 0;
}

globalThis.rastroDrawing = {start, init: (...settings) => core.init(...settings)};
