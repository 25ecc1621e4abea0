#include "typeset/table.h"

/* Lines never fill their column: words are longer than what is left. So much more than the bare length is asked for. */
#define RAGGED(length) ((length) + (length) / 8)
/* A column that needs no more than this part of the table is not broken into lines: dates, numbers, short names. */
#define SHORT_PART 5
#define MAX_LINES  200

typedef enum
{
  BY_FIXED,
  BY_CONTENT,
  BY_WEIGHT
} Kind;

static Kind
kind_of (const Column *column)
{
  return column->width > 0 ? BY_FIXED : column->weight > 0 ? BY_WEIGHT : BY_CONTENT;
}

/* What a column needs for cells of at most @lines lines. */
static gint64
width_for_lines (const Extent *extent, int lines, int rest, gboolean whole_short)
{
  if (lines == 1 || (whole_short && extent->max <= rest / SHORT_PART))
    return MAX (extent->max, extent->min);
  return CLAMP (RAGGED ((gint64)extent->max / lines), extent->min, MAX (extent->max, extent->min));
}

static gint64
widths_for_lines (const Column *columns, const Extent *extents, int n_columns, int lines, int rest,
                  gboolean whole_short, int *widths)
{
  gint64 sum = 0;
  for (int i = 0; i < n_columns; i++)
    if (kind_of (&columns[i]) != BY_FIXED)
      sum += widths[i] = width_for_lines (&extents[i], lines, rest, whole_short);
  return sum;
}

/* Moves up to @slack to the columns by content until they hold everything on one line; what remains. */
static gint64
grow_content (const Column *columns, const Extent *extents, int n_columns, gint64 slack, int *widths)
{
  gint64 wanted = 0;
  for (int i = 0; i < n_columns; i++)
    if (kind_of (&columns[i]) == BY_CONTENT)
      wanted += MAX (extents[i].max - widths[i], 0);
  gint64 given = MIN (slack, wanted), spent = 0;
  for (int i = 0; i < n_columns; i++)
    if (kind_of (&columns[i]) == BY_CONTENT && wanted > 0)
      {
        gint64 more = MAX (extents[i].max - widths[i], 0) * given / wanted;
        widths[i] += more;
        spent += more;
      }
  return slack - spent;
}

/* Shares @room by weight; a column whose share is under what it has already keeps that and leaves the sharing. */
static void
share_weights (const Column *columns, int n_columns, gint64 slack, int *widths)
{
  g_autofree gboolean *out = g_new0 (gboolean, n_columns);
  gint64 room = slack, weight = 0;
  for (int i = 0; i < n_columns; i++)
    if (kind_of (&columns[i]) == BY_WEIGHT)
      {
        room += widths[i];
        weight += columns[i].weight;
      }
  for (gboolean changed = TRUE; changed;)
    {
      changed = FALSE;
      for (int i = 0; i < n_columns; i++)
        if (kind_of (&columns[i]) == BY_WEIGHT && !out[i] && room * columns[i].weight / weight < widths[i])
          {
            room -= widths[i];
            weight -= columns[i].weight;
            out[i] = changed = TRUE;
          }
    }
  for (int i = 0; i < n_columns; i++)
    if (kind_of (&columns[i]) == BY_WEIGHT && !out[i])
      widths[i] = room * columns[i].weight / weight;
}

/* Without columns by weight all grow, in proportion to what they hold. */
static void
grow_all (const Column *columns, int n_columns, gint64 slack, int *widths)
{
  gint64 sum = 0;
  for (int i = 0; i < n_columns; i++)
    sum += kind_of (&columns[i]) == BY_CONTENT ? widths[i] : 0;
  for (int i = 0; i < n_columns && sum > 0; i++)
    if (kind_of (&columns[i]) == BY_CONTENT)
      widths[i] += slack * widths[i] / sum;
}

/* The sum is exactly the width: what rounding left over goes to the last column that may change. */
static void
settle (const Column *columns, int n_columns, int width, int *widths)
{
  int sum = 0, last = n_columns - 1;
  for (int i = 0; i < n_columns; i++)
    {
      sum += widths[i];
      if (kind_of (&columns[i]) != BY_FIXED)
        last = i;
    }
  widths[last] += width - sum;
}

