/* layout.h: a layout file as checked values: page, styles, furniture, words and the ordered list of sections.
 *
 *     extends: shared/house                      one parent; maps are merged key by key, lists and texts replaced
 *     styles: {text: {font: text, size: 9.4pt}, likelihood: {weight: semibold}}
 *     body: [{title: {}}, {claims: {where: {tags: [attack]}}}]
 *
 * A layout arranges; it can never grant: it sees nothing but the Release. Nothing here depends on one case. All mistakes
 * of a run are reported with file, line, column and the nearest valid word; a Layout is whole or it is not returned.
 * Strings are owned by the Layout or interned; lengths are upt. Reading costs O(bytes of the files).
 */
#pragma once
#include "base/memo.h"
#include "base/yaml.h"
#include "document/style.h"

typedef struct Layout Layout;
typedef struct SectionSpec SectionSpec; /* sections.h */

/** A style with what was said about it: @set tells which properties, so that an inline style changes only those. */
typedef struct
{
  Style style;
  Style loose; /* as the layout says, once it was tightened */
  gboolean has_loose;
  guint64 set;      /* bits of StyleKey (layout-style.h), the explicit ones of it and its parents */
  int size_percent; /* > 0: size relative to what it stands on */
  int rise_percent; /* of the size it stands on */
} LayoutStyle;

/** What remains of spaces, leading and letters when a product is set tighter, in thousandths. */
typedef struct
{
  int space, leading, size;
} Tightness;

/** From as the layout says to as tight as it allows. */
#define TIGHTEN_STEPS 8

typedef enum
{
  CITE_NUMBER,
  CITE_ID,
  CITE_SEQUENCE,
  CITE_NONE
} CiteKind;

/** One item of `body:` or of a container in it. */
typedef struct Section
{
  const SectionSpec *spec;
  Mark mark;
  const YamlNode *keys; /* its map, checked against the spec; never NULL */
  const char *id;       /* interned; NULL */
  int span, offset;     /* in a row, of 12 columns; 0: not said */
  GPtrArray *children;  /* of Section*; containers only, else NULL */
} Section;

/** The text of header or footer: templates (template.h), NULL: empty. */
typedef struct
{
  const YamlNode *left, *centre, *right;
  const YamlNode *image; /* checked map */
} LayoutFurniture;

struct Layout
{
  YamlNode *root;   /* all files merged */
  char *id;         /* "executive": the file's name without .yaml */
  GPtrArray *files; /* of char*: what was read, in order; a build is stale when one of them changes */
  GPtrArray *texts, *missed; /* of GBytes: what stood in them; of char*: where no parent was */
  const char *lang;          /* language the layout asks for, interned; NULL: the briefing's */
  PageStyle page;
  GHashTable *pages;   /* name → PageStyle*: those of blocks that have their own */
  GHashTable *colours; /* name → GUINT_TO_POINTER (Colour) */
  GHashTable *styles;  /* name → LayoutStyle*; "text" is always there */
  LayoutFurniture header, first_header, footer;
  GPtrArray *body; /* of Section* */
  CiteKind cite;
  gboolean grades;       /* print A1–F6 beside claims in notes */
  gboolean attach_facts; /* the Release goes with the product, as facts.json */
  int fit_pages;         /* 0: any number */
  GPtrArray *drops;      /* of char*: "chart" or "indicators/3", in the order in which they go */
  Tightness tightest;
  int loose_baseline; /* of the page, once it was tightened; -1 */
};

/** What a layout is read with. Families that are there, NULL-terminated; NULL: families are not checked (no fonts at hand). */
typedef struct
{
  const char *const *families;
  const GPtrArray *values; /* of SetValue*, for the layout's settings; NULL: the defaults */
  Memo *memo;              /* of files that were read before; NULL: none */
} LayoutChecks;

/** Reads @path; parents are looked for beside it, then in @search_dirs as DIR/NAME.yaml. NULL when there was an error in it. */
Layout *layout_read (const char *path, const char *const *search_dirs, const LayoutChecks *checks,
                     Diags *diags);
void layout_free (Layout *layout);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Layout, layout_free)

/** What may go, in order, until the document has fit_pages pages. Borrowed. */
const GPtrArray *layout_drops (const Layout *layout);
/** May styles be tightened, when all that may go is gone and the document still has too many pages? */
gboolean layout_may_tighten (const Layout *layout);
/** Sets spaces, leading and sizes of all styles but furniture's to @step of TIGHTEN_STEPS; what remains. Documents borrow the styles. */
Tightness layout_tighten (Layout *layout, int step);

/** The style @name, or NULL. Borrowed. */
const LayoutStyle *layout_style (const Layout *layout, const char *name);
/** Is @name one of `pages:`? Reports [page-style-unknown] with the nearest that is. */
gboolean layout_page_check (const Layout *layout, const YamlNode *name, Diags *diags);
/** That of `pages:` named @name (NULL: the layout's own), turned to @orientation (NULL: as it is). */
PageStyle layout_page (const Layout *layout, const char *name, const char *orientation);
Colour layout_colour (const Layout *layout, const char *name, Colour fallback);
/** The layout's title in @lang; borrowed, never NULL. */
const char *layout_title (const Layout *layout, const char *lang);
/** One string or a map of languages; NULL if there is none. Borrowed. */
const char *node_words (const YamlNode *node, const char *lang);
/** JSON Schema (2020-12) of layout files, made from the tables that check them. Owned. */
char *layout_schema (void);
