#include "export/pdf-navigation.h"
#include "export/pdf-sheet.h"

/* A URI in the seven bits that PDF allows (ISO 32000-1 12.6.4.7). */
static void
put_uri (GString *out, const char *uri)
{
  g_autoptr (GString) ascii = g_string_new (NULL);
  for (const guchar *p = (const guchar *)uri; *p; p++)
    if (*p <= ' ' || *p >= 0x7F)
      g_string_append_printf (ascii, "%%%02X", *p);
    else
      g_string_append_c (ascii, *p);
  put_byte_string (out, ascii->str);
}

/* Printed (F 4), without a frame, with its words for those who cannot see it (ISO 14289-1 7.18.5). @part: where; of several areas each is
 * an annotation: readers honour a rectangle, hardly any a list of quadrilaterals. */
static GString *
link_entries (const Pages *pages, int page, const LinkArea *area, LinkPart part, int struct_parent)
{
  GString *out = g_string_new ("/Type/Annot/Subtype/Link/F 4/Border[0 0 0]");
  g_string_append (out, "/Rect");
  put_sheet_area (out, pages, page, part.x, part.y, part.x + part.width, part.y + part.height);
  g_string_append_printf (out, "/StructParent %d", struct_parent);
  if (area->target[0] == '#')
    {
      g_string_append (out, "/Dest");
      put_byte_string (out, area->target + 1);
    }
  else
    {
      g_string_append (out, "/A<</S/URI/URI");
      put_uri (out, area->target);
      g_string_append (out, ">>");
    }
  g_string_append (out, "/Contents");
  put_text_string (out, area->contents && *area->contents ? area->contents : area->target);
  return out;
}

void
pdf_links_write (PdfFile *file, PdfTags *tags, const Pages *pages, const int *page_objects,
                 const GArray *links, const GArray *dests)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree HPDF_Array *annotations = g_new0 (HPDF_Array, pages_n_sheets (pages));
  for (guint i = 0; i < dests->len; i++)
    g_hash_table_add (known, (gpointer)g_array_index (dests, PdfDest, i).name);
  for (guint i = 0; i < links->len; i++)
    {
      const PdfLink *link = &g_array_index (links, PdfLink, i);
      if (link->area->target[0] == '#' && !g_hash_table_contains (known, link->area->target + 1))
        {
          g_critical ("page %d: a link to nowhere, %s", link->page + 1, link->area->target);
          continue;
        }
      int sheet = pages_place (pages, link->page).sheet;
      if (!annotations[sheet])
        {
          annotations[sheet] = HPDF_Array_New (file->doc->mmgr);
          HPDF_Dict_Add (pdf_file_dict (file, page_objects[sheet]), "Annots", annotations[sheet]);
        }
      const LinkArea *area = link->area;
      for (guint k = 0; k <= (area->more ? area->more->len : 0); k++)
        {
          const LinkPart part = k == 0 ? (LinkPart){area->x, area->y, area->width, area->height}
                                       : g_array_index (area->more, LinkPart, k - 1);
          int object = pdf_file_reserve (file);
          int struct_parent = pdf_tags_annotation (tags, sheet, link->element, object);
          pdf_file_set_take (file, object, link_entries (pages, link->page, area, part, struct_parent));
          HPDF_Array_Add (annotations[sheet], pdf_file_dict (file, object));
        }
    }
}

static int
by_name (gconstpointer a, gconstpointer b)
{
  return strcmp (((const PdfDest *)a)->name, ((const PdfDest *)b)->name);
}

