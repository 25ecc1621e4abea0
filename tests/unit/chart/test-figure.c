/* Figures drawn with the project's fonts: words are there as glyph runs, the alternative text says all, the same ink twice, with and
 * without a cache. Skipped when fonts/ is empty.
 */
#include "chart-case.h"
#include "chart/cache.h"
#include "chart/figure.h"

static Fonts *fonts;
static Style name_style, label_style, small_style;

static Style
sans (int tenths, int weight)
{
  Style s = {.name = "test",
             .family = g_intern_static_string ("Inter"),
             .size = tenths * 1024 / 10,
             .weight = weight};

  s.leading = s.size * 13 / 10;
  return s;
}

static void
dress (DrawingData *data)
{
  name_style = sans (90, 600);
  label_style = sans (75, 400);
  small_style = sans (70, 400);
  data->name_style = &name_style;
  data->label_style = &label_style;
  data->small_style = &small_style;
  data->effort = "draft";
  data->fold = 1;
}

/* All words of the drawing, one run after the other. */
static char *
words_of (const Drawing *drawing)
{
  GString *s = g_string_new (NULL);

  for (guint i = 0; i < drawing->ops->len; i++)
    {
      const Op *op = &g_array_index (drawing->ops, Op, i);
      if (op->kind == OP_GLYPHS)
        g_string_append_printf (s, "%s%s", op->as.glyphs->text,
                                g_str_has_suffix (op->as.glyphs->text, " ") ? "" : " ");
    }
  return g_string_free (s, FALSE);
}

static char *
ink_of (const Drawing *drawing)
{
  GString *s = g_string_new (NULL);

  for (guint i = 0; i < drawing->ops->len; i++)
    {
      const Op *op = &g_array_index (drawing->ops, Op, i);
      if (op->kind == OP_GLYPHS)
        g_string_append_printf (s, "%s %d %d\n", op->as.glyphs->text, op->as.glyphs->x, op->as.glyphs->y);
      for (guint k = 0; op->kind == OP_PATH && k < op->as.path->steps->len; k++)
        {
          const PathStep *step = &g_array_index (op->as.path->steps, PathStep, k);
          g_string_append_printf (s, "%c %d %d\n", step->verb, step->x[0], step->y[0]);
        }
    }
  return g_string_free (s, FALSE);
}

static void
test_small_chart (void)
{
  DrawingData *data = drawing_data_new (DRAWING_CHART);

  drawing_data_add_actor (data, "n", "Northern Guard", ACTOR_ORGANISATION)->subject = TRUE;
  drawing_data_add_actor (data, "s", "Southern League", ACTOR_STATE);
  drawing_data_add_actor (data, "k", "Kim Tarn", ACTOR_PERSON);
  Tie *tie = drawing_data_add_tie (data, "1", "n", "s", "raids");
  tie->tie = TIE_HOSTILE;
  tie->status = TIE_CONTESTED;
  tie->claims = g_strdup ("7, 9");
  drawing_data_add_tie (data, "2", "k", "n", "leads")->tie = TIE_COMMAND;
  dress (data);
  g_autoptr (Diags) diags = diags_new ();
  g_autoptr (ChartCache) cache = chart_cache_new (NULL, NULL);
  Drawing *one = chart_draw_figure (NULL, data, 300 * 1024, 0, fonts, diags);
  Drawing *two = chart_draw_figure (cache, data, 300 * 1024, 0, fonts, diags);
  Drawing *three = chart_draw_figure (cache, data, 300 * 1024, 0, fonts, diags);
  g_autofree char *words = words_of (one), *ink = ink_of (one), *again = ink_of (two), *kept = ink_of (three);

  g_assert_nonnull (strstr (words, "Northern Guard"));
  g_assert_nonnull (strstr (words, "Kim Tarn, leads"));
  g_assert_nonnull (strstr (words, "raids?"));
  g_assert_nonnull (strstr (words, "7, 9"));
  g_assert_nonnull (strstr (words, "contested (?)"));
  g_assert_null (strstr (words, "allied")); /* the legend has what occurs only */
  g_assert_nonnull (strstr (one->alt, "Northern Guard – raids – Southern League (contested)"));
  g_assert_nonnull (strstr (one->alt, "Kim Tarn – leads – Northern Guard"));
  g_assert_cmpstr (ink, ==, again);
  g_assert_cmpstr (ink, ==, kept);
  g_assert_cmpint (diags_count (diags, DIAG_WARNING), ==, 0);
  drawing_free (one);
  drawing_free (two);
  drawing_free (three);
  drawing_data_free (data);
}

