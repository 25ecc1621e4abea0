/* plan.c: sizes. Every text is broken at spaces: greedy, then narrowed while the number of lines stays, so that lines are of even
 * length; a label gets up to four such wraps to choose among.
 */
#include "chart/plan.h"
#include "chart/signs.h"
#include <string.h>

#define NAME_WIDEST (96 * 1024)
#define ROW_WIDEST  (116 * 1024)
/* Words wider than this (addresses, scripts without spaces) are cut into pieces. */
#define WORD_WIDEST  (150 * 1024)
#define PIECE_WIDEST (84 * 1024)
/* Letters of a name, a row, a label, and of claim numbers. More is no name but a text, and would make a box higher than any page;
 * in full it stands in the alternative text. */
enum
{
  NAME_LETTERS = 160,
  ROW_LETTERS = 240,
  LABEL_LETTERS = 320,
  CLAIMS_LETTERS = 160
};

typedef struct
{
  int start, end, width;
  gboolean fresh; /* begins a line */
} Word;

/* Widths above are for type up to 8.5 pt; larger type has its words in proportion. */
static int
in_proportion (const ChartMeasure *measure, int upt)
{
  const int base = 8 * 1024 + 512;

  return measure->label_size <= base ? upt : (int)((gint64)upt * measure->label_size / base);
}

static int
width_between (const ChartMeasure *measure, const char *text, int start, int end, ChartText role)
{
  g_autofree char *part = g_strndup (text + start, (gsize)(end - start));
  return measure->width (measure->data, part, role);
}

/* The pieces of a word too wide for any line: they follow one another without a space. */
static void
add_pieces (GArray *words, const ChartMeasure *measure, const char *text, Word word, ChartText role)
{
  Word piece = {word.start, word.start, 0, FALSE};
  while (piece.end < word.end)
    {
      int next = (int)(sign_next (text + piece.end) - text);
      int width = width_between (measure, text, piece.start, MIN (next, word.end), role);
      if (width > in_proportion (measure, PIECE_WIDEST) && piece.end > piece.start)
        {
          g_array_append_val (words, piece);
          piece = (Word){piece.end, piece.end, 0, FALSE};
          continue;
        }
      piece.end = MIN (next, word.end);
      piece.width = width;
    }
  g_array_append_val (words, piece);
}

static GArray *
words_of (const ChartMeasure *measure, const char *text, ChartText role)
{
  GArray *words = g_array_new (FALSE, FALSE, sizeof (Word));

  for (int i = 0; text[i];)
    {
      Word w = {i, i, 0, FALSE};
      while (text[w.end] && text[w.end] != ' ')
        w.end++;
      w.width = width_between (measure, text, w.start, w.end, role);
      if (w.width > in_proportion (measure, WORD_WIDEST))
        add_pieces (words, measure, text, w, role);
      else if (w.end > w.start)
        g_array_append_val (words, w);
      i = w.end + (text[w.end] == ' ');
    }
  return words;
}

static int
fill_lines (const GArray *words, int space, int limit, GArray *lines)
{
  int widest = 0;

  g_array_set_size (lines, 0);
  for (guint i = 0; i < words->len; i++)
    {
      const Word *w = &g_array_index (words, Word, i);
      TextLine *last = lines->len ? &g_array_index (lines, TextLine, lines->len - 1) : NULL;
      const int gap = last && last->end == w->start ? 0 : space;
      if (last && !w->fresh && last->width + gap + w->width <= limit)
        {
          last->end = w->end;
          last->width += gap + w->width;
        }
      else
        {
          TextLine line = {w->start, w->end, w->width};
          g_array_append_val (lines, line);
        }
      widest = MAX (widest, g_array_index (lines, TextLine, lines->len - 1).width);
    }
  return widest;
}

/* Breaks into the fewest lines of at most @limit, made even; returns the widest line. */
static int
break_evenly (const GArray *words, int space, int limit, GArray *lines)
{
  int widest = fill_lines (words, space, limit, lines);
  guint n = lines->len;

  for (int narrower = widest - 1024; narrower > 0; narrower -= 1024)
    {
      int w = fill_lines (words, space, narrower, lines);
      if (lines->len > n || w > narrower)
        break;
      widest = w;
    }
  return fill_lines (words, space, widest, lines);
}

static void
box_clear (gpointer p)
{
  PlanBox *box = p;

  g_free (box->title);
  g_array_unref (box->title_lines);
  g_array_unref (box->rows);
}

static void
row_clear (gpointer p)
{
  PlanRow *row = p;

  g_free (row->text);
  g_array_unref (row->lines);
}

static void
line_clear (gpointer p)
{
  PlanLine *line = p;

  g_free (line->label);
  if (line->entries)
    g_array_unref (line->entries);
  for (int i = 0; i < line->n_wraps; i++)
    g_array_unref (line->wraps[i].lines);
}

