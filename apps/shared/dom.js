// Small DOM helpers, without any knowledge of the apps.

const properties = new Set(['value', 'checked', 'disabled', 'selected', 'indeterminate', 'hidden', 'readOnly', 'required', 'open']);

// h('button', {type: 'button', class: 'primary', onclick: f, dataset: {row: '7'}}, 'Save', icon) builds an element.
// A prop that is null, undefined or false is left out; true gives an empty attribute; on* must be a function.
// Children may be nodes, texts, numbers, nested arrays; null and false are skipped.
export function h(tag, props, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) setProp(element, name, value);
  append(element, children);
  return element;
}

function setProp(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
  else if (name === 'dataset') Object.assign(element.dataset, value);
  else if (name === 'style' && typeof value === 'object') Object.assign(element.style, value);
  else if (properties.has(name)) setProperty(element, name, value);
  else element.setAttribute(name, value === true ? '' : value);
}

// Properties that an option or a text box starts with are attributes as well, as a page written in HTML has them.
function setProperty(element, name, value) {
  element[name] = value;
  if (name === 'value' && ['INPUT', 'OPTION', 'BUTTON'].includes(element.tagName)) element.setAttribute('value', value);
}

// Appends children as h() does.
export function append(element, children) {
  for (const child of [children].flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : String(child));
  }
  return element;
}

// Replaces all that is in the element.
export function fill(element, ...children) {
  element.replaceChildren();
  return append(element, children);
}

// A decorative 24x24 line icon from SVG path data; it is hidden from assistive technology, so whoever uses it alone
// in a control gives that control an aria-label.
export function icon(path, size = 18) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const attributes = { viewBox: '0 0 24 24', width: size, height: size, fill: 'none', stroke: 'currentColor',
    'stroke-width': 1.8, 'stroke-linecap': 'round', 'stroke-linejoin': 'round', 'aria-hidden': 'true', focusable: 'false' };
  for (const [name, value] of Object.entries(attributes)) svg.setAttribute(name, value);
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}

// Resolves after so many milliseconds.
export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
