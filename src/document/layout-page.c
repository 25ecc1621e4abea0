/* layout-page.c: `page:` of a layout: the sheet, its margins and columns. */
#include <string.h>
#include "base/length.h"
#include "base/sheets.h"
#include "document/layout-style.h"

static const KeySpec margin_keys[] = {
    {"inner", KEY_LENGTH, .meaning = "at the left; on even pages at the right if mirrored"},
    {"outer", KEY_LENGTH, .meaning = "at the right"},
    {"top", KEY_LENGTH, .meaning = "from the page's top to the text"},
    {"bottom", KEY_LENGTH, .meaning = "from the page's foot to the text"},
    {NULL}};
static const KeySpec aside_keys[] = {{"width", KEY_LENGTH, .meaning = "of the margin column"},
                                     {"gap", KEY_LENGTH, .meaning = "between margin column and text"},
                                     {NULL}};
const KeySpec page_keys[] = {
    {"size", KEY_TEXT, .meaning = "A3, A4, A5, A6, Letter, Legal, or width x height: 210mm x 297mm"},
    {"orientation", KEY_CHOICE, .choices = "portrait|landscape", .meaning = "of the sheet"},
    {"margins", KEY_MAP, .meaning = "{inner, outer, top, bottom}"},
    {"mirrored", KEY_BOOLEAN, .meaning = "inner and outer change sides on even pages"},
    {"columns", KEY_INTEGER, .low = 1, .high = 6, .meaning = "columns of text"},
    {"gutter", KEY_LENGTH, .meaning = "between columns"},
    {"measure", KEY_LENGTH, .meaning = "width of a column; the outer margin takes what is left"},
    {"aside", KEY_MAP, .meaning = "margin column {width, gap}"},
    {"baseline", KEY_LENGTH, .meaning = "step of the baseline grid; 0pt: none"},
    {"bleed", KEY_LENGTH, .meaning = "how far grounds with `bleed` go beyond the edge that is trimmed: 3mm"},
    {"crop_marks", KEY_BOOLEAN, .meaning = "marks outside the page where it is trimmed"},
    {"header_y", KEY_LENGTH, .meaning = "from the page's top to the header's baseline"},
    {"footer_y", KEY_LENGTH, .meaning = "from the page's foot to the footer's baseline"},
    {NULL}};

static void
check_room (const PageStyle *page, const YamlNode *node, Diags *diags)
{
  const int width = page->width - page->inner - page->outer - page->aside_width - page->aside_gap -
                    (page->columns - 1) * page->gutter;
  const int height = page->height - page->top - page->bottom;
  if (width / page->columns < 40 * UPT_PER_POINT || height < 60 * UPT_PER_POINT)
    diags_error (diags, node->mark, "page-no-room", "smaller margins or gutters, or fewer columns",
                 "the margins leave no room for text: a column would be %d pt wide and %d pt high",
                 width / page->columns / UPT_PER_POINT, height / UPT_PER_POINT);
}

/* A style whose lines begin before the edge of the sheet: words would be there for nobody to see. */
static void
check_indents (const Layout *layout, Diags *diags)
{
  const YamlNode *styles = yaml_find (layout->root, "styles");
  const int margin = MIN (layout->page.inner, layout->page.outer);
  for (guint i = 0; styles != NULL && styles->kind == YAML_MAP && i < styles->items->len; i++)
    {
      const YamlNode *map = g_ptr_array_index (styles->items, i);
      const char *name = ((const YamlNode *)g_ptr_array_index (styles->keys, i))->text;
      const LayoutStyle *style = layout_style (layout, name);
      if (style == NULL || map->kind != YAML_MAP)
        continue;
      const YamlNode *says = yaml_find (map, "indent_first");
      if (says == NULL)
        says = yaml_find (map, "indent_start");
      const gint64 first = (gint64)style->style.indent_start + MIN (style->style.indent_first, 0);
      const gint64 end = style->style.indent_end;
      if (says == NULL && end < 0)
        says = yaml_find (map, "indent_end");
      if (says != NULL && MIN (first, end) + margin < 0)
        diags_error (diags, says->mark, "style-outside", "a smaller indent: at most the margin stands out",
                     "lines of style “%s” would stand out %d pt over the sheet’s edge", name,
                     (int)(-(MIN (first, end) + margin) / UPT_PER_POINT));
    }
}

/* The outer margin makes room for columns of a given width. */
static void
set_measure (PageStyle *page, const YamlNode *node, int measure, Diags *diags)
{
  const gint64 outer = (gint64)page->width - page->inner - page->aside_width - page->aside_gap -
                       (gint64)page->columns * measure - (page->columns - 1) * (gint64)page->gutter;
  if (measure <= 0)
    return;
  if (outer >= 0)
    page->outer = (int)outer;
  else
    diags_error (diags, node->mark, "page-measure", "a smaller measure, margin or gutter, or fewer columns",
                 "%d column%s of %d pt, with margin and gutters, pass%s the sheet's edge by %d pt",
                 page->columns, page->columns == 1 ? "" : "s", measure / UPT_PER_POINT,
                 page->columns == 1 ? "es" : "", (int)(-outer / UPT_PER_POINT));
}

static void
turn (PageStyle *page, const char *orientation)
{
  const gboolean landscape = page->width > page->height;
  if (orientation == NULL || landscape == g_str_equal (orientation, "landscape"))
    return;
  const int width = page->width;
  page->width = page->height;
  page->height = width;
}

