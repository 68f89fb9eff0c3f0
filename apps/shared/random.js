// Seeded randomness: the same seed gives the same numbers in every browser, so that a page, its task and its check
// agree about the data without talking to each other. Not for secrets.

// A 32-bit hash of a text (FNV-1a with a final mix, so that texts which differ in one character differ everywhere).
export function hash(text) {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

// A stream of numbers that depends on the seed and on a name; streams with different names are independent, so
// drawing one value more in one place changes nothing elsewhere.
export function random(seed, name = '') {
  let state = hash(`${seed}|${name}`);
  const float = () => { // mulberry32
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const int = (n) => Math.floor(float() * n); // 0 .. n-1
  const between = (low, high) => low + int(high - low + 1); // both ends included
  const pick = (list) => list[int(list.length)];
  const shuffle = (list) => { // a shuffled copy
    const copy = [...list];
    for (let i = copy.length - 1; i > 0; i--) {
      const j = int(i + 1);
      [copy[i], copy[j]] = [copy[j], copy[i]];
    }
    return copy;
  };
  const sample = (list, n) => shuffle(list).slice(0, n); // n different members
  const chance = (p) => float() < p;
  return { float, int, between, pick, shuffle, sample, chance };
}
