/* page-labels.c: labels of pages from the number tree in the catalog (ISO 32000-1 12.4.2). Declared in parts.h. */
#include "readback/parts.h"

typedef struct
{
  int first;  /* page index */
  char style; /* D R r A a; 0: none */
  gint64 start;
  char *prefix;
} Range;

static void
range_clear (gpointer data)
{
  g_free (((Range *)data)->prefix);
}

static void
walk_ranges (GArray *ranges, Obj node, int depth, int *budget)
{
  g_auto (Obj) numbers = obj_get (node, "/Nums");
  g_auto (Obj) kids = obj_get (node, "/Kids");
  for (int i = 0; i + 1 < obj_length (numbers) && --*budget > 0; i += 2)
    {
      g_auto (Obj) first = obj_item (numbers, i);
      g_auto (Obj) label = obj_item (numbers, i + 1);
      g_auto (Obj) style = obj_get (label, "/S");
      g_auto (Obj) start = obj_get (label, "/St");
      g_auto (Obj) prefix = obj_get (label, "/P");
      g_autofree char *name = obj_name (style);
      Range range = {.first = (int)CLAMP (obj_integer (first), 0, PDF_PAGES_LIMIT),
                     .style = name ? *name : 0,
                     .start = obj_is_integer (start) ? CLAMP (obj_integer (start), 1, G_MAXINT) : 1,
                     .prefix = obj_text (prefix)};
      g_array_append_val (ranges, range);
    }
  for (int i = 0; i < obj_length (kids) && depth < 20 && --*budget > 0; i++)
    {
      g_auto (Obj) kid = obj_item (kids, i);
      walk_ranges (ranges, kid, depth + 1, budget);
    }
}

static int
compare_first (gconstpointer a, gconstpointer b)
{
  return ((const Range *)a)->first - ((const Range *)b)->first;
}

static void
append_roman (GString *out, gint64 number, gboolean large)
{
  static const struct
  {
    int value;
    const char *letters;
  } steps[] = {{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"},
               {40, "xl"},  {10, "x"},   {9, "ix"},  {5, "v"},    {4, "iv"},  {1, "i"}};
  if (number > 10000)
    {
      g_string_append_printf (out, "%" G_GINT64_FORMAT, number);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    for (; number >= steps[i].value; number -= steps[i].value)
      {
        g_autofree char *upper = g_ascii_strup (steps[i].letters, -1);
        g_string_append (out, large ? upper : steps[i].letters);
      }
}

static char *
label_of (const Range *range, int page)
{
  GString *out = g_string_new (range->prefix);
  gint64 number = range->start + page - range->first;
  if (range->style == 'D')
    g_string_append_printf (out, "%" G_GINT64_FORMAT, number);
  else if (range->style == 'r' || range->style == 'R')
    append_roman (out, number, range->style == 'R');
  else if (range->style == 'a' || range->style == 'A')
    for (gint64 i = 0; i <= MIN ((number - 1) / 26, 20); i++)
      g_string_append_c (out, (char)(range->style + (number - 1) % 26));
  return g_string_free (out, FALSE);
}

GPtrArray *
page_labels (Pdf *pdf)
{
  GPtrArray *labels = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (Range));
  g_auto (Obj) root = pdf_root (pdf);
  g_auto (Obj) tree = obj_get (root, "/PageLabels");
  int budget = 20000;
  guint at = 0;
  g_array_set_clear_func (ranges, range_clear);
  walk_ranges (ranges, tree, 0, &budget);
  g_array_sort (ranges, compare_first);
  for (int page = 0; ranges->len && page < pdf_n_pages (pdf); page++)
    {
      while (at + 1 < ranges->len && g_array_index (ranges, Range, at + 1).first <= page)
        at++;
      g_ptr_array_add (labels, label_of (&g_array_index (ranges, Range, at), page));
    }
  return labels;
}
