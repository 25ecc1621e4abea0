/* inspect.h: what a PDF is made of, as text or JSON: the answer of `brief inspect`. */
#pragma once
#include "readback/pdf.h"

typedef enum
{
  INSPECT_FILE = 1 << 0, /* version, pages, claims, identifiers, title, language */
  INSPECT_FONTS = 1 << 1,
  INSPECT_OUTLINE = 1 << 2,
  INSPECT_ATTACHMENTS = 1 << 3,
  INSPECT_MARKINGS = 1 << 4, /* text of each page's header, footer and other artifacts */
  INSPECT_SIZES = 1 << 5,
  INSPECT_LINKS = 1 << 6,
  INSPECT_STRUCTURE = 1 << 7,
  INSPECT_READING = 1 << 8, /* alone, as text: plain lines (readback/reading.h) */
  INSPECT_USUAL = (1 << 6) - 1,
  INSPECT_ALL = (1 << 9) - 1,
} InspectParts;

/** The parts asked for as YAML, or as JSON; owned. Reading alone without JSON is plain text, and of a file without structure an error. */
char *inspect (Pdf *pdf, gsize file_length, InspectParts parts, gboolean json, GError **error);
