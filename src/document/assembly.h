/* assembly.h: a document in the making: shared by the files assemble*.c, inlines.c, markdown.c and fields.c only. */
#pragma once
#include "document/assemble.h"
#include "document/figure-words.h"
#include "document/labels.h"
#include "document/layout-style.h"
#include "document/query.h"
#include "document/sections.h"
#include "document/template.h"

typedef struct
{
  const Claim *claim;
  int sequence;     /* 1, 2, 3 in order of first citation */
  GPtrArray *backs; /* of char*: ids of the inlines that cite it */
} Cited;

typedef struct
{
  char *id, *title, *number;
  int level;
} Headed;

typedef struct
{
  Block *holder;
  const Section *section;
  guint n_headings; /* those before it */
} Deferred;

typedef struct
{
  const Release *release;
  const Layout *layout;
  const AssembleOptions *options;
  Diags *diags;
  Words *words;
  const char *lang; /* interned */
  Document *document;
  GHashTable *derived;    /* "base\x1foverlay" → Style*, owned by the document */
  GHashTable *mentioned;  /* entity ids printed in full once */
  GHashTable *cited;      /* claim id → Cited* */
  GPtrArray *cited_order; /* of Cited* */
  GPtrArray *headings;    /* of Headed* */
  GArray *deferred;       /* blocks filled when all else is known: notes, contents, source summary */
  gboolean has_notes;     /* the layout has a notes block, so citations are links */
  int last_level, n_numbered, n_cites, n_ids, n_figures;
} Assembly;

/* Styles */

/** The style for @part of a block: "<block style>-<part>", else @name, else its fallback, else text. */
const Style *part_style (Assembly *a, const Section *section, const char *part, const char *name);
const Style *named_style (Assembly *a, const char *name);
/** @base changed by the inline style "BASE-name", else by @name; @base itself if the layout has neither. */
const Style *inline_style (Assembly *a, const Style *base, const char *name);
/** Without spaces, rules and ground: for boxes that only hold others. */
const Style *bare_style (Assembly *a);
/** A style of this document alone: a copy that the document owns. */
Style *document_style (Assembly *a, const Style *copy);

/* Words on the page */

typedef struct
{
  Assembly *a;
  GPtrArray *out; /* of Inline* */
  const Style *base;
  const char *lang;   /* of the text, interned; NULL: the document's */
  GPtrArray *pending; /* claim ids cited and not yet printed */
  gboolean space;     /* a space is due before the next words */
  Mark mark;          /* for diagnostics */
} InlineWriter;

void inline_writer_init (InlineWriter *writer, Assembly *a, GPtrArray *out, const Style *base,
                         const char *lang, Mark mark);
/** Words as they are. */
void inline_words (InlineWriter *writer, const char *text, const Style *style);
/** Words with [F30], {F30} and @id in them. */
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
/** Writes a field of the record in hand; FALSE: not a field with structure. @missing: set when it has no value. */
gboolean field_write (InlineWriter *writer, const char *name, const char *format, const FieldRecord *record,
                      gboolean *missing);
/** Plain value of a field of the briefing; NULL: none. Owned. */
char *field_global (Assembly *a, const char *name, const char *format);
/** The marking in its colours. */
void banner_write (InlineWriter *writer);

/* Blocks */

void assemble_section (Assembly *a, const Section *section, Block *parent);
void assemble_sections (Assembly *a, const GPtrArray *sections, Block *parent);
gboolean is_dropped (const Assembly *a, const char *id, int item); /* item 0: the block itself */
/** A new heading in @parent; the level is kept from leaving one out. */
Block *add_heading (Assembly *a, Block *parent, const Section *section, const Style *style, int level,
                    GPtrArray *inlines);
/** A paragraph in @parent. */
Block *add_paragraph (Assembly *a, Block *parent, const Style *style, Mark mark);
/** Paragraph from a template. */
Block *add_template (Assembly *a, Block *parent, const Style *style, const Section *section, const char *key,
                     const char *fallback);
/** What `empty:` wants when there is nothing; FALSE: hide the block. */
gboolean add_empty (Assembly *a, const Section *section, Block *parent);
char *new_id (Assembly *a, const char *prefix);
const Style *section_style (Assembly *a, const Section *section, const char *name);
Block *add_item (Assembly *a, Block *list, const Style *style, const char *label, Mark mark);
void set_label (Assembly *a, Block *block, const char *text, const Style *style);

typedef struct
{
  const char *head; /* label key */
  const char *text; /* template */
  int weight;
  Align align;
  int width; /* tenths of a millimetre; 0: by weight */
} DefaultColumn;

/** A table of records by the section's `columns:` or the defaults. @groups (may be NULL): of TableGroup. */
typedef struct
{
  char *heading;
  GPtrArray *records;
} TableGroup;
Block *add_table (Assembly *a, const Section *section, Block *parent, const char *kind,
                  const DefaultColumn *columns, int n_columns, const GPtrArray *groups);
Table *table_prepare (Assembly *a, const Section *section, Block *block);

void assemble_prose (Assembly *a, const Section *section, Block *parent);
void assemble_judgements (Assembly *a, const Section *section, Block *parent);
void assemble_claims (Assembly *a, const Section *section, Block *parent);
void assemble_positions (Assembly *a, const Section *section, Block *parent);
void assemble_figures (Assembly *a, const Section *section, Block *parent);
void assemble_drawing (Assembly *a, const Section *section, Block *parent);
void assemble_tables (Assembly *a, const Section *section, Block *parent);
void assemble_back_matter (Assembly *a, const Section *section, Block *parent, guint n_headings);
/** Is there anything to show? Decides before the heading is printed. */
gboolean section_is_empty (Assembly *a, const Section *section);

/** Records that the section's `where` finds; for contested and the like already grouped. Owned array. */
GPtrArray *section_records (Assembly *a, const Section *section, RecordKind kind);
/** "23, 81, 89" and citing them; owned. */
char *claims_numbers (Assembly *a, const GPtrArray *ids);
/** A drawing with the words, colours and styles of the layout. Owned. */
DrawingData *drawing_prepare (Assembly *a, const Section *section, DrawingKind kind);
DrawingData *chart_data (Assembly *a, const Section *section);
/** The figure block with its caption; takes @data. */
Block *add_figure (Assembly *a, const Section *section, Block *parent, DrawingData *data, const char *title,
                   const char *caption, const GPtrArray *claims);
