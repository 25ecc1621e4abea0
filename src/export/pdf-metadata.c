#include "export/pdf-metadata.h"
#include "base/date.h"
#include "export/srgb-profile.h"

#define PRODUCER      "brief " BRIEF_VERSION
#define OWN_NAMESPACE "urn:brief:document:1.0#"

/* The day a document is of, in full down to the second, because Info and XMP must agree: a day is read as its beginning in
 * UTC. Partial dates stay partial (both forms allow it). @xmp, @info: out, owned; NULL when there is no such day. */
static void
read_created (const char *created, char **xmp, char **info)
{
  Date date = {0};
  *xmp = *info = NULL;
  if (created && date_read (created, &date) && date.kind == DATE_ON)
    {
      Day day = date.from;
      *xmp = day.day     ? g_strdup_printf ("%04d-%02d-%02dT00:00:00Z", day.year, day.month, day.day)
             : day.month ? g_strdup_printf ("%04d-%02d", day.year, day.month)
                         : g_strdup_printf ("%04d", day.year);
      *info = day.day     ? g_strdup_printf ("D:%04d%02d%02d000000Z", day.year, day.month, day.day)
              : day.month ? g_strdup_printf ("D:%04d%02d", day.year, day.month)
                          : g_strdup_printf ("D:%04d", day.year);
    }
  date_clear (&date);
}

char *
pdf_date (const Pages *pages)
{
  g_autofree char *xmp = NULL;
  char *info = NULL;
  read_created (pages->created, &xmp, &info);
  return info;
}

static gboolean
is_set (const char *text)
{
  return text && *text;
}

static void
put_property (GString *out, const char *name, const char *value)
{
  if (!is_set (value))
    return;
  g_autofree char *escaped = g_markup_escape_text (value, -1);
  g_string_append_printf (out, "<%s>%s</%s>\n", name, escaped, name);
}

/* @container: Alt (the default language first), Seq or Bag. */
static void
put_list (GString *out, const char *name, const char *container, const char *value)
{
  if (!is_set (value))
    return;
  g_autofree char *escaped = g_markup_escape_text (value, -1);
  g_string_append_printf (out, "<%s><rdf:%s><rdf:li%s>%s</rdf:li></rdf:%s></%s>\n", name, container,
                          strcmp (container, "Alt") == 0 ? " xml:lang=\"x-default\"" : "", escaped, container,
                          name);
}

typedef struct
{
  const char *name, *type, *description;
} Property;

/* PDF/A knows neither pdfuaid nor our own properties: their schemas are described in the file (ISO 19005-3 6.6.2.3). */
static void
put_schema (GString *out, const char *schema, const char *uri, const char *prefix, const Property *properties)
{
  g_string_append_printf (
      out,
      "<rdf:li rdf:parseType=\"Resource\"><pdfaSchema:schema>%s</pdfaSchema:schema>"
      "<pdfaSchema:namespaceURI>%s</pdfaSchema:namespaceURI><pdfaSchema:prefix>%s</pdfaSchema:prefix>\n"
      "<pdfaSchema:property><rdf:Seq>\n",
      schema, uri, prefix);
  for (; properties->name; properties++)
    g_string_append_printf (out,
                            "<rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>%s</pdfaProperty:name>"
                            "<pdfaProperty:valueType>%s</pdfaProperty:valueType>"
                            "<pdfaProperty:category>internal</pdfaProperty:category>"
                            "<pdfaProperty:description>%s</pdfaProperty:description></rdf:li>\n",
                            properties->name, properties->type, properties->description);
  g_string_append (out, "</rdf:Seq></pdfaSchema:property></rdf:li>\n");
}

