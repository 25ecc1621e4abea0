/* order.c: see order.h. A box's colour is a hash of 64 bits; what it is tied to goes in as a sum, in which no order shows. */
#include "chart/order.h"
#include "chart/random.h"

#define APART_MOST 200 /* boxes that are set apart: far more alike are a crowd, which nobody compares */

static inline guint64
mix (guint64 a, guint64 b)
{
  Random random = {a * G_GUINT64_CONSTANT (0xd6e8feb86659fd93) + b};
  guint64 high = random_next (&random);

  return high << 32 | random_next (&random);
}

static guint64
box_colour (const ChartPlan *plan, guint i)
{
  const PlanBox *box = &g_array_index (plan->boxes, PlanBox, i);
  guint64 h = mix ((guint64)box->width, (guint64)box->height);

  for (guint k = 0; k < box->rows->len; k++)
    {
      const PlanRow *row = &g_array_index (box->rows, PlanRow, k);
      h = mix (mix (h, (guint64)row->top), (guint64)row->bottom);
    }
  if (plan->focus == (int)i)
    h = mix (h, 6);
  if (plan->pins)
    {
      const PlanPin *pin = &g_array_index (plan->pins, PlanPin, i);
      h = mix (mix (mix (h, (guint64)pin->held), (guint64)pin->x), (guint64)pin->y);
    }
  return h;
}

/* A line without its ends. */
static guint64
line_colour (const PlanLine *line)
{
  guint64 h = mix (mix ((guint64)line->from_row, (guint64)line->to_row), (guint64)line->arrow);

  for (int k = 0; k < line->n_wraps; k++)
    {
      const PlanWrap *wrap = &line->wraps[k];
      h = mix (mix (mix (h, (guint64)wrap->width), (guint64)wrap->height), wrap->lines->len);
    }
  return h;
}

/* One more step along the lines and through the groups. */
static void
refine (const ChartPlan *plan, const guint64 *line_colours, guint64 *colours, guint64 *sums, guint64 *groups)
{
  for (guint i = 0; i < plan->boxes->len; i++)
    sums[i] = 0;
  for (int g = 0; g < plan->n_groups; g++)
    groups[g] = 0;
  for (guint e = 0; e < plan->lines->len; e++)
    {
      const PlanLine *line = &g_array_index (plan->lines, PlanLine, e);
      sums[line->from] += mix (mix (colours[line->to], line_colours[e]), 1);
      sums[line->to] += mix (mix (colours[line->from], line_colours[e]), 2);
    }
  for (guint i = 0; i < plan->points->len; i++)
    {
      const PlanPoint *point = &g_array_index (plan->points, PlanPoint, i);
      if (point->group >= 0)
        groups[point->group] += mix (mix (colours[point->box], (guint64)point->down), 3);
    }
  for (guint i = 0; i < plan->points->len; i++)
    {
      const PlanPoint *point = &g_array_index (plan->points, PlanPoint, i);
      sums[point->box] += mix (point->group >= 0 ? groups[point->group] : 4, (guint64)point->down);
    }
  for (guint i = 0; i < plan->boxes->len; i++)
    colours[i] = mix (colours[i], sums[i]);
}

static int
compare_colours (gconstpointer pa, gconstpointer pb, gpointer data)
{
  const guint64 *colours = data;
  const int a = *(const int *)pa, b = *(const int *)pb;

  if (colours[a] != colours[b])
    return colours[a] < colours[b] ? -1 : 1;
  return a < b ? -1 : a > b;
}

/* Sorts @order by @colours; the number of different ones. */
static int
sort_boxes (int *order, int n, guint64 *colours)
{
  int different = n > 0;

  g_qsort_with_data (order, n, sizeof (int), compare_colours, colours);
  for (int i = 1; i < n; i++)
    different += colours[order[i]] != colours[order[i - 1]];
  return different;
}

static void
order_boxes (const ChartPlan *plan, const guint64 *line_colours, int *order)
{
  const int n = (int)plan->boxes->len;
  g_autofree guint64 *colours = g_new (guint64, n + 1), *sums = g_new (guint64, n + 1),
                     *groups = g_new (guint64, plan->n_groups + 1);
  int different;

  for (int i = 0; i < n; i++)
    {
      colours[i] = box_colour (plan, (guint)i);
      order[i] = i;
    }
  different = sort_boxes (order, n, colours);
  for (int apart = 0;; apart++)
    {
      for (int before = -1; before < different;)
        {
          before = different;
          refine (plan, line_colours, colours, sums, groups);
          different = sort_boxes (order, n, colours);
        }
      if (different == n || apart == APART_MOST)
        return;
      int i = 1;
      while (colours[order[i]] != colours[order[i - 1]])
        i++;
      colours[order[i - 1]] = mix (colours[order[i - 1]], 5);
      different++;
    }
}