/* Runs do not leave the drawing, nor any shape by more than a line's width. */
static void
assert_inside (const Drawing *d)
{
  for (guint i = 0; i < d->ops->len; i++)
    {
      const Op *op = &g_array_index (d->ops, Op, i);
      int x = op->kind == OP_GLYPHS ? op->as.glyphs->x : 0;
      for (guint k = 0; op->kind == OP_GLYPHS && k < op->as.glyphs->glyphs->len; k++)
        x += g_array_index (op->as.glyphs->glyphs, Glyph, k).advance;
      g_assert_cmpint (x, <=, d->width + 1024);
      if (op->kind == OP_GLYPHS)
        g_assert_cmpint (op->as.glyphs->y, <=, d->height);
    }
}

static void
test_companions (void)
{
  DrawingData *bars = drawing_data_new (DRAWING_BARS), *ranges = drawing_data_new (DRAWING_RANGES),
              *line = drawing_data_new (DRAWING_TIMELINE);
  g_autoptr (Diags) diags = diags_new ();
  Bar *bar = drawing_data_add_bar (bars, "2021");

  bar->high = 77;
  bar->value_text = g_strdup ("77");
  bar = drawing_data_add_bar (ranges, "State A");
  bar->low = 500;
  bar->high = 1500;
  bar->value_text = g_strdup ("500–1,500");
  bar = drawing_data_add_bar (ranges, "State B");
  bar->low = -1;
  bar->high = 10000;
  bar->bound = TRUE;
  bar->value_text = g_strdup ("at most 10,000");
  Moment *moment =
      drawing_data_add_moment (line, "2014", "The group is founded by men who had left another one");
  moment->time.first = 100;
  moment->time.last = 464;
  drawing_data_add_moment (line, "undated", "A pledge");
  DrawingData *all[] = {bars, ranges, line};
  static const char *const says[] = {"2021: 77", "State B: at most 10,000", "undated: A pledge"};
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      dress (all[i]);
      Drawing *drawing = chart_draw_figure (NULL, all[i], 200 * 1024, 0, fonts, diags);
      g_assert_cmpint (drawing->height, >, 10 * 1024);
      g_assert_nonnull (strstr (drawing->alt, says[i]));
      assert_inside (drawing);
      drawing_free (drawing);
      drawing_data_free (all[i]);
    }
}

/* Where a run of words stands; its text is unique. */
static const GlyphRun *
run_of (const Drawing *drawing, const char *text)
{
  for (guint i = 0; i < drawing->ops->len; i++)
    {
      const Op *op = &g_array_index (drawing->ops, Op, i);
      if (op->kind == OP_GLYPHS && g_str_equal (op->as.glyphs->text, text))
        return op->as.glyphs;
    }
  return NULL;
}

/* No run of words begins within another one's line. */
static void
assert_words_apart (const Drawing *d)
{
  for (guint i = 0; i < d->ops->len; i++)
    for (guint k = 0; k < d->ops->len; k++)
      {
        const Op *a = &g_array_index (d->ops, Op, i), *b = &g_array_index (d->ops, Op, k);
        if (i == k || a->kind != OP_GLYPHS || b->kind != OP_GLYPHS)
          continue;
        int end = a->as.glyphs->x;
        for (guint g = 0; g < a->as.glyphs->glyphs->len; g++)
          end += g_array_index (a->as.glyphs->glyphs, Glyph, g).advance;
        if (ABS (a->as.glyphs->y - b->as.glyphs->y) < 6 * 1024 && b->as.glyphs->x >= a->as.glyphs->x)
          g_assert_cmpint (b->as.glyphs->x, >=, end - 64);
      }
}

