#include "typeset/setting.h"

#include <string.h>

enum
{
  MAX_SHARED = 256
}; /* different words of a column that are kept shaped */

static void
text_free (gpointer data)
{
  Text *text = data;
  paragraph_free (text->paragraph);
  g_free (text);
}

/* The number of the page on which @target begins, as of the last round; NULL: the inline's own guess stands. */
static const char *
page_of (gpointer data, const char *target)
{
  Setting *setting = data;
  return g_hash_table_lookup (setting->page_numbers, target[0] == '#' ? target + 1 : target);
}

/* Notes at the foot or in the margin, by the target of what cites them. */
static void
setting_init_notes (Setting *setting)
{
  const Block *notes = setting->document->notes;
  setting->noted = g_hash_table_new (g_direct_hash, g_direct_equal);
  setting->pending_notes = g_ptr_array_new_with_free_func ((GDestroyNotify)flow_free);
  setting->pending_feet = g_ptr_array_new_with_free_func ((GDestroyNotify)flow_free);
  if (!notes)
    return;
  setting->notes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < notes->children->len; i++)
    {
      Block *note = notes->children->pdata[i];
      if (note->id)
        g_hash_table_insert (setting->notes, g_strconcat ("#", note->id, NULL), note);
    }
}

static void
segment_free (gpointer data)
{
  Segment *segment = data;
  flow_free (segment->flow);
  g_clear_pointer (&segment->placed, g_array_unref);
  g_clear_pointer (&segment->feet, g_array_unref);
  g_free (segment);
}

void
setting_use_page (Setting *setting, const PageStyle *page, int grid_ascent)
{
  int columns = MAX (page->columns, 1);
  setting->page = page;
  setting->grid_ascent = grid_ascent;
  setting->aside_total = page->aside_width > 0 ? page->aside_width + page->aside_gap : 0;
  setting->text_width = page->width - page->inner - page->outer - setting->aside_total;
  setting->column_width = (setting->text_width - (columns - 1) * page->gutter) / columns;
  setting->column_height = page->height - page->top - page->bottom;
}

Segment *
setting_add_segment (Setting *setting, const PageStyle *page)
{
  if (setting->segments->len > 0)
    ((Segment *)setting->segments->pdata[setting->segments->len - 1])->grid_ascent = setting->grid_ascent;
  setting_use_page (setting, page, -1);
  Segment *segment = g_new0 (Segment, 1);
  segment->page = page;
  segment->grid_ascent = -1;
  segment->flow = flow_new (setting->column_width);
  g_ptr_array_add (setting->segments, segment);
  return segment;
}

void
setting_init (Setting *setting, const Document *document, Fonts *fonts, const FigureDrawer *drawer,
              Diags *diags)
{
  *setting =
      (Setting){.document = document, .fonts = fonts, .drawer = drawer, .once = diags, .grid_ascent = -1};
  setting->numbers.page_of = page_of;
  setting->numbers.data = setting;
  setting->segments = g_ptr_array_new_with_free_func (segment_free);
  setting_use_page (setting, &document->page, -1);
  setting->texts = g_hash_table_new (g_direct_hash, g_direct_equal);
  setting->all_texts = g_ptr_array_new_with_free_func (text_free);
  setting->drawings = g_hash_table_new (g_direct_hash, g_direct_equal);
  setting->all_drawings = g_ptr_array_new_with_free_func ((GDestroyNotify)drawing_free);
  for (int i = 0; i < 6; i++)
    setting->styles[i] = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, g_free);
  setting->all_inlines = g_ptr_array_new_with_free_func ((GDestroyNotify)g_ptr_array_unref);
  setting->larger = g_hash_table_new (g_direct_hash, g_direct_equal);
  setting->made_pages = g_ptr_array_new_with_free_func (g_free);
  setting->page_numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  setting->quiet = diags_like (diags);
  setting_init_notes (setting);
}

void
setting_clear (Setting *setting)
{
  g_ptr_array_unref (setting->segments);
  g_hash_table_unref (setting->texts);
  g_ptr_array_unref (setting->all_texts);
  g_hash_table_unref (setting->drawings);
  g_ptr_array_unref (setting->all_drawings);
  for (int i = 0; i < 6; i++)
    g_hash_table_unref (setting->styles[i]);
  g_hash_table_unref (setting->larger);
  g_ptr_array_unref (setting->made_pages);
  g_ptr_array_unref (setting->all_inlines);
  g_hash_table_unref (setting->page_numbers);
  g_clear_pointer (&setting->notes, g_hash_table_unref);
  g_hash_table_unref (setting->noted);
  g_ptr_array_unref (setting->pending_notes);
  g_ptr_array_unref (setting->pending_feet);
  diags_free (setting->quiet);
}