/* @words, then the claim numbers, both cut if need be; *@claims_at: where those begin. */
static char *
words_and_claims (const char *words, const char *claims, int most, int *claims_at, gboolean *cut)
{
  g_autofree char *said = signs_cut (words, most, cut), *numbers = signs_cut (claims, CLAIMS_LETTERS, cut);

  *claims_at = (int)strlen (said);
  return g_strconcat (said, *said && *numbers ? " " : "", numbers, NULL);
}

static PlanBox
box_plan (const FoldBox *from, const Actor *actor, const ChartMeasure *measure, gboolean *cut)
{
  PlanBox box = {0};
  g_autoptr (GArray) words = NULL;

  box.title = signs_cut (from->rows->len == 0 || !actor->short_name ? actor->name : actor->short_name,
                         NAME_LETTERS, cut);
  words = words_of (measure, box.title, CHART_TEXT_NAME);
  box.title_lines = g_array_new (FALSE, FALSE, sizeof (TextLine));
  box.rows = g_array_new (FALSE, FALSE, sizeof (PlanRow));
  g_array_set_clear_func (box.rows, row_clear);
  box.width = break_evenly (words, measure->width (measure->data, " ", CHART_TEXT_NAME),
                            in_proportion (measure, NAME_WIDEST), box.title_lines);
  box.height = box.title_bottom = 2 * CHART_PAD_Y + (int)box.title_lines->len * measure->name_leading;
  for (guint i = 0; i < from->rows->len; i++)
    {
      const FoldRow *said = &g_array_index (from->rows, FoldRow, i);
      PlanRow row = {box.height, 0, NULL, 0, g_array_new (FALSE, FALSE, sizeof (TextLine))};
      row.text = words_and_claims (said->text, said->claims, ROW_LETTERS, &row.claims_at, cut);
      g_autoptr (GArray) row_words = words_of (measure, row.text, CHART_TEXT_ROW);
      int w = break_evenly (row_words, measure->width (measure->data, " ", CHART_TEXT_ROW),
                            in_proportion (measure, ROW_WIDEST), row.lines);
      box.width = MAX (box.width, w);
      box.height += (int)row.lines->len * measure->row_leading + 3 * 1024;
      row.bottom = box.height;
      g_array_append_val (box.rows, row);
    }
  /* the inner line of a double border stays clear of the last row */
  box.height += from->rows->len > 0 ? 1536 : 0;
  box.width += 2 * CHART_PAD_X;
  return box;
}

/* The label of several unlike ties, an entry each; what does not fit into a label's letters is one that says so. */
static void
list_parts (PlanLine *line, const FoldLine *from, const DrawingData *data, gboolean *cut)
{
  g_autoptr (GString) all = g_string_new (NULL);

  line->entries = g_array_new (FALSE, FALSE, sizeof (PlanEntry));
  for (guint i = 0; i < from->parts->len; i++)
    {
      const FoldPart *part = &g_array_index (from->parts, FoldPart, i);
      const Tie *tie = data->ties->pdata[part->tie];
      const glong letters = g_utf8_strlen (all->str, -1);
      int claims_at;
      if (letters >= LABEL_LETTERS)
        {
          *cut = TRUE;
          break;
        }
      g_autofree char *text = words_and_claims (part->words, tie->claims ? tie->claims : "",
                                                LABEL_LETTERS - (int)letters, &claims_at, cut);
      if (!*text)
        continue;
      if (all->len)
        g_string_append_c (all, ' ');
      const int start = (int)all->len;
      g_string_append (all, text);
      PlanEntry entry = {(int)i, start, start + claims_at, (int)all->len};
      g_array_append_val (line->entries, entry);
    }
  line->label = g_strdup (all->str);
  line->claims_at = (int)all->len;
}

static void
begin_entries (const PlanLine *line, GArray *words)
{
  guint next = 0;

  for (guint i = 0; i < words->len && next < line->entries->len; i++)
    {
      Word *word = &g_array_index (words, Word, i);
      word->fresh = word->start >= g_array_index (line->entries, PlanEntry, next).start;
      next += word->fresh;
    }
}

