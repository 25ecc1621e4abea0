#include "cli/fit.h"
#include "chart/expand.h"

/* How far a product is from what was asked for. */
typedef struct
{
  int n_dropped, step; /* of tightening */
  Tightness tightness;
} Attempt;

static Mark
fit_mark (const Layout *layout)
{
  const YamlNode *fit = yaml_find (layout->root, "fit");
  return fit ? fit->mark : layout->root->mark;
}

static const char *
pages_word (const Layout *layout)
{
  return layout->fit_pages == 1 ? "page" : "pages";
}

static void
say_attempt (const Layout *layout, const Attempt *attempt, Diags *diags)
{
  const GPtrArray *drops = layout_drops (layout);
  for (int i = 0; i < attempt->n_dropped; i++)
    diags_note (diags, fit_mark (layout), "dropped-block", NULL,
                "“%s” was left out so that the briefing fits on %d %s", (const char *)drops->pdata[i],
                layout->fit_pages, pages_word (layout));
  if (attempt->step == 0)
    return;
  const Tightness *tight = &attempt->tightness;
  const int parts[] = {tight->space, tight->leading, tight->size};
  char words[G_N_ELEMENTS (parts)][16];
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    g_snprintf (words[i], sizeof words[i], parts[i] % 10 ? "%d.%d %%" : "%d %%", parts[i] / 10,
                parts[i] % 10);
  diags_note (
      diags, fit_mark (layout), "tightened", NULL,
      "the briefing was tightened so that it fits on %d %s: spaces to %s, leading to %s, letters to %s",
      layout->fit_pages, pages_word (layout), words[0], words[1], words[2]);
}

static void
say_excess (const Layout *layout, const Pages *pages, Diags *diags)
{
  int n = (int)pages->pages->len, excess = pages->last_depth + (n - layout->fit_pages - 1) * pages->depth;
  diags_error (
      diags, fit_mark (layout), "does-not-fit",
      layout_may_tighten (layout)
          ? "name more blocks under fit: drop:, allow more under fit: tighten:, or shorten the text"
          : "name more blocks under fit: drop:, allow fit: tighten: {space: 70 %}, or shorten the text",
      "the briefing takes %d pages; the layout allows %d: it is too long by %d pt", n, layout->fit_pages,
      (excess + 1023) / 1024);
}

static gboolean
fits (const Layout *layout, const Pages *pages)
{
  return layout->fit_pages <= 0 || (int)pages->pages->len <= layout->fit_pages;
}

/* The next thing to try; FALSE: there is none. */
static gboolean
next_attempt (Layout *layout, Attempt *attempt)
{
  if (attempt->n_dropped < (int)layout_drops (layout)->len)
    attempt->n_dropped++;
  else if (layout_may_tighten (layout) && attempt->step < TIGHTEN_STEPS)
    attempt->tightness = layout_tighten (layout, ++attempt->step);
  else
    return FALSE;
  return TRUE;
}

/* How crowded each chart was on the page that took it. */
typedef struct
{
  const FigureDrawer *drawer;
  GHashTable *places; /* DrawingData* → its fewest places where things touch, and one; only looked up */
} Watch;

static Drawing *
draw_watched (gpointer data, const DrawingData *what, int width, int height, Fonts *fonts, Diags *diags)
{
  const Watch *watch = data;
  Drawing *drawing = watch->drawer->draw (watch->drawer->data, what, width, height, fonts, diags);
  const int before = GPOINTER_TO_INT (g_hash_table_lookup (watch->places, what));
  const int now = drawing ? drawing->crowded + 1 : 1;
  if (before == 0 || now < before)
    g_hash_table_insert (watch->places, (gpointer)what, GINT_TO_POINTER (now));
  return drawing;
}

static int
crowding_of (gpointer data, const DrawingData *what)
{
  return MAX (0, GPOINTER_TO_INT (g_hash_table_lookup (((Watch *)data)->places, what)) - 1);
}

/* Pages of @document; charts that no page of it holds are parted, and it is paginated again. */
static Pages *
paginate_parted (Document *document, Fonts *fonts, const FigureDrawer *drawer, Diags *diags)
{
  g_autoptr (GHashTable) places = g_hash_table_new (g_direct_hash, g_direct_equal);
  Watch watch = {drawer, places};
  const FigureDrawer watched = {draw_watched, &watch};
  g_autoptr (Diags) said = diags_like (diags);
  g_autoptr (Pages) pages = paginate_document (document, fonts, drawer ? &watched : NULL, said);
  if (!pages || !drawer || chart_expand_crowded (document, crowding_of, &watch, diags) == 0)
    {
      diags_absorb (diags, said);
      return g_steal_pointer (&pages);
    }
  return paginate_document (document, fonts, drawer, diags);
}

Pages *
fit_pages (Release **release, Layout *layout, const char *language, Fonts *fonts, const FigureDrawer *drawer,
           const struct ChartPins *pins, Document **document, Diags *diags)
{
  Attempt attempt = {0};
  for (;;)
    {
      g_autoptr (Diags) round = diags_like (diags);
      const AssembleOptions options = {.drops = layout_drops (layout), .n_drops = attempt.n_dropped};
      g_autoptr (Document) made = assemble_document (*release, layout, language, &options, round);
      if (layout->fit_pages <= 0) /* there is one attempt: room for its pages */
        g_clear_pointer (release, release_free);
      if (made)
        chart_expand (made, pins, round);
      g_autoptr (Pages) pages = made ? paginate_parted (made, fonts, drawer, round) : NULL;
      if (pages && !fits (layout, pages) && next_attempt (layout, &attempt))
        continue;
      if (pages)
        say_attempt (layout, &attempt, round);
      if (pages && !fits (layout, pages))
        say_excess (layout, pages, round);
      diags_absorb (diags, round);
      *document = g_steal_pointer (&made);
      return g_steal_pointer (&pages);
    }
}
