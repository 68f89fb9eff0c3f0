// Secret fields: what is typed there leaves the page in no form. apprenticePage.isSecret(element).
//
// Secret are passwords, one-time codes and card data by type, purpose, name or drawing, what a
// declared selector matches, and whatever was one of these before: of all that holds a value, which
// are text fields, selects and editors.
'use strict';
(() => {
const api = globalThis.apprenticePage;
if (api.isSecret)
	return;
const { TEXT_TYPES, dom, attributesOf, isEditingHost, verdictOf, MASKS } = api;
const { localName } = dom;

const SECRET_PURPOSE = /(^|\s)(current-password|new-password|one-time-code|cc-\S+)(\s|$)/i;
const SECRET_HINT = /pass|pwd|pswd|otp|token|secret|cv[vc]|csc|ssn/i;
const SECRET_NAME =
	/passw|passcode|passphrase|\b(pass|pwd|pswd|otp|totp|token|secret|cvv|cvc|csc|ssn)\b/;
const SECRET_WORD = /passw|passcode|passphrase/i;
const everSecret = new WeakSet();

const spaced = name => name.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/[^a-zA-Z]+/g, ' ')
	.toLowerCase();

const says = (text, pattern) => text !== undefined && pattern.test(text);

function looksSecret(el, { name, id, autocomplete, placeholder, 'aria-label': spoken }) {
	return el.type === 'password' || says(autocomplete, SECRET_PURPOSE) ||
		((says(name, SECRET_HINT) || says(id, SECRET_HINT)) &&
			SECRET_NAME.test(spaced(`${name || ''} ${id || ''}`))) ||
		says(spoken, SECRET_WORD) || says(placeholder, SECRET_WORD) ||
		(verdictOf(dom.getRootNode(el)) & MASKS &&
			getComputedStyle(el).webkitTextSecurity !== 'none');
}

function holdsValue(el, attributes) {
	const tag = localName(el);
	return tag === 'textarea' || tag === 'select' || (tag === 'input' && TEXT_TYPES.has(el.type)) ||
		isEditingHost(el, attributes);
}

function isSecret(el, attributes = attributesOf(el), selector = '') {
	if (everSecret.has(el))
		return true;
	if (!holdsValue(el, attributes) ||
			!(looksSecret(el, attributes) || (selector && dom.matches(el, selector))))
		return false;
	everSecret.add(el);
	return true;
}

// A password field that the page turns into plain text, to show it, stays secret.
function watchTypes(root) {
	const watcher = new MutationObserver(records => {
		for (const { target, oldValue } of records)
			if (oldValue && oldValue.toLowerCase() === 'password')
				everSecret.add(target);
	});
	watcher.observe(root, { subtree: true, attributes: true, attributeFilter: ['type'],
		attributeOldValue: true });
}
watchTypes(document);

api.isSecret = isSecret;
api.watchTypes = watchTypes;
})();
