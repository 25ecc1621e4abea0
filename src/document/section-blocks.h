/* section-blocks.h: sections of a layout → blocks: one function a family, and the parts that they share. Within document/ only. */
#pragma once
#include "document/inline-writer.h"

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
/** The outline's title of the heading made last, where its words hold more than that. Takes @title. */
void heading_retitle (Assembly *a, Block *heading, char *title);
Block *add_item (Assembly *a, Block *list, const Style *style, const char *label, Mark mark);
void set_label (Assembly *a, Block *block, const char *text, const Style *style);

/* table-rows.c, table-columns.c */

/** What becomes of a column when all its rows are known. */
typedef enum
{
  COLUMN_PLAIN = 0,
  COLUMN_MERGE = 1,        /* equal neighbours are one cell */
  COLUMN_HIDE_UNIFORM = 2, /* the same in all rows: said once, above */
  COLUMN_HIDE_EMPTY = 4
} ColumnRule;

typedef struct
{
  const char *head; /* label key */
  const char *text; /* template */
  int weight;       /* 0: as wide as its content */
  Align align;
  ColumnRule rule;
} DefaultColumn;

/** A table of records by the section's `columns:` or the defaults. @groups (may be NULL): of TableGroup. */
typedef struct
{
  char *heading;
  GPtrArray *records;
} TableGroup;
Block *add_table (Assembly *a, const Section *section, Block *parent, const char *kind,
                  const DefaultColumn *columns, int n_columns, const GPtrArray *groups);
/** Rules, padding, and what the block's keys say of the whole table; its caption as a child of @block. */
Table *table_prepare (Assembly *a, const Section *section, Block *block);
/** Columns from the layout's list; appended to @table. */
void table_read_columns (const YamlNode *list, Table *table);
/** When all rows are there: hides, merges, and makes the first column name its row. @rules: of ColumnRule, in step with the
 *  columns. Rows must have one cell for each column, or one that spans them all. O(cells). */
void table_apply_rules (Assembly *a, const Section *section, Block *block, const GArray *rules);
void table_name_rows (const Section *section, Table *table);
void assemble_free_table (Assembly *a, const Section *section, Block *parent);

/* assemble-references.c */
typedef enum
{
  CAPTION_FIGURE,
  CAPTION_TABLE
} CaptionKind;

References *references_new (void);
void references_free (References *references);
/** @section was assembled: blocks of @parent from @n_blocks on; so many of each kind were numbered before. */
void name_section (Assembly *a, const Section *section, const Block *parent, guint n_blocks,
                   const int n_captions[2]);
/** A caption that @writer begins says which figure or table it is: "Figure 1. "; that goes when it stays the only one of its kind
 *  and nobody names its number. */
void number_caption (Assembly *a, InlineWriter *writer, CaptionKind kind, const Style *style);
/** How many references there are, and back to that: those that came since were never printed. */
guint references_count (const Assembly *a);
void references_forget (Assembly *a, guint n);
/** All is assembled: numbers, targets, and who refers to nothing. */
void references_resolve (Assembly *a);

void assemble_prose (Assembly *a, const Section *section, Block *parent);
void assemble_judgements (Assembly *a, const Section *section, Block *parent);
void assemble_claims (Assembly *a, const Section *section, Block *parent);
void assemble_positions (Assembly *a, const Section *section, Block *parent);
void assemble_figures (Assembly *a, const Section *section, Block *parent);
void assemble_image (Assembly *a, const Section *section, Block *parent);
/** A letterhead's image: {file, width, height}; decoration. Owned; NULL: none, or it was complained of. */
Block *furniture_image (Assembly *a, const YamlNode *map);
void assemble_cover (Assembly *a, const Section *section, Block *parent);
/** A distribution list that nobody is on. */
gboolean cover_is_empty (const Assembly *a, const Section *section);
void assemble_tables (Assembly *a, const Section *section, Block *parent);
/** Who says what is cited; when all else is assembled. */
void assemble_source_key (Assembly *a, const Section *section, Block *parent);
void assemble_back_matter (Assembly *a, const Section *section, Block *parent, guint n_headings);
/** Is there anything to show? Decides before the heading is printed. */
gboolean section_is_empty (Assembly *a, const Section *section);

/** Records that the section's `where` finds; for contested and the like already grouped. Owned array. */
GPtrArray *section_records (Assembly *a, const Section *section, RecordKind kind);
/** "23, 81, 89" and citing them; owned. */
char *claims_numbers (Assembly *a, const GPtrArray *ids);
/** The same words without citing: of what may yet be left out. */
char *claims_text (Assembly *a, const GPtrArray *ids);
