// What the evaluation asks the apps, from a page of their own server: which tasks there are, what an instance of a task
// asks for, how a person does it, and whether a session's final state is what was asked.
//
// All functions return promises of JSON-able values:
//   examine.list()                               [{app, task, title, start}]
//   examine.instance(app, task, seed)            {goal, params, secrets, start}
//   examine.script(app, task, seed)              [{do, css, ...}]  as done at drift 0
//   examine.check(app, task, seed, session)      {ok, why}

export const apps = ['billing', 'booking', 'orders', 'shop', 'tickets'];

async function load(app) {
  if (!apps.includes(app)) throw new Error(`There is no app "${app}".`);
  return (await import(`../${app}/tasks.js`)).tasks;
}

async function find(app, name) {
  const task = (await load(app)).find((candidate) => candidate.name === name);
  if (!task) throw new Error(`The app "${app}" has no task "${name}".`);
  return task;
}

export async function list() {
  const each = await Promise.all(apps.map(async (app) => (await load(app)).map(({ name, title, start }) => (
    { app, task: name, title, start: `/${app}/${start}` }))));
  return each.flat();
}

export async function instance(app, name, seed) {
  const task = await find(app, name);
  const { goal, params, secrets = {} } = task.instance(seed);
  return { goal, params, secrets, start: `/${app}/${task.start}` };
}

export async function script(app, name, seed) {
  const task = await find(app, name);
  return task.script({ seed, ...task.instance(seed) });
}

export async function check(app, name, seed, session) {
  const task = await find(app, name);
  const reply = await fetch(`/api/state?${new URLSearchParams({ app, session })}`, { cache: 'no-store' });
  if (reply.status === 404) return { ok: false, why: 'The session is unknown: nothing was changed in the app.' };
  if (!reply.ok) throw new Error(`The server answered ${reply.status} when asked for the state.`);
  return task.check(await reply.json(), { seed, ...task.instance(seed) });
}

globalThis.examine = { list, instance, script, check };
