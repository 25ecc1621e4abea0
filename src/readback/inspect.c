/* inspect.c: see inspect.h. */
#include "readback/inspect.h"
#include <string.h>
#include "readback/gather.h"
#include "readback/parts.h"
#include "readback/reading.h"

void
write_text_key (YamlWriter *writer, const char *key, const char *text)
{
  if (!text)
    return;
  yaml_write_key (writer, key);
  yaml_write_string (writer, text);
}

void
write_number_key (YamlWriter *writer, const char *key, gint64 value)
{
  yaml_write_key (writer, key);
  yaml_write_integer (writer, value);
}

void
write_flag_key (YamlWriter *writer, const char *key, gboolean flag)
{
  yaml_write_key (writer, key);
  yaml_write_boolean (writer, flag);
}

static char *
info_text (Pdf *pdf, const char *key)
{
  g_auto (Obj) trailer = pdf_trailer (pdf);
  g_auto (Obj) info = obj_get (trailer, "/Info");
  g_auto (Obj) value = obj_get (info, key);
  return obj_text (value);
}

char *
pdf_language (Pdf *pdf)
{
  g_auto (Obj) root = pdf_root (pdf);
  g_auto (Obj) lang = obj_get (root, "/Lang");
  return obj_text (lang);
}

static char *
title (Pdf *pdf)
{
  g_autofree char *xmp = xmp_read (pdf);
  char *found = info_text (pdf, "/Title");
  return found ? found : xmp_value (xmp, "dc:title");
}

static void
write_ids (Pdf *pdf, YamlWriter *writer)
{
  g_auto (Obj) trailer = pdf_trailer (pdf);
  g_auto (Obj) ids = obj_get (trailer, "/ID");
  yaml_write_key (writer, "ids");
  yaml_write_list_begin (writer);
  for (int i = 0; i < MIN (obj_length (ids), 2); i++)
    {
      g_auto (Obj) item = obj_item (ids, i);
      g_autoptr (GBytes) bytes = obj_bytes (item);
      g_autoptr (GString) hex = g_string_new (NULL);
      gsize n = 0;
      const guint8 *data = bytes ? g_bytes_get_data (bytes, &n) : NULL;
      for (gsize k = 0; k < MIN (n, 64); k++)
        g_string_append_printf (hex, "%02x", data[k]);
      yaml_write_string (writer, hex->str);
    }
  yaml_write_end (writer);
}

/** What the file says it conforms to, by its XMP. */
static void
write_claims (Pdf *pdf, YamlWriter *writer)
{
  static const char *const claims[][2] = {
      {"pdfaid:part", "pdfa_part"},
      {"pdfaid:conformance", "pdfa_conformance"},
      {"pdfuaid:part", "pdfua_part"},
  };
  g_autofree char *xmp = xmp_read (pdf);
  yaml_write_key (writer, "claims");
  yaml_write_map_begin (writer);
  for (guint i = 0; i < G_N_ELEMENTS (claims); i++)
    {
      g_autofree char *value = xmp_value (xmp, claims[i][0]);
      write_text_key (writer, claims[i][1], value);
    }
  yaml_write_end (writer);
}

static double
rounded (double value)
{
  return (double)(gint64)(value * 100 + (value < 0 ? -.5 : .5)) / 100;
}

/** Sizes in points, as seen: each once, with how many pages in a row have it. */
static void
write_page_sizes (Pdf *pdf, YamlWriter *writer)
{
  double before[2] = {-1, -1};
  int count = 0, n = pdf_n_pages (pdf);
  yaml_write_key (writer, "page_sizes");
  yaml_write_list_begin (writer);
  for (int i = 0; i <= n; i++)
    {
      double size[2] = {-2, -2};
      if (i < n)
        {
          g_auto (Obj) box = pdf_page_get (pdf, i, "/MediaBox");
          double sides[4];
          for (int k = 0; k < 4; k++)
            {
              g_auto (Obj) side = obj_item (box, k);
              sides[k] = CLAMP (obj_real (side), -1e6, 1e6);
            }
          size[0] = rounded (sides[2] - sides[0]);
          size[1] = rounded (sides[3] - sides[1]);
        }
      if (count && (size[0] != before[0] || size[1] != before[1]))
        {
          yaml_write_map_begin (writer);
          write_number_key (writer, "pages", count);
          yaml_write_key (writer, "width");
          yaml_write_number (writer, before[0]);
          yaml_write_key (writer, "height");
          yaml_write_number (writer, before[1]);
          yaml_write_end (writer);
          count = 0;
        }
      count++;
      memcpy (before, size, sizeof size);
    }
  yaml_write_end (writer);
}

