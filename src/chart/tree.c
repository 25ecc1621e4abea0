#include "chart/tree.h"
#include "chart/legend.h"
#include "chart/line-style.h"
#include <string.h>

enum
{
  COLUMN_LEAST = 150 * 1024, /* a name and an office side by side stay legible */
  COLUMN_MOST = 260 * 1024,  /* a bar across a page is no box */
  COLUMNS_MOST = 4,
  GUTTER = 16 * 1024,
  INDENT = 15 * 1024,
  PAD = 4 * 1024,
  DEPTH_MOST = 12
};

typedef struct
{
  Painter *p;
  const DrawingData *data;
  GHashTable *below; /* actor id → GPtrArray of Tie*, in the order of the ties */
  gboolean draw;
} Tree;

static const Actor *
actor_of (const DrawingData *data, const char *id)
{
  for (guint i = 0; i < data->actors->len; i++)
    {
      const Actor *actor = g_ptr_array_index (data->actors, i);
      if (g_str_equal (actor->id, id))
        return actor;
    }
  return NULL;
}

/* A body or a person who heads a column: words on a tint with a dark edge, as boxes of the chart are. */
static int
draw_root (const Tree *t, const Actor *actor, int x, int y, int width)
{
  const Style *style = t->data->name_style;
  int n = painter_paragraph (t->p, actor->name, style, t->data->ink, 0, 0, width - 2 * PAD, FALSE);
  int height = n * style->leading + 2 * PAD;
  if (!t->draw)
    return height;
  painter_rectangle (t->p, x / 1024.0, y / 1024.0, width / 1024.0, height / 1024.0,
                     actor->subject ? t->data->ink : t->data->state_ground);
  cairo_rectangle (t->p->cr, x / 1024.0, y / 1024.0, width / 1024.0, height / 1024.0);
  painter_stroke (t->p, t->data->ink, actor->kind == ACTOR_PERSON ? .5 : .9, NULL, 0);
  painter_paragraph (t->p, actor->name, style, actor->subject ? 0xFFFFFF : t->data->ink, x + PAD,
                     y + PAD + style->leading * 3 / 4, width - 2 * PAD, TRUE);
  return height;
}

/* "inspector general, since 2018 · 33": what the row says beneath the name. Owned. */
static char *
office_words (const DrawingData *data, const Tie *tie)
{
  GString *out = g_string_new (tie->label);
  if (tie->status == TIE_CONTESTED)
    g_string_append_c (out, '?');
  else if (tie->status != TIE_ASSERTED && tie->status != TIE_REPORTED)
    g_string_append_printf (out, " (%s)", status_word (data, tie->status));
  if (tie->when && *tie->when)
    g_string_append_printf (out, "%s%s", out->len ? ", " : "", tie->when);
  if (tie->claims && *tie->claims)
    g_string_append_printf (out, "%s%s", out->len ? " · " : "", tie->claims);
  return g_string_free (out, FALSE);
}

/* From the upright under the parent to the row, in the pattern of the status. */
static void
draw_elbow (const Tree *t, const Tie *tie, int x, int from, int middle)
{
  LineStyle style = line_style (t->data, TIE_OTHER, tie->status);
  double left = x / 1024.0;
  cairo_move_to (t->p->cr, left, from / 1024.0);
  cairo_line_to (t->p->cr, left, middle / 1024.0);
  painter_stroke (t->p, t->data->grey, .7, NULL, 0);
  cairo_move_to (t->p->cr, left, middle / 1024.0);
  cairo_line_to (t->p->cr, left + (INDENT - 7 * 1024) / 1024.0, middle / 1024.0);
  painter_stroke (t->p, t->data->grey, 1, style.dash, style.n_dash);
}

static int draw_below (const Tree *t, const char *id, int x, int y, int width, int depth);

static int
draw_holder (const Tree *t, const Tie *tie, int x, int y, int width, int from, int depth)
{
  const Style *name = t->data->name_style, *small = t->data->small_style;
  const Actor *holder = actor_of (t->data, tie->from);
  g_autofree char *office = office_words (t->data, tie);
  const int top = y;
  int text = x + INDENT - 3 * 1024, room = MAX (x + width - text, 20 * 1024),
      baseline = y + name->leading * 3 / 4;
  if (t->draw)
    draw_elbow (t, tie, x, from, baseline - name->size * 36 / 100);
  int n = painter_paragraph (t->p, holder ? holder->name : tie->from, name, t->data->ink, text, baseline,
                             room, t->draw);
  y += n * name->leading;
  n = painter_paragraph (t->p, office, small, t->data->grey, text, y + small->leading * 3 / 4, room, t->draw);
  y += n * small->leading + 2 * 1024;
  if (t->draw)
    painter_datum (t->p, tie->id, tie->claims, tie->target, tie->says, text, top, room, y - top);
  return depth < DEPTH_MOST
             ? draw_below (t, tie->from, x + INDENT - 3 * 1024, y, width - INDENT + 3 * 1024, depth + 1)
             : y;
}

