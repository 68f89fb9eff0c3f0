#include "policy/role.h"

#include <stddef.h>
#include <string.h>

static const struct {
	const char *a, *b;
	double similarity;
} similar_roles[] = {
	{"button", "link", 0.8},
	{"button", "menuitem", 0.7},
	{"button", "tab", 0.5},
	{"button", "generic", 0.5},
	{"button", "text", 0.3},
	{"button", "switch", 0.3},
	{"button", "checkbox", 0.2},
	{"button", "option", 0.4},
	{"button", "radio", 0.5},
	{"button", "gridcell", 0.5},
	{"button", "image", 0.4},
	{"button", "DisclosureTriangle", 0.7},
	{"button", "combobox", 0.4},
	{"link", "menuitem", 0.8},
	{"link", "tab", 0.7},
	{"link", "generic", 0.5},
	{"link", "row", 0.4},
	{"link", "cell", 0.4},
	{"link", "gridcell", 0.4},
	{"link", "listitem", 0.4},
	{"link", "option", 0.4},
	{"link", "image", 0.4},
	{"link", "treeitem", 0.6},
	{"link", "heading", 0.3},
	{"menuitem", "option", 0.6},
	{"menuitem", "tab", 0.6},
	{"menuitem", "generic", 0.4},
	{"checkbox", "switch", 0.9},
	{"checkbox", "menuitemcheckbox", 0.8},
	{"checkbox", "radio", 0.4},
	{"radio", "menuitemradio", 0.9},
	{"radio", "option", 0.7},
	{"radio", "tab", 0.4},
	{"radio", "gridcell", 0.4},
	{"option", "menuitemradio", 0.7},
	{"option", "listitem", 0.6},
	{"option", "treeitem", 0.6},
	{"option", "gridcell", 0.5},
	{"option", "generic", 0.4},
	{"textbox", "searchbox", 0.9},
	{"textbox", "combobox", 0.7},
	{"textbox", "spinbutton", 0.7},
	{"textbox", "Date", 0.7},
	{"textbox", "DateTime", 0.7},
	{"textbox", "InputTime", 0.7},
	{"searchbox", "combobox", 0.8},
	{"spinbutton", "slider", 0.6},
	{"spinbutton", "combobox", 0.5},
	{"combobox", "listbox", 0.8},
	{"combobox", "Date", 0.4},
	{"row", "listitem", 0.6},
	{"row", "gridcell", 0.5},
	{"row", "generic", 0.4},
	{"cell", "gridcell", 0.8},
	{"listitem", "generic", 0.5},
	{"listitem", "article", 0.5},
	{"tab", "treeitem", 0.4},
	{"text", "generic", 0.6},
	{"text", "paragraph", 0.9},
	{"dialog", "alertdialog", 0.9},
};

double role_similarity(const char *a, const char *b)
{
	if (strcmp(a, b) == 0)
		return 1;
	for (size_t i = 0; i < sizeof(similar_roles) / sizeof(*similar_roles); i++) {
		const char *left = similar_roles[i].a, *right = similar_roles[i].b;
		if ((strcmp(a, left) == 0 && strcmp(b, right) == 0) ||
			(strcmp(a, right) == 0 && strcmp(b, left) == 0))
			return similar_roles[i].similarity;
	}
	return 0;
}

bool role_is_choice(const char *role)
{
	static const char *const roles[] = {
		"option", "radio", "menuitemradio", "menuitem", "treeitem"};
	for (size_t i = 0; i < sizeof(roles) / sizeof(*roles); i++)
		if (strcmp(role, roles[i]) == 0)
			return true;
	return false;
}

bool role_opens_list(const char *role)
{
	return strcmp(role, "combobox") == 0 || strcmp(role, "listbox") == 0;
}