int
setting_left_of (const Setting *setting, int page, int x, int width)
{
  if (!setting->page->rtl)
    return x;
  return ((const Page *)setting->pages->pages->pdata[page])->width - x - width;
}

const Style *
setting_style (Setting *setting, const Style *style, Align align)
{
  if (style->align == align)
    return style;
  Style *copy = g_hash_table_lookup (setting->styles[align], style);
  if (!copy)
    {
      copy = g_memdup2 (style, sizeof *style);
      copy->align = align;
      g_hash_table_insert (setting->styles[align], (gpointer)style, copy);
    }
  return copy;
}

const Style *
setting_label_style (Setting *setting, const Style *style)
{
  Style *copy = g_hash_table_lookup (setting->styles[4], style);
  if (!copy)
    {
      copy = g_memdup2 (style, sizeof *style);
      copy->align = ALIGN_START;
      copy->hyphenate = FALSE;
      copy->indent_first = copy->indent_start = copy->indent_end = 0;
      g_hash_table_insert (setting->styles[4], (gpointer)style, copy);
    }
  return copy;
}

const Style *
setting_flush_style (Setting *setting, const Style *style)
{
  if (!style->indent_start && !style->indent_end)
    return style;
  Style *copy = g_hash_table_lookup (setting->styles[5], style);
  if (!copy)
    {
      copy = g_memdup2 (style, sizeof *style);
      copy->indent_start = copy->indent_end = 0;
      g_hash_table_insert (setting->styles[5], (gpointer)style, copy);
    }
  return copy;
}

static gboolean
has_page_of (const GPtrArray *inlines)
{
  for (guint i = 0; i < inlines->len; i++)
    if (((const Inline *)inlines->pdata[i])->kind == INLINE_PAGE_OF)
      return TRUE;
  return FALSE;
}

/* Words that a column may say again, if they are words and nothing else. */
static const char *
shared_words (const GPtrArray *inlines)
{
  const Inline *only = inlines->len == 1 ? inlines->pdata[0] : NULL;
  return only && only->kind == INLINE_TEXT && !only->id && !only->lang && !only->style ? only->text : NULL;
}

/* A text that its row takes with it. */
static Text *
loose_text (Setting *setting, const GPtrArray *inlines, const Style *style, const char *lang, Mark mark)
{
  for (guint i = setting->loose->len; i-- > 0;)
    {
      Text *known = setting->loose->pdata[i];
      if (known->inlines == inlines)
        return known;
    }
  const char *words = setting->shared ? shared_words (inlines) : NULL;
  Text *text = words ? g_hash_table_lookup (setting->shared, words) : NULL;
  if (text && text->style == style)
    return text;
  gboolean keep = words && !text && g_hash_table_size (setting->shared) < MAX_SHARED;
  text = g_new0 (Text, 1);
  text->inlines = inlines;
  text->varies = has_page_of (inlines);
  setting->loose_varies = setting->loose_varies || text->varies;
  text->style = style;
  text->width = -1;
  text->paragraph = paragraph_new (setting->fonts, inlines, style, lang, &setting->numbers,
                                   setting->again ? setting->quiet : setting->once, mark);
  g_ptr_array_add (keep ? setting->all_texts : setting->loose, text);
  if (keep)
    g_hash_table_insert (setting->shared, (gpointer)words, text);
  return text;
}

GPtrArray *
setting_loosen (Setting *setting, gboolean loose)
{
  if (!loose)
    return NULL;
  g_assert (!setting->loose);
  return setting->loose = g_ptr_array_new_with_free_func (text_free);
}

void
setting_tighten (Setting *setting, GPtrArray *texts)
{
  if (!texts)
    return;
  g_assert (setting->loose == texts);
  g_clear_pointer (&setting->loose, g_ptr_array_unref);
}

void
setting_steal (Setting *setting)
{
  setting->loose = NULL;
}

Text *
setting_text (Setting *setting, const GPtrArray *inlines, const Style *style, const char *lang, Mark mark)
{
  if (setting->loose)
    return loose_text (setting, inlines, style, lang, mark);
  Text *text = g_hash_table_lookup (setting->texts, inlines);
  if (text && text->paragraph)
    return text;
  Diags *diags = text ? setting->quiet : setting->once;
  if (!text)
    {
      text = g_new0 (Text, 1);
      text->varies = has_page_of (inlines);
      g_ptr_array_add (setting->all_texts, text);
      g_hash_table_insert (setting->texts, (gpointer)inlines, text);
    }
  text->style = style;
  text->width = -1;
  text->paragraph = paragraph_new (setting->fonts, inlines, style, lang, &setting->numbers, diags, mark);
  return text;
}

