#include "chart/write-figure.h"
#include "base/yaml.h"

static const char *const names[] = {
    [DRAWING_CHART] = "chart",         [DRAWING_BARS] = "bars",         [DRAWING_RANGES] = "ranges",
    [DRAWING_MULTIPLES] = "multiples", [DRAWING_TIMELINE] = "timeline", [DRAWING_IMAGE] = "image",
    [DRAWING_TREE] = "tree",           [DRAWING_MATRIX] = "matrix",     [DRAWING_LINEAGE] = "lineage"};

/* [pt], two decimals */
static void
put (YamlWriter *w, const char *key, int upt)
{
  yaml_write_key (w, key);
  yaml_write_number (w, (int)(((gint64)upt * 100 + (upt < 0 ? -512 : 512)) / 1024) / 100.0);
}

static void
put_text (YamlWriter *w, const char *key, const char *text)
{
  if (!text)
    return;
  yaml_write_key (w, key);
  yaml_write_string (w, text);
}

static void
put_data (YamlWriter *w, const GPtrArray *data)
{
  yaml_write_key (w, "data");
  yaml_write_list_begin (w);
  for (guint i = 0; i < data->len; i++)
    {
      const Datum *datum = data->pdata[i];
      yaml_write_map_begin (w);
      put_text (w, "id", datum->id);
      put_text (w, "claims", datum->claims);
      put_text (w, "says", datum->says);
      put (w, "x", datum->x);
      put (w, "y", datum->y);
      put (w, "w", datum->width);
      put (w, "h", datum->height);
      yaml_write_end (w);
    }
  yaml_write_end (w);
}

static void
put_place (YamlWriter *w, const Datum *datum)
{
  put (w, "x", datum->x);
  put (w, "y", datum->y);
  put (w, "w", datum->width);
  put (w, "h", datum->height);
  yaml_write_end (w);
}

/* A matrix stands in the place of a chart: it has nodes and edges as a chart has, but no lines. */
static void
put_graph (YamlWriter *w, const DrawingData *what, const GPtrArray *heads, const GPtrArray *data)
{
  yaml_write_key (w, "nodes");
  yaml_write_list_begin (w);
  for (guint i = 0; i < heads->len; i++)
    for (guint a = 0; a < what->actors->len; a++)
      {
        const Actor *actor = what->actors->pdata[a];
        const Datum *head = heads->pdata[i];
        if (!g_str_equal (actor->id, head->id))
          continue;
        yaml_write_map_begin (w);
        put_text (w, "id", actor->id);
        put_text (w, "label", actor->name);
        put (w, "font", what->label_style->size);
        put_place (w, head);
      }
  yaml_write_end (w);
  yaml_write_key (w, "edges");
  yaml_write_list_begin (w);
  g_autoptr (GHashTable) told =
      g_hash_table_new (g_str_hash, g_str_equal); /* ties without direction have two cells */
  for (guint i = 0; i < data->len; i++)
    for (guint t = 0; t < what->ties->len; t++)
      {
        const Tie *tie = what->ties->pdata[t];
        const Datum *cell = data->pdata[i];
        if (!g_str_equal (tie->id, cell->id) || !g_hash_table_add (told, tie->id))
          continue;
        yaml_write_map_begin (w);
        put_text (w, "id", tie->id);
        put_text (w, "from", tie->from);
        put_text (w, "to", tie->to);
        put_text (w, "said", tie->label);
        put_text (w, "drawn", "cell");
        put_place (w, cell);
      }
  yaml_write_end (w);
}

static void
put_run (YamlWriter *w, const GlyphRun *run)
{
  int width = 0;
  for (guint i = 0; i < run->glyphs->len; i++)
    width += g_array_index (run->glyphs, Glyph, i).advance;
  yaml_write_map_begin (w);
  put_text (w, "text", run->text);
  put (w, "x", run->x);
  put (w, "y", run->y);
  put (w, "w", width);
  put (w, "font", run->size);
  yaml_write_end (w);
}

/* The box of its points: curves lie within. */
static void
put_path (YamlWriter *w, const Path *path)
{
  int x0 = G_MAXINT, y0 = G_MAXINT, x1 = G_MININT, y1 = G_MININT;
  for (guint i = 0; i < path->steps->len; i++)
    {
      const PathStep *step = &g_array_index (path->steps, PathStep, i);
      for (int k = 0; k < (step->verb == 'c' ? 3 : step->verb == 'h' ? 0 : 1); k++)
        {
          x0 = MIN (x0, step->x[k]);
          y0 = MIN (y0, step->y[k]);
          x1 = MAX (x1, step->x[k]);
          y1 = MAX (y1, step->y[k]);
        }
    }
  if (x0 > x1)
    return;
  yaml_write_map_begin (w);
  put (w, "x", x0);
  put (w, "y", y0);
  put (w, "w", x1 - x0);
  put (w, "h", y1 - y0);
  put_text (w, "paint", path->fill ? "fill" : "stroke");
  yaml_write_end (w);
}

static void
put_ops (YamlWriter *w, const char *key, const GArray *ops, OpKind kind)
{
  yaml_write_key (w, key);
  yaml_write_list_begin (w);
  for (guint i = 0; i < ops->len; i++)
    {
      const Op *op = &g_array_index (ops, Op, i);
      if (op->kind == kind && kind == OP_GLYPHS)
        put_run (w, op->as.glyphs);
      else if (op->kind == kind)
        put_path (w, op->as.path);
    }
  yaml_write_end (w);
}

char *
figure_write_json (const DrawingData *what, const Drawing *drawing, const GPtrArray *data,
                   const GPtrArray *heads)
{
  g_autoptr (YamlWriter) w = yaml_writer_new (YAML_AS_JSON);
  yaml_write_map_begin (w);
  put_text (w, "figure", names[what->kind]);
  put_text (w, "title", what->title ? what->title : "");
  put (w, "width", drawing->width);
  put (w, "height", drawing->height);
  if (what->kind == DRAWING_MATRIX)
    put_graph (w, what, heads, data);
  put_data (w, data);
  put_ops (w, "texts", drawing->ops, OP_GLYPHS);
  put_ops (w, "shapes", drawing->ops, OP_PATH);
  put_text (w, "note", what->note);
  put_text (w, "alt", drawing->alt);
  yaml_write_end (w);
  return yaml_writer_steal (w);
}
