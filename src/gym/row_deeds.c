#include "gym/row_deeds.h"

#include "gym/store.h"

struct caption section_of(const struct collection *all)
{
	return all->noun.phrase ? all->noun : phrase_caption(PHRASE_DETAILS);
}

/* How the person tells the item from the others. */
void say_item(struct draft *draft, struct collection *all, size_t item)
{
	int fact = telling_fact(all, item);
	bool by_fact = fact > 0 && draw_chance(&draft->subject, 30);
	const char *text = all->cells[item][by_fact ? fact : 0];
	draft_say(draft, "item", text);
	draft_say(draft, "noun", spoken(draft, all->noun));
}

static bool is_toggle(enum phrase action)
{
	return action == PHRASE_STAR || action == PHRASE_LIKE || action == PHRASE_FOLLOW ||
	       action == PHRASE_MUTE;
}

/* A toggle that shows its state by aria-pressed, or by its class. */
static void make_toggle(struct draft *draft, struct node *node)
{
	node->effect = (struct effect){.kind = EFFECT_FLIP};
	if (!looks(draft, ASPECT_MARKUP, "pressed", 50) || node->tag != TAG_BUTTON)
		node->effect.value =
			store_format(draft->arena, "%s active", node_get(node, ATTRIBUTE_CLASS));
}

static const char *action_message(struct draft *draft, const char *action, const char *item)
{
	switch (look(draft, ASPECT_LABELS, "action message", 5)) {
	case 0:
		return store_format(draft->arena, "%s: %s", action, item);
	case 1:
		return "Done.";
	case 2:
		return store_format(draft->arena, "%s was changed.", item);
	default:
		return NULL;
	}
}

static void ask_before(struct draft *draft, struct deed *deed, const char *action, const char *item)
{
	deed->asks = looks(draft, ASPECT_ROLES, "asks before", 30);
	deed->asks_natively = looks(draft, ASPECT_ROLES, "asks natively", 35);
	deed->question = store_format(draft->arena, "%s %s?", action, item);
	bool is_echo = looks(draft, ASPECT_LABELS, "echo", 40);
	deed->yes = is_echo ? action : label_of(draft, phrase_caption(PHRASE_OK));
	deed->no = label_of(draft, phrase_caption(PHRASE_CANCEL));
}

static void set_up_action(struct draft *draft, struct collection *all, size_t item, size_t action)
{
	struct node *node = all->doers[item][action];
	enum phrase phrase = all->actions[action];
	const char *text = label_of(draft, phrase_caption(phrase));
	if (is_toggle(phrase)) {
		make_toggle(draft, node);
		return;
	}
	struct deed *deed = new_deed(draft, node);
	deed->harmful = true;
	deed->message = action_message(draft, text, all->cells[item][0]);
	if (phrase == PHRASE_DELETE || phrase == PHRASE_ARCHIVE || phrase == PHRASE_HIDE)
		deed->gone = all->boxes[item];
	if (phrase == PHRASE_DELETE || phrase == PHRASE_BLOCK || phrase == PHRASE_PAY)
		ask_before(draft, deed, text, all->cells[item][0]);
}

void set_up_actions(struct draft *draft, struct collection *all)
{
	for (size_t i = 0; i < all->count; i++)
		for (size_t k = 0; k < all->action_count; k++)
			set_up_action(draft, all, i, k);
}

struct intent *want_action(struct draft *draft, struct collection *all, size_t item, size_t action)
{
	const char *label = spoken(draft, phrase_caption(all->actions[action]));
	struct node *node = all->doers[item][action];
	struct intent *intent = node->deed ? want_deed(draft, node->deed, label)
					   : want_state(draft, node, true, label);
	intent->silent = true;
	draft_say(draft, "action", label);
	return intent;
}