typedef struct
{
  const ChartPlan *plan;
  const guint64 *colours;
  const int *number; /* by box: its new number */
} LineOrder;

static int
compare_lines (gconstpointer pa, gconstpointer pb, gpointer data)
{
  const LineOrder *by = data;
  const int i = *(const int *)pa, k = *(const int *)pb;
  const PlanLine *a = &g_array_index (by->plan->lines, PlanLine, (guint)i),
                 *b = &g_array_index (by->plan->lines, PlanLine, (guint)k);

  if (a->from != b->from)
    return by->number[a->from] < by->number[b->from] ? -1 : 1;
  if (a->to != b->to)
    return by->number[a->to] < by->number[b->to] ? -1 : 1;
  if (by->colours[i] != by->colours[k])
    return by->colours[i] < by->colours[k] ? -1 : 1;
  return i < k ? -1 : i > k;
}

/* Points in the order of their boxes, groups numbered as they are met. */
static void
copy_points (ChartPlan *to, const ChartPlan *plan, const int *box_of)
{
  g_autofree int *group_number = g_new (int, plan->n_groups + 1);
  g_autofree guint *first = g_new0 (guint, plan->boxes->len + 1);
  int n_groups = 0;

  for (int g = 0; g < plan->n_groups; g++)
    group_number[g] = -1;
  for (guint k = plan->points->len; k > 0; k--)
    first[g_array_index (plan->points, PlanPoint, k - 1).box] = k - 1;
  for (guint i = 0; plan->points->len > 0 && i < plan->boxes->len; i++)
    for (guint k = first[box_of[i]]; k < plan->points->len; k++)
      {
        PlanPoint point = g_array_index (plan->points, PlanPoint, k);
        if (point.box != box_of[i])
          break;
        if (point.group >= 0 && group_number[point.group] < 0)
          group_number[point.group] = n_groups++;
        point.box = (int)i;
        point.group = point.group < 0 ? -1 : group_number[point.group];
        g_array_append_val (to->points, point);
      }
}

ChartPlan *
chart_plan_ordered (const ChartPlan *plan, int *box_of, int *line_of)
{
  ChartPlan *to = g_memdup2 (plan, sizeof *plan);
  g_autofree guint64 *line_colours = g_new (guint64, plan->lines->len + 1);
  g_autofree int *number = g_new (int, plan->boxes->len + 1);

  to->boxes = g_array_new (FALSE, FALSE, sizeof (PlanBox));
  to->lines = g_array_new (FALSE, FALSE, sizeof (PlanLine));
  to->points = g_array_new (FALSE, FALSE, sizeof (PlanPoint));
  to->pins = plan->pins ? g_array_new (FALSE, FALSE, sizeof (PlanPin)) : NULL;
  for (guint e = 0; e < plan->lines->len; e++)
    {
      line_colours[e] = line_colour (&g_array_index (plan->lines, PlanLine, e));
      line_of[e] = (int)e;
    }
  order_boxes (plan, line_colours, box_of);
  for (guint i = 0; i < plan->boxes->len; i++)
    {
      number[box_of[i]] = (int)i;
      g_array_append_val (to->boxes, g_array_index (plan->boxes, PlanBox, (guint)box_of[i]));
      if (plan->pins)
        g_array_append_val (to->pins, g_array_index (plan->pins, PlanPin, (guint)box_of[i]));
    }
  to->focus = plan->focus < 0 ? -1 : number[plan->focus];
  LineOrder by = {plan, line_colours, number};
  g_qsort_with_data (line_of, (int)plan->lines->len, sizeof (int), compare_lines, &by);
  for (guint e = 0; e < plan->lines->len; e++)
    {
      PlanLine line = g_array_index (plan->lines, PlanLine, (guint)line_of[e]);
      line.from = number[line.from];
      line.to = number[line.to];
      g_array_append_val (to->lines, line);
    }
  copy_points (to, plan, box_of);
  return to;
}

void
chart_places_restore (ChartPlaces *places, const int *box_of, const int *line_of)
{
  GArray *boxes = g_array_copy (places->boxes), *lines = g_array_copy (places->lines);

  for (guint i = 0; i < boxes->len; i++)
    g_array_index (boxes, ChartRect, (guint)box_of[i]) = g_array_index (places->boxes, ChartRect, i);
  for (guint e = 0; e < lines->len; e++)
    g_array_index (lines, PlacedLine, (guint)line_of[e]) = g_array_index (places->lines, PlacedLine, e);
  g_array_unref (places->boxes);
  g_array_unref (places->lines);
  places->boxes = boxes;
  places->lines = lines;
}