int
pdf_dests_write (PdfFile *file, const Pages *pages, const int *page_objects, const GArray *dests)
{
  if (dests->len == 0)
    return 0;
  g_autoptr (GArray) sorted = g_array_copy ((GArray *)dests);
  g_array_sort (sorted, by_name); /* stable: of two with one name, the first in reading order stays */
  GString *out = g_string_new ("/Names[");
  const char *before = NULL;
  for (guint i = 0; i < sorted->len; i++)
    {
      const PdfDest *dest = &g_array_index (sorted, PdfDest, i);
      SheetPoint place = sheet_point (pages, dest->page, dest->x, dest->y);
      if (before && strcmp (before, dest->name) == 0)
        continue;
      before = dest->name;
      put_byte_string (out, dest->name);
      g_string_append_printf (out, "[%d 0 R/XYZ", page_objects[place.sheet]);
      put_operand (out, place.x / 100,
                   0); /* what is seen in a window need not stand to a hundredth of a point */
      put_operand (out, (place.y + 99) / 100, 0);
      g_string_append (out, " null]");
    }
  g_string_append_c (out, ']');
  return pdf_file_add_take (file, out);
}

typedef struct
{
  int parent, previous, next, first, last, n_children; /* indices; -1: none */
} Place;

/* From levels to a tree; an item deeper than its predecessor by more than one is its child all the same. */
static Place *
arrange_outline (const GArray *outline)
{
  int n = outline->len;
  Place *places = g_new (Place, n + 1); /* the last is the root */
  for (int i = 0; i <= n; i++)
    places[i] = (Place){n, -1, -1, -1, -1, 0};
  for (int i = 0, open = n; i < n; i++)
    {
      int level = g_array_index (outline, OutlineItem, i).level;
      while (open != n && g_array_index (outline, OutlineItem, open).level >= level)
        open = places[open].parent;
      Place *parent = &places[open];
      places[i].parent = open;
      places[i].previous = parent->last;
      if (parent->last >= 0)
        places[parent->last].next = i;
      else
        parent->first = i;
      parent->last = i;
      parent->n_children++;
      open = i;
    }
  return places;
}

static void
put_place (GString *out, const char *key, const int *objects, int index)
{
  if (index >= 0)
    g_string_append_printf (out, "%s %d 0 R", key, objects[index]);
}

static GString *
outline_entries (const OutlineItem *item, const Place *place, const int *objects, int element_object)
{
  GString *out = g_string_new ("/Title");
  put_text_string (out, item->title);
  put_place (out, "/Parent", objects, place->parent);
  put_place (out, "/Prev", objects, place->previous);
  put_place (out, "/Next", objects, place->next);
  put_place (out, "/First", objects, place->first);
  put_place (out, "/Last", objects, place->last);
  if (place->n_children) /* negative: closed */
    g_string_append_printf (out, "/Count %d", item->level == 1 ? place->n_children : -place->n_children);
  if (item->dest)
    {
      g_string_append (out, "/Dest");
      put_byte_string (out, item->dest);
    }
  g_string_append_printf (out, "/SE %d 0 R", element_object);
  return out;
}

/* How many items are seen when only those of level 1 are open. */
static int
count_visible (const GArray *outline, const Place *places)
{
  int n = places[outline->len].n_children;
  for (int i = places[outline->len].first; i >= 0; i = places[i].next)
    if (g_array_index (outline, OutlineItem, i).level == 1)
      n += places[i].n_children;
  return n;
}

int
pdf_outline_write (PdfFile *file, PdfTags *tags, const Pages *pages)
{
  int n = pages->outline->len;
  if (n == 0)
    return 0;
  g_autofree Place *places = arrange_outline (pages->outline);
  g_autofree int *objects = g_new (int, n + 1);
  for (int i = 0; i <= n; i++)
    objects[i] = pdf_file_reserve (file);
  for (int i = 0; i < n; i++)
    {
      const OutlineItem *item = &g_array_index (pages->outline, OutlineItem, i);
      pdf_file_set_take (file, objects[i],
                         outline_entries (item, &places[i], objects, pdf_tags_object (tags, item->element)));
    }
  GString *root = g_string_new ("/Type/Outlines");
  put_place (root, "/First", objects, places[n].first);
  put_place (root, "/Last", objects, places[n].last);
  g_string_append_printf (root, "/Count %d", count_visible (pages->outline, places));
  pdf_file_set_take (file, objects[n], root);
  return objects[n];
}
