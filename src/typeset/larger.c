/* larger.c: what no column of its page can hold legibly has a page of its own (charts.md, the ladder): the same page in landscape, then a
 * sheet twice as large, which folds out. Charts climb both, tables that ask for it (wide: turn) the first. A decision is made where the
 * frames are known, and once: later rounds find it.
 */
#include "typeset/build.h"
#include "typeset/table-measure.h"

/* A page made here. */
typedef struct
{
  const PageStyle *of;
  SheetSize size;
  PageStyle page;
} Made;

/* @page in another size, in one column without a margin column; NULL: it is in landscape already. */
static const PageStyle *
made_page (Setting *setting, const PageStyle *page, SheetSize size)
{
  const int least = MIN (page->width, page->height), most = MAX (page->width, page->height);
  if (size == SHEET_TURNED && page->width > page->height)
    return NULL;
  for (guint i = 0; i < setting->made_pages->len; i++)
    {
      Made *made = setting->made_pages->pdata[i];
      if (made->of == page && made->size == size)
        return &made->page;
    }
  Made *made = g_new0 (Made, 1);
  made->of = page;
  made->size = size;
  made->page = *page;
  made->page.width = size == SHEET_LARGE ? 2 * least : most;
  made->page.height = size == SHEET_LARGE ? most : least;
  made->page.columns = 1;
  made->page.aside_width = made->page.aside_gap = 0;
  g_ptr_array_add (setting->made_pages, made);
  return &made->page;
}

static int
inner_width (const PageStyle *page, const Style *style)
{
  return page->width - page->inner - page->outer - style->indent_start - style->indent_end;
}

/* Where @block would stand on this page. */
static int
width_here (const Builder *builder, const Block *block)
{
  const Setting *setting = builder->setting;
  const Style *style = block->style;
  const int width = style->span ? setting->text_width + setting->aside_total : builder->width;
  return width - style->indent_start - style->indent_end;
}

enum
{
  MOST_FRAMES = 3
};

static const PageStyle *
page_of_figure (Builder *builder, const Block *block)
{
  Setting *setting = builder->setting;
  const DrawingData *what = block->drawing;
  const PageStyle *pages[MOST_FRAMES];
  FigureFrame frames[MOST_FRAMES];
  int n = 0;
  for (SheetSize size = what->least_sheet; size <= what->most_sheet; size++)
    {
      const PageStyle *page = size == SHEET_SAME ? setting->page : made_page (setting, setting->page, size);
      if (!page || inner_width (page, block->style) <= 0)
        continue;
      Builder there = *builder; /* only to measure captions */
      there.width = size == SHEET_SAME ? width_here (builder, block) : inner_width (page, block->style);
      frames[n] = (FigureFrame){there.width,
                                builder_figure_room (&there, block, page->height - page->top - page->bottom)};
      pages[n++] = page;
    }
  if (n == 0)
    return NULL;
  const PageStyle *page = pages[setting_choose_drawing (setting, block, frames, n)];
  return page == setting->page ? NULL : page;
}

static const PageStyle *
page_of_table (Builder *builder, const Block *block)
{
  TableMetrics metrics;
  const PageStyle *page = made_page (builder->setting, builder->setting->page, SHEET_TURNED);
  if (!page || block->table->columns->len == 0 || block->table->rows->len == 0)
    return NULL;
  table_measure (&metrics, builder->setting, block->table, width_here (builder, block), builder->lang,
                 block->mark);
  const gboolean overfull = metrics.overfull;
  table_metrics_clear (&metrics);
  return overfull ? page : NULL;
}

const PageStyle *
larger_page (Builder *builder, const Block *block)
{
  Setting *setting = builder->setting;
  const gboolean figure = block->kind == BLOCK_FIGURE && block->drawing && setting->drawer &&
                          block->drawing->most_sheet > SHEET_SAME;
  gpointer known = NULL;
  if (!figure && (block->kind != BLOCK_TABLE || block->table->wide != WIDE_TURN))
    return NULL;
  if (!g_hash_table_lookup_extended (setting->larger, block, NULL, &known))
    {
      known = (gpointer)(figure ? page_of_figure (builder, block) : page_of_table (builder, block));
      g_hash_table_insert (setting->larger, (gpointer)block, known);
    }
  const PageStyle *page = known;
  if (!page || page == setting->page)
    return NULL;
  diags_note (setting->diags, block->mark, "larger-page",
              figure ? "larger: none keeps it in its column" : "wide: split keeps it in its column, in parts",
              "this %s does not fit its column and has a page of its own, %d × %d mm",
              figure ? "chart" : "table", (page->width + 1451) / 2902, (page->height + 1451) / 2902);
  return page;
}
