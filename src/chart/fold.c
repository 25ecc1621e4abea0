/* fold.c: see fold.h. Editorial rules; order matters, and everything goes by index so that the result depends on nothing else. */
#include "chart/fold.h"
#include <string.h>

static const Actor *
actor_at (const DrawingData *data, int i)
{
  return g_ptr_array_index (data->actors, i);
}

static const Tie *
tie_at (const DrawingData *data, int i)
{
  return g_ptr_array_index (data->ties, i);
}

static int
actor_find (const DrawingData *data, const char *id)
{
  for (guint i = 0; i < data->actors->len; i++)
    if (g_str_equal (actor_at (data, (int)i)->id, id))
      return (int)i;
  g_assert_not_reached ();
}

static const char *
actor_name (const Actor *actor)
{
  return actor->short_name ? actor->short_name : actor->name;
}

/* The organisation or state whose box takes actor @i as a row; -1: he keeps his own. */
static int
host_of (const DrawingData *data, const int *from, const int *to, int i, const int *n_leaders)
{
  int host = -1;

  if (actor_at (data, i)->kind != ACTOR_PERSON || actor_at (data, i)->subject)
    return -1;
  for (guint t = 0; t < data->ties->len; t++)
    {
      ActorKind kind = actor_at (data, to[t])->kind;
      if (from[t] != i || tie_at (data, (int)t)->tie != TIE_COMMAND || kind == ACTOR_PERSON ||
          kind == ACTOR_EVENT)
        continue;
      if (host < 0 || n_leaders[to[t]] < n_leaders[host])
        host = to[t];
    }
  return host;
}

/* The one neighbour of a leaf that has neither rows nor leads anything; -1: none, or several. */
static int
only_neighbour (const DrawingData *data, const int *from, const int *to, const int *host, int i)
{
  int neighbour = -1, ties = 0;

  if (actor_at (data, i)->subject || host[i] >= 0)
    return -1;
  for (guint a = 0; a < data->actors->len; a++)
    if (host[a] == i)
      return -1;
  for (guint t = 0; t < data->ties->len; t++)
    if (from[t] == i || to[t] == i)
      {
        neighbour = from[t] == i ? to[t] : from[t];
        ties++;
      }
  return ties == 1 && host[neighbour] < 0 ? neighbour : -1;
}

/* Is the year of @when already in @label? Then the label says the date in its own words. */
static gboolean
says_year (const char *label, const char *when)
{
  for (const char *p = when; *p; p++)
    {
      gsize digits = strspn (p, "0123456789");
      g_autofree char *year = g_strndup (p, digits);
      if (digits == 4 && strstr (label, year))
        return TRUE;
      p += digits > 0 ? digits - 1 : 0;
    }
  return strstr (label, when) != NULL;
}

/* The date that @said leaves out; NULL: none. */
static const char *
unsaid_when (const DrawingData *data, const Tie *tie, const char *said)
{
  return tie->when && *tie->when && !says_year (said, tie->when) &&
                 !g_str_equal (tie->when, phrase_in (data, "undated", "undated"))
             ? tie->when
             : NULL;
}

/* "Kim Tarn, leads" where the row's actor does it, "allied with Kim Tarn" where it is done to him by the box's; @other: if not the
 * box itself is at the other end. Returns what stands for the tie. */
static const char *
row_say (const DrawingData *data, FoldRow *row, const Tie *tie, gboolean done_to, const char *other)
{
  const char *said = done_to && tie->phrase ? tie->phrase : tie->label;
  const char *name = actor_name (actor_at (data, row->actor)), *when = unsaid_when (data, tie, said);
  GString *s = g_string_new (NULL);

  if (g_str_equal (row->text, name) && done_to && tie->phrase)
    g_string_append_printf (s, "%s %s", said, name);
  else if (!*said)
    g_string_append (s, row->text);
  else
    g_string_append_printf (s, "%s%s %s", row->text, strchr (row->text, ',') ? ";" : ",", said);
  if (other)
    g_string_append_printf (s, " (%s)", other);
  if (when)
    g_string_append_printf (s, ", %s", when);
  if (tie->status == TIE_CONTESTED)
    {
      if (!strchr (tie->label, '?'))
        g_string_append_c (s, '?');
      row->contested = TRUE;
    }
  g_free (row->text);
  row->text = g_string_free (s, FALSE);
  if (tie->claims && *tie->claims)
    {
      char *joined = numbers_join (row->claims, tie->claims);
      g_free (row->claims);
      row->claims = joined;
    }
  return said;
}