static void
squeeze (const Column *columns, const Extent *extents, int n_columns, gint64 total, int width, int *widths)
{
  for (int i = 0; i < n_columns; i++)
    {
      gint64 own = kind_of (&columns[i]) == BY_FIXED ? columns[i].width : extents[i].min;
      widths[i] = total > 0 ? own * width / total : 0;
    }
  settle (columns, n_columns, width, widths);
}

gboolean
table_share_width (const Column *columns, const Extent *extents, int n_columns, int width, int *widths)
{
  g_assert (n_columns > 0);
  gint64 fixed = 0, min = 0;
  gboolean has_weights = FALSE;
  for (int i = 0; i < n_columns; i++)
    {
      Kind kind = kind_of (&columns[i]);
      fixed += widths[i] = kind == BY_FIXED ? columns[i].width : 0;
      min += kind == BY_FIXED ? 0 : extents[i].min;
      has_weights = has_weights || kind == BY_WEIGHT;
    }
  int rest = MAX (width - fixed, 0);
  if (fixed + min > width)
    {
      squeeze (columns, extents, n_columns, fixed + min, width, widths);
      return FALSE;
    }
  gint64 sum = G_MAXINT64;
  for (int whole = 1; whole >= 0 && sum > rest; whole--)
    for (int lines = 1; lines <= MAX_LINES && sum > rest; lines++)
      sum = widths_for_lines (columns, extents, n_columns, lines, rest, whole, widths);
  if (sum > rest) /* hundreds of lines a cell: the mins, which fit */
    for (int i = 0; i < n_columns; i++)
      if (kind_of (&columns[i]) != BY_FIXED)
        widths[i] = extents[i].min;
  sum = 0;
  for (int i = 0; i < n_columns; i++)
    sum += widths[i];
  gint64 slack = grow_content (columns, extents, n_columns, width - sum, widths);
  if (has_weights)
    share_weights (columns, n_columns, slack, widths);
  else
    grow_all (columns, n_columns, slack, widths);
  settle (columns, n_columns, width, widths);
  return TRUE;
}

void
table_spread_extent (const Column *columns, int min, int n, Extent *extents)
{
  gint64 lack = min, held = 0;
  int last = -1;
  for (int i = 0; i < n; i++)
    {
      gboolean fixed = kind_of (&columns[i]) == BY_FIXED;
      lack -= fixed ? columns[i].width : extents[i].min;
      held += fixed ? 0 : MAX (extents[i].max, 1);
      last = fixed ? last : i;
    }
  if (lack <= 0 || last < 0)
    return;
  gint64 given = 0;
  for (int i = 0; i <= last; i++)
    if (kind_of (&columns[i]) != BY_FIXED)
      {
        gint64 share = i == last ? lack - given : lack * MAX (extents[i].max, 1) / held;
        given += share;
        extents[i].min += share;
        extents[i].max = MAX (extents[i].max, extents[i].min);
      }
}

/* Lines that a cell takes in @width, as table_share_width counts them. */
static int
demand_lines (const Demand *demand, int width)
{
  if (demand->length <= width || width <= 0)
    return demand->lines;
  gint64 ragged = RAGGED ((gint64)demand->length);
  return (int)MAX (demand->lines, MIN ((ragged + width - 1) / width, MAX_LINES) + demand->lines - 1);
}

static gint64
rows_lines (const Demand *demands, int n_rows, int n_columns, const int *widths)
{
  gint64 sum = 0;
  for (int r = 0; r < n_rows; r++)
    {
      int most = 1;
      for (int c = 0; c < n_columns; c++)
        most = MAX (most, demand_lines (&demands[r * n_columns + c], widths[c]));
      sum += most;
    }
  return sum;
}

/* The best single move of @step; FALSE: none makes the rows lower. */
static gboolean
tune_once (const Column *columns, const Extent *extents, int n_columns, const Demand *demands, int n_rows,
           int step, gint64 *lines, int *widths)
{
  int best_from = -1, best_to = -1;
  for (int from = 0; from < n_columns; from++)
    {
      if (kind_of (&columns[from]) == BY_FIXED || widths[from] - step < extents[from].min)
        continue;
      for (int to = 0; to < n_columns; to++)
        {
          if (to == from || kind_of (&columns[to]) == BY_FIXED || widths[to] >= extents[to].max)
            continue;
          widths[from] -= step;
          widths[to] += step;
          gint64 now = rows_lines (demands, n_rows, n_columns, widths);
          widths[from] += step;
          widths[to] -= step;
          if (now >= *lines)
            continue;
          *lines = now;
          best_from = from;
          best_to = to;
        }
    }
  if (best_from < 0)
    return FALSE;
  widths[best_from] -= step;
  widths[best_to] += step;
  return TRUE;
}

