/* write-json.c: see write-json.h. A row is a node whose parent is its box; its tie is an edge drawn "nested". A tie that shares a line is
 * drawn as "bundle" with the first of them, and has points of its own where its stroke lies beside the others. */
#include "chart/write-json.h"
#include "chart/strokes.h"

#define PIECES 16

static void
put_string (GString *out, const char *s)
{
  g_string_append_c (out, '"');
  for (; *s; s++)
    if (*s == '"' || *s == '\\')
      g_string_append_printf (out, "\\%c", *s);
    else if ((guchar)*s < 0x20)
      g_string_append_printf (out, "\\u%04x", *s);
    else
      g_string_append_c (out, *s);
  g_string_append_c (out, '"');
}

static void
put_number (GString *out, double upt)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (out, g_ascii_formatd (text, sizeof text, "%.2f", upt / 1024));
}

static void
put_member (GString *out, const char *key, int upt)
{
  g_string_append_printf (out, ",\"%s\":", key);
  put_number (out, upt);
}

/* To the nearest hundredth of a point. */
static int
hundredth (int upt)
{
  int n = (int)(((gint64)ABS (upt) * 100 + 512) / 1024);

  return upt < 0 ? -n : n;
}

/* Edges are rounded, not sizes: what lies inside a box stays inside. */
static void
put_rect (GString *out, int x, int y, int w, int h)
{
  int x0 = hundredth (x), y0 = hundredth (y),
      numbers[4] = {x0, y0, hundredth (x + w) - x0, hundredth (y + h) - y0};
  static const char keys[] = "xywh";

  for (int i = 0; i < 4; i++)
    {
      char text[G_ASCII_DTOSTR_BUF_SIZE];
      g_string_append_printf (out, ",\"%c\":%s", keys[i],
                              g_ascii_formatd (text, sizeof text, "%.2f", numbers[i] / 100.0));
    }
}

static void
put_lines (GString *out, const char *text, const GArray *lines)
{
  g_string_append (out, ",\"lines\":[");
  for (guint i = 0; i < lines->len; i++)
    {
      const TextLine *line = &g_array_index (lines, TextLine, i);
      g_autofree char *part = g_strndup (text + line->start, (gsize)(line->end - line->start));
      g_string_append (out, i ? "," : "");
      put_string (out, part);
    }
  g_string_append_c (out, ']');
}

static const char *
actor_id (const ChartFold *fold, int actor)
{
  return ((const Actor *)g_ptr_array_index (fold->data->actors, actor))->id;
}

/* A member whose value is words; none if there are no words. */
static void
put_words (GString *out, const char *key, const char *words)
{
  if (!words || !*words)
    return;
  g_string_append_printf (out, ",\"%s\":", key);
  put_string (out, words);
}

/* Who it is, for programs that draw or check it again. */
static void
put_actor (GString *out, const ChartFold *fold, int actor)
{
  static const char *const kinds[] = {"organisation", "person", "event", "place", "state", "other"};
  const Actor *who = g_ptr_array_index (fold->data->actors, actor);

  put_words (out, "label", who->name);
  put_words (out, "kind", kinds[who->kind]);
  g_string_append (out, who->subject ? ",\"subject\":true" : "");
}

static void
put_tie (GString *out, const Tie *tie)
{
  static const char *const classes[] = {"other",  "command",    "allied",    "hostile",
                                        "attack", "allegiance", "membership"};
  static const char *const statuses[] = {"asserted", "assessed", "possible", "contested", "reported"};

  put_words (out, "class", classes[tie->tie]);
  put_words (out, "status", statuses[tie->status]);
  put_words (out, "when", tie->when);
  put_words (out, "claims", tie->claims);
  put_words (out, "says", tie->says);
}

