// What the style sheets of a root can do at all, so that most elements need not be asked for their
// style: a verdict for each document and shadow root. apprenticePage.verdictOf(root).
'use strict';
(() => {
const api = globalThis.apprenticePage;
if (api.verdictOf)
	return;
const { page } = api;

const ADDS_TEXT = 1;     // by ::before and ::after, beyond glyphs of icon fonts
const CHANGES_CASE = 2;  // text-transform
const HIDES = 4;         // visibility, content-visibility
const MASKS = 8;         // -webkit-text-security, which draws text as dots
const POINTS = 16;        // cursor
const SHRINKS = 32;       // font-size: 0
const ANYTHING = ADDS_TEXT | CHANGES_CASE | HIDES | MASKS | POINTS | SHRINKS;
const INLINE = [[CHANGES_CASE, '[style*="text-transform" i]'], [HIDES, '[style*="visib" i]'],
	[MASKS, '[style*="text-security" i]'], [POINTS, '[style*="cursor" i]'],
	[SHRINKS, '[style*="font-size: 0" i],[style*="font-size:0" i]']];

const sheetVerdicts = new WeakMap();
let rootVerdicts = new Map();

function judgeStyle({ content, textTransform, visibility, contentVisibility, webkitTextSecurity,
		cursor, fontSize }) {
	return (content && !/^(none|normal|(["'])[\s\ue000-\uf8ff]*\2)$/.test(content) ? ADDS_TEXT : 0) |
		(textTransform && textTransform !== 'none' ? CHANGES_CASE : 0) |
		(visibility && visibility !== 'visible' ? HIDES : 0) |
		(contentVisibility && contentVisibility !== 'visible' ? HIDES : 0) |
		(webkitTextSecurity && webkitTextSecurity !== 'none' ? MASKS : 0) |
		(cursor && !/^(auto|default|text)$/.test(cursor) ? POINTS : 0) |
		(fontSize && /^0(?!\.)/.test(fontSize) ? SHRINKS : 0);
}

function judgeRule(rule) {
	let verdict = rule.style ? judgeStyle(rule.style) : 0;
	if (rule.styleSheet)
		verdict |= judgeSheet(rule.styleSheet);
	for (const inner of rule.cssRules || [])
		verdict |= judgeRule(inner);
	return verdict;
}

function judgeSheet(sheet) {
	try {
		const rules = sheet.cssRules, known = sheetVerdicts.get(sheet);
		if (known && known.count === rules.length)
			return known.verdict;
		let verdict = 0;
		for (const rule of rules)
			verdict |= judgeRule(rule);
		sheetVerdicts.set(sheet, { count: rules.length, verdict });
		return verdict;
	} catch {
		return ANYTHING; // a sheet from another origin cannot be read
	}
}

function judgeRoot(root) {
	const isPage = root === document, isShadow = root instanceof ShadowRoot;
	if (!isPage && !isShadow)
		return ANYTHING;
	let verdict = isPage ? 0 : verdictOf(document);
	const sheets = isPage ? page.styleSheets(root) : root.styleSheets;
	const adopted = isPage ? page.adoptedStyleSheets(root) : root.adoptedStyleSheets;
	for (const sheet of [...sheets, ...adopted])
		verdict |= sheet.disabled ? 0 : judgeSheet(sheet);
	const finds = selector => isPage ? page.querySelector(root, selector) :
		root.querySelector(selector);
	if (finds(INLINE.map(([, selector]) => selector).join()))
		for (const [bit, selector] of INLINE)
			verdict |= finds(selector) ? bit : 0;
	return verdict;
}

function verdictOf(root) {
	let verdict = rootVerdicts.get(root);
	if (verdict === undefined)
		rootVerdicts.set(root, verdict = judgeRoot(root));
	return verdict;
}

Object.assign(api, { ADDS_TEXT, CHANGES_CASE, HIDES, MASKS, POINTS, SHRINKS, verdictOf,
	forgetVerdicts: () => rootVerdicts = new Map() });
})();
