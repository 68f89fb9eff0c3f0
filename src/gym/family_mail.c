/*
 * family_mail.c - mail: opening a message and replying, forwarding, starring or deleting it.
 */
#include "gym/chrome.h"
#include "gym/family.h"
#include "gym/forms.h"
#include "gym/names.h"
#include "gym/store.h"

#include <string.h>

enum { MAILS_MAXIMUM = 7 };

enum mail_job { MAIL_REPLY, MAIL_FORWARD, MAIL_DELETE, MAIL_STAR, MAIL_JOBS };

static const enum phrase job_phrases[MAIL_JOBS] = {
	PHRASE_REPLY, PHRASE_FORWARD, PHRASE_DELETE, PHRASE_STAR};

struct mailbox {
	size_t count, wanted;
	enum mail_job job;
	bool in_list; /* deleting and starring, in the list itself */
	const char *senders[MAILS_MAXIMUM], *subjects[MAILS_MAXIMUM], *texts[MAILS_MAXIMUM];
	struct node *list, *book; /* book: the list and all open mails, of which one is shown */
	const char *answer, *recipient;
	struct node *rows[MAILS_MAXIMUM];
};

/* What the job of this mail does; for other mails the same is harmful. */
static struct deed *mail_deed(struct draft *draft, const struct mailbox *box, struct node *node,
	size_t mail, enum mail_job job)
{
	struct deed *deed = new_deed(draft, node);
	deed->harmful = true;
	deed->message = notice(draft, box->subjects[mail]);
	if (job == MAIL_DELETE)
		deed->gone = box->rows[mail];
	if (job != MAIL_STAR)
		deed->after = (struct effect){.kind = EFFECT_TAB, .target = box->list};
	return deed;
}

static struct node *job_node(struct draft *draft, struct node *place, enum mail_job job)
{
	bool is_icon = looks(draft, ASPECT_ROLES, "mail icons", 60);
	const char *text = label_of(draft, phrase_caption(job_phrases[job]));
	return is_icon ? add_icon(draft, place, job_phrases[job], "mail icon")
		       : add_button(draft, place, text, BUTTON_SMALL, "mail button");
}

/* The form of a reply or of a forwarded mail; opened by its button. */
static void add_letter(struct draft *draft, struct mailbox *box, struct node *view, size_t mail,
	struct node *opener, enum mail_job job)
{
	struct node *panel = hide(add(draft, view, TAG_DIV), opener);
	struct node *form = new_form(draft, panel);
	struct field to = {.caption = phrase_caption(PHRASE_RECIPIENT)};
	struct field text = {.caption = phrase_caption(PHRASE_MESSAGE), .kind = FIELD_LONG_TEXT};
	struct deed *cancel = NULL, *send;
	opener->effect = (struct effect){.kind = EFFECT_OPEN, .target = panel};
	to.present = job == MAIL_REPLY ? box->senders[mail] : NULL;
	if (job == MAIL_FORWARD || looks(draft, ASPECT_LAYOUT, "reply to", 40))
		add_field(draft, form, &to);
	if (job == MAIL_REPLY || looks(draft, ASPECT_LAYOUT, "forward text", 40))
		add_field(draft, form, &text);
	send = add_buttons(draft, form, PHRASE_SEND, &cancel);
	send->after = (struct effect){.kind = EFFECT_TAB, .target = box->list};
	send->message = notice(draft, box->subjects[mail]);
	if (mail != box->wanted || job != box->job)
		return;
	if (job == MAIL_REPLY)
		want_field(draft, &text, box->answer, NULL);
	else
		want_field(draft, &to, box->recipient, NULL);
	want_deed(draft, send, spoken(draft, phrase_caption(PHRASE_SEND)));
}

static void add_view(struct draft *draft, struct mailbox *box, size_t mail)
{
	struct node *view = hide(add(draft, box->book, TAG_DIV), box->rows[mail]);
	box->rows[mail]->effect = (struct effect){.kind = EFFECT_TAB, .target = view};
	add_text(draft, view, TAG_H3, box->subjects[mail]);
	add_text(draft, view, TAG_DIV, box->senders[mail]);
	add_text(draft, view, TAG_P, box->texts[mail]);
	struct node *bar = add(draft, view, TAG_DIV);
	bar->flow = FLOW_ROW;
	struct node *back = add_button(draft, bar, label_of(draft, phrase_caption(PHRASE_PREVIOUS)),
		BUTTON_SMALL, "mail back");
	back->effect = (struct effect){.kind = EFFECT_TAB, .target = box->list};
	for (int job = 0; job < MAIL_JOBS; job++) {
		struct node *node = job_node(draft, bar, (enum mail_job)job);
		if (job == MAIL_REPLY || job == MAIL_FORWARD) {
			add_letter(draft, box, view, mail, node, (enum mail_job)job);
			continue;
		}
		struct deed *deed = mail_deed(draft, box, node, mail, (enum mail_job)job);
		if (mail == box->wanted && (int)box->job == job && !box->in_list)
			want_deed(draft, deed, NULL);
	}
}

