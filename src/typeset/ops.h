/* ops.h: the marks on a page, one after the other. What they mean together is told in page.h.
 * An Op owns what it holds. Coordinates are upt, y down. */
#pragma once
#include "document/block.h"
#include "typeset/bitmap.h"
#include "typeset/path.h"

typedef enum
{
  OP_GLYPHS,
  OP_PATH,
  OP_IMAGE,
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
  int x, y;     /* origin on the baseline */
  int scale;    /* horizontal, 1/10000; 10000 = as designed. Glyphs' places and advances have it already */
  int tracking; /* behind most letters, as drawn [1/10000 em]; advances have it already */
  gboolean rtl; /* glyphs in visual order, text in logical order */
  gboolean soft_hyphen; /* its last glyph is a hyphen added at a line's end: reads as U+00AD */
  const char *lang;     /* interned */
  char *text;           /* UTF-8, logical order; owned */
  GArray *glyphs;       /* of Glyph; owned */
} GlyphRun;

typedef enum
{
  ARTIFACT_LAYOUT,
  ARTIFACT_HEADER,
  ARTIFACT_FOOTER,
  ARTIFACT_BACKGROUND,
  ARTIFACT_WATERMARK
} ArtifactKind;

typedef struct
{
  int x, y, width, height;
  Bitmap *bitmap; /* a reference */
} ImagePlace;

typedef struct
{
  int x, y, width, height;
  int element;    /* its Link element */
  char *target;   /* "#id" or a URI; NULL: only words about what is there, for pictures */
  char *contents; /* for the annotation's Contents */
  GArray *more;   /* of LinkPart: further areas of the same link, of one element with the first; NULL: none */
  Path *along;    /* what a pointer may be at in a picture, instead of @more; NULL: nothing */
} LinkArea;

typedef struct
{
  int x, y, width, height;
} LinkPart;

typedef struct
{
  OpKind kind;
  union
  {
    GlyphRun *glyphs;
    Path *path;
    ImagePlace *image;
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

GArray *ops_new (void); /* of Op, with op_clear, which frees what an Op holds */
void op_clear (gpointer op);
void ops_glyphs_take (GArray *ops, GlyphRun *run);
void ops_path_take (GArray *ops, Path *path);
void ops_image (GArray *ops, Bitmap *bitmap, int x, int y, int width, int height); /* refers to it */
void ops_tag_begin (GArray *ops, int element);
void ops_tag_end (GArray *ops);
void ops_artifact_begin (GArray *ops, ArtifactKind kind);
void ops_artifact_end (GArray *ops);
void ops_link (GArray *ops, int x, int y, int width, int height, int element, const char *target,
               const char *contents);
/** A link that runs along a line: its areas beside the first, and the line itself; takes both. */
void ops_link_along (GArray *ops, int x, int y, int width, int height, const char *target,
                     const char *contents, GArray *more, Path *along);
void ops_dest (GArray *ops, const char *name, int x, int y);
/** A filled rectangle as a Path. */
void ops_rectangle (GArray *ops, int x, int y, int width, int height, Colour colour);
/** Appends copies of @from moved by (dx, dy). */
void ops_append_moved (GArray *ops, const GArray *from, int dx, int dy);
GlyphRun *glyph_run_new (int face, int size, Colour colour);
