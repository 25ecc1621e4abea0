/* pdf.h: any PDF file, ours or another's, as objects: a thin, bounded hold on libqpdf's C interface. Nothing but readback/ includes it.
 *
 *     g_auto (Obj) root = pdf_root (pdf);
 *     g_auto (Obj) lang = obj_get (root, "/Lang");      // null where there is none, or where @root is no dictionary
 *     g_autofree char *text = obj_text (lang);          // UTF-8; NULL: no text
 *
 * The file is hostile: no call here aborts on what it holds, and what has the wrong type reads as null. Whoever walks a tree bounds
 * its depth (PDF_DEPTH_LIMIT) and its nodes (PDF_NODES_LIMIT) and remembers where it was; memory and time are bounded by the process.
 * Rule: ISO 32000-1 7.3, 7.9.
 */
#pragma once
#include <glib.h>

enum
{
  PDF_DEPTH_LIMIT = 100,
  PDF_NODES_LIMIT = 4000000,
  PDF_PAGES_LIMIT = 100000,
};

/** What is wrong with a file; pdf_error_code gives the word in brackets behind the sentence. */
typedef enum
{
  PDF_ERROR_DAMAGED,  /* [pdf-damaged] no PDF, or not to be repaired */
  PDF_ERROR_PASSWORD, /* [pdf-password] encrypted, and the password is not that */
  PDF_ERROR_LIMIT,    /* [pdf-limit] more pages, nodes or bytes than we read */
  PDF_ERROR_NO_FACTS, /* [pdf-no-facts] no released facts in it */
  PDF_ERROR_UNTAGGED, /* [pdf-untagged] there is no structure to read */
} PdfError;
#define PDF_ERROR (g_quark_from_static_string ("pdf"))
const char *pdf_error_code (const GError *error);

typedef struct Pdf Pdf;

typedef struct
{
  Pdf *pdf;
  unsigned handle;
} Obj;

/** Reads @bytes, which must live as long as the result. @password may be NULL. A broken cross-reference table is mended in memory
 *  (pdf_warnings counts what was); what cannot be is an error. */
Pdf *pdf_open (const void *bytes, gsize length, const char *password, GError **error);
void pdf_close (Pdf *pdf);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Pdf, pdf_close)

/** Pages in order, at most PDF_PAGES_LIMIT; borrowed objects. */
int pdf_n_pages (const Pdf *pdf);
Obj pdf_page (const Pdf *pdf, int index);
/** The index of the page with this object number; -1: it is none. */
int pdf_page_of (const Pdf *pdf, int number);
/** A page's own or inherited @key (MediaBox, Resources); owned. */
Obj pdf_page_get (const Pdf *pdf, int index, const char *key);
/** The content streams of a page, one after the other with a line's end between them; owned. */
GString *pdf_page_content (Pdf *pdf, int page);
Obj pdf_root (Pdf *pdf);
Obj pdf_trailer (Pdf *pdf);
/** The object with this number; null if there is none. */
Obj pdf_object (Pdf *pdf, int number);
const char *pdf_version (Pdf *pdf);
gboolean pdf_is_encrypted (Pdf *pdf);
gboolean pdf_is_linearised (Pdf *pdf);
/** How many faults libqpdf mended or passed over so far. */
int pdf_warnings (Pdf *pdf);
/** The handle for readback/rewrite.c alone. */
gpointer pdf_handle (Pdf *pdf);

/* Objects. All but obj_clear take any object, and answer null, 0, FALSE or NULL for one of another type. */
void obj_clear (Obj *obj);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Obj, obj_clear)
Obj obj_get (Obj dict, const char *key); /* "/Key"; owned. A stream stands for its dictionary */
Obj obj_item (Obj array, int index);     /* owned */
int obj_length (Obj array);
GPtrArray *obj_keys (Obj dict); /* of char*, sorted, with '/'; owned */
gboolean obj_is_dict (Obj obj); /* a stream, too */
gboolean obj_is_array (Obj obj);
gboolean obj_is_stream (Obj obj);
gboolean obj_is_name (Obj obj, const char *name); /* @name "/Name"; NULL: any */
gboolean obj_is_string (Obj obj);
gboolean obj_is_number (Obj obj);
gboolean obj_is_integer (Obj obj);
gboolean obj_is_null (Obj obj);
int obj_number (Obj obj); /* object number; 0: direct */
double obj_real (Obj obj);
gint64 obj_integer (Obj obj);
gboolean obj_bool (Obj obj);
char *obj_name (Obj obj);       /* without '/', as UTF-8; owned; NULL */
GBytes *obj_bytes (Obj string); /* of a string; owned; NULL */
char *
obj_text (Obj string); /* a text string as UTF-8: UTF-16, UTF-8 or PDFDocEncoding (7.9.2.2); owned; NULL */
char *obj_words (Obj obj); /* any value in a line, as PDF writes it, at most 200 letters; owned */
/** A stream's data, decoded; NULL when it cannot be. Owned. */
GBytes *obj_data (Obj stream);
/** … and as it lies in the file. */
GBytes *obj_raw_data (Obj stream);

/** The text string in @length @bytes: see obj_text. */
char *pdf_text (const guint8 *bytes, gsize length);
/** Any bytes as UTF-8: what is none becomes U+FFFD, controls but space become a space. Owned. */
char *pdf_clean (const char *text, gssize length);
