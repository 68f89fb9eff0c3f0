// What a frame looked like at the moments that matter: before each thing a person does, and whenever
// it has come to rest. First of the recorder's scripts; they share the global apprenticeRecorder.
//
// A moment is the collector's report, taken synchronously inside the event handler, so that the page
// cannot have reacted yet. Moments are numbered per document; events refer to them by number.
'use strict';
(() => {
if (globalThis.apprenticeRecorder || !globalThis.apprenticePage)
	return;

const REST_MS = 120;      // without a mutation: the page is at rest
const RESTLESS_MS = 600;  // or so long after the first of them
const CALM_MS = [150, 500, 1500, 4000]; // after an input: what no mutation tells (styles, shadow trees)
const SHARE = 10;         // rest costs at most this part of the page's time
const BUDGET_MS = 400;    // of one report; what is missing then is said in it

const doc = Math.floor(Math.random() * 2 ** 31); // tells the moments of one document from the next's
const settings = { secrets: '', overlay: true, ...globalThis.apprenticeRecorderSettings };
const base = window === top ? 0 : 1 + Math.floor(Math.random() * 4095); // of ids, as observe.c has it
let number = 0, last = '', tookMs = 0, takenAt = 0;
let isDirty = true, dirtySince = 0, restTimer = 0;

// A document that is going away, or one that the recorder has let go of, has no binding.
function say(message) {
	if (typeof apprenticeRecord === 'function')
		apprenticeRecord(JSON.stringify({ ...message, doc }));
}

// A page that breaks the collector loses its moments, but not what is done on it.
function report(isRest) {
	try {
		return apprenticePage.collect({ base, again: false, elements_maximum: 12000,
			viewport_only: false, secrets: settings.secrets, budget_ms: BUDGET_MS,
			opens_roots: isRest });
	} catch (error) {
		say({ kind: 'problem', text: String(error && error.stack) });
		return last;
	}
}

function take(isRest) {
	const start = performance.now(), text = report(isRest);
	takenAt = performance.now();
	tookMs = takenAt - start;
	isDirty = false;
	if (text !== last)
		say({ kind: 'moment', n: ++number, rest: isRest, text: last = text });
	else if (isRest)
		say({ kind: 'rest', n: number });
	return number;
}

// The newest moment, if nothing is known to have changed since, else a new one.
const current = () => number && !isDirty ? number : take(false);

function rest() {
	clearTimeout(restTimer);
	restTimer = 0;
	const wait = takenAt + SHARE * tookMs - performance.now();
	if (document.visibilityState === 'hidden')
		return;
	if (wait > 0)
		restTimer = setTimeout(rest, wait);
	else
		take(true);
}

function noteChange() {
	const now = performance.now();
	if (!isDirty)
		dirtySince = now;
	isDirty = true;
	if (restTimer && now - dirtySince > RESTLESS_MS)
		return;
	clearTimeout(restTimer);
	restTimer = setTimeout(rest, REST_MS);
}

let calm = [];
function noteInput() {
	calm.forEach(clearTimeout);
	calm = CALM_MS.map(ms => setTimeout(rest, ms));
	isDirty = true;
}

// The pointer rests somewhere: what lies open below it by style alone belongs to the next moment.
let hoverTimer = 0;
function noteHover() {
	clearTimeout(hoverTimer);
	hoverTimer = setTimeout(rest, CALM_MS[0]);
}

let mutations = 0;
new MutationObserver(records => {
	mutations += records.length;
	noteChange();
}).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
addEventListener('DOMContentLoaded', () => take(true), { once: true });
addEventListener('load', noteChange, { capture: true, passive: true });
document.addEventListener('visibilitychange', noteChange);

globalThis.apprenticeRecorder = { settings, say, take, current, newest: () => number || take(false),
	noteInput, noteHover, mutations: () => mutations };
})();
