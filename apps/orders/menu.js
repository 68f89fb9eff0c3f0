// A pop-up menu under a button: arrow keys, Enter, Escape, and a click elsewhere closes it.

export function openMenu(app, button, items) {
  if (button.getAttribute('aria-expanded') === 'true') return;
  const { h } = app;
  const close = (focus = true) => {
    menu.remove();
    button.setAttribute('aria-expanded', 'false');
    document.removeEventListener('pointerdown', outside, true);
    if (focus) button.focus();
  };
  const outside = (event) => {
    if (!menu.contains(event.target)) close(false);
  };
  const entries = items.map((item) => h('button', { type: 'button', role: 'menuitem', tabindex: '-1', onclick: () => {
    close();
    item.onclick();
  } }, item.label));
  const menu = h('div', { role: 'menu', class: 'menu', 'aria-label': button.getAttribute('aria-label'),
    onkeydown: (event) => menuKey(event, entries, close) }, entries);
  place(menu, button);
  document.body.append(menu);
  button.setAttribute('aria-expanded', 'true');
  document.addEventListener('pointerdown', outside, true);
  entries[0].focus();
}

function menuKey(event, entries, close) {
  const at = entries.indexOf(document.activeElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: entries.length - 1 }[event.key];
  if (event.key === 'Escape' || event.key === 'Tab') close();
  else if (next !== undefined) entries[(next + entries.length) % entries.length].focus();
  else return;
  event.preventDefault();
}

// Below the button, to the left when there is no room to the right.
function place(menu, button) {
  const box = button.getBoundingClientRect();
  const right = document.documentElement.clientWidth - box.right;
  menu.style.top = `${box.bottom + scrollY + 4}px`;
  if (right < 160) menu.style.right = `${Math.max(right, 8)}px`;
  else menu.style.left = `${box.left + scrollX}px`;
}
