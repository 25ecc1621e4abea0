/* dump.c: a document as text: for golden tests, for alternative texts, and for people who wonder. */
#include <string.h>
#include "document/block.h"

static const char *const kind_names[] = {"group",      "row",          "paragraph", "heading", "list",
                                         "item",       "table",        "figure",    "aside",   "spacer",
                                         "page-break", "column-break", "contents"};
static const char *const role_names[] = {
    "-",      "Artifact", "Document",  "Sect",  "Div",   "P",     "H1",   "H2",        "H3", "L",
    "LI",     "Lbl",      "LBody",     "Table", "THead", "TBody", "TR",   "TH",        "TD", "Caption",
    "Figure", "Note",     "Reference", "Link",  "Span",  "TOC",   "TOCI", "BlockQuote"};

G_STATIC_ASSERT (G_N_ELEMENTS (kind_names) == BLOCK_CONTENTS + 1);
G_STATIC_ASSERT (G_N_ELEMENTS (role_names) == ROLE_BLOCKQUOTE + 1);

/* Plain text */

static void
plain_break (GString *out)
{
  if (out->len > 0 && out->str[out->len - 1] != ' ')
    g_string_append_c (out, ' ');
}

static void
plain_inlines (const GPtrArray *inlines, GString *out)
{
  if (inlines == NULL)
    return;
  for (guint i = 0; i < inlines->len; i++)
    {
      const Inline *run = g_ptr_array_index (inlines, i);
      if (run->kind == INLINE_LINE_BREAK || run->kind == INLINE_FILL)
        plain_break (out);
      else
        g_string_append (out, run->text);
    }
}

static void plain_block (const Block *block, GString *out);

static void
plain_blocks (const GPtrArray *blocks, GString *out)
{
  if (blocks == NULL)
    return;
  for (guint i = 0; i < blocks->len; i++)
    plain_block (g_ptr_array_index (blocks, i), out);
}

static void
plain_block (const Block *block, GString *out)
{
  plain_break (out);
  if (block->label != NULL)
    {
      plain_inlines (block->label, out);
      plain_break (out);
    }
  plain_inlines (block->inlines, out);
  if (block->table != NULL)
    for (guint r = 0; r < block->table->rows->len; r++)
      {
        const GPtrArray *row = g_ptr_array_index (block->table->rows, r);
        for (guint c = 0; c < row->len; c++)
          {
            const Cell *cell = g_ptr_array_index (row, c);
            plain_break (out);
            plain_inlines (cell->inlines, out);
            plain_blocks (cell->blocks, out);
          }
      }
  if (block->drawing != NULL && block->alt != NULL)
    g_string_append (out, block->alt);
  plain_blocks (block->children, out);
}

char *
block_plain_text (const Block *block)
{
  GString *out = g_string_new (NULL);
  plain_block (block, out);
  return g_string_free (out, FALSE);
}

/* The dump */

static void
dump_inlines (const GPtrArray *inlines, const Style *base, GString *out)
{
  if (inlines == NULL)
    return;
  for (guint i = 0; i < inlines->len; i++)
    {
      const Inline *run = g_ptr_array_index (inlines, i);
      const gboolean styled = run->style != NULL && run->style != base && run->style->name != NULL;
      if (styled)
        g_string_append_printf (out, "<%s:", run->style->name);
      switch (run->kind)
        {
        case INLINE_TEXT:
          g_string_append (out, run->text);
          break;
        case INLINE_LINK:
          g_string_append_printf (out, "[%s](%s)", run->text, run->target);
          break;
        case INLINE_REFERENCE:
          g_string_append_printf (out, "[^%s](%s)", run->text, run->target != NULL ? run->target : "");
          break;
        case INLINE_PAGE_OF:
          g_string_append_printf (out, "{page of %s}", run->target);
          break;
        case INLINE_LINE_BREAK:
          g_string_append (out, " / ");
          break;
        case INLINE_FILL:
          g_string_append (out, " … ");
          break;
        case INLINE_PAGE:
          g_string_append (out, "{page}");
          break;
        case INLINE_PAGES:
          g_string_append (out, "{pages}");
          break;
        case INLINE_RUNNING_LAST:
          g_string_append (out, "{section:last}");
          break;
        case INLINE_RUNNING_HEAD:
          g_string_append (out, "{section}");
          break;
        }
      if (run->id != NULL)
        g_string_append_printf (out, "#%s", run->id);
      if (run->lang != NULL)
        g_string_append_printf (out, "@%s", run->lang);
      if (styled)
        g_string_append_c (out, '>');
    }
}

static void dump_block (const Block *block, int depth, GString *out);

static void
dump_indent (int depth, GString *out)
{
  for (int i = 0; i < depth; i++)
    g_string_append (out, "  ");
}

static void
dump_table (const Table *table, int depth, GString *out)
{
  for (guint r = 0; r < table->rows->len; r++)
    {
      const GPtrArray *row = g_ptr_array_index (table->rows, r);
      dump_indent (depth, out);
      g_string_append (out, (int)r < table->n_head ? "head" : "row");
      for (guint c = 0; c < row->len; c++)
        {
          const Cell *cell = g_ptr_array_index (row, c);
          g_string_append (out, " | ");
          dump_inlines (cell->inlines, cell->style, out);
          for (guint b = 0; cell->blocks && b < cell->blocks->len; b++)
            {
              const Block *block = g_ptr_array_index (cell->blocks, b);
              g_autofree char *text = block_plain_text (block);
              g_string_append_printf (out, "%s%s", b > 0 ? " ¶ " : "", text);
            }
        }
      g_string_append_c (out, '\n');
    }
}