static void add_row(struct draft *draft, struct mailbox *box, size_t mail)
{
	struct node *row = box->rows[mail] = add(draft, box->list, TAG_DIV);
	node_set(row, ATTRIBUTE_CLASS, "mail");
	dress(draft, row, "mail");
	if (!row->attributes[ATTRIBUTE_CLASS])
		node_set(row, ATTRIBUTE_CLASS, "thread");
	row->flags |= NODE_POINTER;
	add_text(draft, row, TAG_DIV, box->senders[mail]);
	add_text(draft, row, TAG_DIV, box->subjects[mail]);
	if (looks(draft, ASPECT_LAYOUT, "mail previews", 60))
		add_text(draft, row, TAG_DIV, box->texts[mail]);
	for (int job = MAIL_DELETE; job < MAIL_JOBS && box->in_list; job++) {
		struct node *node = job_node(draft, row, (enum mail_job)job);
		struct deed *deed = mail_deed(draft, box, node, mail, (enum mail_job)job);
		deed->after.kind = EFFECT_NONE;
		if (mail == box->wanted && (int)box->job == job)
			want_deed(draft, deed, NULL);
	}
}

static void draw_mails(struct draft *draft, struct mailbox *box)
{
	bool by_mail = looks(draft, ASPECT_LABELS, "sender addresses", 25);
	box->count = 3 + draw_below(&draft->data, MAILS_MAXIMUM - 2);
	box->wanted = draw_below(&draft->data, (uint32_t)box->count);
	for (size_t i = 0; i < box->count; i++) {
		bool is_new = false;
		while (!is_new) {
			box->senders[i] = by_mail ? draw_email(&draft->data)
						  : draw_word(&draft->data, WORDS_FIRST_NAMES);
			is_new = true;
			for (size_t k = 0; k < i; k++)
				is_new = is_new && strcmp(box->senders[k], box->senders[i]) != 0;
		}
		box->subjects[i] = draw_title(&draft->data);
		box->texts[i] = draw_filler(&draft->data, 6 + draw_below(&draft->data, 8));
	}
	box->answer = draw_sentence(&draft->data);
	do
		box->recipient = by_mail ? draw_email(&draft->data)
					 : draw_word(&draft->data, WORDS_FIRST_NAMES);
	while (strcmp(box->recipient, box->senders[box->wanted]) == 0);
}

static void say_mail(struct draft *draft, const struct mailbox *box)
{
	static const char *const slots[MAIL_JOBS] = {"reply", "forward", "delete", "star"};
	const char *sender = box->senders[box->wanted];
	draft_say(draft, slots[box->job], sender);
	draft_say(draft, "sender", sender);
	draft_say(draft, "subject", box->subjects[box->wanted]);
	if (box->job == MAIL_REPLY)
		draft_say(draft, "text", box->answer);
	else if (box->job == MAIL_FORWARD)
		draft_say(draft, "to", box->recipient);
	else
		draft_say(draft, "alone", sender);
}

static void build_mail_job(struct draft *draft)
{
	struct mailbox box = {.job = (enum mail_job)draft_pick(draft, MAIL_JOBS)};
	int page = begin_site(draft, phrase_caption(PHRASE_MESSAGES));
	struct node *content = page_content(draft, page);
	draw_mails(draft, &box);
	box.in_list = box.job >= MAIL_DELETE && looks(draft, ASPECT_ROLES, "jobs in list", 50);
	if (looks(draft, ASPECT_LAYOUT, "mail head", 60))
		add_text(draft, content, TAG_H2, label_of(draft, phrase_caption(PHRASE_MESSAGES)));
	box.book = add(draft, content, TAG_DIV);
	box.list = add(draft, box.book, TAG_DIV);
	for (size_t i = 0; i < box.count; i++)
		add_row(draft, &box, i);
	for (size_t i = 0; i < box.count; i++)
		add_view(draft, &box, i);
	say_mail(draft, &box);
	finish_site(draft);
}

static const char *const mail_goals[] = {"[reply|respond|answer] to {reply*} with the text {text*}",
	"[forward|send on] the [mail|email|message] from {forward*} to {to*}",
	"[delete|remove] the [mail|email|message] from {delete*}",
	"[mark|star] the email by {star*} as important",
	"find the email by {reply*} and [reply to|answer] them with the text {text*}",
	"find the [mail|email] by {forward*} and forward that email to {to*}",
	"find the email by {delete*} and click the trash icon to delete it",
	"find the email by {star*} and click the star icon to mark it as important",
	"write {text*} to {reply*} as an answer to {subject*}",
	"{to*} should get the message of {forward*}",
	"I don't want {delete*}'s mail any more, delete it",
	"{star*}'s message is important, please [star|mark] it", "tell {reply*}: {text*}",
	"pass the mail of {forward*} on to {to*}",
	"get rid of the message {subject*} from {delete*}", "please star {subject*} by {star*}",
	"answer {reply*} by writing {text*}", "forward {subject*} ({forward}) to {to*}",
	"delete what {delete*} wrote", "{star*}: mark the mail with a star", NULL};
static const char *const mail_values[] = {"{sender}: {text*}", "{sender} to {to}", "{alone}",
	"{sender*}, {text*}", "from {sender} to {to}", "now {alone}", "{text*} for {sender}",
	"{sender}, {to}", "{alone*} please", "{sender} - {text*}", "{sender} > {to}",
	"the one of {alone}", NULL};
const struct family mail_job = {.name = "mail-job",
	.build = build_mail_job,
	.explicit_goals = mail_goals,
	.value_goals = mail_values,
	.contrary = true};
