/* page.h: where each mark of ink goes, and what it means. Pages are plain data; every exporter walks them and decides nothing.
 *
 * Coordinates: upt = 1/1024 pt from the top left of the page (or of the drawing), y down. Ops stand in reading order.
 * Structure: a flat array of elements (index, parent). OP_TAG_BEGIN e … OP_TAG_END encloses content of element e; begins may
 * nest (the exporter closes the outer sequence and opens it again: marked-content sequences themselves never nest). An element
 * may be begun many times, on one page or several. Content outside any tag must stand inside OP_ARTIFACT.
 * The order of kids of an element is the order in which content and child elements are first met; elements without content
 * stand by their index.
 *
 * check-source: lengths: a page and all that can stand on it
 */
#pragma once
#include "document/block.h"
#include "typeset/fonts.h"

typedef enum
{
  OP_GLYPHS,
  OP_PATH,
  OP_TAG_BEGIN,
  OP_TAG_END,
  OP_ARTIFACT_BEGIN,
  OP_ARTIFACT_END,
  OP_LINK,
  OP_DEST
} OpKind;

/** One glyph of a run, in visual order. @x, @y: offset of the glyph's origin from the run's origin [upt]. @advance as drawn.
 *  @start, @end: bytes of run->text that its cluster stands for; the other glyphs of a cluster have start = end. */
typedef struct
{
  guint16 id;
  int x, y, advance;
  int start, end;
} Glyph;

typedef struct
{
  int face; /* index in Fonts */
  int size; /* [upt] */
  Colour colour;
  int x, y;             /* origin on the baseline */
  int scale;            /* horizontal, 1/10000; 10000 = as designed */
  gboolean rtl;         /* glyphs in visual order, text in logical order */
  gboolean soft_hyphen; /* its last glyph is a hyphen added at a line's end: reads as U+00AD */
  const char *lang;     /* interned */
  char *text;           /* UTF-8, logical order; owned */
  GArray *glyphs;       /* of Glyph; owned */
} GlyphRun;

typedef struct
{
  char verb; /* m l c h */
  int x[3], y[3];
} PathStep;

typedef struct
{
  GArray *steps; /* of PathStep; owned */
  gboolean fill, stroke, even_odd;
  Colour fill_colour, stroke_colour;
  int width, dash[6], n_dash, cap, join; /* cap, join: ISO 32000-1 8.4.3.3, 8.4.3.4 */
} Path;

typedef enum
{
  ARTIFACT_LAYOUT,
  ARTIFACT_HEADER,
  ARTIFACT_FOOTER,
  ARTIFACT_BACKGROUND
} ArtifactKind;

typedef struct
{
  int x, y, width, height;
  int element;    /* its Link element */
  char *target;   /* "#id" or a URI */
  char *contents; /* for the annotation's Contents */
} LinkArea;

typedef struct
{
  OpKind kind;
  union
  {
    GlyphRun *glyphs;
    Path *path;
    int element; /* TAG_BEGIN */
    ArtifactKind artifact;
    LinkArea *link;
    struct
    {
      char *name;
      int x, y;
    } dest;
  } as;
} Op;

typedef struct
{
  int parent; /* index; -1: the root's child */
  Role role;
  char *alt, *actual_text, *id, *title;
  const char *lang; /* interned; NULL: parent's */
  Scope scope;
  int col_span, row_span; /* 0 or 1: not written */
  gboolean has_box;       /* FIGURE: BBox on its page */
  int page, x, y, width, height;
} Element;

typedef struct
{
  int level;          /* 1.. */
  char *title, *dest; /* destination name */
  int element;
} OutlineItem;

typedef struct
{
  int width, height;
  GArray *ops; /* of Op; owned with all they hold */
} Page;

/** A figure's ink: ops relative to its own top left corner; its LINKs have element -1 until placed. */
typedef struct
{
  int width, height;
  GArray *ops;
  char *alt; /* complete description; owned */
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
  GPtrArray *pages; /* of Page* */
  GArray *elements; /* of Element */
  GArray *outline;  /* of OutlineItem */
  Fonts *fonts;     /* borrowed; outlives the Pages */
  char *title, *lang, *author, *subject, *keywords, *created, *marking, *digest;
} Pages;

Pages *pages_new (Fonts *fonts);
void pages_free (Pages *pages);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Pages, pages_free)
Page *pages_add (Pages *pages, int width, int height);
int pages_add_element (Pages *pages, int parent, Role role);

GArray *ops_new (void); /* of Op, with a clear function that frees what they hold */
void ops_glyphs_take (GArray *ops, GlyphRun *run);
void ops_path_take (GArray *ops, Path *path);
void ops_tag_begin (GArray *ops, int element);
void ops_tag_end (GArray *ops);
void ops_artifact_begin (GArray *ops, ArtifactKind kind);
void ops_artifact_end (GArray *ops);
void ops_link (GArray *ops, int x, int y, int width, int height, int element, const char *target,
               const char *contents);
void ops_dest (GArray *ops, const char *name, int x, int y);
/** A filled rectangle as a Path. */
void ops_rectangle (GArray *ops, int x, int y, int width, int height, Colour colour);
/** Appends copies of @from moved by (dx, dy). */
void ops_append_moved (GArray *ops, const GArray *from, int dx, int dy);
Path *path_new (void);
void path_step (Path *path, char verb, int x, int y); /* m, l, h */
void path_curve (Path *path, int x1, int y1, int x2, int y2, int x3, int y3);
GlyphRun *glyph_run_new (int face, int size, Colour colour);
void drawing_free (Drawing *drawing);

/** The text dump of golden tests: one line an op: face, size, place in pt with 2 decimals, words. Owned. */
char *pages_dump (const Pages *pages);
const char *role_name (Role role); /* "H1", "TD" */
