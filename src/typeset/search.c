/* search.c: where columns end, chosen over the whole flow.
 *
 * A column may end where it is full (the greedy end) or at one of the last good places above. Each choice is a way on; ways
 * that come to the same spot are one, of which the cheapest is kept; and of those that have set equally many columns only the
 * best few go on (a beam). So the work is linear in the flow: BEAM fillings for each column.
 *
 * Costs count in hundredths of a line of text. White where the next block does not fit explains itself; white where the text
 * might have gone on costs more, and so is not spread over pages that need none. A page more costs more than any white: a
 * briefing is never longer for the sake of looks.
 */
#include "typeset/placer.h"

#define BEAM 8
/* Ends above the last good one that are tried; they lie in the lowest quarter of the column, and not farther from its foot. */
#define MAX_ENDS 8
#define REACH    (110 * PANGO_SCALE)
/* The step of text that costs count in, whatever the style. */
#define LINE (12 * PANGO_SCALE)

#define COST_FULL     30   /* a line of white where the column is full */
#define COST_LINE     100  /* a line of white where it is not */
#define COST_SHORT    40   /* it is not */
#define COST_UNEVEN   60   /* a line of difference between columns of one page */
#define COST_MILD     250  /* a hyphen at the end, or a table's last row alone */
#define COST_TOGETHER 800  /* cuts what should be whole */
#define COST_BAD      6000 /* a widow, an orphan, a heading alone */
#define COST_WAIT     100  /* a float goes on to the next column */
#define COST_CUT      200  /* a note at the foot that goes on in the next column */
#define COST_PAGE     5000
#define COST_THIN     300 /* each line that the last page lacks */
/* A last page with less than that (and less than a quarter of it) looks like a mistake. */
#define THIN (5 * LINE)

/* A way to a spot. Spots of ways that were gone on from are cleared. */
typedef struct
{
  int parent, stop;
  Spot spot;
  int last_room; /* of the column before on the same page; -1: none */
  gint64 cost;
} Way;

typedef struct
{
  Placer placer;
  GArray *ways;         /* of Way: all that were ever kept */
  GArray *layer, *next; /* of int: those that have set equally many columns */
  int best;             /* the cheapest that is done; -1 */
} Search;

static gint64
break_cost (const Search *search, const Spot *spot)
{
  static const gint64 costs[] = {0, COST_MILD, COST_TOGETHER, COST_BAD, COST_BAD, COST_BAD};
  const Flow *flow = search->placer.flow;
  if (spot->cursor.starts || spot->cursor.item >= (int)flow->items->len)
    return 0;
  return costs[flow_item (flow, spot->cursor.item)->cost];
}

static gint64
thin_cost (const Placer *placer, int depth)
{
  int lack = MIN (THIN, (placer->bottom - placer->top) / 4) - depth * placer->columns;
  return lack > 0 ? (gint64)COST_THIN * lack / LINE : 0;
}

/* What the step cost that led from @before to where the placer stands. @full_room: below the column if it were full; -1: it is.
 * @last_room: in and out. */
static gint64
step_cost (const Search *search, const Spot *before, int full_room, int *last_room)
{
  const Placer *placer = &search->placer;
  const StepDone *done = &placer->done;
  const Spot *after = &placer->spot;
  gint64 cost = (gint64)COST_PAGE * (after->page - before->page);
  if (done->column_ended)
    {
      int room = MAX (done->room, 0);
      int full = full_room < 0 ? room : MIN (full_room, room);
      cost += ((gint64)COST_FULL * full + (gint64)COST_LINE * (room - full)) / LINE;
      cost += full_room < 0 ? 0 : COST_SHORT;
      cost += break_cost (search, after) + (gint64)COST_WAIT * after->floats->len;
      cost += (gint64)COST_CUT * after->carry->len;
      if (*last_room >= 0)
        cost += (gint64)COST_UNEVEN * ABS (room - *last_room) / LINE;
      *last_room = after->column > 0 ? room : -1;
    }
  else
    *last_room = -1;
  if (done->page_ended)
    cost += thin_cost (placer, done->depth);
  if (placer_is_done (placer) && after->page > placer->first_page)
    cost += thin_cost (placer, after->y - placer->top);
  return cost;
}

static gboolean
same_spot (const Spot *a, const Spot *b)
{
  if (a->cursor.item != b->cursor.item || a->cursor.starts || b->cursor.starts || a->page != b->page ||
      a->y != b->y || a->column != b->column || a->aside_bottom != b->aside_bottom ||
      a->floats->len != b->floats->len || a->carry->len != b->carry->len)
    return FALSE;
  for (guint i = 0; i < a->carry->len; i++)
    {
      const FootPart *p = &g_array_index (a->carry, FootPart, i), *q = &g_array_index (b->carry, FootPart, i);
      if (p->flow != q->flow || p->from != q->from)
        return FALSE;
    }
  if (a->column > 0 && (a->run_top != b->run_top || a->run_low != b->run_low))
    return FALSE;
  for (guint i = 0; i < a->floats->len; i++)
    if (g_array_index (a->floats, int, i) != g_array_index (b->floats, int, i))
      return FALSE;
  return TRUE;
}

