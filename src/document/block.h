/* block.h: what is said, in order, with its role and look: the document between assembling and typesetting.
 *
 * A Document owns a tree of Blocks; a Block owns its children, inlines and data. Styles are borrowed from the Layout, which
 * must outlive the Document. Typesetting never changes a Block.
 *
 *   GROUP (children one below the other; may have a ground, rules, a bar; keep_together by its style)
 *   ROW   (children side by side on 12 columns; each child's `span`)
 *   PARAGRAPH, HEADING (inlines)    LIST (children ITEM: label + children)    TABLE    FIGURE (drawing + caption child)
 *   ASIDE (children set in the page's margin column, level with the next block)    BREAK    SPACER
 */
#pragma once
#include "base/diag.h"
#include "document/style.h"
#include "document/block-kinds.h"
#include "document/block-table.h"
#include "document/drawing-data.h"

typedef struct
{
  InlineKind kind;
  char *text;         /* UTF-8 without line breaks */
  const Style *style; /* characters only; NULL: the block's */
  const char *lang;   /* interned; NULL: the block's */
  char *target;
  char *id;        /* destination here (for the way back from a note); NULL */
  char *alt;       /* contents of a link's annotation; NULL: its text */
  char *expansion; /* what the text is short for; NULL: it is not */
} Inline;

typedef struct Block
{
  BlockKind kind;
  Role role;
  const Style *style;  /* never NULL */
  char *id;            /* destination, unique in the document; NULL */
  const char *lang;    /* interned; NULL: parent's */
  Mark mark;           /* in the layout file, for diagnostics */
  GPtrArray *children; /* of Block*; NULL when none possible */
  GPtrArray *inlines;  /* PARAGRAPH, HEADING */
  GPtrArray
      *label; /* of Inline*: ITEM's mark, HEADING's number, a note's number: hangs before the text; NULL */
  gboolean stays;     /* does not float, whatever its style says: what follows comes after it */
  gboolean keep_next; /* as of its style: what follows belongs to it */
  int label_width;    /* room for the label [upt]; 0: natural width + one space */
  char *outline;      /* HEADING: its outline title; NULL: not in the outline */
  int span, offset;   /* in a ROW: of 12 columns */
  const PageStyle *
      page; /* GROUP: begins a page of this style, and what follows it one of the style around; NULL: stays. Borrowed */
  int height; /* SPACER; FIGURE: wanted height, 0: the drawing's own choice [upt] */
  Table *table;
  DrawingData *drawing; /* FIGURE */
  char *alt;            /* FIGURE: alternative text when the drawing makes none */
} Block;

/** Furniture of one kind of page: up to three short paragraphs on one baseline; NULL: none there. */
typedef struct
{
  Block *left, *centre, *right;
  Block *image; /* FIGURE, its middle on the line; NULL */
  gboolean image_at_end;
} Furniture;

typedef struct
{
  PageStyle page;
  GPtrArray *pages; /* of PageStyle: those of blocks that have their own, owned */
  NotePlace note_place;
  Block *notes; /* GROUP of NOTEs with ids, each set where it is first cited; NULL: none */
  Block *body;  /* GROUP, ROLE_DOCUMENT */
  Furniture header, footer, first_header; /* first_header: page 1 when any of it is set */
  char *title, *lang, *author, *subject, *keywords;
  char *created;   /* ISO 8601 date from the facts, "2021-08-26" */
  char *marking;   /* label as printed */
  char *digest;    /* of the Release */
  char *case_id;   /* of the briefing; NULL: of none */
  int issue;       /* 0: not numbered */
  char *watermark; /* words across every page, "DRAFT"; NULL: none */
  const Style *watermark_style;
  GPtrArray *files;  /* of char*: images that were read; a build is stale when one of them changes */
  GPtrArray *styles; /* of Style*: made for this document alone (the banner), owned */
} Document;

Document *document_new (void);
void document_free (Document *document);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Document, document_free)

Block *block_new (BlockKind kind, Role role, const Style *style);
void block_free (Block *block);
/** Appends @child to @parent (takes it); returns @child, borrowed. */
Block *block_add_take (Block *parent, Block *child);
/** Appends text in @style (NULL: the block's); returns the Inline, borrowed. */
Inline *block_add_text (Block *block, const char *text, const Style *style);
Inline *inline_new (InlineKind kind, const char *text, const Style *style);
void inline_free (Inline *inline_);
Table *table_new (void);
Cell *table_add_cell (GPtrArray *row, const Style *style, Align align);
/** Starts a row; borrowed. */
GPtrArray *table_add_row (Table *table);
/** All words of a block in reading order; owned. For alternative texts and tests. */
char *block_plain_text (const Block *block);
/** The text dump of golden tests: one line a block, indented, with role, style and words. Owned. */
char *document_dump (const Document *document);
