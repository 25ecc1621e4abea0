/* pdf-object.h: the objects of one PDF file, written as text. A thin layer over libharu's object layer: libharu owns the
 * document, the page tree and the cross-reference table; every dictionary of ours is a libharu dictionary whose entries are
 * text, written between << and >> (half the cost of nested objects, and readable here). References are plain numbers, known
 * as soon as an object is reserved.
 *
 *     int font = pdf_file_reserve (file);
 *     pdf_file_set_take (file, font, g_string_new ("/Type/Font…"));
 */
#pragma once
#include "base/memo.h"
#include "export/number.h"
#include <hpdf.h>
#include <hpdf_doc.h>

typedef enum
{
  PDF_ERROR_LIBRARY,
  PDF_ERROR_FONT
} PdfErrorCode;
#define PDF_ERROR (pdf_error_quark ())
GQuark pdf_error_quark (void);

struct libdeflate_compressor;

/** Object @number is saved before object @before. */
typedef struct
{
  int number, before;
} PdfEarly;

typedef struct
{
  HPDF_Doc doc;
  GPtrArray *texts;    /* of GString: entries of dictionaries, alive until the file is saved */
  HPDF_STATUS trouble; /* libharu's first error number; 0: none */
  void (*write_late) (gpointer data, int number, GString *out); /* appends a late object, with << and >> */
  gpointer late_data;
  HPDF_Null late; /* the object of every number that is saved late; NULL: there is none */
  GArray *early;  /* of PdfEarly, by rising @before */
  GPtrArray
      *bodies; /* of GBytes, by object number: streams that are deflated already; NULL: not, or no stream */
  struct libdeflate_compressor *compressor; /* deflate.h; made when it is needed */
  Memo *memo;                               /* borrowed; NULL: nothing is remembered */
} PdfFile;

/** An empty document of version 1.7. Errors: PDF_ERROR_LIBRARY. */
PdfFile *pdf_file_new (GError **error);
void pdf_file_free (PdfFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdfFile, pdf_file_free)

/** A new indirect dictionary without entries; returns its object number. */
int pdf_file_reserve (PdfFile *file);
/** … one that has no text until it is saved: then write_late is asked for it, for all of them by rising numbers. For structure
 *  elements, which are many. */
int pdf_file_reserve_late (PdfFile *file);
gboolean pdf_is_late (gconstpointer object);
/** Saves object @number, no stream, before object @before, a lower number and no lower one than in the call before this. */
void pdf_file_save_before (PdfFile *file, int number, int before);
/** Gives a reserved dictionary, or one of libharu's without text of its own, its (further) entries. Takes @entries. */
void pdf_file_set_take (PdfFile *file, int number, GString *entries);
int pdf_file_add_take (PdfFile *file, GString *entries);
/** Gives a stream of libharu, a page's content, its bytes, which are deflated at once: a long document is never there as it
 *  stands. Instead of writing to the stream; once. */
void pdf_file_set_body (PdfFile *file, int number, gconstpointer data, gsize length);
/** Those bytes, deflated; borrowed. NULL: what the object's own stream holds. */
GBytes *pdf_file_body (const PdfFile *file, int number);
/** A stream; @entries (taken) without Length and Filter, NULL: none. @deflated: FALSE for what is deflated already. */
int pdf_file_add_stream (PdfFile *file, GString *entries, gconstpointer data, gsize length,
                         gboolean deflated);

HPDF_Dict pdf_file_dict (PdfFile *file, int number);
int pdf_number (gconstpointer object); /* of an indirect libharu object */

/** A text string (ISO 32000-1 7.9.2.2): ASCII as (literal), all else as UTF-16BE in hexadecimal. */
void put_text_string (GString *out, const char *utf8);
/** A byte string as (literal). */
void put_byte_string (GString *out, const char *bytes);
/** "12 0 R" */
void put_reference (GString *out, int number);
/** Two hexadecimal digits; four. */
void put_hex8 (GString *out, unsigned value);
void put_hex16 (GString *out, unsigned value);
/** UTF-16BE in hexadecimal digits, without brackets. */
void put_utf16_hex (GString *out, const char *utf8, int length);