/* What columns have beyond all they hold goes to those that lack most. */
static void
give_excess (const Column *columns, const Extent *extents, int n_columns, int *widths)
{
  for (int from = 0; from < n_columns; from++)
    for (int excess = widths[from] - MAX (extents[from].max, extents[from].min);
         kind_of (&columns[from]) != BY_FIXED && excess > 0;)
      {
        int to = -1, most = 0;
        for (int i = 0; i < n_columns; i++)
          if (kind_of (&columns[i]) != BY_FIXED && extents[i].max - widths[i] > most)
            {
              most = extents[i].max - widths[i];
              to = i;
            }
        if (to < 0)
          return;
        int given = MIN (excess, most);
        widths[from] -= given;
        widths[to] += given;
        excess -= given;
      }
}

void
table_tune_widths (const Column *columns, const Extent *extents, int n_columns, const Demand *demands,
                   int n_rows, int *widths)
{
  int sum = 0;
  for (int i = 0; i < n_columns; i++)
    sum += widths[i];
  give_excess (columns, extents, n_columns, widths);
  gint64 lines = rows_lines (demands, n_rows, n_columns, widths);
  for (int part = 4; part <= 128; part *= 2)
    for (int n = 0; n < part && lines > n_rows; n++)
      if (!tune_once (columns, extents, n_columns, demands, n_rows, MAX (sum / part, 1), &lines, widths))
        break;
}

static int
column_min (const Column *column, const Extent *extent)
{
  return kind_of (column) == BY_FIXED ? column->width : extent->min;
}

GArray *
table_split (const Column *columns, const Extent *extents, int n_columns, int n_keys, int width)
{
  gint64 keys = 0, used = 0;
  g_autoptr (GArray) firsts = g_array_new (FALSE, FALSE, sizeof (int));
  for (int i = 0; i < n_keys; i++)
    keys += column_min (&columns[i], &extents[i]);
  for (int i = n_keys; i < n_columns; i++)
    {
      int min = column_min (&columns[i], &extents[i]);
      if (keys + min > width)
        return NULL;
      if (firsts->len == 0 || keys + used + min > width)
        {
          g_array_append_val (firsts, i);
          used = 0;
        }
      used += min;
    }
  return g_steal_pointer (&firsts);
}

static gboolean
is_grouping (gunichar c)
{
  return c == ',' || c == '.' || c == '\'' || c == 0xA0 || c == 0x202F || c == 0x2009 || c == 0x2019 ||
         c == 0x66C;
}

static gboolean
digit_follows (const char *p)
{
  return g_unichar_isdigit (g_utf8_get_char (g_utf8_next_char (p)));
}

/* The end of the number at @p; @point: its decimal mark, if it has one. */
static const char *
number_end (const char *p, const char *mark, const char **point)
{
  for (; *p; p = g_utf8_next_char (p))
    {
      if (g_unichar_isdigit (g_utf8_get_char (p)))
        continue;
      gboolean is_mark = g_str_has_prefix (p, mark);
      if (!(is_mark || is_grouping (g_utf8_get_char (p))) || !digit_follows (p))
        break;
      if (is_mark && !*point)
        *point = p;
    }
  return p;
}

int
table_mark_position (const char *text, const char *mark)
{
  const char *p = text, *point = NULL;
  while (*p && !g_unichar_isdigit (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  if (!*p)
    return -1;
  const char *end = number_end (p, mark ? mark : ".", &point), *dash = end;
  while (*dash == ' ' || g_str_has_prefix (dash, "\xC2\xA0"))
    dash = g_utf8_next_char (dash);
  if (g_str_has_prefix (dash, "\xE2\x80\x93") || *dash == '-')
    {
      const char *next = g_utf8_next_char (dash);
      while (*next == ' ' || g_str_has_prefix (next, "\xC2\xA0"))
        next = g_utf8_next_char (next);
      if (g_unichar_isdigit (g_utf8_get_char (next)))
        return (int)(dash - text);
    }
  return (int)((point ? point : end) - text);
}