static PlanLine
line_plan (const FoldLine *from, const DrawingData *data, const ChartMeasure *measure, gboolean *cut)
{
  static const int limits[] = {400, 118, 84, 62};
  PlanLine line = {
      .from = from->from, .to = from->to, .from_row = from->from_row, .to_row = from->to_row, .arrow = TRUE};
  const int beside = from->list ? CHART_SIGN : 0;

  g_autofree char *words_text =
      g_strconcat (from->label, from->status == TIE_CONTESTED && !strchr (from->label, '?') ? "?" : "", NULL);
  if (from->list)
    list_parts (&line, from, data, cut);
  else
    line.label = words_and_claims (words_text, from->claims, LABEL_LETTERS, &line.claims_at, cut);
  g_autoptr (GArray) words = words_of (measure, line.label, CHART_TEXT_LABEL);
  if (from->list)
    begin_entries (&line, words);
  int space = measure->width (measure->data, " ", CHART_TEXT_LABEL);
  for (guint i = 0; words->len > 0 && i < G_N_ELEMENTS (limits); i++)
    {
      GArray *lines = g_array_new (FALSE, FALSE, sizeof (TextLine));
      int w = break_evenly (words, space, in_proportion (measure, limits[i] * 1024), lines);
      PlanWrap wrap = {w + beside + 2 * CHART_LABEL_HALO, (int)lines->len * measure->label_leading + 1024,
                       lines};
      gboolean again = line.n_wraps > 0 && line.wraps[line.n_wraps - 1].lines->len == lines->len;
      if (again || (line.n_wraps == 0 && w > in_proportion (measure, 150 * 1024) && i < 3))
        g_array_unref (lines);
      else
        line.wraps[line.n_wraps++] = wrap;
    }
  return line;
}

/* The number of @actor's group: groups are numbered as they first appear. */
static int
group_of (const ChartFold *fold, int actor)
{
  const char *group =
      actor < 0 ? NULL : ((const Actor *)g_ptr_array_index (fold->data->actors, actor))->group;
  g_autoptr (GPtrArray) seen = g_ptr_array_new ();

  for (int i = 0; group && i <= actor; i++)
    {
      const char *other = ((const Actor *)g_ptr_array_index (fold->data->actors, i))->group;
      guint k = 0;
      while (other && k < seen->len && !g_str_equal (g_ptr_array_index (seen, k), other))
        k++;
      if (other && g_str_equal (other, group))
        return (int)k;
      if (other && k == seen->len)
        g_ptr_array_add (seen, (gpointer)other);
    }
  return -1;
}

static void
add_point (ChartPlan *plan, const ChartFold *fold, int box, int down, int actor)
{
  PlanPoint point = {box, down, group_of (fold, actor)};

  plan->n_groups = MAX (plan->n_groups, point.group + 1);
  g_array_append_val (plan->points, point);
}

static void
add_points (ChartPlan *plan, const ChartFold *fold)
{
  for (guint i = 0; i < plan->boxes->len; i++)
    {
      const PlanBox *box = &g_array_index (plan->boxes, PlanBox, i);
      const FoldBox *from = &g_array_index (fold->boxes, FoldBox, i);
      add_point (plan, fold, (int)i, 0, from->actor);
      for (guint k = 0; k < box->rows->len; k++)
        {
          const PlanRow *row = &g_array_index (box->rows, PlanRow, k);
          int actor = g_array_index (from->rows, FoldRow, k).actor;
          if (actor >= 0)
            add_point (plan, fold, (int)i, (row->top + row->bottom - box->height) / 2, actor);
        }
    }
  if (plan->n_groups == 0)
    g_array_set_size (plan->points, 0);
}

ChartPlan *
chart_plan_new (const ChartFold *fold, const ChartMeasure *measure)
{
  ChartPlan *plan = g_new0 (ChartPlan, 1);

  plan->focus = -1;
  plan->boxes = g_array_new (FALSE, FALSE, sizeof (PlanBox));
  plan->lines = g_array_new (FALSE, FALSE, sizeof (PlanLine));
  plan->points = g_array_new (FALSE, FALSE, sizeof (PlanPoint));
  g_array_set_clear_func (plan->boxes, box_clear);
  g_array_set_clear_func (plan->lines, line_clear);
  plan->name_size = measure->name_size;
  plan->name_leading = measure->name_leading;
  plan->label_size = measure->label_size;
  plan->label_leading = measure->label_leading;
  plan->row_size = measure->row_size;
  plan->row_leading = measure->row_leading;
  plan->cuts = fold->cuts;
  for (guint i = 0; i < fold->boxes->len; i++)
    {
      const FoldBox *from = &g_array_index (fold->boxes, FoldBox, i);
      gboolean cut = FALSE;
      PlanBox box = box_plan (from, g_ptr_array_index (fold->data->actors, from->actor), measure, &cut);
      plan->cuts += cut;
      g_array_append_val (plan->boxes, box);
      if (((const Actor *)g_ptr_array_index (fold->data->actors, from->actor))->subject)
        plan->focus = (int)i;
    }
  for (guint i = 0; i < fold->lines->len; i++)
    {
      gboolean cut = FALSE;
      PlanLine line = line_plan (&g_array_index (fold->lines, FoldLine, i), fold->data, measure, &cut);
      plan->cuts += cut;
      g_array_append_val (plan->lines, line);
    }
  add_points (plan, fold);
  return plan;
}

void
chart_plan_free (ChartPlan *plan)
{
  if (!plan)
    return;
  g_clear_pointer (&plan->pins, g_array_unref);
  g_array_unref (plan->boxes);
  g_array_unref (plan->lines);
  g_array_unref (plan->points);
  g_free (plan);
}
