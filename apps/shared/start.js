// The start page: the tasks of each app, with the goal that they have at the chosen seed.

import { apps } from './examine.js';

const seed = document.getElementById('seed');
const drift = document.getElementById('drift');

async function tasksOf(app) {
  try {
    return (await import(`../${app}/tasks.js`)).tasks;
  } catch (error) {
    console.warn(`The tasks of ${app} could not be loaded: ${error.message}`);
    return [];
  }
}

const query = () => new URLSearchParams({ seed: Number(seed.value) || 1, drift: drift.value });

function item(app, task) {
  const { goal } = task.instance(Number(seed.value) || 1);
  const link = Object.assign(document.createElement('a'), { href: `/${app}/${task.start}?${query()}`, textContent: task.title });
  const line = Object.assign(document.createElement('p'), { className: 'goal', textContent: goal });
  const element = document.createElement('li');
  element.append(link, line);
  return element;
}

function draw(section, app, tasks) {
  section.querySelector('h2 a').href = `/${app}/?${query()}`;
  const list = section.querySelector('ul') ?? section.appendChild(document.createElement('ul'));
  list.replaceChildren(...tasks.map((task) => item(app, task)));
}

for (const app of apps) {
  const section = document.querySelector(`[data-app="${app}"]`);
  const tasks = await tasksOf(app);
  draw(section, app, tasks);
  document.getElementById('settings').addEventListener('input', () => draw(section, app, tasks));
}
