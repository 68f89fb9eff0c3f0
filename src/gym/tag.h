/*
 * tag.h - the HTML elements that the gym's pages are made of, with what the collector
 * (observation/collector.js, element.js, report.js) knows of each: one table for all.
 */
#ifndef GYM_TAG_H
#define GYM_TAG_H

#include <stdbool.h>

/* id, name, inline, kind of group it forms, role of its own */
#define GYM_TAGS(X)                                                                                \
	X(TEXT, "", true, "", "")                                                                  \
	X(BODY, "body", false, "", "")                                                             \
	X(A, "a", true, "", "")                                                                    \
	X(B, "b", true, "", "")                                                                    \
	X(I, "i", true, "", "")                                                                    \
	X(EM, "em", true, "", "")                                                                  \
	X(SPAN, "span", true, "", "")                                                              \
	X(STRONG, "strong", true, "", "")                                                          \
	X(SMALL, "small", true, "", "")                                                            \
	X(TIME, "time", true, "", "")                                                              \
	X(LABEL, "label", true, "", "")                                                            \
	X(DIV, "div", false, "", "")                                                               \
	X(P, "p", false, "", "")                                                                   \
	X(BLOCKQUOTE, "blockquote", false, "", "")                                                 \
	X(LEGEND, "legend", false, "", "")                                                         \
	X(CAPTION, "caption", false, "", "")                                                       \
	X(FORM, "form", false, "form", "")                                                         \
	X(FIELDSET, "fieldset", false, "group", "")                                                \
	X(TABLE, "table", false, "table", "")                                                      \
	X(THEAD, "thead", false, "", "")                                                           \
	X(TBODY, "tbody", false, "", "")                                                           \
	X(TR, "tr", false, "row", "")                                                              \
	X(TH, "th", false, "", "columnheader")                                                     \
	X(TD, "td", false, "", "cell")                                                             \
	X(UL, "ul", false, "list", "")                                                             \
	X(OL, "ol", false, "list", "")                                                             \
	X(LI, "li", false, "listitem", "listitem")                                                 \
	X(DL, "dl", false, "", "")                                                                 \
	X(DT, "dt", false, "", "term")                                                             \
	X(DD, "dd", false, "", "definition")                                                       \
	X(NAV, "nav", false, "navigation", "")                                                     \
	X(ARTICLE, "article", false, "article", "")                                                \
	X(SECTION, "section", false, "region", "")                                                 \
	X(ASIDE, "aside", false, "complementary", "")                                              \
	X(MAIN, "main", false, "main", "")                                                         \
	X(HEADER, "header", false, "banner", "")                                                   \
	X(FOOTER, "footer", false, "contentinfo", "")                                              \
	X(DETAILS, "details", false, "group", "")                                                  \
	X(SUMMARY, "summary", false, "", "button")                                                 \
	X(H1, "h1", false, "", "heading")                                                          \
	X(H2, "h2", false, "", "heading")                                                          \
	X(H3, "h3", false, "", "heading")                                                          \
	X(H4, "h4", false, "", "heading")                                                          \
	X(IMG, "img", false, "", "image")                                                          \
	X(OUTPUT, "output", false, "", "status")                                                   \
	X(BUTTON, "button", false, "", "button")                                                   \
	X(INPUT, "input", false, "", "")                                                           \
	X(SELECT, "select", false, "", "")                                                         \
	X(TEXTAREA, "textarea", false, "", "textbox")

enum tag {
#define GYM_TAG_ENUM(id, name, inside, group, role) TAG_##id,
	GYM_TAGS(GYM_TAG_ENUM)
#undef GYM_TAG_ENUM
		TAG_COUNT
};

struct tag_facts {
	const char *name;
	bool is_inline;	   /* its text belongs to that of the block around it */
	const char *group; /* kind of group, as in struct group; "" */
	const char *role;  /* ""; of links and fields it depends on more than the tag */
};

const struct tag_facts *tag_facts(enum tag tag);

#endif