static void
read_margins (PageStyle *page, const YamlNode *node, const KeyContext *context, Diags *diags)
{
  const YamlNode *margins = yaml_find (node, "margins"), *aside = yaml_find (node, "aside");
  if (margins != NULL && keys_check (margins, margin_keys, NULL, "margins", context, diags))
    {
      page->inner = key_length (margins, "inner", page->inner);
      page->outer = key_length (margins, "outer", page->outer);
      page->top = key_length (margins, "top", page->top);
      page->bottom = key_length (margins, "bottom", page->bottom);
    }
  if (aside != NULL && keys_check (aside, aside_keys, NULL, "aside", context, diags))
    {
      page->aside_width = key_length (aside, "width", page->aside_width);
      page->aside_gap = key_length (aside, "gap", page->aside_gap > 0 ? page->aside_gap : page->gutter);
    }
}

/* What @node says of a page goes over what @page is. */
static void
read_page (const Layout *layout, PageStyle *page, const YamlNode *node, const char *where, Diags *diags)
{
  const KeyContext context = {layout, NULL};
  const gboolean sound = keys_check (node, page_keys, NULL, where, &context, diags);
  const YamlNode *size = yaml_find (node, "size");
  read_margins (page, node, &context, diags);
  if (size != NULL && size->kind == YAML_SCALAR && !paper_read (size->text, &page->width, &page->height))
    diags_error (diags, size->mark, "page-size", PAPER_WORDS, "“%s” is not a size of paper", size->text);
  turn (page, key_text (node, "orientation", NULL));
  page->mirrored = key_boolean (node, "mirrored", page->mirrored);
  page->columns = key_integer (node, "columns", page->columns);
  page->gutter = key_length (node, "gutter", page->gutter);
  page->baseline = key_length (node, "baseline", page->baseline);
  set_measure (page, yaml_find (node, "measure"), key_length (node, "measure", 0), diags);
  page->bleed = key_length (node, "bleed", page->bleed);
  page->crop_marks = key_boolean (node, "crop_marks", page->crop_marks);
  page->header_y = key_length (node, "header_y", page->header_y);
  page->footer_y = key_length (node, "footer_y", page->footer_y);
  if (sound)
    check_room (page, node, diags);
}

/* `pages:`, each over `page:`. The grid is the document's: another page may leave it, but has none of its own. */
static void
read_pages (Layout *layout, Diags *diags)
{
  const YamlNode *map = yaml_find (layout->root, "pages");
  layout->pages = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  if (map == NULL || yaml_is_null (map))
    return;
  if (map->kind != YAML_MAP)
    {
      diags_error (diags, map->mark, "pages-not-a-map", "pages: {wide: {orientation: landscape}}",
                   "“pages” wants a map, this is a %s", yaml_kind_name (map));
      return;
    }
  for (guint i = 0; i < map->items->len; i++)
    {
      const YamlNode *name = g_ptr_array_index (map->keys, i), *node = g_ptr_array_index (map->items, i);
      PageStyle *page = g_memdup2 (&layout->page, sizeof *page);
      g_autofree char *where = g_strdup_printf ("page “%s”", name->text);
      if (!yaml_is_null (node))
        read_page (layout, page, node, where, diags);
      g_hash_table_replace (layout->pages, name->text, page);
    }
}

void
layout_read_page (Layout *layout, Diags *diags)
{
  PageStyle *page = &layout->page;
  const YamlNode *node = yaml_find (layout->root, "page");
  paper_read ("A4", &page->width, &page->height);
  page->inner = page->outer = 58055; /* 20 mm */
  page->top = page->bottom = 75471;  /* 26 mm */
  page->columns = 1;
  page->gutter = 17416; /* 6 mm */
  page->header_y = page->footer_y = 43541;
  if (node != NULL)
    read_page (layout, page, node, "page", diags);
  read_pages (layout, diags);
  check_indents (layout, diags);
}

gboolean
layout_page_check (const Layout *layout, const YamlNode *name, Diags *diags)
{
  if (g_hash_table_contains (layout->pages, name->text))
    return TRUE;
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  const YamlNode *map = yaml_find (layout->root, "pages");
  for (guint i = 0; map != NULL && map->kind == YAML_MAP && i < map->keys->len; i++)
    g_ptr_array_add (names, ((YamlNode *)g_ptr_array_index (map->keys, i))->text);
  const char *nearest = nearest_match (name->text, (const char *const *)names->pdata, (int)names->len);
  g_autofree char *hint =
      nearest != NULL ? g_strdup_printf ("did you mean “%s”?", nearest)
                      : g_strdup ("pages: {wide: {orientation: landscape}}, or orientation: landscape here");
  diags_error (diags, name->mark, "page-style-unknown", hint, "there is no page “%s” in `pages`", name->text);
  return FALSE;
}

PageStyle
layout_page (const Layout *layout, const char *name, const char *orientation)
{
  const PageStyle *named = name != NULL ? g_hash_table_lookup (layout->pages, name) : NULL;
  PageStyle page = named != NULL ? *named : layout->page;
  if (page.baseline > 0)
    page.baseline = layout->page.baseline; /* it may have been set tighter since */
  turn (&page, orientation);
  return page;
}
