// Playwright's side of bench/speed.mjs: the same page, browser and repetitions; milliseconds as JSON.
//   node playwright.mjs CHROMIUM URL REPETITIONS
import { chromium } from 'playwright-core';

const [executablePath, url, repetitions] = process.argv.slice(2);
const time = async work => {
  const began = performance.now();
  await work();
  return performance.now() - began;
};
const repeat = async work => {
  const times = [];
  for (let i = 0; i < Number(repetitions); i++) times.push(await time(() => work(i)));
  return times;
};

const began = performance.now();
const browser = await chromium.launch({ executablePath });
const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
await page.goto(url);
// The snapshot that Playwright gives to agents, with element references where the version has it.
const snapshot = page._snapshotForAI
  ? () => page._snapshotForAI()
  : () => page.locator('body').ariaSnapshot({ mode: 'ai' });
await snapshot();
const start = performance.now() - began;

const result = { start, observe: await repeat(snapshot), click: [], fill: [] };
const button = page.locator('#apply');
const field = page.locator('#filter');
for (let i = 0; i < Number(repetitions); i++) {
  result.click.push(await time(() => button.click()));
  result.fill.push(await time(() => field.fill(`amber ${i}`)));
}
result.resident_kb = Math.round(process.memoryUsage().rss / 1024);
await browser.close();
console.log(JSON.stringify(result));
