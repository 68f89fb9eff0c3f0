// How documents come and go: who began a navigation, the page or the person at the browser's own bar.
//
// A navigation that the page begins (link, form, script) is announced by the Navigation API in the old
// document. One that is not announced was typed, chosen from history, or a reload.
'use strict';
(() => {
const recorder = globalThis.apprenticeRecorder;
if (!recorder || recorder.journey)
	return;
recorder.journey = true;

function sayDocument(type, at) {
	recorder.say({ kind: 'document', type, at, url: location.href, main: window === top,
		replaced: globalThis.navigation?.activation?.navigationType === 'replace' });
}

const [entry] = performance.getEntriesByType('navigation');
sayDocument(entry ? entry.type : 'navigate', performance.timeOrigin);

addEventListener('pageshow', event => {
	if (event.persisted)
		sayDocument('back_forward', performance.timeOrigin + event.timeStamp);
}, { capture: true, passive: true });

// userInitiated is true for a click on a link as well as for the browser's own bar; a press of a key or
// button just before tells them apart. Going through history is the page's only when a script did it.
globalThis.navigation?.addEventListener('navigate', event => {
	const { navigationType: type, userInitiated, destination } = event;
	if (event.downloadRequest !== null)
		return;
	const byBrowser = userInitiated && (type === 'traverse' || !recorder.do.isRecent());
	recorder.say({ kind: 'navigate', type, at: performance.timeOrigin + event.timeStamp,
		by: byBrowser ? 'browser' : 'page', same: destination.sameDocument, url: destination.url });
});
})();
