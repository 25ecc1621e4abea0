/* worker-chart.c: see worker-chart.h. One chart, or a set of them where one sheet cannot hold all. */
#include "cli/worker-chart.h"
#include <string.h>
#include "chart/alone.h"
#include "chart/dense.h"
#include "chart/expand.h"
#include "chart/figure.h"
#include "chart/tiles.h"
#include "document/assemble.h"
#include "export/pdf.h"
#include "export/picture.h"
#include "typeset/paginate.h"

#define CHART_DPI     200          /* of PNG charts: sharp in print at half of the size */
#define PDF_MARGIN    (24 * 1024)  /* around a chart that is a page of its own [upt] */
#define POSTER_WIDTH  (821 * 2902) /* A1 with margins of 10 mm [upt] */
#define POSTER_HEIGHT (574 * 2902)
#define SHEET_WIDTH   (400 * 2902) /* A3 */
#define SHEET_HEIGHT  (254 * 2902) /* and room for title and source */

void
worker_reply (Message *reply, GBytes *bytes, GError *error)
{
  if (!bytes)
    {
      message_add_text (reply, "error", error ? error->message : "nothing was written");
      return;
    }
  gsize length;
  const void *data = g_bytes_get_data (bytes, &length);
  message_add (reply, "output", data, length);
}

/** The document that a chart as PDF says it belongs to. */
static Document *
chart_document (const Message *job, const Release *release, const Layout *layout, const DrawingData *data,
                Diags *diags)
{
  const char *language = message_find (job, "language", NULL);
  if (release)
    {
      const AssembleOptions options = {.drops = layout_drops (layout)};
      return assemble_document (release, layout, language, &options, diags);
    }
  Document *document = document_new ();
  document->title = g_strdup (data->title ? data->title : message_find (job, "graph-name", NULL));
  document->lang = g_strdup (phrase_in (data, "lang", "en-GB"));
  return document;
}

/** What a job says of the sheet. */
typedef struct
{
  const char *format;
  int width, height; /* [upt]; height 0: as high as it needs */
  int dpi;           /* of PNG */
} Sheet;

static GBytes *
picture_bytes (const Worker *worker, Sheet sheet, const DrawingData *data, const Page *page, const char *alt,
               GError **error)
{
  if (strcmp (sheet.format, "svg") == 0)
    return picture_svg (page->ops, page->width, page->height, data->title ? data->title : "", alt,
                        worker->fonts, error);
  return picture_png (page->ops, page->width, page->height, sheet.dpi, worker->fonts, error);
}

/** @data, which is @whole or a chart of its set, as the job's format asks, with the words of @whole around it. */
static GBytes *
chart_bytes (const Worker *worker, Sheet sheet, const Document *document, const DrawingData *whole,
             const DrawingData *data, Diags *diags, GError **error)
{
  if (strcmp (sheet.format, "json") == 0)
    {
      char *text = chart_write_json (worker->charts, data, sheet.width, sheet.height, worker->fonts, diags);
      return text ? g_bytes_new_take (text, strlen (text)) : NULL;
    }
  Drawing *drawing =
      chart_draw_figure (worker->charts, data, sheet.width, sheet.height, worker->fonts, diags);
  if (!drawing)
    return NULL;
  g_autoptr (Pages) pages = pages_new (worker->fonts);
  if (document)
    pages_describe (pages, document);
  const Page *page = chart_alone_page (pages, &whole->words, data == whole ? NULL : data->title, data,
                                       drawing, document ? PDF_MARGIN : 0);
  GBytes *bytes = document ? pdf_write (pages, worker->memo, error)
                           : picture_bytes (worker, sheet, data, page, drawing->alt, error);
  drawing_free (drawing);
  return bytes;
}

