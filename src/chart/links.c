/* links.c: boxes, rows, lines and labels of a chart lead to the notes of the claims that they rest on, and say their sentence to those who do
 * not see them. An area without a target is for the sentence alone: a picture beside no text has no notes.
 */
#include "chart/draw.h"
#include "chart/strokes.h"
#include <math.h>

#define STEP   5.0         /* pt: lines are looked at in steps of this */
#define REACH  4.0         /* pt from a line that still belong to it */
#define NARROW (14 * 1024) /* no area along a line is wider and higher than this [upt] */

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

/* What lies over lines, and has links of its own: boxes and labels [upt]. Owned array of ChartRect. */
static GArray *
covered_areas (const ChartPlan *plan, const ChartPlaces *places)
{
  GArray *areas = g_array_copy (places->boxes);

  for (guint e = 0; e < places->lines->len; e++)
    if (g_array_index (plan->lines, PlanLine, e).n_wraps > 0)
      g_array_append_val (areas, g_array_index (places->lines, PlacedLine, e).label);
  return areas;
}

static gboolean
meets_any (const GArray *areas, LinkPart r)
{
  for (guint i = 0; i < areas->len; i++)
    {
      const ChartRect *a = &g_array_index (areas, ChartRect, i);
      if (r.x < a->x + a->width && a->x < r.x + r.width && r.y < a->y + a->height && a->y < r.y + r.height)
        return TRUE;
    }
  return FALSE;
}

static LinkPart
part_around (LinkPart a, LinkPart b)
{
  const int x = MIN (a.x, b.x), y = MIN (a.y, b.y);

  return (LinkPart){x, y, MAX (a.x + a.width, b.x + b.width) - x, MAX (a.y + a.height, b.y + b.height) - y};
}

/* Areas along @stroke, each narrow enough to be the line's and nobody else's, but not over @covered: as few as that takes. */
static void
add_parts (GArray *parts, const LineStroke *stroke, const GArray *covered)
{
  const double dx = stroke->x[2] - stroke->x[0], dy = stroke->y[2] - stroke->y[0];
  const int steps = CLAMP ((int)(sqrt (dx * dx + dy * dy) * 1.2 / STEP), 1, 400);
  LinkPart open = {0};

  for (int k = 0; k < steps; k++)
    {
      double x0, y0, x1, y1;
      line_stroke_at (stroke, k / (double)steps, &x0, &y0);
      line_stroke_at (stroke, (k + 1) / (double)steps, &x1, &y1);
      const LinkPart step = {(int)((MIN (x0, x1) - REACH) * 1024), (int)((MIN (y0, y1) - REACH) * 1024),
                             (int)((fabs (x1 - x0) + 2 * REACH) * 1024),
                             (int)((fabs (y1 - y0) + 2 * REACH) * 1024)};
      const gboolean free = !meets_any (covered, step);
      const LinkPart longer = open.width > 0 ? part_around (open, step) : step;
      if (free && MIN (longer.width, longer.height) <= NARROW && !meets_any (covered, longer))
        {
          open = longer;
          continue;
        }
      if (open.width > 0)
        g_array_append_val (parts, open);
      open = free ? step : (LinkPart){0};
    }
  if (open.width > 0)
    g_array_append_val (parts, open);
}

/* @stroke as what a pointer may be at. */
static Path *
path_along (const LineStroke *s)
{
  Path *path = path_new ();
  int x[3], y[3];

  for (int k = 0; k < 3; k++)
    {
      x[k] = (int)(s->x[k] * 1024);
      y[k] = (int)(s->y[k] * 1024);
    }
  path->width = (int)(2 * REACH * 1024);
  path_step (path, 'm', x[0], y[0]);
  if (s->straight)
    path_step (path, 'l', x[2], y[2]);
  else
    path_curve (path, x[0] + (x[1] - x[0]) * 2 / 3, y[0] + (y[1] - y[0]) * 2 / 3,
                x[2] + (x[1] - x[2]) * 2 / 3, y[2] + (y[1] - y[2]) * 2 / 3, x[2], y[2]);
  return path;
}