/* The ground that boxes and lines stand on, the type they have at its size, and what a chart alone says around it. */
static void
put_head (GString *out, const DrawingData *data, const ChartPlan *plan, int width, int height)
{
  g_string_append (out, ",\"frame\":{\"w\":");
  put_number (out, width);
  put_member (out, "h", height);
  g_string_append (out, "},\"type\":{\"names\":");
  put_number (out, plan->name_size);
  put_member (out, "labels", plan->label_size);
  put_member (out, "rows", plan->row_size);
  g_string_append_c (out, '}');
  put_words (out, "parallel", parallel_word (data->parallel));
  put_words (out, "as_of", data->as_of);
  put_words (out, "detail", data->words.detail);
  put_words (out, "source", data->words.source);
  put_words (out, "marking", data->words.marking);
}

static void
put_nodes (GString *out, const ChartFold *fold, const ChartPlan *plan, const ChartPlaces *places)
{
  for (guint i = 0; i < fold->boxes->len; i++)
    {
      const FoldBox *from = &g_array_index (fold->boxes, FoldBox, i);
      const PlanBox *box = &g_array_index (plan->boxes, PlanBox, i);
      ChartRect r = g_array_index (places->boxes, ChartRect, i);
      g_string_append (out, i ? ",\n  {\"id\":" : "  {\"id\":");
      put_string (out, actor_id (fold, from->actor));
      put_actor (out, fold, from->actor);
      put_rect (out, r.x, r.y, r.width, r.height);
      put_member (out, "font", plan->name_size);
      g_string_append (out, ",\"text\":{\"font\":");
      put_number (out, plan->name_size);
      put_rect (out, r.x, r.y, r.width, box->title_bottom);
      g_string_append_c (out, '}');
      put_lines (out, box->title, box->title_lines);
      g_string_append_c (out, '}');
      for (guint k = 0; k < from->rows->len; k++)
        {
          const PlanRow *row = &g_array_index (box->rows, PlanRow, k);
          if (g_array_index (from->rows, FoldRow, k).actor < 0)
            continue;
          g_string_append (out, ",\n  {\"id\":");
          put_string (out, actor_id (fold, g_array_index (from->rows, FoldRow, k).actor));
          put_actor (out, fold, g_array_index (from->rows, FoldRow, k).actor);
          g_string_append (out, ",\"parent\":");
          put_string (out, actor_id (fold, from->actor));
          put_rect (out, r.x, r.y + row->top, r.width, row->bottom - row->top);
          put_member (out, "font", plan->row_size);
          put_lines (out, row->text, row->lines);
          g_string_append_c (out, '}');
        }
    }
}

static void
put_points (GString *out, const LineStroke *stroke)
{
  g_string_append (out, ",\"points\":[");
  for (int k = 0; k <= PIECES; k += stroke->straight ? PIECES : 1)
    {
      double x, y;
      line_stroke_at (stroke, k / (double)PIECES, &x, &y);
      g_string_append (out, k ? ",[" : "[");
      put_number (out, x * 1024);
      g_string_append_c (out, ',');
      put_number (out, y * 1024);
      g_string_append_c (out, ']');
    }
  g_string_append_c (out, ']');
}

static void
put_label (GString *out, const FoldLine *line, const PlanLine *planned, const PlacedLine *p, int label_size)
{
  if (planned->n_wraps > 0)
    {
      g_string_append (out, ",\"label\":{\"text\":");
      put_string (out, line->label);
      g_string_append (out, ",\"claims\":");
      put_string (out, line->claims);
      put_rect (out, p->label.x, p->label.y, p->label.width, p->label.height);
      put_member (out, "font", label_size);
      put_lines (out, planned->label, planned->wraps[p->wrap].lines);
      g_string_append_c (out, '}');
    }
}

