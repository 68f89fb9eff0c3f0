// Compares observation, click, fill, start-up and memory with Playwright's, in turns on this machine:
//   bench/speed.sh            (installs playwright-core below bench/.cache from npm)
// Each row is the median of all repetitions over the rounds, and the median of the ratios of rounds.
// Both sides run once before anything counts, as the first start reads the browser from disk, and
// they take turns at going first.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const [ours, chromium, rounds = '5', repetitions = '10'] = process.argv.slice(2);
const page = fileURLToPath(new URL('pages/elements.html', import.meta.url));
const theirs = fileURLToPath(new URL('.cache/playwright.mjs', import.meta.url));
const median = list => [...list].sort((a, b) => a - b)[Math.floor((list.length - 1) / 2)];
const run = (program, first, url, times) =>
  JSON.parse(execFileSync(program, [...first, chromium, url, times], { encoding: 'utf8' }));
const runOurs = (url, times = repetitions) => run(ours, [], url, times);
const runTheirs = (url, times = repetitions) => run('node', [theirs], url, times);

const rows = [];
runOurs(`file://${page}`, '1');
runTheirs(`file://${page}`, '1');
for (const elements of [200, 2000, 10000]) {
  const url = `file://${page}?n=${elements}`;
  const pairs = [];
  for (let round = 0; round < Number(rounds); round++) {
    const before = round % 2 ? runTheirs(url) : null;
    const mine = runOurs(url);
    pairs.push([mine, before ?? runTheirs(url)]);
  }
  const row = (what, pick, unit = 'ms') => {
    const mine = pairs.map(([a]) => pick(a)), other = pairs.map(([, b]) => pick(b));
    rows.push({
      elements, what, unit, apprentice: median(mine), playwright: median(other),
      ratio: median(mine.map((value, i) => other[i] / value)),
    });
  };
  row('observe', result => median(result.observe));
  row('click', result => median(result.click));
  row('fill', result => median(result.fill));
  row('start to first observation', result => result.start);
  row('resident memory', result => result.resident_kb / 1024, 'MB');
}

console.log('| elements | what | Apprentice | Playwright | ratio |\n|---|---|---|---|---|');
for (const row of rows) {
  const show = value => `${value.toFixed(1)} ${row.unit}`;
  console.log(`| ${row.elements} | ${row.what} | ${show(row.apprentice)} | ${show(row.playwright)} | ${row.ratio.toFixed(1)} |`);
}
