#include "gym/forms.h"

struct node *new_form(struct draft *draft, struct node *content)
{
	struct node *node = add(
		draft, content, looks(draft, ASPECT_MARKUP, "real forms", 75) ? TAG_FORM : TAG_DIV);
	if (looks(draft, ASPECT_MARKUP, "named forms", 15))
		node_set(node, ATTRIBUTE_ARIA_LABEL, "Details");
	identify(draft, node, "form");
	return node;
}

/* The buttons beside the one that sends: going away without saving loses what was typed. */
struct deed *add_buttons(
	struct draft *draft, struct node *form, enum phrase submit, struct deed **other)
{
	struct node *bar = add(draft, form, TAG_DIV);
	bar->flow = FLOW_ROW;
	bool is_first = looks(draft, ASPECT_LAYOUT, "cancel first", 40);
	bool has_other = *other || looks(draft, ASPECT_LAYOUT, "has cancel", 45);
	struct node *cancel = NULL;
	const char *text = label_of(draft, phrase_caption(PHRASE_CANCEL));
	if (has_other && is_first)
		cancel = add_button(draft, bar, text, BUTTON_PLAIN, "cancel");
	struct node *send = add_submit(draft, bar, label_of(draft, phrase_caption(submit)));
	if (has_other && !is_first)
		cancel = add_button(draft, bar, text, BUTTON_PLAIN, "cancel");
	if (cancel) {
		*other = new_deed(draft, cancel);
		(*other)->harmful = true;
	}
	struct deed *deed = new_deed(draft, send);
	deed->form = form;
	deed->harmful = true;
	deed->enter = form->tag == TAG_FORM &&
		      (send->tag == TAG_INPUT ? node_is(send, ATTRIBUTE_TYPE, "submit")
					      : !node_is(send, ATTRIBUTE_TYPE, "button"));
	return deed;
}
