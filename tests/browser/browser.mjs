// A real Chromium for the tests of the page. RASTRO_PAGES: where the fixture pages were written.
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {chromium} from 'playwright-core';

const programs = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome'];

export async function launch() {
  const executablePath = programs.find((path) => path && existsSync(path));
  return chromium.launch({executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking']});
}

export function urlOf(name) {
  return pathToFileURL(join(process.env.RASTRO_PAGES, name)).href;
}

/**
 * Opens a fixture page. Whatever the page writes to the console, throws or asks the network for is
 * noted in `page.faults`: a sound page leaves it empty.
 */
export async function open(browser, name, settings = {}) {
  const context = await browser.newContext({viewport: {width: 1280, height: 900}, ...settings});
  const page = await context.newPage();
  page.faults = [];
  page.on('console', (message) => page.faults.push('console: ' + message.text()));
  page.on('pageerror', (error) => page.faults.push('error: ' + error.message));
  page.on('request', (request) => {
    const url = request.url();
    if (url !== urlOf(name) && !url.startsWith('data:')) page.faults.push('request: ' + url);
  });
  await page.goto(urlOf(name));
  return page;
}

/** Scrolls through the page until every chart is drawn. */
export async function drawCharts(page) {
  const places = page.locator('.chart');
  for (let index = 0; index < await places.count(); ++index) {
    const place = places.nth(index);
    if (!await place.isVisible()) continue;
    await place.scrollIntoViewIfNeeded();
    await page.waitForFunction((element) => element.dataset.drawn === 'yes',
                               await place.elementHandle());
  }
}
