#include "export/pdf.h"
#include "export/pdf-attachments.h"
#include "export/pdf-content.h"
#include "export/pdf-metadata.h"
#include "export/pdf-navigation.h"
#include "export/pdf-sheet.h"
#include "export/save.h"

/* The [left bottom right top] after @key in @text, as libharu keeps boxes. */
static void
add_box (PdfFile *file, HPDF_Page page, const char *key, int width, int height, int beyond)
{
  HPDF_Array box = HPDF_Array_New (file->doc->mmgr);
  const int sides[] = {-beyond, -beyond, width + beyond, height + beyond};
  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    HPDF_Array_AddReal (box, hundredths (sides[i]) / 100.0f);
  HPDF_Dict_Add (page, key, box);
}

/* Sheets in libharu's page tree; the object number of each. Owned. */
static int *
add_pages (PdfFile *file, const Pages *pages)
{
  int n = pages_n_sheets (pages);
  int *objects = g_new (int, n);
  for (int i = 0; i < n; i++)
    {
      int width, height;
      const Page *page = pages->imposition ? NULL : pages->pages->pdata[i];
      HPDF_Page object = HPDF_AddPage (file->doc);
      pages_sheet_size (pages, i, &width, &height);
      add_box (file, object, "MediaBox", width, height, page ? page->slug : 0);
      if (page && page->slug > 0) /* ISO 32000-1 14.11.2 */
        {
          add_box (file, object, "BleedBox", width, height, page->bleed);
          add_box (file, object, "TrimBox", width, height, 0);
        }
      HPDF_Dict_AddNumber (object, "StructParents", i);
      HPDF_Dict_AddName (object, "Tabs", "S"); /* ISO 14289-1 7.18.3 */
      objects[i] = pdf_number (object);
    }
  return objects;
}

static void
write_contents (PdfFile *file, const Pages *pages, PdfTags *tags, const PdfFonts *fonts,
                const PdfImages *images, const int *objects, GArray *links, GArray *dests)
{
  GString *text = g_string_new (NULL);
  pdf_fonts_put_resources (fonts, text);
  pdf_images_put_resources (images, text);
  int resources = pdf_file_add_take (file, text);
  g_autoptr (GString) content = g_string_sized_new (1 << 14);
  for (guint i = 0; i < pages->pages->len; i++)
    {
      HPDF_Page object = pdf_file_dict (file, objects[pages_place (pages, i).sheet]);
      g_string_truncate (content, 0);
      put_sheet_begin (content, pages, i);
      pdf_content_write (pages, i, tags, fonts, images, content, links, dests);
      put_sheet_end (content, pages);
      HPDF_PageAttr attr = object->attr;
      if (pages->imposition) /* several pages write into one stream */
        HPDF_Stream_Write (attr->stream, (const HPDF_BYTE *)content->str, content->len);
      else
        pdf_file_set_body (file, pdf_number (attr->contents), content->str, content->len);
      if (pages->once)
        page_spend (pages->pages->pdata[i]);
      HPDF_Dict_Add (object, "Resources", pdf_file_dict (file, resources));
    }
}

static void
write_catalog (PdfFile *file, const Pages *pages, int structure, int dests, int outline)
{
  int facts = pdf_facts_write (file, pages);
  int metadata = pdf_metadata_write (file, pages), intent = pdf_intent_write (file);
  GString *out = g_string_new ("/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>");
  put_page_labels (out, pages);
  g_string_append (out, "/Lang");
  put_text_string (out, pages->lang && *pages->lang ? pages->lang : "en");
  g_string_append_printf (out, "/StructTreeRoot %d 0 R/Metadata %d 0 R/OutputIntents[%d 0 R]", structure,
                          metadata, intent);
  put_attachment_entries (out, facts);
  g_string_append (out, "/Names<<");
  if (dests)
    g_string_append_printf (out, "/Dests %d 0 R", dests);
  put_attachment_names (out, facts);
  g_string_append (out, ">>");
  if (outline)
    g_string_append_printf (out, "/Outlines %d 0 R", outline);
  pdf_file_set_take (file, pdf_number (file->doc->catalog), out);
}

GBytes *
pdf_write (const Pages *pages, Memo *memo, GError **error)
{
  g_assert (pages->pages->len > 0);
  g_autoptr (PdfFile) file = pdf_file_new (error);
  if (!file)
    return NULL;
  file->memo = memo;
  g_autoptr (PdfFonts) fonts = pdf_fonts_new (pages);
  g_autoptr (GArray) links = g_array_new (FALSE, FALSE, sizeof (PdfLink));
  g_autoptr (GArray) dests = g_array_new (FALSE, FALSE, sizeof (PdfDest));
  g_autofree int *objects = add_pages (file, pages);
  g_autoptr (PdfTags) tags = pdf_tags_new (pages, file, objects);
  if (!pdf_fonts_embed (fonts, file, error))
    return NULL;
  g_autoptr (PdfImages) images = pdf_images_new (pages, file);
  write_contents (file, pages, tags, fonts, images, objects, links, dests);
  pdf_links_write (file, tags, pages, objects, links, dests);
  int dest_tree = pdf_dests_write (file, pages, objects, dests);
  int outline = pdf_outline_write (file, tags, pages);
  write_catalog (file, pages, pdf_tags_write (tags), dest_tree, outline);
  return save_pdf (file, error);
}