static void
dump_number (double value, GString *out)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  g_string_append (out, g_ascii_formatd (text, sizeof text, "%.10g", value));
}

static void
dump_drawing (const DrawingData *data, int depth, GString *out)
{
  for (guint i = 0; i < data->actors->len; i++)
    {
      const Actor *actor = g_ptr_array_index (data->actors, i);
      dump_indent (depth, out);
      g_string_append_printf (out, "actor %s kind %d%s: %s\n", actor->id, actor->kind,
                              actor->subject ? " subject" : "", actor->name);
    }
  for (guint i = 0; i < data->ties->len; i++)
    {
      const Tie *tie = g_ptr_array_index (data->ties, i);
      dump_indent (depth, out);
      g_string_append_printf (out, "tie %s: %s -> %s class %d status %d “%s” when %s claims %s: %s\n",
                              tie->id, tie->from, tie->to, tie->tie, tie->status, tie->label,
                              tie->when != NULL ? tie->when : "-", tie->claims != NULL ? tie->claims : "-",
                              tie->says != NULL ? tie->says : "-");
    }
  for (guint i = 0; i < data->bars->len; i++)
    {
      const Bar *bar = g_ptr_array_index (data->bars, i);
      dump_indent (depth, out);
      g_string_append_printf (out, "bar %s (%s): %s = ", bar->label, bar->note != NULL ? bar->note : "-",
                              bar->value_text != NULL ? bar->value_text : "-");
      dump_number (bar->low, out);
      g_string_append (out, "..");
      dump_number (bar->high, out);
      g_string_append_printf (out, "%s%s", bar->bound ? " bound" : "", bar->at_least ? " and more" : "");
      if (bar->group != NULL)
        g_string_append_printf (out, " of %s", bar->group);
      if (bar->when != NULL)
        g_string_append_printf (out, " at %s [%d,%d]", bar->when, bar->time.first, bar->time.last);
      g_string_append_printf (out, " claims %s\n", bar->claims != NULL ? bar->claims : "-");
    }
  for (guint i = 0; i < data->moments->len; i++)
    {
      const Moment *moment = g_ptr_array_index (data->moments, i);
      dump_indent (depth, out);
      g_string_append_printf (out, "moment %s [%d,%d]%s%s%s%s claims %s: %s\n", moment->when,
                              moment->time.first, moment->time.last, moment->time.lasted ? " lasted" : "",
                              moment->time.open ? " open" : "", moment->inferred ? " inferred" : "",
                              moment->disputed ? " disputed" : "",
                              moment->claims != NULL ? moment->claims : "-", moment->text);
    }
}

static void
dump_block (const Block *block, int depth, GString *out)
{
  dump_indent (depth, out);
  g_string_append_printf (out, "%s %s .%s", kind_names[block->kind], role_names[block->role],
                          block->style->name != NULL ? block->style->name : "");
  if (block->id != NULL)
    g_string_append_printf (out, " #%s", block->id);
  if (block->lang != NULL)
    g_string_append_printf (out, " @%s", block->lang);
  if (block->span > 0)
    g_string_append_printf (out, " span=%d+%d", block->offset, block->span);
  if (block->outline != NULL)
    g_string_append_printf (out, " outline=“%s”", block->outline);
  if (block->page != NULL)
    g_string_append_printf (out, " page %d x %d columns %d", block->page->width, block->page->height,
                            block->page->columns);
  if (block->height > 0)
    g_string_append_printf (out, " height=%d", block->height);
  if (block->label != NULL && block->label->len > 0)
    {
      g_string_append (out, " (");
      dump_inlines (block->label, block->style, out);
      g_string_append (out, ")");
    }
  if (block->inlines != NULL && block->inlines->len > 0)
    {
      g_string_append (out, ": ");
      dump_inlines (block->inlines, block->style, out);
    }
  g_string_append_c (out, '\n');
  if (block->table != NULL)
    dump_table (block->table, depth + 1, out);
  if (block->alt != NULL)
    {
      dump_indent (depth + 1, out);
      g_string_append_printf (out, "alt: %s\n", block->alt);
    }
  if (block->drawing != NULL)
    dump_drawing (block->drawing, depth + 1, out);
  for (guint i = 0; block->children != NULL && i < block->children->len; i++)
    dump_block (g_ptr_array_index (block->children, i), depth + 1, out);
}

static void
dump_furniture (const char *name, const Furniture *furniture, GString *out)
{
  const Block *parts[] = {furniture->left, furniture->centre, furniture->right};
  static const char *const sides[] = {"left", "centre", "right"};
  for (int i = 0; i < 3; i++)
    if (parts[i] != NULL)
      {
        g_string_append_printf (out, "%s %s\n", name, sides[i]);
        dump_block (parts[i], 1, out);
      }
}

char *
document_dump (const Document *document)
{
  GString *out = g_string_new (NULL);
  const PageStyle *page = &document->page;
  g_string_append_printf (
      out, "document “%s” lang %s created %s marking %s\n", document->title != NULL ? document->title : "",
      document->lang != NULL ? document->lang : "", document->created != NULL ? document->created : "",
      document->marking != NULL ? document->marking : "");
  g_string_append_printf (out, "page %d x %d columns %d\n", page->width, page->height, page->columns);
  dump_furniture ("header", &document->header, out);
  dump_furniture ("first-header", &document->first_header, out);
  dump_furniture ("footer", &document->footer, out);
  if (document->body != NULL)
    dump_block (document->body, 0, out);
  if (document->notes != NULL)
    {
      g_string_append_printf (out, "notes at the %s\n", document->note_place == NOTES_SIDE ? "side" : "foot");
      dump_block (document->notes, 0, out);
    }
  return g_string_free (out, FALSE);
}
