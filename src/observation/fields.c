#include "observation/fields.h"

#define TEXT(type, member, bytes)                                                                  \
	{                                                                                          \
#member, offsetof(struct type, member), bytes                                      \
	}
#define NAMED(type, key, member, bytes)                                                            \
	{                                                                                          \
		key, offsetof(struct type, member), bytes                                          \
	}
#define END                                                                                        \
	{                                                                                          \
		NULL, 0, 0                                                                         \
	}

const struct text_row element_texts[] = {
	TEXT(element, role, OBSERVATION_NAME_MAXIMUM),
	TEXT(element, name, OBSERVATION_NAME_MAXIMUM),
	TEXT(element, value, OBSERVATION_NAME_MAXIMUM),
	TEXT(element, tag, OBSERVATION_NAME_MAXIMUM),
	TEXT(element, type, OBSERVATION_NAME_MAXIMUM),
	TEXT(element, placeholder, OBSERVATION_NAME_MAXIMUM),
	TEXT(element, hint, OBSERVATION_NAME_MAXIMUM),
	TEXT(element, href, OBSERVATION_NAME_MAXIMUM),
	TEXT(element, context, OBSERVATION_NAME_MAXIMUM),
	NAMED(element, "test_id", locators.test_id, OBSERVATION_NAME_MAXIMUM),
	NAMED(element, "dom_id", locators.dom_id, OBSERVATION_NAME_MAXIMUM),
	NAMED(element, "dom_name", locators.dom_name, OBSERVATION_NAME_MAXIMUM),
	NAMED(element, "classes", locators.classes, OBSERVATION_NAME_MAXIMUM),
	NAMED(element, "path", locators.path, PATH_BYTES),
	END,
};

const struct text_row option_texts[] = {
	TEXT(option, label, OBSERVATION_NAME_MAXIMUM),
	TEXT(option, value, OBSERVATION_NAME_MAXIMUM),
	END,
};

const struct text_row group_texts[] = {
	TEXT(group, kind, OBSERVATION_NAME_MAXIMUM),
	TEXT(group, name, OBSERVATION_NAME_MAXIMUM),
	END,
};

const struct text_row frame_texts[] = {
	TEXT(observed_frame, id, OBSERVATION_NAME_MAXIMUM),
	TEXT(observed_frame, url, ADDRESS_BYTES),
	TEXT(observed_frame, name, ADDRESS_BYTES),
	END,
};

const struct text_row tab_texts[] = {
	TEXT(observed_tab, url, ADDRESS_BYTES),
	TEXT(observed_tab, title, ADDRESS_BYTES),
	END,
};

const struct text_row observation_texts[] = {
	TEXT(observation, url, ADDRESS_BYTES),
	TEXT(observation, title, ADDRESS_BYTES),
	TEXT(observation, language, OBSERVATION_NAME_MAXIMUM),
	TEXT(observation, text, OBSERVATION_TEXT_MAXIMUM),
	TEXT(observation, dialog_type, OBSERVATION_NAME_MAXIMUM),
	TEXT(observation, dialog_message, OBSERVATION_NAME_MAXIMUM),
	TEXT(observation, changes, CHANGES_BYTES),
	END,
};
