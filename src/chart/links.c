/* links.c: boxes, rows and labels of a chart lead to the notes of the claims that they rest on, and say their sentence to those who do
 * not see them. An area without a target is for the sentence alone: a picture beside no text has no notes.
 */
#include "chart/draw.h"

#define TOUCH (10 * 1024)

static const Tie *
tie_at (const DrawingData *data, guint i)
{
  return g_ptr_array_index (data->ties, i);
}

static void
add_area (Painter *p, int x, int y, int width, int height, const char *target, const char *says)
{
  if (says && *says)
    ops_link (p->ops, x, y, width, height, -1, target, says);
}

/* All that a line says, at its label: its own tie and those in its bundle. */
static void
link_line (Painter *p, const ChartFold *fold, int e, const PlacedLine *place, gboolean labelled)
{
  const DrawingData *data = fold->data;
  const char *target = NULL;
  g_autoptr (GString) says = g_string_new (NULL);
  for (guint i = 0; i < data->ties->len; i++)
    {
      const FoldTie *tie = &g_array_index (fold->ties, FoldTie, i);
      if (tie->fate == FATE_ROW || tie->line != e)
        continue;
      target = target ? target : tie_at (data, i)->target;
      if (tie_at (data, i)->says)
        g_string_append_printf (says, "%s%s", says->len ? " " : "", tie_at (data, i)->says);
    }
  ChartRect area = place->label;
  if (!labelled) /* a finger's breadth at its middle */
    area = (ChartRect){
        (place->x[0] + (place->straight ? 0 : 2 * place->x[1]) + place->x[2]) / (place->straight ? 2 : 4) -
            TOUCH / 2,
        (place->y[0] + (place->straight ? 0 : 2 * place->y[1]) + place->y[2]) / (place->straight ? 2 : 4) -
            TOUCH / 2,
        TOUCH, TOUCH};
  add_area (p, area.x, area.y, area.width, area.height, target, says->str);
}

/* The first tie of @actor that has somewhere to lead, else its first. NULL: it has none. */
static const Tie *
tie_of_actor (const DrawingData *data, const char *actor)
{
  const Tie *first = NULL;
  for (guint i = 0; i < data->ties->len; i++)
    {
      const Tie *tie = tie_at (data, i);
      if (!g_str_equal (tie->from, actor) && !g_str_equal (tie->to, actor))
        continue;
      if (tie->target)
        return tie;
      first = first ? first : tie;
    }
  return first;
}

static void
link_actor (Painter *p, const DrawingData *data, int actor, int x, int y, int width, int height)
{
  if (actor < 0)
    return; /* a row that leads to another chart of a set */
  const Actor *who = g_ptr_array_index (data->actors, actor);
  const Tie *tie = tie_of_actor (data, who->id);
  g_autofree char *says =
      tie && tie->says ? g_strdup_printf ("%s: %s", who->name, tie->says) : g_strdup (who->name);
  add_area (p, x, y, width, height, tie ? tie->target : NULL, says);
}

void
chart_draw_links (Painter *p, const ChartFold *fold, const ChartPlan *plan, const ChartPlaces *places)
{
  for (guint i = 0; i < fold->boxes->len; i++)
    {
      const FoldBox *box = &g_array_index (fold->boxes, FoldBox, i);
      const PlanBox *planned = &g_array_index (plan->boxes, PlanBox, i);
      ChartRect r = g_array_index (places->boxes, ChartRect, i);
      link_actor (p, fold->data, box->actor, r.x, r.y, r.width, planned->title_bottom);
      for (guint k = 0; k < box->rows->len && k < planned->rows->len; k++)
        {
          int top = g_array_index (planned->rows, PlanRow, k).top;
          int bottom =
              k + 1 < planned->rows->len ? g_array_index (planned->rows, PlanRow, k + 1).top : r.height;
          link_actor (p, fold->data, g_array_index (box->rows, FoldRow, k).actor, r.x, r.y + top, r.width,
                      bottom - top);
        }
    }
  for (guint e = 0; e < fold->lines->len; e++)
    link_line (p, fold, (int)e, &g_array_index (places->lines, PlacedLine, e),
               g_array_index (plan->lines, PlanLine, e).n_wraps > 0);
}