/** All charts of a set as one JSON: {"charts": […], "index": [{"id", "chart"}]}. */
static GBytes *
set_json (const Worker *worker, Sheet sheet, const ChartSet *set, const DrawingData *data, Diags *diags)
{
  GString *out = g_string_new ("{\"charts\":[\n");
  for (guint i = 0; i < set->charts->len; i++)
    {
      g_autofree char *text =
          chart_write_json (worker->charts, set->charts->pdata[i], sheet.width, 0, worker->fonts, diags);
      g_string_append_printf (out, "%s%s", i > 0 ? "," : "", text ? text : "{}");
    }
  g_string_append (out, "],\n\"index\":[");
  for (guint i = 0; i < set->index->len; i++)
    {
      const ChartEntry *entry = &g_array_index (set->index, ChartEntry, i);
      g_autoptr (YamlWriter) id = yaml_writer_new (YAML_AS_JSON);
      yaml_write_string (id, ((const Actor *)data->actors->pdata[entry->actor])->id);
      g_autofree char *text = yaml_writer_steal (id);
      g_string_append_printf (out, "%s\n {\"id\":%s,\"chart\":%d}", i > 0 ? "," : "", g_strchomp (text),
                              entry->chart);
    }
  g_string_append (out, "]}\n");
  return g_string_free_to_bytes (out);
}

/** A set as a document: charts and index on pages of the layout, in its margins, upright A4 if there is no layout's page. */
static GBytes *
set_pdf (const Worker *worker, ChartSet *set, Document *document, const Layout *layout,
         const DrawingData *data, int *n_pages, Diags *diags, GError **error)
{
  const FigureDrawer drawer = {.draw = chart_draw_figure, .data = worker->charts};
  const LayoutStyle *figure = layout_style (layout, "figure"), *caption = layout_style (layout, "caption");
  g_clear_pointer (&document->body, block_free);
  document->page = layout->page;
  document->page.columns = 1;
  document->page.aside_width = document->page.aside_gap = 0;
  document->body = block_new (BLOCK_GROUP, ROLE_DOCUMENT, data->small_style);
  block_add_take (document->body,
                  chart_set_blocks (set, data, "chart", figure ? &figure->style : data->small_style,
                                    caption ? &caption->style : data->small_style, NULL));
  g_autoptr (Pages) pages = paginate_document (document, worker->fonts, &drawer, diags);
  if (!pages || diags_has_errors (diags))
    return NULL;
  *n_pages = (int)pages->pages->len;
  return pdf_write (pages, worker->memo, error);
}

/** Where boxes stand on each chart of a set; a matrix has none. */
static void
reply_set_pins (const Worker *worker, Sheet sheet, const ChartSet *set, Message *reply)
{
  g_autoptr (GString) all = g_string_new (NULL);
  for (guint i = 0; i < set->charts->len; i++)
    {
      const DrawingData *chart = set->charts->pdata[i];
      g_autofree char *pins = chart->kind == DRAWING_CHART
                                  ? chart_write_pins (worker->charts, chart, sheet.width, 0, worker->fonts)
                                  : NULL;
      if (pins)
        chart_pins_join (all, pins);
    }
  message_add_text (reply, "pins", all->len ? all->str : NULL);
}

static void
draw_set (const Worker *worker, const Message *job, Sheet sheet, Document *document, const Layout *layout,
          const DrawingData *data, Message *reply, Diags *diags)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChartSet) set = chart_split (data);
  int n_pages = 0;
  if (sheet.width == 0)
    sheet.width = CHART_PAGE_WIDTH;
  if (message_number (job, "pin", 0)) /* before a document takes the charts */
    reply_set_pins (worker, sheet, set, reply);
  diags_note (
      diags, data->mark, "chart-set", "--limit N or --focus ID --depth N: show less; --frame WxH: one sheet",
      "%u actors and %u ties are too much for one sheet: this is a set of %u charts; %u ties lead from one "
      "to another and are rows of both",
      data->actors->len, data->ties->len, set->charts->len, set->parted);
  if (strcmp (sheet.format, "svg") == 0 || strcmp (sheet.format, "png") == 0)
    {
      for (guint i = 0; i < set->charts->len && !error; i++)
        {
          g_autoptr (GBytes) bytes =
              chart_bytes (worker, sheet, NULL, data, set->charts->pdata[i], diags, &error);
          worker_reply (reply, bytes, error);
        }
      return;
    }
  g_autoptr (GBytes) bytes = document ? set_pdf (worker, set, document, layout, data, &n_pages, diags, &error)
                                      : set_json (worker, sheet, set, data, diags);
  if (n_pages > 0)
    message_add_number (reply, "pages", n_pages);
  if (bytes || error)
    worker_reply (reply, bytes, error);
}

