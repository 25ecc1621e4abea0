/* parts.h: the parts of inspect, each into a writer that stands at a value; and what others read of a file besides. */
#pragma once
#include "base/yaml.h"
#include "readback/structure.h"

void write_fonts (Pdf *pdf, YamlWriter *writer);
void write_links (Pdf *pdf, YamlWriter *writer);
void write_outline (Pdf *pdf, YamlWriter *writer);
void write_attachments (Pdf *pdf, YamlWriter *writer);
void write_markings (Pdf *pdf, const Content *content, YamlWriter *writer);
void write_sizes (Pdf *pdf, gsize file_length, YamlWriter *writer);
void write_structure (const Structure *structure, YamlWriter *writer);

/** A file in the file (7.11.4): from /Names /EmbeddedFiles, /AF of the catalog, and annotations. */
typedef struct
{
  char *name, *description, *relationship, *mime, *created, *modified; /* NULL: not said */
  gboolean in_names, in_af;
  gint64 declared_size; /* -1: not said */
  int object;           /* of the stream */
  GBytes *data;         /* NULL: cannot be decoded */
} Attachment;

/** Each once, in order of the name tree and then of /AF; of Attachment*, owned. */
GPtrArray *attachments_read (Pdf *pdf);

/** One entry of the outline. */
typedef struct
{
  char *title, *target;
  int level, page; /* from 1; from 0, -1: none */
} OutlineEntry;
GPtrArray *outline_read (Pdf *pdf);

/** Labels of pages (12.4.2), one a page, of char*: "iii", "A-1"; owned. */
GPtrArray *page_labels (Pdf *pdf);

/** The XMP packet as text; NULL: none. Owned. And a property of it, "pdfaid:part", as an element or an attribute; NULL. */
char *xmp_read (Pdf *pdf);
char *xmp_value (const char *xmp, const char *property);

/* keys with values, for all parts */
void write_text_key (YamlWriter *writer, const char *key, const char *text); /* nothing if @text is NULL */
void write_number_key (YamlWriter *writer, const char *key, gint64 number);
void write_flag_key (YamlWriter *writer, const char *key, gboolean flag);
