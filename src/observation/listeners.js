// Which elements the page listens to clicks on. No script sees the listeners of another world, but
// DevTools does: a report says how many questions there are, whoever takes it at rest asks DevTools
// about elementsInQuestion(), and noteListeners() keeps the answers for the reports to come.
'use strict';
(() => {
const api = globalThis.apprenticePage;
if (api.listens)
	return;

const QUESTIONS_AT_ONCE = 40; // of one report
const TIMES_MAXIMUM = 3;      // one element is asked about: a page may begin to listen late
const answers = new WeakMap(); // true, or how often the answer was no
let questions = new Set();

const isHeard = el => answers.get(el) === true;

// What is known; if that is nothing, or was no, it becomes a question.
function listens(el) {
	const answer = answers.get(el) ?? 0;
	if (answer !== true && answer < TIMES_MAXIMUM && questions.size < QUESTIONS_AT_ONCE)
		questions.add(el);
	return answer === true;
}

function noteListeners(elements, positions) {
	for (const [i, el] of elements.entries())
		answers.set(el, positions.includes(i) || (answers.get(el) ?? 0) + 1);
}

Object.assign(api, { isHeard, listens, noteListeners,
	forgetQuestions: () => questions = new Set(),
	countQuestions: () => questions.size,
	elementsInQuestion: () => [...questions] });
})();