static void
test_lineage (void)
{
  DrawingData *data = drawing_data_new (DRAWING_LINEAGE);
  g_autoptr (Diags) diags = diags_new ();
  static const char *const names[] = {"Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir"};
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    drawing_data_add_actor (data, names[i], names[i], ACTOR_ORGANISATION);
  static const char *const ties[][4] = {{"Alder", "Birch", "founded by members of", "2003"},
                                        {"Dogwood", "Elm", "pledged allegiance", "2005"},
                                        {"Birch", "Cedar", "successor of", "2014"},
                                        {"Elm", "Fir", "affiliate of", "undated"}};
  for (guint i = 0; i < G_N_ELEMENTS (ties); i++)
    {
      Tie *tie = drawing_data_add_tie (data, ties[i][2], ties[i][0], ties[i][1], ties[i][2]);
      tie->tie = TIE_MEMBERSHIP;
      tie->when = g_strdup (ties[i][3]);
      tie->claims = g_strdup_printf ("%u", i + 7);
      tie->says = g_strdup (ties[i][2]);
      tie->status = i == 2 ? TIE_CONTESTED : TIE_ASSERTED;
    }
  dress (data);
  Drawing *wide = chart_draw_figure (NULL, data, 500 * 1024, 0, fonts, diags);
  Drawing *narrow = chart_draw_figure (NULL, data, 300 * 1024, 0, fonts, diags);
  Drawing *all[] = {wide, narrow};
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      int links = 0;
      assert_inside (all[i]);
      assert_words_apart (all[i]);
      for (guint k = 0; k < all[i]->ops->len; k++)
        links += g_array_index (all[i]->ops, Op, k).kind == OP_LINK;
      g_assert_cmpint (links, ==, 4 + 6);                  /* ties, and heads */
      g_assert_nonnull (run_of (all[i], "successor of?")); /* contested, in words */
      g_assert_cmpint (run_of (all[i], "2003")->y, <, run_of (all[i], "2014")->y);
    }
  /* side by side where there is room: then all is in one order of time; else each family whole, one below the other */
  g_assert_cmpint (run_of (wide, "2005")->y, <, run_of (wide, "2014")->y);
  g_assert_cmpint (run_of (narrow, "2005")->y, >, run_of (narrow, "2014")->y);
  g_assert_cmpint (run_of (narrow, "Alder")->y, <, run_of (narrow, "Dogwood")->y);
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    drawing_free (all[i]);
  drawing_data_free (data);
}

/* Does a point of @path, at @k of 16, lie in the link's areas? */
static gboolean
is_reached (const LinkArea *link, int k)
{
  const PathStep *from = &g_array_index (link->along->steps, PathStep, 0),
                 *to = &g_array_index (link->along->steps, PathStep, 1);
  const double t = k / 16.0, u = 1 - t;
  const gboolean curve = to->verb == 'c';
  const double x = curve ? u * u * u * from->x[0] + 3 * u * u * t * to->x[0] + 3 * u * t * t * to->x[1] +
                               t * t * t * to->x[2]
                         : u * from->x[0] + t * to->x[0];
  const double y = curve ? u * u * u * from->y[0] + 3 * u * u * t * to->y[0] + 3 * u * t * t * to->y[1] +
                               t * t * t * to->y[2]
                         : u * from->y[0] + t * to->y[0];
  gboolean in = x >= link->x && x <= link->x + link->width && y >= link->y && y <= link->y + link->height;

  for (guint i = 0; i < link->more->len; i++)
    {
      const LinkPart *p = &g_array_index (link->more, LinkPart, i);
      in = in || (x >= p->x && x <= p->x + p->width && y >= p->y && y <= p->y + p->height);
    }
  return in;
}

/* A line leads to its claim wherever it lies free, and its areas lie on nobody else's. */
static void
check_line_link (const Drawing *drawing, const LinkArea *link, int *reached)
{
  for (int k = 0; k <= 16; k++)
    *reached += is_reached (link, k);
  for (guint i = 0; i < drawing->ops->len; i++)
    {
      const Op *op = &g_array_index (drawing->ops, Op, i);
      if (op->kind != OP_LINK || op->as.link == link)
        continue;
      const LinkArea *other = op->as.link; /* a box, a row, a label */
      for (guint m = 0; m < link->more->len; m++)
        {
          const LinkPart *p = &g_array_index (link->more, LinkPart, m);
          g_assert_cmpint (MIN (p->width, p->height), <=, 14 * 1024);
          g_assert_false (p->x < other->x + other->width && other->x < p->x + p->width &&
                          p->y < other->y + other->height && other->y < p->y + p->height);
        }
    }
}

