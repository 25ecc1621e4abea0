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

/* One round: blocks to placed items. */
typedef struct
{
  Flow *flow;
  GArray *placed, *feet;
  int n_pages;
} Round;

static void
round_clear (Round *round)
{
  g_clear_pointer (&round->flow, flow_free);
  g_clear_pointer (&round->placed, g_array_unref);
  g_clear_pointer (&round->feet, g_array_unref);
}

static void
set_round (Setting *setting, Round *round)
{
  g_clear_pointer (&setting->pages, pages_free);
  setting->pages = pages_new (setting->fonts);
  setting->grid_ascent = -1;
  g_hash_table_remove_all (setting->noted);
  round->flow = flow_new (setting->column_width);
  Builder builder;
  builder_init (&builder, setting, round->flow, g_intern_string (setting->document->lang));
  builder.is_main = TRUE;
  build_block (&builder, setting->document->body, -1);
  builder_finish (&builder);
  round->placed = place_flow (setting, round->flow, &round->feet, &round->n_pages);
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
learn_pages (Setting *setting, const Round *round)
{
  gboolean changed = FALSE;
  for (guint i = 0; i < round->placed->len; i++)
    {
      const Placed *place = &g_array_index (round->placed, Placed, i);
      learn_item (flow_item (round->flow, place->item), place->starts, place->ends, place->page,
                  setting->page_numbers, &changed);
    }
  return changed;
}

/* The title of the last H1 or H2 that begins with @place, NULL: none; kept in @titles. */
static const char *
title_at (const Round *round, const Placed *place, GPtrArray *titles)
{
  const Extra *extra = flow_item (round->flow, place->item)->extra;
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
running_heads (const Round *round, GPtrArray *titles)
{
  GArray *heads = g_array_new (FALSE, TRUE, sizeof (RunningHeads));
  const char *now = NULL;
  int page = -1;
  g_array_set_size (heads, round->n_pages);
  for (guint i = 0; i < round->placed->len; i++)
    {
      const Placed *place = &g_array_index (round->placed, Placed, i);
      const char *title = title_at (round, place, titles);
      now = title ? title : now;
      for (; page < place->page; page++)
        g_array_index (heads, RunningHeads, page + 1).first = now;
      g_array_index (heads, RunningHeads, page).last = now;
    }
  return heads;
}

/* Does anything of the flow go on, after @place, in another column? */
static gboolean
ends_column (const Round *round, guint index)
{
  const Placed *place = &g_array_index (round->placed, Placed, index),
               *next = index + 1 < round->placed->len ? place + 1 : NULL;
  return next && (next->page != place->page || next->column != place->column);
}

/* No word is divided over the end of a column: its last line is broken again without a hyphen. TRUE: there was one. */
static gboolean
forbid_hyphens (const Round *round)
{
  gboolean any = FALSE;
  for (guint i = 0; i < round->placed->len; i++)
    {
      const Item *item = flow_item (round->flow, g_array_index (round->placed, Placed, i).item);
      if (item->kind != ITEM_LINE || !ends_column (round, i) ||
          !paragraph_line (item->text->paragraph, item->line)->hyphen)
        continue;
      paragraph_forbid_hyphen (item->text->paragraph, item->line);
      item->text->width = -1;
      any = TRUE;
    }
  return any;
}

/* How far down the last page is filled: how much too long a product is that should have one page less. */
static void
measure_last_page (Setting *setting, const Round *round)
{
  const PageStyle *page = &setting->document->page;
  Pages *pages = setting->pages;
  pages->depth = page->height - page->top - page->bottom;
  pages->last_depth = 0;
  for (guint i = 0; i < round->placed->len; i++)
    {
      const Placed *place = &g_array_index (round->placed, Placed, i);
      if (place->page == round->n_pages - 1)
        pages->last_depth = MAX (pages->last_depth, place->y + place->height - page->top);
    }
}

static void
emit_round (Setting *setting, const Round *round)
{
  const Document *document = setting->document;
  g_autoptr (GPtrArray) titles = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) heads = running_heads (round, titles);
  for (int page = 0; page < round->n_pages; page++)
    emit_sheet (&document->page, pages_add (setting->pages, document->page.width, document->page.height));
  emit_frames (setting, round->flow, round->placed);
  for (int page = 0; document->watermark && page < round->n_pages; page++)
    {
      Page *sheet = setting->pages->pages->pdata[page];
      watermark_emit (setting->fonts, document->watermark, document->watermark_style,
                      g_intern_string (document->lang), sheet->width, sheet->height, sheet->ops);
    }
  guint next = 0, next_foot = 0;
  for (int page = 0; page < round->n_pages; page++)
    {
      emit_header (setting, page, round->n_pages, &g_array_index (heads, RunningHeads, page));
      next = emit_content (setting, round->flow, round->placed, next, page);
      next_foot = emit_feet (setting, round->feet, next_foot, page);
      emit_footer (setting, page, round->n_pages, &g_array_index (heads, RunningHeads, page));
      if (round->n_pages > PACK_FROM)
        page_pack (setting->pages->pages->pdata[page]);
    }
  g_assert (next == round->placed->len && next_foot == round->feet->len);
}

static void
copy_words (Pages *pages, const Document *document)
{
  pages->title = g_strdup (document->title);
  pages->lang = g_strdup (document->lang);
  pages->author = g_strdup (document->author);
  pages->subject = g_strdup (document->subject);
  pages->keywords = g_strdup (document->keywords);
  pages->created = g_strdup (document->created);
  pages->marking = g_strdup (document->marking);
  pages->digest = g_strdup (document->digest);
}

static gboolean
page_is_possible (const Document *document, const Setting *setting, Diags *diags)
{
  if (setting->column_width > 0 && setting->column_height > 0)
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
set_until_stable (Setting *setting, Round *round)
{
  gboolean again = TRUE;
  for (int n_rounds = 0, n_hyphens = 0; again;)
    {
      round_clear (round);
      diags_free (setting->diags); /* a round says what the one before it said: the last counts */
      setting->diags = diags_new ();
      set_round (setting, round);
      setting->again = TRUE; /* what loose texts have to say they said */
      gboolean hyphens = n_hyphens++ < MAX_HYPHEN_ROUNDS && forbid_hyphens (round);
      again = learn_pages (setting, round);
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
  Round round = {NULL};
  set_until_stable (&setting, &round);
  emit_round (&setting, &round);
  measure_last_page (&setting, &round);
  copy_words (setting.pages, document);
  round_clear (&round);
  diags_absorb (diags, setting.diags);
  diags_free (setting.diags);
  Pages *pages = g_steal_pointer (&setting.pages);
  setting_clear (&setting);
  return pages;
}
