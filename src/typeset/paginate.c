#include "typeset/paginate.h"
#include "typeset/build.h"
#include "typeset/emit.h"
#include "typeset/watermark.h"

/* Page numbers in the text are guessed, set, and set again; lengths of numbers differ so little that two rounds do, nearly
 * always. After the last the numbers printed are those of the round before: see warn_unstable. */
#define MAX_ROUNDS 3
/* A line without its hyphen moves what is below it, and so another hyphen to an end: rarely more than once. */
#define MAX_HYPHEN_ROUNDS 4
/* Documents of more pages keep them in few bytes. */
#define PACK_FROM 32

/* A part without anything, before or after pages of another style, makes no page. */
static void
drop_empty_segments (GPtrArray *segments)
{
  for (guint i = segments->len; i-- > 0 && segments->len > 1;)
    if (((const Segment *)segments->pdata[i])->flow->items->len == 0)
      g_ptr_array_remove_index (segments, i);
}

/* One round: blocks to placed items. */
static void
set_round (Setting *setting)
{
  g_clear_pointer (&setting->pages, pages_free);
  setting->pages = pages_new (setting->fonts);
  g_ptr_array_set_size (setting->segments, 0);
  g_hash_table_remove_all (setting->noted);
  Builder builder;
  Segment *first = setting_add_segment (setting, &setting->document->page);
  builder_init (&builder, setting, first->flow, g_intern_string (setting->document->lang));
  builder.is_main = TRUE;
  build_block (&builder, setting->document->body, -1);
  builder_finish (&builder);
  ((Segment *)setting->segments->pdata[setting->segments->len - 1])->grid_ascent = setting->grid_ascent;
  drop_empty_segments (setting->segments);
  int n_pages = 0;
  for (guint i = 0; i < setting->segments->len; i++)
    {
      Segment *segment = setting->segments->pdata[i];
      setting_use_page (setting, segment->page, segment->grid_ascent);
      place_segment (setting, segment, n_pages);
      n_pages += segment->n_pages;
    }
}

static int
count_pages (const Setting *setting)
{
  const Segment *last = setting->segments->pdata[setting->segments->len - 1];
  return last->first_page + last->n_pages;
}

static void learn_part (const Flow *flow, const Cursor *from, const Cursor *to, int page, GHashTable *numbers,
                        gboolean *changed);

/* What begins on @page with @item, and in its notes and cells; of a row that is cut, the part from @starts to @ends. */
static void
learn_item (const Item *item, const GArray *starts, const GArray *ends, int page, GHashTable *numbers,
            gboolean *changed)
{
  const Extra *extra = starts ? NULL : item->extra;
  for (guint i = 0; extra && i < extra->anchors->len; i++)
    {
      const Block *block = extra->anchors->pdata[i];
      if (!block->id)
        continue;
      g_autofree char *text = g_strdup_printf ("%d", page + 1);
      const char *number = g_intern_string (text);
      if (g_hash_table_lookup (numbers, block->id) == number)
        continue;
      *changed = TRUE;
      g_hash_table_insert (numbers, g_strdup (block->id), (gpointer)number);
    }
  for (guint i = 0; extra && i < extra->asides->len; i++)
    learn_part (extra->asides->pdata[i], NULL, NULL, page, numbers, changed);
  for (guint i = 0; extra && i < extra->feet->len; i++)
    learn_part (extra->feet->pdata[i], NULL, NULL, page, numbers, changed);
  for (guint i = 0; item->row && i < item->row->cells->len; i++)
    learn_part (g_array_index (item->row->cells, RowCell, i).flow,
                starts ? &g_array_index (starts, Cursor, i) : NULL,
                ends ? &g_array_index (ends, Cursor, i) : NULL, page, numbers, changed);
}

static void
learn_part (const Flow *flow, const Cursor *from, const Cursor *to, int page, GHashTable *numbers,
            gboolean *changed)
{
  int first = from ? from->item : 0, end = to ? to->item : (int)flow->items->len;
  if (to && to->starts)
    end++;
  for (int i = first; i < end; i++)
    learn_item (flow_item (flow, i), from && i == first ? from->starts : NULL,
                to && i == to->item ? to->starts : NULL, page, numbers, changed);
}