static void
row_clear (gpointer p)
{
  FoldRow *row = p;

  g_free (row->text);
  g_free (row->claims);
}

static void
box_clear (gpointer p)
{
  g_array_unref (((FoldBox *)p)->rows);
}

static void
line_clear (gpointer p)
{
  FoldLine *line = p;

  g_free (line->label);
  g_free (line->claims);
  if (line->parts)
    g_array_unref (line->parts);
}

static void
make_boxes (ChartFold *fold, const int *host)
{
  const DrawingData *data = fold->data;

  for (guint i = 0; i < data->actors->len; i++)
    if (host[i] < 0)
      {
        FoldBox box = {(int)i, g_array_new (FALSE, FALSE, sizeof (FoldRow))};
        g_array_set_clear_func (box.rows, row_clear);
        fold->actor_box[i] = (int)fold->boxes->len;
        fold->actor_row[i] = -1;
        g_array_append_val (fold->boxes, box);
      }
  for (guint i = 0; i < data->actors->len; i++)
    if (host[i] >= 0)
      {
        FoldRow row = {(int)i, g_strdup (actor_name (actor_at (data, (int)i))), g_strdup (""), FALSE};
        FoldBox *box = &g_array_index (fold->boxes, FoldBox, fold->actor_box[host[i]]);
        fold->actor_box[i] = fold->actor_box[host[i]];
        fold->actor_row[i] = (int)box->rows->len;
        g_array_append_val (box->rows, row);
      }
}

/* A tie of an actor to himself: words of his row, else a row of his box. */
static const char *
say_of_itself (ChartFold *fold, const Tie *tie, int actor)
{
  FoldBox *box = &g_array_index (fold->boxes, FoldBox, fold->actor_box[actor]);
  const char *itself = phrase_in (fold->data, "itself", "itself");

  if (fold->actor_row[actor] >= 0)
    return row_say (fold->data, &g_array_index (box->rows, FoldRow, fold->actor_row[actor]), tie, FALSE,
                    itself);
  FoldRow row = {-1, g_strdup_printf ("%s%s(%s)", tie->label, *tie->label ? " " : "", itself),
                 g_strdup (tie->claims ? tie->claims : ""), FALSE};
  g_array_append_val (box->rows, row);
  return tie->label;
}

/* Words for a tie inside one box: on the row of the first end that is a row. */
static const char *
say_inside (ChartFold *fold, const Tie *tie, int from, int to)
{
  FoldBox *box = &g_array_index (fold->boxes, FoldBox, fold->actor_box[from]);
  gboolean first = fold->actor_row[from] >= 0;
  int other = first ? to : from;

  return row_say (fold->data, &g_array_index (box->rows, FoldRow, fold->actor_row[first ? from : to]), tie,
                  !first, fold->actor_row[other] >= 0 ? actor_name (actor_at (fold->data, other)) : NULL);
}

static char *
line_words (const DrawingData *data, const Tie *tie)
{
  const char *when = unsaid_when (data, tie, tie->label);

  return when ? g_strconcat (tie->label, ", ", when, NULL) : g_strdup (tie->label);
}

static gboolean
are_parallel (const ChartFold *fold, const int *from, const int *to, int a, int b, gboolean same_rows)
{
  const Tie *x = tie_at (fold->data, a), *y = tie_at (fold->data, b);
  int fa = fold->actor_box[from[a]], ta = fold->actor_box[to[a]], fb = fold->actor_box[from[b]],
      tb = fold->actor_box[to[b]];

  if (same_rows && (fold->actor_row[from[a]] != fold->actor_row[from[b]] ||
                    fold->actor_row[to[a]] != fold->actor_row[to[b]]))
    return FALSE;
  return x->tie == y->tie && x->status == y->status && fa == fb && ta == tb;
}