ChartPins *
worker_pins (const Message *job)
{
  const char *text = message_find (job, "pins", NULL);
  return text ? chart_pins_read (text) : NULL;
}

static void
reply_pins (const Worker *worker, Sheet sheet, const DrawingData *data, Message *reply)
{
  g_autofree char *pins = chart_write_pins (worker->charts, data, sheet.width, sheet.height, worker->fonts);
  message_add_text (reply, "pins", pins);
}

/** A poster is cut as a whole: its title and its source are ink of the drawing like the rest, and grow with the sheet. */
static void
add_words_around (const Worker *worker, const DrawingData *data, Drawing *drawing)
{
  g_autoptr (Pages) pages = pages_new (worker->fonts);
  const int percent = CLAMP ((int)((gint64)drawing->width * 55 / CHART_PAGE_WIDTH), 100, 300);
  DrawingWords words = data->words; /* its texts are borrowed */
  words.heading_style = style_enlarged (&words.heading_style, percent);
  words.text_style = style_enlarged (&words.text_style, percent);
  words.marking_style = style_enlarged (&words.marking_style, percent);
  const Page *page = chart_alone_page (pages, &words, NULL, data, drawing, 0);
  GArray *around = ops_new ();
  ops_append_moved (around, page->ops, 0, 0);
  g_array_unref (drawing->ops);
  drawing->ops = around;
  drawing->height = page->height;
}

/** A poster: one large sheet, cut into those of the paper at hand. */
static void
draw_poster (const Worker *worker, Sheet sheet, Tiling tiling, const Document *document, DrawingData *data,
             Message *reply, Diags *diags)
{
  g_autoptr (GError) error = NULL;
  int across, down;
  /* what an A3 sheet holds fills it; more fills the largest */
  const gboolean large = chart_wants_split (data, CHART_WHOLE_SHEET);
  if (sheet.width == 0)
    sheet.width = large ? POSTER_WIDTH : SHEET_WIDTH;
  if (sheet.height == 0)
    sheet.height = large ? POSTER_HEIGHT : (int)((gint64)sheet.width * SHEET_HEIGHT / SHEET_WIDTH);
  data->framed = data->framed || large;
  data->poster = TRUE;
  Drawing *drawing =
      chart_draw_figure (worker->charts, data, sheet.width, sheet.height, worker->fonts, diags);
  chart_largest_part (worker->charts, data, sheet.width, sheet.height, worker->fonts, &tiling.overlap_x,
                      &tiling.overlap_y);
  if (drawing)
    add_words_around (worker, data, drawing);
  if (drawing && !diags_has_errors (diags) && !tiles_count (drawing, tiling, &across, &down))
    diags_error (diags, data->mark, "chart-tiles", "larger paper: --tiles A3",
                 "a box or a label of the chart is larger than the paper");
  if (drawing && !diags_has_errors (diags))
    {
      g_autoptr (Pages) pages = pages_new (worker->fonts);
      pages_describe (pages, document);
      tiles_add (pages, pages_add_element (pages, -1, ROLE_DOCUMENT), drawing, tiling, data->small_style,
                 g_intern_string (phrase_in (data, "lang", "en")),
                 data->title ? data->title : document->title);
      g_autoptr (GBytes) bytes = pdf_write (pages, worker->memo, &error);
      message_add_number (reply, "pages", (int)pages->pages->len);
      worker_reply (reply, bytes, error);
    }
  drawing_free (drawing);
}