/* The page of each id; TRUE if one is another than before. */
static gboolean
learn_pages (Setting *setting)
{
  gboolean changed = FALSE;
  for (guint s = 0; s < setting->segments->len; s++)
    {
      const Segment *segment = setting->segments->pdata[s];
      for (guint i = 0; i < segment->placed->len; i++)
        {
          const Placed *place = &g_array_index (segment->placed, Placed, i);
          learn_item (flow_item (segment->flow, place->item), place->starts, place->ends, place->page,
                      setting->page_numbers, &changed);
        }
    }
  return changed;
}

/* The title of the last H1 or H2 that begins with @place, NULL: none; kept in @titles. */
static const char *
title_at (const Segment *segment, const Placed *place, GPtrArray *titles)
{
  const Extra *extra = flow_item (segment->flow, place->item)->extra;
  const char *found = NULL;
  for (guint k = 0; extra && !place->starts && k < extra->anchors->len; k++)
    {
      const Block *block = extra->anchors->pdata[k];
      if (block->kind != BLOCK_HEADING || (block->role != ROLE_H1 && block->role != ROLE_H2))
        continue;
      char *title = block->outline ? g_strdup (block->outline) : inlines_text (block->inlines);
      g_ptr_array_add (titles, title);
      found = title;
    }
  return found;
}

/* As printers do: a page is headed by the section that its first line belongs to. */
static GArray *
running_heads (const Setting *setting, GPtrArray *titles)
{
  GArray *heads = g_array_new (FALSE, TRUE, sizeof (RunningHeads));
  const char *now = NULL;
  int page = -1;
  g_array_set_size (heads, count_pages (setting));
  for (guint s = 0; s < setting->segments->len; s++)
    {
      const Segment *segment = setting->segments->pdata[s];
      for (guint i = 0; i < segment->placed->len; i++)
        {
          const Placed *place = &g_array_index (segment->placed, Placed, i);
          const char *title = title_at (segment, place, titles);
          now = title ? title : now;
          for (; page < place->page; page++)
            g_array_index (heads, RunningHeads, page + 1).first = now;
          g_array_index (heads, RunningHeads, page).last = now;
        }
    }
  return heads;
}

/* Does anything of the flow go on, after @place, in another column? */
static gboolean
ends_column (const Segment *segment, guint index)
{
  const Placed *place = &g_array_index (segment->placed, Placed, index),
               *next = index + 1 < segment->placed->len ? place + 1 : NULL;
  return next && (next->page != place->page || next->column != place->column);
}

/* No word is divided over the end of a column: its last line is broken again without a hyphen. TRUE: there was one. */
static gboolean
forbid_hyphens_in (const Segment *segment)
{
  gboolean any = FALSE;
  for (guint i = 0; i < segment->placed->len; i++)
    {
      const Item *item = flow_item (segment->flow, g_array_index (segment->placed, Placed, i).item);
      if (item->kind != ITEM_LINE || !ends_column (segment, i) ||
          !paragraph_line (item->text->paragraph, item->line)->hyphen)
        continue;
      paragraph_forbid_hyphen (item->text->paragraph, item->line);
      item->text->width = -1;
      any = TRUE;
    }
  return any;
}

static gboolean
forbid_hyphens (const Setting *setting)
{
  gboolean any = FALSE;
  for (guint i = 0; i < setting->segments->len; i++)
    any = forbid_hyphens_in (setting->segments->pdata[i]) || any;
  return any;
}

/* How far down the last page is filled: how much too long a product is that should have one page less. */
static void
measure_last_page (Setting *setting)
{
  const Segment *last = setting->segments->pdata[setting->segments->len - 1];
  const PageStyle *page = last->page;
  Pages *pages = setting->pages;
  pages->depth = page->height - page->top - page->bottom;
  pages->last_depth = 0;
  for (guint i = 0; i < last->placed->len; i++)
    {
      const Placed *place = &g_array_index (last->placed, Placed, i);
      if (place->page == last->first_page + last->n_pages - 1)
        pages->last_depth = MAX (pages->last_depth, place->y + place->height - page->top);
    }
}

static void
emit_watermark (Setting *setting, Page *page)
{
  const Document *document = setting->document;
  if (document->watermark)
    watermark_emit (setting->fonts, document->watermark, document->watermark_style,
                    g_intern_string (document->lang), page->width, page->height, page->ops);
}

