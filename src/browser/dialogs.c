#include "browser/dialogs.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { ENDLESS_AGAIN = 1000 }; /* dialogs after which a script is ended once more */

void dialog_forget(struct tab *tab)
{
	struct dialog_state *dialog = &tab->dialog;

	dialog->open = false;
	free(dialog->type);
	free(dialog->message);
	free(dialog->default_value);
	dialog->type = dialog->message = dialog->default_value = NULL;
}

static void remember(struct tab *tab, const json_t *params)
{
	struct dialog_state *dialog = &tab->dialog;

	dialog_forget(tab);
	dialog->type = memory_copy_text(json_text_at(params, "type", "alert"));
	dialog->message = memory_copy_text(json_text_at(params, "message", ""));
	dialog->default_value = memory_copy_text(json_text_at(params, "defaultPrompt", ""));
	dialog->view = (struct dialog){dialog->type, dialog->message, dialog->default_value};
}

static void answer(struct tab *tab, bool accept, const char *text)
{
	json_t *params = json_pack("{s:b}", "accept", accept);

	if (text)
		json_object_set_new(params, "promptText", json_text_new(text));
	cdp_post(tab->target->session, "Page.handleJavaScriptDialog", params);
}

/* A page that opens dialogs in a loop gets its script ended. The renderer heeds that only after some
 * hundred turns of the loop, and asking at each of them makes it later. */
static void refuse_endless(struct tab *tab)
{
	if (tab->dialog.count % ENDLESS_AGAIN == ENDLESS_DIALOGS + 1)
		cdp_post(tab->target->session, "Runtime.terminateExecution", NULL);
	answer(tab, false, NULL);
}

static void tell_opened(struct tab *tab)
{
	browser_notify(tab->browser, &(struct browser_event){.kind = BROWSER_DIALOG_OPENED,
					     .tab = tab,
					     .name = tab->dialog.type,
					     .text = tab->dialog.message});
}

void on_dialog_opened(struct browser *browser, struct target *target, const json_t *params)
{
	struct tab *tab = target->tab;
	const char *type = json_text_at(params, "type", "alert");

	(void)browser;
	remember(tab, params);
	tab->dialog.count++;
	tab->dialog.total++;
	if (tab->dialog.count > ENDLESS_DIALOGS)
		refuse_endless(tab);
	else if (strcmp(type, "alert") == 0 || strcmp(type, "beforeunload") == 0)
		answer(tab, true, NULL);
	else
		tab->dialog.open = true;
	if (tab->dialog.count <= ENDLESS_DIALOGS + 1) /* hundreds more say nothing new */
		tell_opened(tab);
}

void on_dialog_closed(struct browser *browser, struct target *target, const json_t *params)
{
	(void)params;
	dialog_forget(target->tab);
	if (target->tab->dialog.count > ENDLESS_DIALOGS + 1)
		return;
	browser_notify(browser,
		&(struct browser_event){.kind = BROWSER_DIALOG_CLOSED, .tab = target->tab});
}

const struct dialog *tab_dialog(const struct tab *tab)
{
	return tab->dialog.open ? &tab->dialog.view : NULL;
}

int tab_answer_dialog(struct tab *tab, bool accept, const char *text, struct error *error)
{
	if (!tab->dialog.open || !tab->target)
		return error_set(error, ERROR_NOT_FOUND, "No dialog is open on %s.", tab_url(tab));
	answer(tab, accept, text);
	tab->dialog.open = false;
	return 0;
}

size_t tab_dialog_count(const struct tab *tab)
{
	return tab->dialog.count;
}
