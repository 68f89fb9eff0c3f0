// An oracle must not see the page's own variables: one that can presses nothing.
(() => {
	const press = goal => typeof core === 'undefined' ? { do: 'click',
		at: [...document.querySelectorAll('button')].find(b => goal.endsWith(b.textContent)) } : null;
	return {
		'press-colour': press,
		'half-reward': press,
		'too-slow': press,
		unseen: () => ({ do: 'click', at: document.getElementById('nothing') })
	};
})()
