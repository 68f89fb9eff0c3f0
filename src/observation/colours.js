// What colour a box without words has, as a person would say it: apprenticePage.colourOf(el, style).
'use strict';
(() => {
const api = globalThis.apprenticePage;
if (api.colourOf)
	return;

// Colours with a name of their own, by red, green and blue.
const NAMES = new Map(Object.entries({ '128,128,0': 'olive', '0,255,0': 'lime',
	'255,192,203': 'pink', '255,0,255': 'magenta', '128,0,0': 'maroon', '0,0,128': 'navy',
	'0,128,128': 'teal', '192,192,192': 'silver', '255,215,0': 'gold', '165,42,42': 'brown',
	'128,0,128': 'purple', '255,165,0': 'orange' }));
const HUES = [[15, 'red'], [40, 'orange'], [68, 'yellow'], [165, 'green'], [195, 'cyan'],
	[255, 'blue'], [290, 'purple'], [345, 'pink'], [361, 'red']]; // each up to so many degrees

function hueOf(r, g, b, most, range) {
	const sixth = most === r ? (g - b) / range : most === g ? (b - r) / range + 2 :
		(r - g) / range + 4;
	const degrees = (sixth * 60 + 360) % 360;
	return HUES.find(([end]) => degrees < end)[1];
}

// By hue, saturation and lightness.
function colourName(r, g, b) {
	const most = Math.max(r, g, b), least = Math.min(r, g, b), range = most - least;
	const lightness = (most + least) / 510;
	if (lightness < .08)
		return 'black';
	if (lightness > .95)
		return 'white';
	const shade = lightness > .7 ? 'light ' : lightness < .3 ? 'dark ' : '';
	const saturation = range / (255 * (1 - Math.abs(2 * lightness - 1)));
	return shade + (saturation < .12 ? 'grey' : hueOf(r, g, b, most, range));
}

// '' where it is transparent, or told in other ways than red, green and blue.
function colourWords(colour) {
	if (!/^rgba?\(/.test(colour))
		return '';
	const [r, g, b, alpha = 1] = colour.match(/[\d.]+/g).map(Number);
	return alpha < .1 ? '' : NAMES.get([r, g, b].join()) || colourName(r, g, b);
}

const colourOf = (el, style) =>
	colourWords(el instanceof SVGGeometryElement ? style.fill : style.backgroundColor);

api.colourOf = colourOf;
})();
