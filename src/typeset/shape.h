/* shape.h: styled text → clusters of placed glyphs, in logical order, with the places where a line may end (UAX #14).
 *
 * Pango itemises (script, direction, font) what is not plain (plain-text.h), and HarfBuzz shapes, always with the whole paragraph as context, so that a
 * piece of an Arabic word keeps its joins. Every face is shaped at one nominal size and scaled: a new size costs nothing. Kerning and
 * ligatures stay; tracking (style->letter_spacing) is added between clusters, but not in cursive scripts.
 * All offsets are bytes into ShapedText.text. Cost: linear in the text.
 */
#pragma once
#include "document/style.h"
#include "typeset/fonts.h"

/** Is @lang (NULL: unknown) written from the right? By its first script. */
gboolean language_runs_rtl (const char *lang);

/** A part of the text in one style and language; spans cover the text without holes, in order. */
typedef struct
{
  int start, end;
  const Style *style; /* borrowed */
  const char *lang;   /* interned, never NULL */
  int source;         /* the caller's own number; clusters of two sources are never one glyph run */
  gboolean tied;      /* no line ends before it, unless a space does (a raised citation) */
  gboolean box;       /* stands on a ground of its own: pad_x is added at both ends */
} TextSpan;

/** One glyph at its span's size, in the visual order of its cluster [upt]. */
typedef struct
{
  guint16 id;
  int x, y, advance;
} ShapedGlyph;

typedef enum
{
  CLUSTER_TEXT,
  CLUSTER_SPACE,  /* white, whether or not it stretches */
  CLUSTER_FILL,   /* U+0009: takes what is left of the line */
  CLUSTER_BREAK,  /* U+2028: the line ends here */
  CLUSTER_MISSING /* no face has it */
} ClusterKind;

typedef struct
{
  int start, end; /* bytes */
  int character;  /* index of its first character: may_end[character] */
  int piece;
  int first_glyph, n_glyphs;
  int width;                 /* with tracking and pads [upt] */
  int pad_before, pad_after; /* of the ground's box, part of width */
  int gap;            /* the em, if the gap to the next may be tracked when a line is justified; else 0 */
  guint8 kind;        /* ClusterKind */
  gboolean unsafe;    /* its letters look otherwise when a line begins with it: kerning, ligatures, joins */
  gboolean stretches; /* a space that justification may widen */
} Cluster;

/** Clusters shaped together: one face, one style, one level. */
typedef struct
{
  int start, end;
  int span; /* index into spans */
  int face;
  int level;             /* UAX #9; odd: right to left */
  gboolean cursive;      /* letters join: no tracking, no division of words */
  guint16 hyphen, space; /* glyphs of the face; 0: it has none */
  int hyphen_width;
  int tracking; /* after each cluster [upt] */
} ShapedPiece;

typedef struct
{
  Fonts *fonts; /* borrowed */
  char *text;
  int length;
  gboolean rtl;     /* base direction */
  GArray *spans;    /* of TextSpan */
  GArray *pieces;   /* of ShapedPiece, logical order */
  GArray *clusters; /* of Cluster, logical order */
  GArray *glyphs;   /* of ShapedGlyph */
  GArray *parts;    /* of Cluster: halves of ligatures that a line's end may divide, two by two */
  guint8 *may_end;  /* by UAX #14, may a line end before this character; one more than there are characters */
} ShapedText;

/** @text, @spans: taken; spans of a text of length 0 may be empty. @lang: the paragraph's (its script gives the base direction;
 *  NULL: the first strong letter does). */
ShapedText *shape_text_take (Fonts *fonts, char *text, GArray *spans, const char *lang);
/** The same, but Pango itemises plain text too; for tests. */
ShapedText *shape_text_take_by_pango (Fonts *fonts, char *text, GArray *spans, const char *lang);
void shaped_text_free (ShapedText *shaped);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ShapedText, shaped_text_free)

/** Shapes both halves of a ligature by themselves, as they look when a line ends before @byte inside it.
 *  Returns: index into parts of the first half; the second follows. -1: not a ligature of letters. */
int shaped_divide_cluster (ShapedText *shaped, int cluster, int byte);

const Cluster *shaped_cluster (const ShapedText *shaped, int index);
const ShapedPiece *shaped_piece (const ShapedText *shaped, const Cluster *cluster);
const TextSpan *shaped_span (const ShapedText *shaped, const Cluster *cluster);