static void
put_schemas (GString *out)
{
  static const Property accessibility[] = {{"part", "Integer", "Part of ISO 14289 that the file conforms to"},
                                           {NULL}};
  static const Property own[] = {
      {"case", "Text", "Case that the document is about"},
      {"issue", "Integer", "Number of the issue"},
      {"marking", "Text", "Handling marking of everything in the document"},
      {"digest", "Text", "Digest of the released facts the document was made from"},
      {NULL}};
  g_string_append (out, "<pdfaExtension:schemas><rdf:Bag>\n");
  put_schema (out, "PDF/UA identification schema", "http://www.aiim.org/pdfua/ns/id/", "pdfuaid",
              accessibility);
  put_schema (out, "Briefing schema", OWN_NAMESPACE, "brief", own);
  g_string_append (out, "</rdf:Bag></pdfaExtension:schemas>\n");
}

GString *
pdf_metadata_packet (const Pages *pages)
{
  g_autofree char *moment = NULL, *info_moment = NULL;
  GString *out = g_string_new (
      "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
      "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
      "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
      "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n"
      " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"\n"
      " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\"\n"
      " xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\"\n"
      " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\"\n"
      " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\"\n"
      " xmlns:brief=\"" OWN_NAMESPACE "\">\n"
      "<pdfaid:part>3</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>\n"
      "<pdfuaid:part>1</pdfuaid:part>\n<dc:format>application/pdf</dc:format>\n");
  read_created (pages->created, &moment, &info_moment);
  put_list (out, "dc:title", "Alt", pages->title);
  put_list (out, "dc:creator", "Seq", pages->author);
  put_list (out, "dc:description", "Alt", pages->subject);
  put_list (out, "dc:language", "Bag", pages->lang);
  put_property (out, "pdf:Keywords", pages->keywords);
  put_property (out, "pdf:Producer", PRODUCER);
  put_property (out, "xmp:CreatorTool", PRODUCER);
  put_property (out, "xmp:CreateDate", moment);
  put_property (out, "xmp:ModifyDate", moment);
  put_property (out, "brief:case", pages->case_id);
  if (pages->issue > 0)
    g_string_append_printf (out, "<brief:issue>%d</brief:issue>\n", pages->issue);
  put_property (out, "brief:marking", pages->marking);
  put_property (out, "brief:digest", pages->digest);
  put_schemas (out);
  g_string_append (out, "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>");
  return out;
}

static void
put_info (GString *out, const char *key, const char *value)
{
  if (!is_set (value))
    return;
  g_string_append (out, key);
  put_text_string (out, value);
}

int
pdf_metadata_write (PdfFile *file, const Pages *pages)
{
  g_autofree char *moment = NULL, *info_moment = NULL;
  GString *info = g_string_new (NULL);
  read_created (pages->created, &moment, &info_moment);
  put_info (info, "/Title", pages->title);
  put_info (info, "/Author", pages->author);
  put_info (info, "/Subject", pages->subject);
  put_info (info, "/Keywords", pages->keywords);
  put_info (info, "/Creator", PRODUCER);
  put_info (info, "/Producer", PRODUCER);
  put_info (info, "/CreationDate", info_moment);
  put_info (info, "/ModDate", info_moment);
  HPDF_Dict_RemoveElement (file->doc->info, "Producer"); /* libharu's own */
  pdf_file_set_take (file, pdf_number (file->doc->info), info);
  g_autoptr (GString) packet = pdf_metadata_packet (pages);
  return pdf_file_add_stream (file, g_string_new ("/Type/Metadata/Subtype/XML"), packet->str, packet->len,
                              TRUE);
}

int
pdf_intent_write (PdfFile *file)
{
  int profile = pdf_file_add_stream (file, g_string_new ("/N 3"), srgb_profile, sizeof srgb_profile, TRUE);
  GString *out = g_string_new (NULL);
  g_string_append_printf (
      out,
      "/Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB IEC61966-2.1)"
      "/RegistryName(http://www.color.org)/Info(sRGB IEC61966-2.1)/DestOutputProfile %d 0 R",
      profile);
  return pdf_file_add_take (file, out);
}