static void
emit_segment (Setting *setting, const Segment *segment, const GArray *heads, int n_pages)
{
  int end = segment->first_page + segment->n_pages;
  setting_use_page (setting, segment->page, segment->grid_ascent);
  for (int page = segment->first_page; page < end; page++)
    emit_sheet (segment->page, pages_add (setting->pages, segment->page->width, segment->page->height));
  emit_frames (setting, segment->flow, segment->placed);
  for (int page = segment->first_page; page < end; page++)
    emit_watermark (setting, setting->pages->pages->pdata[page]);
  guint next = 0, next_foot = 0;
  for (int page = segment->first_page; page < end; page++)
    {
      const RunningHeads *titles = &g_array_index (heads, RunningHeads, page);
      emit_header (setting, page, n_pages, titles);
      next = emit_content (setting, segment->flow, segment->placed, next, page);
      next_foot = emit_feet (setting, segment->feet, next_foot, page);
      emit_footer (setting, page, n_pages, titles);
      if (n_pages > PACK_FROM)
        page_pack (setting->pages->pages->pdata[page]);
    }
  g_assert (next == segment->placed->len && next_foot == segment->feet->len);
}

static void
emit_round (Setting *setting)
{
  g_autoptr (GPtrArray) titles = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) heads = running_heads (setting, titles);
  int n_pages = count_pages (setting);
  for (guint i = 0; i < setting->segments->len; i++)
    emit_segment (setting, setting->segments->pdata[i], heads, n_pages);
}

static gboolean
page_has_room (Setting *setting, const PageStyle *page)
{
  setting_use_page (setting, page, -1);
  return setting->column_width > 0 && setting->column_height > 0;
}

static gboolean
page_is_possible (const Document *document, Setting *setting, Diags *diags)
{
  gboolean possible = page_has_room (setting, &document->page);
  for (guint i = 0; i < document->pages->len; i++)
    possible = page_has_room (setting, document->pages->pdata[i]) && possible;
  if (possible)
    return TRUE;
  diags_error (diags, document->body->mark, "page-too-small", "make the page larger or its margins smaller",
               "the margins leave no room for text");
  return FALSE;
}

/* Only when some text prints a page number does it matter. */
static void
warn_unstable (Setting *setting)
{
  for (guint i = 0; i < setting->all_texts->len; i++)
    if (((const Text *)setting->all_texts->pdata[i])->varies)
      {
        diags_warning (setting->diags, setting->document->body->mark, "pages-unstable",
                       "begin a section on a new page, so that references to pages come to rest",
                       "page references changed in each of %d rounds; some may be one page off", MAX_ROUNDS);
        return;
      }
}

/* Rounds until no number of a page changes, and no column ends in a hyphen. */
static void
set_until_stable (Setting *setting)
{
  gboolean again = TRUE;
  for (int n_rounds = 0, n_hyphens = 0; again;)
    {
      diags_free (setting->diags); /* a round says what the one before it said: the last counts */
      setting->diags = diags_like (setting->quiet);
      set_round (setting);
      setting->again = TRUE; /* what loose texts have to say they said */
      gboolean hyphens = n_hyphens++ < MAX_HYPHEN_ROUNDS && forbid_hyphens (setting);
      again = learn_pages (setting);
      n_rounds += hyphens ? 0 : 1;
      if (again && n_rounds == MAX_ROUNDS)
        {
          warn_unstable (setting);
          again = FALSE;
        }
      again = (again && setting_next_round (setting)) || hyphens;
    }
}

Pages *
paginate_document (const Document *document, Fonts *fonts, const FigureDrawer *drawer, Diags *diags)
{
  g_assert (document && document->body);
  Setting setting;
  setting_init (&setting, document, fonts, drawer, diags);
  if (!page_is_possible (document, &setting, diags))
    {
      setting_clear (&setting);
      return NULL;
    }
  set_until_stable (&setting);
  emit_round (&setting);
  measure_last_page (&setting);
  pages_describe (setting.pages, document);
  diags_absorb (diags, setting.diags);
  diags_free (setting.diags);
  Pages *pages = g_steal_pointer (&setting.pages);
  setting_clear (&setting);
  return pages;
}