/** The data of the chart that a job asks for; NULL with diagnostics. */
static DrawingData *
chart_data_of (const Message *job, const Release *release, const Layout *layout, const ChartPins *pins,
               Diags *diags)
{
  const char *language = message_find (job, "language", NULL), *fold = message_find (job, "fold", NULL);
  const char *effort = message_find (job, "effort", NULL), *name = message_find (job, "graph-name", NULL);
  gsize length = 0;
  const char *text = message_find (job, "graph", &length);
  g_autoptr (YamlNode) graph = release ? NULL : yaml_read (text, length, name, diags);
  const ChartWish wish = {.focus = message_find (job, "focus", NULL),
                          .depth = message_number (job, "depth", 0),
                          .kinds = message_find (job, "kinds", NULL),
                          .limit = message_number (job, "limit", 0),
                          .as_of = message_find (job, "as-of", NULL),
                          .figure = message_find (job, "figure", NULL),
                          .asked = TRUE};
  DrawingData *data = release ? assemble_chart (release, layout, language, &wish, diags)
                      : graph ? assemble_graph (graph, layout, language, &wish, diags)
                              : NULL;
  if (!data)
    return NULL;
  if (!data->mark.file)
    data->mark = layout->root->mark;
  if (effort)
    data->effort = g_intern_string (effort);
  if (fold)
    data->fold = strcmp (fold, "none") == 0 ? 0 : strcmp (fold, "leaders") == 0 ? 1 : 2;
  if (message_find (job, "parallel", NULL))
    data->parallel = parallel_read (message_find (job, "parallel", NULL));
  /* a chart alone has no notes that its ties could lead to */
  drawing_data_forget_targets (data);
  data->framed = message_number (job, "framed", 0);
  data->pins = data->note ? NULL : pins;
  data->explain = message_number (job, "explain", 0);
  return data;
}

void
worker_chart (const Worker *worker, const Message *job, const Release *release, const Layout *layout,
              Message *reply, Diags *diags)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ChartPins) pins = worker_pins (job);
  Sheet sheet = {message_find (job, "format", NULL), message_number (job, "width", 0),
                 message_number (job, "height", 0), message_number (job, "dpi", CHART_DPI)};
  DrawingData *data = chart_data_of (job, release, layout, pins, diags);
  g_autoptr (Document) document = NULL;
  if (data && strcmp (sheet.format, "pdf") == 0)
    document = chart_document (job, release, layout, data, diags);
  if (data && !diags_has_errors (diags))
    {
      const Tiling tiling = {.width = message_number (job, "tile-width", 0),
                             .height = message_number (job, "tile-height", 0),
                             .marking = data->words.marking};
      const gboolean may_split = data->kind == DRAWING_CHART && tiling.width == 0 && sheet.height == 0 &&
                                 !chart_set_is_too_large (data, diags);
      if (may_split && chart_is_dense (data))
        {
          chart_tell_dense (data, diags);
          chart_make_matrix (data);
        }
      if (tiling.width > 0 && document)
        draw_poster (worker, sheet, tiling, document, data, reply, diags);
      else if (may_split && data->kind == DRAWING_CHART && chart_wants_split (data, CHART_WHOLE_SHEET))
        draw_set (worker, job, sheet, document, layout, data, reply, diags);
      else if (!diags_has_errors (diags))
        {
          chart_sheet_size (data, &sheet.width, &sheet.height);
          g_autoptr (GBytes) bytes = chart_bytes (worker, sheet, document, data, data, diags, &error);
          if (!diags_has_errors (diags))
            worker_reply (reply, bytes, error);
          if (message_number (job, "pin", 0) && data->kind == DRAWING_CHART)
            reply_pins (worker, sheet, data, reply);
        }
    }
  drawing_data_free (data);
}
