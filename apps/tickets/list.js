// desk-list: views, a filter, and the tickets of the view.

export function defineList(desk) {
  const { app } = desk;
  const { h } = app;
  const views = app.order(['open', 'waiting', 'closed'], 'views');
  const order = app.order(app.data.tickets.map((ticket) => ticket.id), 'tickets');
  const position = (ticket) => order.indexOf(ticket.id); // a new one comes first
  const wholeRow = app.at(3);

  const shown = () => app.data.tickets.filter((ticket) => ticket.status === desk.view
    && `${ticket.id} ${ticket.subject} ${ticket.requester}`.toLowerCase().includes(desk.filter.toLowerCase()))
    .sort((a, b) => position(a) - position(b));

  app.define('desk-list', (host) => {
    const rows = h('ul', { class: 'rows', 'aria-label': app.label('list-title') });
    const count = h('p', { class: 'count', role: 'status' });
    const draw = () => {
      const tickets = shown();
      app.fill(rows, tickets.map(row));
      app.fill(count, tickets.length === 1 ? '1 ticket' : `${tickets.length} tickets`);
    };
    draw();
    const title = h('h2', { id: 'list-title' }, app.label('list-title'));
    return h('nav', { class: 'list', 'aria-labelledby': 'list-title' }, title, tabs(host), search(draw), count, rows);
  });

  const tabs = (host) => h('div', { class: 'views', role: 'group', 'aria-label': 'View' }, views.map((view) => {
    const number = app.data.tickets.filter((ticket) => ticket.status === view).length;
    const onclick = () => { desk.view = view; host.draw(); };
    return h('button', { type: 'button', id: `view-${view}`, class: 'view', 'aria-pressed': String(view === desk.view), onclick },
      app.label(`view-${view}`), h('span', { class: 'number' }, ` ${number}`));
  }));

  const search = (draw) => {
    const input = h('input', { type: 'search', name: 'filter', autocomplete: 'off', value: desk.filter, oninput: () => {
      desk.filter = input.value.trim();
      draw();
    } });
    return app.field('search', app.label('search'), input);
  };

  const facts = (ticket) => [ticket.id, ticket.requester, ticket.assignee || 'unassigned'].join(' · ');

  function row(ticket) {
    const current = ticket.id === desk.opened && 'true';
    const dot = h('span', { class: `dot ${ticket.priority.toLowerCase()}` }, ticket.priority);
    const common = { id: `ticket-${ticket.id}`, 'aria-current': current, onclick: (event) => {
      event.preventDefault();
      desk.open(ticket.id);
    } };
    if (wholeRow) {
      return h('li', {}, h('a', { ...common, class: 'row', href: app.url('index.html', { ticket: ticket.id }) },
        h('strong', { class: 'row-subject' }, ticket.subject), h('span', { class: 'row-facts' }, facts(ticket)), dot));
    }
    return h('li', { class: 'row' }, h('button', { ...common, type: 'button', class: 'row-subject' }, ticket.subject),
      h('p', { class: 'row-facts' }, facts(ticket)), dot);
  }
}
