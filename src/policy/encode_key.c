/*
 * What a task rests on, as one number.
 */
#include "policy/encode_task.h"

#include <string.h>

static uint64_t add_address(uint64_t key, const void *address)
{
	return term_combine(key, (uint64_t)(uintptr_t)address);
}

/* Texts are borrowed: the same one at another place may be gone where it was. */
static uint64_t add_text(uint64_t key, const char *text)
{
	return add_address(term_combine(key, text ? term_hash(text, strlen(text)) : 0), text);
}

static uint64_t add_locators(uint64_t key, const struct locators *locators)
{
	key = add_text(key, locators->test_id);
	key = add_text(key, locators->dom_id);
	key = add_text(key, locators->dom_name);
	return add_text(key, locators->path);
}

/* Cells are found by what stands over them. */
static uint64_t add_place(uint64_t key, const struct element *element)
{
	float box[4] = {element->x, element->y, element->width, element->height};
	return term_combine(key, term_hash(box, sizeof(box)));
}

/* What tells the recorded element from others of its page. */
static uint64_t add_neighbour(uint64_t key, const struct element *element)
{
	if (strstr(element->role, "cell") || strcmp(element->role, "columnheader") == 0)
		key = add_place(key, element);
	key = term_combine(key, (uint64_t)element->id << 32 | (uint64_t)element->operations << 16 |
					(uint16_t)element->group);
	key = add_text(key, element->role);
	key = add_text(key, element->name);
	key = add_text(key, element->context);
	if (!element->name[0]) {
		key = add_text(key, element->placeholder);
		key = add_text(key, element->hint);
	}
	return key;
}

static uint64_t add_target(uint64_t key, const struct element *element)
{
	key = add_address(key, element);
	if (!element)
		return key;
	key = add_place(add_neighbour(key, element), element);
	key = add_text(key, element->placeholder);
	key = add_text(key, element->hint);
	key = add_text(key, element->href);
	key = add_text(key, element->type);
	key = term_combine(key, (uint64_t)element->like_index << 16 | element->like_count);
	for (size_t i = 0; i < element->option_count; i++)
		key = add_text(key, element->options[i].label);
	return add_locators(key, &element->locators);
}

static uint64_t add_page(uint64_t key, const struct observation *page)
{
	key = add_address(key, page);
	if (!page)
		return key;
	key = add_address(add_address(key, page->elements), page->groups);
	for (size_t i = 0; i < page->element_count; i++)
		key = add_neighbour(key, &page->elements[i]);
	for (size_t i = 0; i < page->group_count; i++) {
		const struct group *group = &page->groups[i];
		key = add_text(add_text(key, group->kind), group->name);
		key = term_combine(key, (uint16_t)group->parent);
	}
	return key;
}

static uint64_t add_step(uint64_t key, const struct step *step)
{
	key = term_combine(key, (uint64_t)step->action.kind << 32 | (uint32_t)step->index);
	key = add_text(key, step->action.value);
	key = add_text(key, step->target_frame_url);
	key = add_target(key, step->target);
	key = add_target(key, step->drop);
	return add_page(key, step->observation);
}

static uint64_t add_parameters(uint64_t key, const struct parameters *parameters)
{
	for (size_t i = 0; i < parameters->count; i++) {
		const struct parameter *parameter = &parameters->items[i];
		key = add_text(key, parameter->value);
		key = add_text(key, parameter->field);
		key = term_combine(key, parameter->is_list);
	}
	return term_combine(key, parameters->count);
}

static uint64_t add_demonstration(uint64_t key, const struct trajectory *demonstration)
{
	key = add_address(add_address(key, demonstration), demonstration->steps);
	key = add_text(key, demonstration->goal);
	key = add_parameters(key, &demonstration->parameters);
	for (size_t i = 0; i < demonstration->step_count; i++)
		key = add_step(key, &demonstration->steps[i]);
	return term_combine(key, demonstration->step_count);
}

static uint64_t add_binding(uint64_t key, const struct binding *binding)
{
	key = add_address(key, binding);
	if (!binding)
		return key;
	key = add_text(key, binding->goal);
	key = add_parameters(key, &binding->parameters);
	for (size_t i = 0; i < binding->replacement_count; i++) {
		const struct replacement *replacement = &binding->replacements[i];
		key = add_text(add_text(key, replacement->from), replacement->to);
		key = term_combine(key, (uint32_t)replacement->parameter);
	}
	return key;
}

uint64_t task_key(const struct policy_input *input)
{
	uint64_t key = term_combine(add_text(1, input->goal), input->literal);
	size_t count = input->demonstration_count, read = count < 2 ? count : 2;
	key = term_combine(key, count);
	for (size_t i = count - read; i < count; i++)
		key = add_demonstration(key, &input->demonstrations[i]);
	return add_binding(key, input->binding);
}