static void
write_labels (Pdf *pdf, YamlWriter *writer)
{
  g_autoptr (GPtrArray) labels = page_labels (pdf);
  yaml_write_key (writer, "page_labels");
  yaml_write_list_begin (writer);
  for (guint i = 0; i < labels->len; i++)
    yaml_write_string (writer, labels->pdata[i]);
  yaml_write_end (writer);
}

static void
write_file (Pdf *pdf, gsize length, const Content *content, const Structure *structure, YamlWriter *writer)
{
  static const char *const info[][2] = {{"/Author", "author"},     {"/Subject", "subject"},
                                        {"/Keywords", "keywords"}, {"/Creator", "creator"},
                                        {"/Producer", "producer"}, {"/CreationDate", "created"},
                                        {"/ModDate", "modified"}};
  g_autofree char *name = title (pdf), *lang = pdf_language (pdf);
  g_auto (Obj) root = pdf_root (pdf);
  g_auto (Obj) mark = obj_get (root, "/MarkInfo");
  g_auto (Obj) marked = obj_get (mark, "/Marked");
  yaml_write_key (writer, "file");
  yaml_write_map_begin (writer);
  write_text_key (writer, "version", pdf_version (pdf));
  write_number_key (writer, "bytes", (gint64)length);
  write_number_key (writer, "pages", pdf_n_pages (pdf));
  write_text_key (writer, "title", name);
  write_text_key (writer, "language", lang);
  for (guint i = 0; i < G_N_ELEMENTS (info); i++)
    {
      g_autofree char *text = info_text (pdf, info[i][0]);
      write_text_key (writer, info[i][1], text);
    }
  write_claims (pdf, writer);
  write_flag_key (writer, "tagged", structure->root && obj_bool (marked));
  write_number_key (writer, "elements", structure->n_elements);
  write_flag_key (writer, "linearised", pdf_is_linearised (pdf));
  write_flag_key (writer, "encrypted", pdf_is_encrypted (pdf));
  write_number_key (writer, "text_outside_of_tags", content->untagged->len);
  write_number_key (writer, "invisible_glyphs", content->n_invisible);
  write_ids (pdf, writer);
  write_page_sizes (pdf, writer);
  write_labels (pdf, writer);
  write_number_key (writer, "mended_faults", pdf_warnings (pdf));
  if (content->cut || structure->cut)
    write_flag_key (writer, "cut_at_limits", TRUE);
  yaml_write_end (writer);
}

static void
write_reading (Pdf *pdf, const Structure *structure, YamlWriter *writer)
{
  g_autofree char *name = title (pdf), *lang = pdf_language (pdf),
                  *text = reading_text (structure, name, lang);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  yaml_write_key (writer, "reading");
  yaml_write_list_begin (writer);
  for (int i = 0; lines[i] && (*lines[i] || lines[i + 1]); i++)
    yaml_write_string (writer, lines[i]);
  yaml_write_end (writer);
}

char *
inspect (Pdf *pdf, gsize file_length, InspectParts parts, gboolean json, GError **error)
{
  g_autoptr (Content) content = content_read (pdf);
  g_autoptr (Structure) structure = structure_read (pdf, content);
  if (parts == INSPECT_READING && !structure->root)
    {
      g_set_error (error, PDF_ERROR, PDF_ERROR_UNTAGGED,
                   "it is not tagged: there is no structure to read aloud");
      return NULL;
    }
  if (parts == INSPECT_READING && !json)
    {
      g_autofree char *name = title (pdf), *lang = pdf_language (pdf);
      return reading_text (structure, name, lang);
    }
  g_autoptr (YamlWriter) writer = yaml_writer_new (json ? YAML_AS_JSON : YAML_AS_YAML);
  yaml_write_map_begin (writer);
  if (parts & INSPECT_FILE)
    write_file (pdf, file_length, content, structure, writer);
  if (parts & INSPECT_FONTS)
    write_fonts (pdf, writer);
  if (parts & INSPECT_OUTLINE)
    write_outline (pdf, writer);
  if (parts & INSPECT_ATTACHMENTS)
    write_attachments (pdf, writer);
  if (parts & INSPECT_MARKINGS)
    write_markings (pdf, content, writer);
  if (parts & INSPECT_SIZES)
    write_sizes (pdf, file_length, writer);
  if (parts & INSPECT_LINKS)
    write_links (pdf, writer);
  if (parts & INSPECT_STRUCTURE)
    write_structure (structure, writer);
  if (parts & INSPECT_READING)
    write_reading (pdf, structure, writer);
  yaml_write_end (writer);
  return yaml_writer_steal (writer);
}