static void
test_links_along (void)
{
  for (int mode = PARALLEL_AUTO; mode <= PARALLEL_SEPARATE; mode++)
    {
      DrawingData *data = case_read ("first-case.tsv");
      int lines = 0, reached = 0;
      dress (data);
      data->parallel = (ParallelTies)mode;
      for (guint t = 0; t < data->ties->len; t++)
        {
          Tie *tie = data->ties->pdata[t];
          tie->says = g_strdup_printf ("<%s>", tie->id);
          tie->target = g_strdup_printf ("#%s", tie->id);
        }
      Drawing *drawing = chart_draw_figure (NULL, data, 482 * 1024, 0, fonts, NULL);
      g_autoptr (GString) said = g_string_new (NULL);
      for (guint i = 0; i < drawing->ops->len; i++)
        {
          const Op *op = &g_array_index (drawing->ops, Op, i);
          if (op->kind != OP_LINK || !op->as.link->along)
            continue;
          lines++;
          g_string_append (said, op->as.link->contents);
          g_assert_nonnull (op->as.link->target);
          check_line_link (drawing, op->as.link, &reached);
        }
      /* each tie that is a line is in one link; labels, which lie on their lines, take the rest */
      g_assert_cmpint (lines, >, mode == PARALLEL_MERGE ? 15 : 25);
      g_assert_cmpint (reached, >, lines * 17 / 2);
      for (guint t = 0; mode == PARALLEL_SIDE && t < data->ties->len; t++)
        {
          const char *says = ((const Tie *)data->ties->pdata[t])->says, *at = strstr (said->str, says);
          g_assert_true (!at || !strstr (at + 1, says));
        }
      drawing_free (drawing);
      drawing_data_free (data);
    }
}

/* On a wall type grows with the sheet, and whom the chart is about stands in the middle. */
static void
test_poster (void)
{
  static const struct
  {
    int width, height, least; /* [pt]; of names, tenths */
    gboolean framed;
  } walls[] = {{1134, 720, 110, FALSE}, {2327, 1627, 140, TRUE}, {3200, 2300, 140, TRUE}};

  for (guint i = 0; i < G_N_ELEMENTS (walls); i++)
    {
      DrawingData *data = case_read ("first-case.tsv");
      g_autoptr (Diags) diags = diags_new ();
      dress (data);
      data->poster = TRUE;
      data->effort = "normal";
      data->framed = walls[i].framed;
      const char *const name = "ISIS-K";
      for (guint a = 0; a < data->actors->len; a++)
        {
          Actor *actor = data->actors->pdata[a];
          actor->subject = g_str_equal (actor->id, "isis-k");
          if (!actor->subject)
            continue;
          g_free (actor->name); /* one line, so that it is one run */
          actor->name = g_strdup (name);
        }
      Drawing *drawing =
          chart_draw_figure (NULL, data, walls[i].width * 1024, walls[i].height * 1024, fonts, diags);
      const GlyphRun *run = run_of (drawing, name);
      g_assert_nonnull (run);
      g_assert_cmpint (run->size * 10, >=, walls[i].least * 1024);
      g_assert_cmpint (drawing->width, ==, walls[i].width * 1024);
      if (!walls[i].framed)
        {
          g_assert_cmpint (drawing->height, <=, (walls[i].height + 1) * 1024);
          g_assert_cmpint (run->x, >, drawing->width / 5);
          g_assert_cmpint (run->x, <, drawing->width * 3 / 4);
          g_assert_cmpint (drawing->crowded, ==, 0);
        }
      drawing_free (drawing);
      drawing_data_free (data);
    }
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("chart-XXXXXX", NULL);
  const char *from = g_getenv ("BRIEF_FONTS");

  g_test_init (&argc, &argv, NULL);
  fonts = from ? fonts_open (from, folder, NULL) : NULL;
  if (!fonts || !fonts_has_family (fonts, "Inter"))
    {
      g_print ("1..0 # SKIP fonts/ is not filled\n");
      return 0;
    }
  g_test_add_func ("/chart/figure/small-chart", test_small_chart);
  g_test_add_func ("/chart/figure/companions", test_companions);
  g_test_add_func ("/chart/figure/lineage", test_lineage);
  g_test_add_func ("/chart/figure/links-along", test_links_along);
  g_test_add_func ("/chart/figure/poster", test_poster);
  int status = g_test_run ();
  fonts_free (fonts);
  return status;
}