/* What is left out, ties to other charts of the set, and what numbers on the lines mean. */
static void
put_rest (GString *out, const ChartFold *fold)
{
  const DrawingData *data = fold->data;

  if (data->note)
    {
      g_string_append (out, ",\n \"note\":");
      put_string (out, data->note);
    }
  for (guint i = 0; i < data->stubs->len; i++)
    {
      const Stub *stub = g_ptr_array_index (data->stubs, i);
      g_string_append (out, i ? ",\n  {\"id\":" : ",\n \"elsewhere\":[\n  {\"id\":");
      put_string (out, stub->tie);
      g_string_append (out, ",\"node\":");
      put_string (out, stub->actor);
      g_string_append_printf (out, ",\"chart\":%d}%s", stub->chart, i + 1 < data->stubs->len ? "" : "]");
    }
  for (guint i = 0; fold->key && i < fold->key->len; i++)
    {
      g_string_append (out, i ? "," : ",\n \"key\":[");
      put_string (out, fold->key->pdata[i]);
      g_string_append (out, i + 1 < fold->key->len ? "" : "]");
    }
}

/* The stroke of tie @t among those of its line. */
static const LineStroke *
stroke_of (const GArray *strokes, const FoldLine *line, int t)
{
  guint k = 0;

  while (line->side && g_array_index (line->parts, FoldPart, k).tie != t)
    k++;
  return &g_array_index (strokes, LineStroke, k);
}

/* How tie @t is shown: by a line with its points and label, by the line of another, by words in a box. */
static void
put_fate (GString *out, const ChartFold *fold, const ChartPlan *plan, const ChartPlaces *places,
          const GPtrArray *strokes, int t)
{
  const FoldTie *fate = &g_array_index (fold->ties, FoldTie, t);
  const FoldLine *line = fate->fate == FATE_ROW ? NULL : &g_array_index (fold->lines, FoldLine, fate->line);

  g_string_append_printf (out, ",\"drawn\":\"%s\"",
                          fate->fate == FATE_LINE  ? "line"
                          : fate->fate == FATE_ROW ? "nested"
                                                   : "bundle");
  if (fate->fate != FATE_LINE)
    {
      g_string_append (out, ",\"said\":");
      put_string (out, fate->said);
    }
  if (fate->fate == FATE_BUNDLE)
    {
      g_string_append (out, ",\"with\":");
      put_string (out, ((const Tie *)g_ptr_array_index (fold->data->ties, line->first))->id);
    }
  if (fate->fate == FATE_LINE || (fate->fate == FATE_BUNDLE && line->side))
    put_points (out, stroke_of (strokes->pdata[fate->line], line, t));
  if (fate->fate == FATE_LINE)
    put_label (out, line, &g_array_index (plan->lines, PlanLine, fate->line),
               &g_array_index (places->lines, PlacedLine, fate->line), plan->label_size);
}

char *
places_write_json (const ChartFold *fold, const ChartPlan *plan, const ChartPlaces *places, int width,
                   int height)
{
  GString *out = g_string_new ("{\"graph\":");
  const DrawingData *data = fold->data;
  g_autoptr (GPtrArray) strokes = g_ptr_array_new_with_free_func ((GDestroyNotify)g_array_unref);

  put_string (out, data->title ? data->title : "");
  g_string_append (out, ",\"engine\":\"brief\"");
  put_head (out, data, plan, width, height);
  g_string_append (out, ",\n \"nodes\":[\n");
  put_nodes (out, fold, plan, places);
  g_string_append (out, "],\n \"edges\":[");
  for (guint e = 0; e < fold->lines->len; e++)
    g_ptr_array_add (strokes, line_strokes (fold, places, (int)e));
  for (guint t = 0; t < data->ties->len; t++)
    {
      const Tie *tie = g_ptr_array_index (data->ties, t);
      g_string_append (out, t ? ",\n  {\"id\":" : "\n  {\"id\":");
      put_string (out, tie->id);
      g_string_append (out, ",\"from\":");
      put_string (out, tie->from);
      g_string_append (out, ",\"to\":");
      put_string (out, tie->to);
      put_tie (out, tie);
      put_fate (out, fold, plan, places, strokes, (int)t);
      g_string_append_c (out, '}');
    }
  g_string_append_c (out, ']');
  put_rest (out, fold);
  g_string_append (out, "}\n");
  return g_string_free (out, FALSE);
}