#define way_at(search, i) (&g_array_index ((search)->ways, Way, (i)))

/* Keeps @way (and its spot) among those of the next layer, unless as good a one leads to the same spot. */
static void
keep_way (Search *search, Way *way)
{
  for (guint i = 0; i < search->next->len; i++)
    {
      Way *other = way_at (search, g_array_index (search->next, int, i));
      if (other->last_room != way->last_room || !same_spot (&other->spot, &way->spot))
        continue;
      if (way->cost < other->cost)
        {
          spot_clear (&other->spot);
          *other = *way;
        }
      else
        spot_clear (&way->spot);
      return;
    }
  int index = search->ways->len;
  g_array_append_vals (search->ways, way, 1);
  g_array_append_val (search->next, index);
}

/* The placer made a step from way @from: keeps where it stands as a way of its own. */
static void
settle (Search *search, int from, int stop, int full_room)
{
  const Way *before = way_at (search, from);
  Placer *placer = &search->placer;
  Way way = {.parent = from, .stop = stop, .last_room = before->last_room};
  way.cost = before->cost + step_cost (search, &before->spot, full_room, &way.last_room);
  gboolean done = placer_is_done (placer);
  way.spot = placer->spot;
  placer->spot = (Spot){.floats = NULL};
  if (search->best >= 0 && way_at (search, search->best)->cost <= way.cost)
    {
      spot_clear (&way.spot);
      return;
    }
  if (!done)
    {
      keep_way (search, &way);
      return;
    }
  spot_clear (&way.spot);
  search->best = search->ways->len;
  g_array_append_vals (search->ways, &way, 1);
}

/* All ways on from @from: the greedy one, and those that end the column above. */
static void
expand (Search *search, int from)
{
  Placer *placer = &search->placer;
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (ColumnEnd));
  spot_copy (&placer->spot, &way_at (search, from)->spot);
  placer_step (placer, 0, NULL, ends);
  gboolean ended = placer->done.column_ended;
  int full = placer->spot.cursor.starts ? -1 : placer->spot.cursor.item;
  g_autoptr (GArray) floats = g_array_copy (placer->spot.floats);
  int room = MAX (placer->done.room, 0);
  settle (search, from, 0, -1);
  int tried = 0, reach = MIN (REACH, (placer->bottom - placer->top) / 4);
  for (int i = (int)ends->len - 1; ended && i >= 0 && tried < MAX_ENDS; i--)
    {
      ColumnEnd *end = &g_array_index (ends, ColumnEnd, i);
      if (placer->bottom - end->y > reach)
        break;
      if (end->item == full || end->n_floats > floats->len)
        continue;
      tried++;
      end->floats = floats;
      spot_copy (&placer->spot, &way_at (search, from)->spot);
      placer_step (placer, end->item, placer->has_feet ? NULL : end, NULL);
      settle (search, from, end->item, room);
    }
}

static gint
compare_ways (gconstpointer a, gconstpointer b, gpointer data)
{
  const Search *search = data;
  int i = *(const int *)a, k = *(const int *)b;
  gint64 x = way_at (search, i)->cost, y = way_at (search, k)->cost;
  return x != y ? (x < y ? -1 : 1) : i - k;
}

/* The best few of the next layer become the layer. */
static void
next_layer (Search *search)
{
  for (guint i = 0; i < search->layer->len; i++)
    spot_clear (&way_at (search, g_array_index (search->layer, int, i))->spot);
  g_array_sort_with_data (search->next, compare_ways, search);
  for (guint i = BEAM; i < search->next->len; i++)
    spot_clear (&way_at (search, g_array_index (search->next, int, i))->spot);
  if (search->next->len > BEAM)
    g_array_set_size (search->next, BEAM);
  GArray *layer = search->layer;
  search->layer = search->next;
  search->next = layer;
  g_array_set_size (search->next, 0);
}

GArray *
search_stops (const Placer *placer)
{
  Search search = {.placer = *placer, .best = -1};
  search.ways = g_array_new (FALSE, FALSE, sizeof (Way));
  search.layer = g_array_new (FALSE, FALSE, sizeof (int));
  search.next = g_array_new (FALSE, FALSE, sizeof (int));
  Way begin = {.parent = -1, .last_room = -1};
  spot_copy (&begin.spot, &placer->spot);
  int root = 0;
  g_array_append_val (search.ways, begin);
  g_array_append_val (search.layer, root);
  while (search.layer->len > 0)
    {
      for (guint i = 0; i < search.layer->len; i++)
        expand (&search, g_array_index (search.layer, int, i));
      next_layer (&search);
    }
  GArray *stops = g_array_new (FALSE, FALSE, sizeof (int));
  for (int way = search.best; way > 0; way = way_at (&search, way)->parent)
    g_array_append_val (stops, way_at (&search, way)->stop);
  for (guint i = 0; i < stops->len / 2; i++)
    {
      int *a = &g_array_index (stops, int, i), *b = &g_array_index (stops, int, stops->len - 1 - i),
          held = *a;
      *a = *b;
      *b = held;
    }
  g_array_unref (search.ways);
  g_array_unref (search.layer);
  g_array_unref (search.next);
  return stops;
}
