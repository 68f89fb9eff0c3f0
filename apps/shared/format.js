// Dates and money as the apps write them. Dates travel as 'YYYY-MM-DD' texts; the local time zone never matters.

export const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October',
  'November', 'December'];
export const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

const split = (iso) => iso.split('-').map(Number);
const two = (n) => String(n).padStart(2, '0');

export const isoDate = (year, month, day) => `${year}-${two(month)}-${two(day)}`; // month 1..12

export function addDays(iso, days) {
  const [y, m, d] = split(iso);
  const date = new Date(Date.UTC(y, m - 1, d + days));
  return isoDate(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
}

export const weekday = (iso) => {
  const [y, m, d] = split(iso);
  return weekdays[new Date(Date.UTC(y, m - 1, d)).getUTCDay()];
};

export function longDate(iso) { // 3 March 2027
  const [y, m, d] = split(iso);
  return `${d} ${months[m - 1]} ${y}`;
}

export function shortDate(iso) { // 3 Mar 2027
  const [y, m, d] = split(iso);
  return `${d} ${months[m - 1].slice(0, 3)} ${y}`;
}

export const monthYear = (iso) => { // March 2027
  const [y, m] = split(iso);
  return `${months[m - 1]} ${y}`;
};

export function money(cents, symbol = '€') { // €1,204.50
  const whole = String(Math.floor(cents / 100)).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${symbol}${whole}.${two(cents % 100)}`;
}

export function list(words, last = 'and') { // A, B and C
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${last} ${words[words.length - 1]}`;
}
