/* content.h: what the pages show, by the marks on it: text for each marked-content identifier, and the artifacts.
 *
 * A piece is the text of one marked-content sequence: glyphs in the order of the stream, those of right-to-left words in the order of
 * speech, with spaces where the pen jumped. Invisible ink counts: it is read aloud, too. Rule: ISO 32000-1 14.6, 9.4, 14.8.2.4.
 */
#pragma once
#include "readback/pdf.h"

typedef struct
{
  char *text;         /* UTF-8; line ends within are spaces, soft hyphens at them are gone; never NULL */
  double left, right; /* of the last line [user units of the page] … */
  double first_left, first_right, first_y;
  double y, size; /* base line and type size there; size 0: nothing was shown */
} Piece;

typedef struct
{
  char *type, *subtype; /* "Pagination", "Header"; NULL: not said */
  char *text;           /* trimmed; never "" */
  int page;
} Artifact;

typedef struct
{
  GPtrArray *artifacts; /* of Artifact*, those with text */
  GPtrArray *untagged;  /* of Artifact*: text outside of every mark */
  GHashTable *pieces;   /* see content_piece */
  GPtrArray *pages;     /* of GString*: all text of a page, as shown */
  int n_invisible;      /* glyphs in rendering mode 3 */
  gboolean cut;         /* stopped at the limit of operators */
} Content;

/** Reads the content of every page and of the forms it shows. Cost: linear in the operators, of which 20 million are read. */
Content *content_read (Pdf *pdf);
void content_free (Content *content);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Content, content_free)

/** The piece with identifier @mcid of page @page, or of the form with object number @form if that is not 0; NULL. Borrowed. */
const Piece *content_piece (const Content *content, int page, int form, int mcid);

/** Does speech pause between them: another line, or a gap of more than a fifth of the type size? */
gboolean pieces_apart (const Piece *before, const Piece *after);
