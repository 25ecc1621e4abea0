/* assemble-cover.c: what a reader must know of the paper in hand: whose it is, how far it reaches, who released it, who else has
 * one. `particulars` and `distribution` stand where a layout puts them; `cover` is a page of its own with both.
 */
#include "document/section-blocks.h"

/* A table of two columns, 45 mm and what is left; @headed: the first column heads its rows. */
static Table *
plain_table (Assembly *a, const Section *section, Block *parent)
{
  Block *block = block_add_take (parent, block_new (BLOCK_TABLE, ROLE_TABLE, named_style (a, "table")));
  Table *table = table_prepare (a, section, block);
  const Column columns[] = {{.width = 450 * 2903 / 10, .align = ALIGN_START},
                            {.weight = 1, .align = ALIGN_START}};
  g_array_append_vals (table->columns, columns, G_N_ELEMENTS (columns));
  return table;
}

static Cell *
add_words (Assembly *a, GPtrArray *row, const char *style, const char *text)
{
  Cell *cell = table_add_cell (row, named_style (a, style), ALIGN_START);
  g_ptr_array_add (cell->inlines, inline_new (INLINE_TEXT, text, NULL));
  return cell;
}

static void
add_row (Assembly *a, Table *table, const char *label, const char *value)
{
  GPtrArray *row = table_add_row (table);
  add_words (a, row, "table", words_label (a->words, label))->scope = SCOPE_ROW;
  add_words (a, row, "table", value);
}

static const struct
{
  const char *label, *value; /* template */
} particulars[] = {
    {"cover-status", "{briefing.status|}"},   {"cover-marking", "{marking|}"},
    {"cover-issue", "{briefing.issue|}"},     {"cover-issued", "{briefing.issued|}"},
    {"cover-cutoff", "{briefing.cutoff|}"},   {"cover-desk", "{briefing.desk|}"},
    {"cover-contact", "{briefing.contact|}"}, {"cover-released-by", "{briefing.released_by|}"}};

static void
write_particulars (Assembly *a, const Section *section, Block *parent)
{
  Table *table = plain_table (a, section, parent);
  const FieldRecord none = {NULL, NULL, NULL};
  for (guint i = 0; i < G_N_ELEMENTS (particulars); i++)
    {
      g_autofree char *value = template_plain (a, NULL, particulars[i].value, &none);
      if (value != NULL && *value != '\0')
        add_row (a, table, particulars[i].label, value);
    }
}

static gboolean
has_distribution (const Assembly *a)
{
  return a->release->briefing != NULL && a->release->briefing->distribution->len > 0;
}

/* Copy by copy: a copy that is found lying about has a number, and the number a name. */
static void
write_distribution (Assembly *a, const Section *section, Block *parent)
{
  const GPtrArray *names = a->release->briefing->distribution;
  Table *table = plain_table (a, section, parent);
  GPtrArray *head = table_add_row (table);
  table->n_head = 1;
  add_words (a, head, "table-head", words_label (a->words, "cover-copy"))->scope = SCOPE_COLUMN;
  add_words (a, head, "table-head", words_label (a->words, "cover-for"))->scope = SCOPE_COLUMN;
  g_autofree char *all = words_number (a->words, names->len);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *number = words_number (a->words, i + 1);
      g_autofree char *copy = label_format (a->layout, a->lang, "cover-copy-of", number, all, NULL);
      GPtrArray *row = table_add_row (table);
      add_words (a, row, "table", copy);
      add_words (a, row, "table", g_ptr_array_index (names, i));
    }
}

static void
write_cover (Assembly *a, const Section *section, Block *parent)
{
  const Style *style = section_style (a, section, "cover");
  Block *page = block_add_take (parent, block_new (BLOCK_GROUP, ROLE_NONE, style));
  g_autoptr (GPtrArray) inlines = g_ptr_array_new_with_free_func ((GDestroyNotify)inline_free);
  const Style *title = part_style (a, section, "title", "title");
  InlineWriter writer;
  page->mark = section->mark;
  Block *top = block_add_take (page, block_new (BLOCK_SPACER, ROLE_NONE, bare_style (a)));
  top->mark = section->mark;
  top->height = key_length (section->keys, "top", a->layout->page.height / 6);
  add_template (a, page, part_style (a, section, "kicker", "kicker"), section, "kicker", "{layout.title}");
  inline_writer_init (&writer, a, inlines, title, NULL, section->mark);
  template_write (&writer, yaml_find (section->keys, "text"), "{briefing.title}", NULL);
  inline_writer_finish (&writer);
  g_ptr_array_unref (writer.pending);
  add_heading (a, page, section, title, 1, inlines);
  if (a->release->briefing != NULL && a->release->briefing->subtitle != NULL)
    add_template (a, page, part_style (a, section, "subtitle", "subtitle"), section, "subtitle",
                  "{briefing.subtitle}");
  write_particulars (a, section, page);
  if (key_boolean (section->keys, "distribution", TRUE) && has_distribution (a))
    write_distribution (a, section, page);
  block_add_take (parent, block_new (BLOCK_PAGE_BREAK, ROLE_NONE, bare_style (a)))->mark = section->mark;
}

gboolean
cover_is_empty (const Assembly *a, const Section *section)
{
  return section->spec->kind == SECTION_DISTRIBUTION && !has_distribution (a);
}

void
assemble_cover (Assembly *a, const Section *section, Block *parent)
{
  if (section->spec->kind == SECTION_COVER)
    write_cover (a, section, parent);
  else if (section->spec->kind == SECTION_PARTICULARS)
    write_particulars (a, section, parent);
  else
    write_distribution (a, section, parent);
}
