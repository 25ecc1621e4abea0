/* setting.h: what one run of paginate_document shares between its parts: texts shaped once, figures drawn once, styles derived
 * from the layout's, page numbers of the last round. Nothing here outlives the call.
 */
#pragma once
#include "typeset/flow.h"

struct Setting
{
  const Document *document;
  Fonts *fonts;
  const FigureDrawer *drawer;
  Diags *diags;        /* of this round */
  Diags *once;         /* the caller's: what is said when a text or figure is made, which happens once */
  Pages *pages;        /* of this round */
  PageNumbers numbers; /* page_of answers from the last round */
  GPtrArray *segments; /* of Segment, owned: of this round, in reading order */
  /* the pages that are built, placed or emitted now (setting_use_page) */
  const PageStyle *page;
  int grid_ascent; /* baseline of the first text on the grid, from its line's top; -1: none yet */
  int text_width, column_width,
      aside_total;   /* inside the margins without the margin column; one column; margin column and gap */
  int column_height; /* from top to bottom margin */
  /* caches; looked up by address, never iterated */
  GHashTable *texts; /* inlines → Text */
  GPtrArray *all_texts;
  GHashTable *drawings; /* Block → Drawing */
  GPtrArray *all_drawings;
  GHashTable *larger;       /* Block → the page it needs (larger.c), NULL: its own will do */
  GPtrArray *made_pages;    /* of larger.c */
  GHashTable *styles[6];    /* Style → the same with another Align; [4]: for labels; [5]: flush */
  GPtrArray *all_inlines;   /* inlines made here ("continued") */
  GHashTable *page_numbers; /* id → interned number */
  GHashTable *notes;        /* "#id" → Block: notes that stand where they are cited; NULL: none do */
  GHashTable *noted;        /* those that were cited in this round */
  GPtrArray *
      pending_notes; /* of Flow*: cited, for the next item of the page's own flow, to its margin or its foot */
  GPtrArray *pending_feet; /* … that the margin has no room for: to its foot */
  Diags *quiet;            /* takes what later rounds say again */
  GPtrArray *loose;        /* of Text, owned: those made now; NULL: all are kept (setting_loosen) */
  GHashTable
      *shared; /* words → Text: loose texts of one column that say the same are one, kept; NULL: none are */
  gboolean loose_varies; /* one of those that went printed a page number */
  gboolean again;        /* not the first round */
};

/** Pages of one style, one after the other: what is built into one flow, and where it is placed. */
typedef struct
{
  Flow *flow;
  const PageStyle *page;
  int grid_ascent;         /* as of Setting */
  int first_page, n_pages; /* from 0; once it is placed */
  GArray *placed, *feet;   /* of Placed and FootPlaced; once it is placed */
} Segment;

/** A segment without content, the last now; borrowed. What is built from now on is for its page. */
Segment *setting_add_segment (Setting *setting, const PageStyle *page);
/** Measures of @page are the setting's: its column's width and height, its margins, its grid. */
void setting_use_page (Setting *setting, const PageStyle *page, int grid_ascent);

void setting_init (Setting *setting, const Document *document, Fonts *fonts, const FigureDrawer *drawer,
                   Diags *diags);
void setting_clear (Setting *setting);

/** @style with @align; @style itself when it has it already. Borrowed from @setting. */
const Style *setting_style (Setting *setting, const Style *style, Align align);

/** @style for a label: from the start edge, without indents and hyphens. Borrowed from @setting. */
const Style *setting_label_style (Setting *setting, const Style *style);
/** @style without its indents at both sides, for text whose box is indented already. */
const Style *setting_flush_style (Setting *setting, const Style *style);

/** The text of @inlines, shaped on first use (again, when it prints page numbers that may have changed). Borrowed. */
Text *setting_text (Setting *setting, const GPtrArray *inlines, const Style *style, const char *lang,
                    Mark mark);

/** @text, or the same words shaped once more when they are broken at another width than @width already: the columns that the parts
 *  of a wide table repeat have a width in each, and lines that are placed must stay. Borrowed as @text is. */
Text *setting_text_at (Setting *setting, Text *text, int width, const GPtrArray *inlines, const char *lang,
                       Mark mark);

/** From now on texts are not kept, if @loose, but belong to a new array (returned; NULL if not @loose), to be dropped with what is
 *  made of them: long tables. setting_tighten ends that and frees them; setting_steal ends it and leaves them to the caller. */
GPtrArray *setting_loosen (Setting *setting, gboolean loose);
void setting_tighten (Setting *setting, GPtrArray *texts);
void setting_steal (Setting *setting);

/** The figure of @block, drawn on first use for a column of @width and at most @max_height. NULL: not drawn. Borrowed. */
Drawing *setting_drawing (Setting *setting, const Block *block, int width, int max_height);

/** A frame that a figure may have [upt]; @height: at most. */
typedef struct
{
  int width, height;
} FigureFrame;

/** Draws the figure of @block for the first of @n frames in which it is not crowded, else for the one where it is least: that is its
 *  drawing from now on. Only what that drawing says of itself is told. Returns the frame's index. */
int setting_choose_drawing (Setting *setting, const Block *block, const FigureFrame *frames, int n);

/** Where a box that begins @x from the page's start edge and is @width wide has its left side on @page (from 0): pages that are
 *  read from the right are reflected here and nowhere else; what is inside the box keeps its own direction. */
int setting_left_of (const Setting *setting, int page, int x, int width);

/** Forgets page numbers' texts so that the next round shapes them again; TRUE if there are any. */
gboolean setting_next_round (Setting *setting);

/** Words of inlines in reading order. Owned. */
char *inlines_text (const GPtrArray *inlines);