/* The first tie whose line tie @t shares; @t: none before it. @bundled: from how many of one class and status on; 0: never. */
static int
line_leader (const ChartFold *fold, const int *from, const int *to, int t, int bundled)
{
  const DrawingData *data = fold->data;
  int parallel = 0, first = t;

  if (data->parallel == PARALLEL_MERGE || data->parallel == PARALLEL_SIDE)
    {
      for (int u = 0; u < t; u++)
        if ((from[u] == from[t] && to[u] == to[t]) || (from[u] == to[t] && to[u] == from[t]))
          return u;
      return t;
    }
  for (int u = 0; bundled > 0 && u < (int)data->ties->len; u++)
    if (are_parallel (fold, from, to, t, u, bundled < 4))
      {
        parallel++;
        first = MIN (first, u);
      }
  return bundled > 0 && parallel >= bundled ? first : t;
}

static void
part_clear (gpointer p)
{
  g_free (((FoldPart *)p)->words);
}

/* Tie @t is said on @line, too. */
static void
join_line (const ChartFold *fold, FoldLine *line, const Tie *tie)
{
  g_autofree char *words = line_words (fold->data, tie);
  char *label = g_strconcat (line->label, *line->label && *words ? "; " : "", words, NULL);
  char *claims = numbers_join (line->claims, tie->claims);

  g_free (line->label);
  g_free (line->claims);
  line->label = label;
  line->claims = claims;
}

static void
add_part (const ChartFold *fold, FoldLine *line, int t, gboolean back)
{
  const Tie *tie = tie_at (fold->data, t);
  g_autofree char *words = line_words (fold->data, tie);
  const gboolean ask = tie->status == TIE_CONTESTED && !strchr (words, '?');
  FoldPart part = {t, back, g_strconcat (words, ask ? "?" : "", NULL)};

  if (!line->parts)
    {
      line->parts = g_array_new (FALSE, FALSE, sizeof (FoldPart));
      g_array_set_clear_func (line->parts, part_clear);
    }
  g_array_append_val (line->parts, part);
}

/* How a line of several ties looks: as they all do, else as none: plain, as sure as the surest of them. */
static void
finish_parts (const ChartFold *fold, FoldLine *line)
{
  if (line->parts && line->parts->len < 2)
    g_clear_pointer (&line->parts, g_array_unref);
  if (!line->parts)
    return;
  for (guint i = 0; i < line->parts->len; i++)
    {
      const FoldPart *part = &g_array_index (line->parts, FoldPart, i);
      const Tie *tie = tie_at (fold->data, part->tie), *first = tie_at (fold->data, line->first);
      line->list = line->list || tie->tie != first->tie || tie->status != first->status || part->back;
      line->tie = line->tie == tie->tie ? line->tie : TIE_OTHER;
      line->status = MIN (line->status, tie->status);
    }
  line->side = fold->data->parallel == PARALLEL_SIDE && line->parts->len <= FOLD_SIDE_MOST;
  line->list = line->list || line->side;
}

static void
make_lines (ChartFold *fold, const int *from, const int *to, int bundled)
{
  const DrawingData *data = fold->data;
  const gboolean pairs = data->parallel == PARALLEL_MERGE || data->parallel == PARALLEL_SIDE;

  if (data->parallel == PARALLEL_SEPARATE)
    bundled = 0;
  for (guint t = 0; t < data->ties->len; t++)
    {
      const Tie *tie = tie_at (data, (int)t);
      FoldTie *fate = &g_array_index (fold->ties, FoldTie, t);
      if (fold->actor_box[from[t]] == fold->actor_box[to[t]])
        {
          fate->fate = FATE_ROW;
          fate->line = -1;
          fate->said =
              from[t] == to[t] ? say_of_itself (fold, tie, from[t]) : say_inside (fold, tie, from[t], to[t]);
          continue;
        }
      const int leader = line_leader (fold, from, to, (int)t, bundled);
      if (leader < (int)t)
        {
          *fate = (FoldTie){FATE_BUNDLE, g_array_index (fold->ties, FoldTie, leader).line, tie->label};
          FoldLine *line = &g_array_index (fold->lines, FoldLine, fate->line);
          join_line (fold, line, tie);
          if (pairs)
            add_part (fold, line, (int)t, from[t] != from[leader]);
          else if (bundled >= 4)
            line->from_row = line->to_row = -1;
          continue;
        }
      FoldLine line = {.from = fold->actor_box[from[t]],
                       .to = fold->actor_box[to[t]],
                       .from_row = fold->actor_row[from[t]],
                       .to_row = fold->actor_row[to[t]],
                       .tie = tie->tie,
                       .status = tie->status,
                       .label = line_words (data, tie),
                       .claims = g_strdup (tie->claims ? tie->claims : ""),
                       .first = (int)t};
      if (pairs)
        add_part (fold, &line, (int)t, FALSE);
      *fate = (FoldTie){FATE_LINE, (int)fold->lines->len, tie->label};
      g_array_append_val (fold->lines, line);
    }
  for (guint e = 0; e < fold->lines->len; e++)
    finish_parts (fold, &g_array_index (fold->lines, FoldLine, e));
}

