/* inline-writer.h: words, citations, names and fields as the inlines of one paragraph. Within document/ only.
 *
 *     inline_writer_init (&writer, a, block->inlines, style, NULL, mark);
 *     markdown_inlines (&writer, text);
 *     inline_cite (&writer, "F30");
 *     inline_writer_finish (&writer);
 *     g_ptr_array_unref (writer.pending);
 */
#pragma once
#include "document/assembly.h"
#include "document/typography.h"

typedef struct
{
  Assembly *a;
  GPtrArray *out; /* of Inline* */
  const Style *base;
  const char *lang;   /* of the text, interned; NULL: the block's */
  const char *around; /* of the block; NULL: the document's */
  GPtrArray *pending; /* claim ids cited and not yet printed */
  gboolean space;     /* a space is due before the next words */
  Typography typography;
  Mark mark; /* for diagnostics */
} InlineWriter;

void inline_writer_init (InlineWriter *writer, Assembly *a, GPtrArray *out, const Style *base,
                         const char *lang, Mark mark);
/** Figures, names and terms in the language @lang of the text around them (NULL: the product's): no French unit in an English
 *  sentence. Borrowed. */
Words *words_within (Assembly *a, const char *lang);
/** Words as they are. */
void inline_words (InlineWriter *writer, const char *text, const Style *style);
/** Words with [F30], {F30} and @id in them, as authors type them: quotes, dashes and spaces are set right (typography.h). */
void inline_marked (InlineWriter *writer, const char *text, const Style *style);
void inline_cite (InlineWriter *writer, const char *claim_id);
void inline_link (InlineWriter *writer, const char *text, const char *target, const Style *style);
/** Prints citations that are due. */
void inline_writer_finish (InlineWriter *writer);
/** The claim's id as a link to its note. */
void inline_claim_id (InlineWriter *writer, const Claim *claim);
/** "30", "F30", by the layout; owned. */
char *cite_text (Assembly *a, const Claim *claim);

/** Markdown as blocks into @parent; @first (may be NULL) is the style of the first paragraph. */
void markdown_blocks (Assembly *a, const char *text, const char *lang, const Style *base, const Style *first,
                      Block *parent, Mark mark);
/** The inline content of Markdown; paragraphs become one. */
void markdown_inlines (InlineWriter *writer, const char *text);
/** The words of Markdown without any marks, citations left out; owned. */
char *markdown_plain (Assembly *a, const char *text);

/** The variant of @text for the product, and its language if that is another one (interned, else NULL). */
const char *text_of (Assembly *a, const Text *text, const char **lang);

/* Templates and fields */

typedef struct
{
  const char *kind; /* "claim", …, NULL: the briefing */
  gconstpointer record;
  const Claim *beside;
} FieldRecord;

/** Fills the template at @node (NULL: @fallback) into @writer. */
void template_write (InlineWriter *writer, const YamlNode *node, const char *fallback,
                     const FieldRecord *record);
/** The same as plain words; owned. */
char *template_plain (Assembly *a, const YamlNode *node, const char *fallback, const FieldRecord *record);
/** The number, or the page, of the block of the layout with that id. */
void write_reference (InlineWriter *writer, const char *id, gboolean is_number);
/** Plain value of a field of the record; NULL: none. Owned. */
char *field_of_record (Assembly *a, const char *name, const char *format, const FieldRecord *record);
/** Plain value of a field of the briefing; NULL: none. Owned. */
char *field_global (Assembly *a, const char *name, const char *format);
/** The marking as printed (owned; NULL: there is none), and how: @style, the base before, becomes what layout and scheme ask for. */
char *banner_look (Assembly *a, Style *style);
/** The marking in its colours. */
void banner_write (InlineWriter *writer);
