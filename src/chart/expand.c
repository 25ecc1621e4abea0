/* expand.c: see expand.h. */
#include "chart/expand.h"
#include "chart/dense.h"
#include "chart/figure.h"
#include <string.h>

static char *
chart_id (const char *id, guint number)
{
  return number == 1 ? g_strdup (id) : g_strdup_printf ("%s-%u", id, number);
}

static void
add_figure (Block *group, DrawingData *data, const char *id, guint number, const Style *style, Block *words)
{
  Block *figure = block_add_take (group, block_new (BLOCK_FIGURE, ROLE_FIGURE, style));

  figure->mark = words->mark = data->mark;
  figure->id = chart_id (id, number);
  figure->drawing = data;
  figure->stays = TRUE; /* the index comes after the last chart, not between two */
  block_add_take (figure, words);
}

/* "Kim Tarn 3 · Northern Guard 2 …": the number leads to the chart. */
static void
add_index (Block *group, const ChartSet *set, const DrawingData *data, const char *id, const Style *style)
{
  Block *words = block_add_take (group, block_new (BLOCK_PARAGRAPH, ROLE_P, style));
  g_autofree char *head = phrase_with (data, "chart-index", "Actors and their charts:", NULL, NULL, NULL);

  words->mark = data->mark;
  block_add_text (words, head, NULL);
  for (guint i = 0; i < set->index->len; i++)
    {
      const ChartEntry *entry = &g_array_index (set->index, ChartEntry, i);
      const Actor *actor = g_ptr_array_index (data->actors, entry->actor);
      g_autofree char *name = g_strdup_printf ("%s%s\302\240", i > 0 ? " · " : " ", actor->name);
      g_autofree char *number = g_strdup_printf ("%d", entry->chart),
                      *to = chart_id (id, (guint)entry->chart);
      block_add_text (words, name, NULL);
      Inline *link = inline_new (INLINE_LINK, number, NULL);
      link->target = g_strconcat ("#", to, NULL);
      link->alt = phrase_with (data, "chart-to", "chart {0}", number, NULL, NULL);
      g_ptr_array_add (words->inlines, link);
    }
}

Block *
chart_set_blocks (ChartSet *set, const DrawingData *data, const char *id, const Style *figure,
                  const Style *caption, Block *first)
{
  Block *group = block_new (BLOCK_GROUP, ROLE_NONE, caption);
  guint number = 0;

  group->mark = data->mark;
  while (set->charts->len > 0)
    {
      DrawingData *chart = g_ptr_array_steal_index (set->charts, 0);
      Block *words = number == 0 && first ? first : block_new (BLOCK_PARAGRAPH, ROLE_CAPTION, caption);
      g_autofree char *said = g_strdup_printf ("%s%s.", words == first ? " " : "", chart->title);
      block_add_text (words, said, NULL);
      add_figure (group, chart, id, ++number, figure, words);
    }
  add_index (group, set, data, id, caption);
  return group;
}

/* The group that stands for @block, whose chart has become @set; its caption is taken. */
static Block *
set_group (Block *block, ChartSet *set, int count)
{
  g_autofree char *id = block->id ? g_strdup (block->id) : g_strdup_printf ("chart-set-%d", count);
  Block *first = block->children->len > 0 ? g_ptr_array_steal_index (block->children, 0) : NULL;
  const Style *caption = first ? first->style : block->drawing->small_style;

  return chart_set_blocks (set, block->drawing, id, block->style, caption, first);
}

/* Only what stands straight in the text can have a page of its own (typeset/larger.c). */
static gboolean
is_straight (const Block *block)
{
  return (block->kind == BLOCK_GROUP || block->kind == BLOCK_CONTENTS) && !block->style->has_ground &&
         block->style->indent_start == 0;
}

typedef struct
{
  const struct ChartPins *pins;
  ChartCrowding crowding; /* after the document was paginated; NULL: before */
  gpointer data;
  int count;
  Diags *diags;
} Expansion;

#define LEAST_OF_A_SET 14 /* boxes: fewer are not parted for the sake of a line that touches */

/* What its page could not hold, parted. NULL: it stays. */
static Block *
expand_crowded_chart (Expansion *e, Block *block)
{
  DrawingData *data = block->drawing;
  const int places = data->may_split && !data->part ? e->crowding (e->data, data) : 0;
  if (places == 0 || chart_boxes (data) < LEAST_OF_A_SET)
    return NULL;
  g_autoptr (ChartSet) set = chart_split (data);
  if (set->charts->len < 3) /* an overview of one is no set */
    return NULL;
  Block *group = set_group (block, set, ++e->count);
  diags_note (
      e->diags, block->mark, "chart-split", "where:, depth: or limit: show less",
      "the chart of %u actors and %u ties has %d places where things touch on the largest page that it "
      "may have: it is a set of %u charts and an index",
      data->actors->len, data->ties->len, places, group->children->len - 1);
  return group;
}

/* A set, a sheet of its own, or what its page makes of it. Returns the group that replaces @block; NULL: it stays. */
static Block *
expand_chart (Expansion *e, Block *block, gboolean straight)
{
  DrawingData *data = block->drawing;
  const gboolean sheet = straight && data->most_sheet == SHEET_LARGE;
  if (e->crowding)
    return expand_crowded_chart (e, block);
  data->pins = data->note ? NULL : e->pins;
  if (data->may_split && sheet && chart_is_dense (data))
    {
      chart_tell_dense (data, e->diags);
      chart_make_matrix (data);
      return NULL;
    }
  if (chart_set_is_too_large (data, e->diags) || !chart_wants_split (data, CHART_WHOLE_PAGE))
    return NULL;
  if (sheet && !chart_wants_split (data, CHART_WHOLE_SHEET))
    {
      data->least_sheet = SHEET_LARGE;
      return NULL;
    }
  g_autoptr (ChartSet) set = chart_split (data);
  Block *group = set_group (block, set, ++e->count);
  diags_note (
      e->diags, block->mark, "chart-split", "where:, depth: or limit: show less",
      "the chart of %u actors and %u ties is too much for a page: it is a set of %u charts and an index",
      data->actors->len, data->ties->len, group->children->len - 1);
  return group;
}

static void
expand_below (Expansion *e, Block *parent, gboolean straight)
{
  straight = straight && is_straight (parent);
  for (guint i = 0; parent->children && i < parent->children->len; i++)
    {
      Block *block = parent->children->pdata[i];
      if (block->kind != BLOCK_FIGURE || !block->drawing || block->drawing->kind != DRAWING_CHART)
        {
          expand_below (e, block, straight);
          continue;
        }
      Block *group = expand_chart (e, block, straight);
      if (!group)
        continue;
      parent->children->pdata[i] = group;
      block_free (block);
    }
}

void
chart_expand (Document *document, const struct ChartPins *pins, Diags *diags)
{
  Expansion e = {.pins = pins, .diags = diags};

  if (document->body)
    expand_below (&e, document->body, TRUE);
}

guint
chart_expand_crowded (Document *document, ChartCrowding crowding, gpointer data, Diags *diags)
{
  /* destinations of sets made before have numbers of their own */
  Expansion e = {.crowding = crowding, .data = data, .count = 100, .diags = diags};

  if (document->body)
    expand_below (&e, document->body, TRUE);
  return (guint)e.count - 100;
}