/* All that ties of line @e say; @part: that of one of several. *@target: where the first leads that does. Owned. */
static char *
line_says (const ChartFold *fold, int e, int part, const char **target)
{
  const FoldLine *line = &g_array_index (fold->lines, FoldLine, e);
  const int only = part < 0 ? -1 : g_array_index (line->parts, FoldPart, part).tie;
  GString *says = g_string_new (NULL);

  *target = NULL;
  for (guint i = 0; i < fold->data->ties->len; i++)
    {
      const FoldTie *tie = &g_array_index (fold->ties, FoldTie, i);
      if (tie->fate == FATE_ROW || tie->line != e || (only >= 0 && only != (int)i))
        continue;
      *target = *target ? *target : tie_at (fold->data, i)->target;
      if (tie_at (fold->data, i)->says)
        g_string_append_printf (says, "%s%s", says->len ? " " : "", tie_at (fold->data, i)->says);
    }
  return g_string_free (says, FALSE);
}

/* The lines of a listed label that are those of @part. */
static ChartRect
entry_area (const PlanLine *planned, const PlacedLine *place, int part, int leading)
{
  const GArray *lines = planned->wraps[place->wrap].lines;
  ChartRect area = {place->label.x, 0, 0, 0};

  for (guint k = 0; k < planned->entries->len; k++)
    {
      const PlanEntry *entry = &g_array_index (planned->entries, PlanEntry, k);
      for (guint i = 0; entry->part == part && i < lines->len; i++)
        {
          const int at = g_array_index (lines, TextLine, i).start;
          if (at < entry->start || at >= entry->end)
            continue;
          area.y = area.width > 0 ? area.y : place->label.y + 512 + (int)i * leading;
          area.width = place->label.width;
          area.height += leading;
        }
    }
  return area;
}

/* Where nothing of a stroke lies free: a finger's breadth at its middle. */
static ChartRect
middle_area (const LineStroke *stroke)
{
  double x, y;

  line_stroke_at (stroke, .5, &x, &y);
  return (ChartRect){(int)((x - REACH) * 1024), (int)((y - REACH) * 1024), (int)(2 * REACH * 1024),
                     (int)(2 * REACH * 1024)};
}

/* A link along @strokes and at @area, which may be empty: then its first part is the area. */
static void
add_line_link (Painter *p, const char *target, const char *says, ChartRect area, const GArray *strokes,
               int part, const GArray *covered)
{
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (LinkPart));
  const LineStroke *first = NULL;

  for (guint i = 0; i < strokes->len; i++)
    {
      const LineStroke *stroke = &g_array_index (strokes, LineStroke, i);
      if (part >= 0 && stroke->part != part && !(stroke->part < 0 && part == 0))
        continue;
      add_parts (parts, stroke, covered);
      first = first ? first : stroke;
    }
  if (area.width == 0 && parts->len > 0)
    {
      const LinkPart *part_one = &g_array_index (parts, LinkPart, 0);
      area = (ChartRect){part_one->x, part_one->y, part_one->width, part_one->height};
      g_array_remove_index (parts, 0);
    }
  else if (area.width == 0 && first)
    area = middle_area (first);
  if (area.width > 0 && *says)
    ops_link_along (p->ops, area.x, area.y, area.width, area.height, target, says, g_array_ref (parts),
                    first ? path_along (first) : NULL);
  g_array_unref (parts);
}

/* A link for each tie that has a stroke or an entry of its own, else one for all that the line says. */
static void
link_line (Painter *p, const ChartFold *fold, const ChartPlan *plan, const ChartPlaces *places, int e,
           const GArray *covered)
{
  const FoldLine *line = &g_array_index (fold->lines, FoldLine, e);
  const PlanLine *planned = &g_array_index (plan->lines, PlanLine, e);
  const PlacedLine *place = &g_array_index (places->lines, PlacedLine, e);
  g_autoptr (GArray) strokes = line_strokes (fold, places, e);
  const gboolean listed = planned->entries != NULL || line->side;

  for (int part = listed ? 0 : -1; part < (listed ? (int)line->parts->len : 0); part++)
    {
      const char *target;
      g_autofree char *says = line_says (fold, e, part, &target);
      const ChartRect area = planned->n_wraps == 0 ? (ChartRect){0}
                             : planned->entries    ? entry_area (planned, place, part, plan->label_leading)
                             : part <= 0           ? place->label
                                                   : (ChartRect){0};
      add_line_link (p, target, says, area, strokes, part, covered);
    }
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
  g_autoptr (GArray) covered = covered_areas (plan, places);
  for (guint e = 0; e < fold->lines->len; e++)
    link_line (p, fold, plan, places, (int)e, covered);
}