/* All who hold an office of @id, one below the other; returns where the next thing may stand. */
static int
draw_below (const Tree *t, const char *id, int x, int y, int width, int depth)
{
  const GPtrArray *ties = g_hash_table_lookup (t->below, id);
  int from = y;
  for (guint i = 0; ties && i < ties->len; i++)
    {
      y += 3 * 1024;
      y = draw_holder (t, g_ptr_array_index (ties, i), x + 4 * 1024, y, width - 4 * 1024, from, depth);
    }
  return y;
}

static int
draw_column (const Tree *t, const Actor *root, int x, int y, int width)
{
  const GPtrArray *ties = g_hash_table_lookup (t->below, root->id);
  const Tie *first = ties ? ties->pdata[0] : NULL;
  const int height = draw_root (t, root, x, y, width);
  g_autofree char *says = first && first->says ? g_strdup_printf ("%s: %s", root->name, first->says) : NULL;
  if (t->draw && first) /* a head leads where the first of its offices does */
    painter_datum (t->p, root->id, NULL, first->target, says, x, y, width, height);
  y += height;
  return draw_below (t, root->id, x, y, width, 0);
}

static gboolean
is_holder (const DrawingData *data, const char *id)
{
  for (guint i = 0; i < data->ties->len; i++)
    if (g_str_equal (((const Tie *)g_ptr_array_index (data->ties, i))->from, id))
      return TRUE;
  return FALSE;
}

/* Heads of columns: bodies and people under nobody; in a ring of deputies, its first. */
static GPtrArray *
find_roots (const Tree *t)
{
  GPtrArray *roots = g_ptr_array_new ();
  for (guint i = 0; i < t->data->actors->len; i++)
    {
      const Actor *actor = g_ptr_array_index (t->data->actors, i);
      if (g_hash_table_contains (t->below, actor->id) && !is_holder (t->data, actor->id))
        g_ptr_array_add (roots, (gpointer)actor);
    }
  if (roots->len == 0 && t->data->actors->len > 0)
    g_ptr_array_add (roots, t->data->actors->pdata[0]);
  return roots;
}

/* The column that is shortest so far takes the next root: heights stay alike and the order stays nearly that of reading. */
static int
place_columns (Tree *t, const GPtrArray *roots, int n_columns, int width)
{
  int ends[COLUMNS_MOST] = {0}, tallest = 0;
  int column_width = MIN ((width - (n_columns - 1) * GUTTER) / n_columns, COLUMN_MOST);
  for (guint i = 0; i < roots->len; i++)
    {
      int best = 0;
      for (int c = 1; c < n_columns; c++)
        best = ends[c] < ends[best] ? c : best;
      int y = ends[best] + (ends[best] > 0 ? GUTTER * 2 / 3 : 1024);
      ends[best] =
          draw_column (t, g_ptr_array_index (roots, i), best * (column_width + GUTTER), y, column_width);
      tallest = MAX (tallest, ends[best]);
    }
  return tallest;
}

int
tree_draw (Painter *painter, const DrawingData *data, int width)
{
  Tree t = {.p = painter, .data = data, .draw = TRUE};
  t.below = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_ptr_array_unref);
  for (guint i = 0; i < data->ties->len; i++)
    {
      Tie *tie = g_ptr_array_index (data->ties, i);
      GPtrArray *list = g_hash_table_lookup (t.below, tie->to);
      if (g_str_equal (tie->from, tie->to))
        continue;
      if (!list)
        g_hash_table_insert (t.below, tie->to, list = g_ptr_array_new ());
      g_ptr_array_add (list, tie);
    }
  g_autoptr (GPtrArray) roots = find_roots (&t);
  int fit = CLAMP ((width + GUTTER) / (COLUMN_LEAST + GUTTER), 1, COLUMNS_MOST);
  int height = place_columns (&t, roots, CLAMP ((int)roots->len, 1, fit), width);
  g_hash_table_unref (t.below);
  return height + 2 * 1024 + tie_notes_draw (painter, data, width, height + 2 * 1024);
}
