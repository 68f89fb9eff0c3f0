// Hosts that look as if they had a closed shadow root: observe.c asks DevTools, once for each.
'use strict';
(() => {
const api = globalThis.apprenticePage;
if (api.noteHost)
	return;
const { dom, words, idOf, shadowOf, rectOf } = api;

const HOST_TAGS = words('div section article main aside header footer nav');
const HOSTS_AT_ONCE = 40, PLAIN_HOSTS_MAXIMUM = 200;
const askedHosts = new WeakSet();
let plainHosts = 0;

function noteHost(el, tag, pass) {
	const custom = tag.includes('-');
	if (!custom && (!HOST_TAGS.has(tag) || plainHosts >= PLAIN_HOSTS_MAXIMUM))
		return;
	if (!pass.options.opens_roots || dom.firstChild(el) || shadowOf(el) || askedHosts.has(el) ||
			pass.hosts.length >= HOSTS_AT_ONCE)
		return;
	const rect = rectOf(el);
	if (rect.width < 16 || rect.height < 12)
		return;
	plainHosts += custom ? 0 : 1;
	askedHosts.add(el);
	pass.hosts.push('h`' + idOf(el));
}

api.noteHost = noteHost;
})();
