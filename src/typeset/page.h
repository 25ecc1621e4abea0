/* page.h: where each mark of ink goes, and what it means. Pages are plain data; every exporter walks them and decides nothing.
 *
 * Coordinates: upt = 1/1024 pt from the top left of the page (or of the drawing), y down. Ops stand in reading order.
 * Structure: a flat array of elements (index, parent). OP_TAG_BEGIN e … OP_TAG_END encloses content of element e; begins may
 * nest (the exporter closes the outer sequence and opens it again: marked-content sequences themselves never nest). An element
 * may be begun many times, on one page or several. Content outside any tag must stand inside OP_ARTIFACT.
 * The order of kids of an element is the order in which content and child elements are first met; elements without content
 * stand by their index.
 */
#pragma once
#include "document/block.h"
#include "typeset/fonts.h"
#include "typeset/ops.h"

/** What few elements have: of the cells of a long table none has any of it. */
typedef struct
{
  char *alt, *actual_text, *expansion, *id, *title;
  GArray
      *headers; /* of int: TH elements, of a cell whose own its place does not tell; NULL: it does. Owned */
  gboolean has_box; /* FIGURE: BBox on its page */
  int page, x, y, width, height;
} ElementMore;

typedef struct
{
  int parent;              /* index; -1: the root's child */
  int col_span, row_span;  /* 0 or 1: not written */
  guint role : 16;         /* Role */
  guint scope : 16;        /* Scope */
  const char *lang;        /* interned; NULL: parent's */
  const ElementMore *more; /* never NULL; written by element_more */
} Element;

/** To write what few elements have. Borrowed. */
ElementMore *element_more (Element *element);

typedef struct
{
  int level;          /* 1.. */
  char *title, *dest; /* destination name */
  int element;
} OutlineItem;

typedef struct
{
  int width, height; /* as trimmed */
  int bleed,
      slug; /* beyond each edge: ink that is cut off; paper in all, with the crop marks. Ops may reach into it */
  GArray *ops; /* of Op; owned with all they hold. NULL: packed, see page_open */
  struct Packed *packed;
} Page;

typedef struct Imposition Imposition; /* impose.h */

/** A figure's ink: ops relative to its own top left corner; its LINKs have element -1 until placed. */
typedef struct
{
  int width, height;
  GArray *ops;
  char *alt;   /* complete description; owned */
  int crowded; /* places where things still touch: a larger frame would help; 0: good */
} Drawing;

/** How paginate gets a figure drawn without knowing chart/. @height 0: choose. Returns owned, or NULL with diagnostics. */
typedef struct
{
  Drawing *(*draw) (gpointer data, const DrawingData *what, int width, int height, Fonts *fonts,
                    Diags *diags);
  gpointer data;
} FigureDrawer;

typedef struct
{
  GPtrArray *pages;       /* of Page* */
  GArray *elements;       /* of Element */
  GArray *outline;        /* of OutlineItem */
  Imposition *imposition; /* where pages stand on sheets; owned; NULL: each is its own sheet */
  Fonts *fonts;           /* borrowed; outlives the Pages */
  int depth, last_depth;  /* of a page for text; to the end of what stands on the last one [upt] */
  char *title, *lang, *author, *subject, *keywords, *created, *marking, *digest, *case_id;
  int issue;     /* 0: not numbered */
  char *facts;   /* JSON of the Release, to go with the product; NULL: nothing goes with it */
  gboolean once; /* who writes them may take their ink: they are written and then freed */
} Pages;

Pages *pages_new (Fonts *fonts);
void pages_free (Pages *pages);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Pages, pages_free)
/** @pages, which say nothing of themselves yet, say what @document does: title, language, marking and the rest of the metadata. */
void pages_describe (Pages *pages, const Document *document);
Page *pages_add (Pages *pages, int width, int height);
/** Long documents keep the ops of a page that is done in few bytes (pack.h). Whoever reads pages opens each, and closes it before
 *  the next: what runs and paths hold lives until then, links and destinations as long as the page. Harmless if not packed. */
void page_pack (Page *page);
const GArray *page_open (Page *page);
void page_close (Page *page);
/** The ink of a packed page goes, but for links, destinations and pictures, which others may borrow. */
void page_spend (Page *page);
int pages_add_element (Pages *pages, int parent, Role role);

void drawing_free (Drawing *drawing);

/** The text dump of golden tests: one line an op: face, size, place in pt with 2 decimals, words. Owned. */
char *pages_dump (const Pages *pages);
const char *role_name (Role role); /* "H1", "TD" */