Text *
setting_text_at (Setting *setting, Text *text, int width, const GPtrArray *inlines, const char *lang,
                 Mark mark)
{
  while (text->width != -1 && text->width != width && text->other)
    {
      text->other->style = text->style;
      text = text->other;
      if (!text->paragraph)
        {
          text->width = -1;
          text->paragraph = paragraph_new (setting->fonts, inlines, text->style, lang, &setting->numbers,
                                           setting->quiet, mark);
        }
    }
  if (text->width == -1 || text->width == width)
    return text;
  Text *other = g_new0 (Text, 1);
  other->varies = text->varies;
  other->style = text->style;
  other->width = -1;
  other->paragraph =
      paragraph_new (setting->fonts, inlines, text->style, lang, &setting->numbers, setting->quiet, mark);
  gboolean is_loose = setting->loose && g_ptr_array_find (setting->loose, text, NULL);
  g_ptr_array_add (is_loose ? setting->loose : setting->all_texts, other);
  text->other = other;
  return other;
}

gboolean
setting_next_round (Setting *setting)
{
  gboolean any = setting->loose_varies;
  for (guint i = 0; i < setting->all_texts->len; i++)
    {
      Text *text = setting->all_texts->pdata[i];
      if (!text->varies)
        continue;
      any = TRUE;
      paragraph_free (g_steal_pointer (&text->paragraph));
    }
  return any;
}

/* Into a frame. @said: out, what the drawing that is returned says of itself; owned. */
static Drawing *
draw (Setting *setting, const Block *block, FigureFrame frame, Diags **said)
{
  const FigureDrawer *drawer = setting->drawer;
  int wanted = MIN (block->height, frame.height);
  *said = diags_new ();
  if (!drawer || !drawer->draw || !block->drawing)
    return NULL;
  diags_work (setting->diags, block->mark, "a drawing");
  Drawing *drawing = drawer->draw (drawer->data, block->drawing, frame.width, wanted, setting->fonts, *said);
  if (drawing && drawing->height > frame.height && block->height == 0)
    { /* its own choice is higher than a page: the page decides */
      drawing_free (drawing);
      diags_free (*said);
      *said = diags_new ();
      drawing = drawer->draw (drawer->data, block->drawing, frame.width, frame.height, setting->fonts, *said);
    }
  return drawing;
}

/* @drawing (taken; NULL: none could be made) is that of @block; what it says (taken) is said at its block. */
static void
keep_drawing (Setting *setting, const Block *block, Drawing *drawing, Diags *said)
{
  const gboolean explained = diags_has_errors (said);
  diags_absorb_at (setting->once, said, block->mark);
  diags_free (said);
  if (drawing)
    g_ptr_array_add (setting->all_drawings, drawing);
  else if (!explained)
    diags_error (setting->once, block->mark, "figure-not-drawn", "see the messages about its data",
                 "this figure could not be drawn");
  g_hash_table_insert (setting->drawings, (gpointer)block, drawing);
}

Drawing *
setting_drawing (Setting *setting, const Block *block, int width, int max_height)
{
  Drawing *drawing = NULL;
  Diags *said;
  if (g_hash_table_lookup_extended (setting->drawings, block, NULL, (gpointer *)&drawing))
    return drawing;
  drawing = draw (setting, block, (FigureFrame){width, max_height}, &said);
  keep_drawing (setting, block, drawing, said);
  return drawing;
}

int
setting_choose_drawing (Setting *setting, const Block *block, const FigureFrame *frames, int n)
{
  Drawing *best = NULL;
  Diags *best_said = NULL;
  int chosen = 0;
  for (int i = 0; i < n && !(best && best->crowded == 0); i++)
    {
      Diags *said;
      Drawing *drawing = draw (setting, block, frames[i], &said);
      if (best_said && (!drawing || (best && drawing->crowded >= best->crowded)))
        {
          drawing_free (drawing);
          diags_free (said);
          continue;
        }
      drawing_free (best);
      diags_free (best_said);
      best = drawing;
      best_said = said;
      chosen = i;
    }
  keep_drawing (setting, block, best, best_said);
  return chosen;
}

char *
inlines_text (const GPtrArray *inlines)
{
  GString *out = g_string_new (NULL);
  for (guint i = 0; inlines && i < inlines->len; i++)
    {
      const Inline *part = inlines->pdata[i];
      if (part->kind == INLINE_LINE_BREAK || part->kind == INLINE_FILL)
        g_string_append_c (out, ' ');
      else if (part->text)
        g_string_append (out, part->text);
    }
  return g_string_free (out, FALSE);
}