/* Ties to other charts of a set: rows at the end of the box of the actor who is here. */
static void
add_stub_rows (ChartFold *fold)
{
  for (guint i = 0; i < fold->data->stubs->len; i++)
    {
      const Stub *stub = g_ptr_array_index (fold->data->stubs, i);
      if (!stub->text)
        continue;
      const int box = fold->actor_box[actor_find (fold->data, stub->actor)];
      FoldRow row = {-1, g_strdup (stub->text), g_strdup (""), FALSE};
      g_array_append_val (g_array_index (fold->boxes, FoldBox, box).rows, row);
    }
}

ChartFold *
chart_fold (const DrawingData *data, int level, gboolean leaves)
{
  ChartFold *fold = g_new0 (ChartFold, 1);
  gsize n = data->actors->len, n_ties = data->ties->len;
  g_autofree int *from = g_new (int, n_ties + 1), *to = g_new (int, n_ties + 1), *host = g_new (int, n + 1),
                 *n_leaders = g_new0 (int, n + 1);

  fold->data = data;
  fold->boxes = g_array_new (FALSE, FALSE, sizeof (FoldBox));
  fold->lines = g_array_new (FALSE, FALSE, sizeof (FoldLine));
  fold->ties = g_array_new (FALSE, TRUE, sizeof (FoldTie));
  g_array_set_clear_func (fold->boxes, box_clear);
  g_array_set_clear_func (fold->lines, line_clear);
  g_array_set_size (fold->ties, (guint)n_ties);
  fold->actor_box = g_new0 (int, n + 1);
  fold->actor_row = g_new0 (int, n + 1);
  for (gsize t = 0; t < n_ties; t++)
    {
      from[t] = actor_find (data, tie_at (data, (int)t)->from);
      to[t] = actor_find (data, tie_at (data, (int)t)->to);
      n_leaders[to[t]] += tie_at (data, (int)t)->tie == TIE_COMMAND;
    }
  for (gsize i = 0; i < n; i++)
    host[i] = level > 0 ? host_of (data, from, to, (int)i, n_leaders) : -1;
  /* where an event was, or where an organisation is, is no actor: a row as long as nothing else is tied to the place */
  for (gsize i = 0; level > 1 && i < n; i++)
    if (actor_at (data, (int)i)->kind == ACTOR_PLACE)
      host[i] = only_neighbour (data, from, to, host, (int)i);
  for (gsize i = 0; leaves && i < n; i++)
    host[i] = host[i] >= 0 ? host[i] : only_neighbour (data, from, to, host, (int)i);
  make_boxes (fold, host);
  make_lines (fold, from, to, level > 2 ? 2 : level > 1 ? 4 : 0);
  add_stub_rows (fold);
  return fold;
}

void
chart_fold_free (ChartFold *fold)
{
  if (!fold)
    return;
  g_array_unref (fold->boxes);
  g_array_unref (fold->lines);
  g_array_unref (fold->ties);
  if (fold->key)
    g_ptr_array_unref (fold->key);
  g_free (fold->actor_box);
  g_free (fold->actor_row);
  g_free (fold);
}
