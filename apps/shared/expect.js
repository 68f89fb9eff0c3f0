// Comparing what an app's state should be with what it is; for the checks in the apps' tasks.js.
//
//   import { verdict } from '../shared/expect.js';
//   const expected = initial(seed);  ...do to it what the goal asks...
//   return verdict(expected, record.data, { ignore: ['draft'] });

// The first few places where the two differ, as sentences. Keys named in ignore are skipped at the top level.
export function differences(expected, actual, { ignore = [], most = 5 } = {}) {
  const found = [];
  const top = (value) => Object.fromEntries(Object.entries(value ?? {}).filter(([key]) => !ignore.includes(key)));
  compare(top(expected), top(actual), '', found);
  return found.slice(0, most);
}

export function verdict(expected, actual, options) {
  if (!actual) return { ok: false, why: 'Nothing was changed in the app.' };
  const found = differences(expected, actual, options);
  return found.length ? { ok: false, why: found.join(' ') } : { ok: true, why: 'The state is as the goal asks.' };
}

const isObject = (value) => value !== null && typeof value === 'object';
const show = (value) => {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
};

function compare(expected, actual, path, found) {
  if (!isObject(expected) || !isObject(actual)) {
    if (expected !== actual) found.push(`${path || 'The state'} is ${show(actual)}, expected ${show(expected)}.`);
    return;
  }
  if (Array.isArray(expected) && expected.length !== actual.length) {
    found.push(`${path} has ${actual.length} entries, expected ${expected.length}.`);
  }
  for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
    compare(expected[key], actual[key], path ? `${path}.${key}` : key, found);
  }
}
