/* block-kinds.h: what kinds of blocks and inlines there are, and what they are in the structure tree. Included by block.h. */
#pragma once

/** Structure roles, ISO 32000-1 14.8.4; ROLE_NONE adds no element of its own, ROLE_ARTIFACT is decoration. */
typedef enum
{
  ROLE_NONE,
  ROLE_ARTIFACT,
  ROLE_DOCUMENT,
  ROLE_SECT,
  ROLE_DIV,
  ROLE_P,
  ROLE_H1,
  ROLE_H2,
  ROLE_H3,
  ROLE_L,
  ROLE_LI,
  ROLE_LBL,
  ROLE_LBODY,
  ROLE_TABLE,
  ROLE_THEAD,
  ROLE_TBODY,
  ROLE_TR,
  ROLE_TH,
  ROLE_TD,
  ROLE_CAPTION,
  ROLE_FIGURE,
  ROLE_NOTE,
  ROLE_REFERENCE,
  ROLE_LINK,
  ROLE_SPAN,
  ROLE_TOC,
  ROLE_TOCI,
  ROLE_BLOCKQUOTE
} Role;

typedef enum
{
  INLINE_TEXT,
  INLINE_LINK,      /* text; target "#id" or a URI */
  INLINE_REFERENCE, /* text; target "#note-F30": a citation, Reference in the structure tree */
  INLINE_PAGE_OF,   /* page number of the block `target`; text is a widest guess ("88") */
  INLINE_LINE_BREAK,
  INLINE_FILL,  /* rest of the line is white; what follows stands at the end edge (contents, banners) */
  INLINE_PAGE,  /* furniture only: this page's number, */
  INLINE_PAGES, /* the number of pages, */
  INLINE_RUNNING_HEAD, /* the title of the H1/H2 in force at the top of this page, */
  INLINE_RUNNING_LAST  /* and at its foot */
} InlineKind;

typedef enum
{
  BLOCK_GROUP,
  BLOCK_ROW,
  BLOCK_PARAGRAPH,
  BLOCK_HEADING,
  BLOCK_LIST,
  BLOCK_ITEM,
  BLOCK_TABLE,
  BLOCK_FIGURE,
  BLOCK_ASIDE,
  BLOCK_SPACER,
  BLOCK_PAGE_BREAK,
  BLOCK_COLUMN_BREAK,
  BLOCK_CONTENTS
} BlockKind;

typedef enum
{
  SCOPE_NONE,
  SCOPE_COLUMN,
  SCOPE_ROW
} Scope;

/** Where notes stand: in a block of their own, where the layout says; at the foot of the column that cites them; beside the line. */
typedef enum
{
  NOTES_END,
  NOTES_FOOT,
  NOTES_SIDE
} NotePlace;
