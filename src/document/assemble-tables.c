/* assemble-tables.c: which records are rows of which table, with the columns that each has when the layout names none; and the
 * scale of likelihood.
 */
#include <string.h>
#include "document/section-blocks.h"

static const DefaultColumn leadership_columns[] = {
    {"head-holder", "{from}", 20, ALIGN_START, COLUMN_PLAIN},
    {"head-office", "{office}", 22, ALIGN_START, COLUMN_PLAIN},
    {"head-body", "{to}", 18, ALIGN_START, COLUMN_PLAIN},
    {"head-says", "{who|unsourced}{cite}", 26, ALIGN_START, COLUMN_PLAIN},
    {"head-status", "{status} {term|}", 14, ALIGN_START, COLUMN_PLAIN},
    {"head-as-of", "{as_of:short|undated}", 0, ALIGN_START, COLUMN_PLAIN}};
static const DefaultColumn relation_columns[] = {
    {"head-from", "{from}", 20, ALIGN_START, COLUMN_PLAIN},
    {"head-is", "{is}{cite}", 28, ALIGN_START, COLUMN_PLAIN},
    {"head-to", "{to}", 20, ALIGN_START, COLUMN_PLAIN},
    {"head-status", "{status}", 14, ALIGN_START, COLUMN_PLAIN},
    {"head-as-of", "{as_of:short|undated}", 0, ALIGN_START, COLUMN_PLAIN}};
static const DefaultColumn entity_columns[] = {
    {"head-name", "**{full_name}**", 30, ALIGN_START, COLUMN_PLAIN},
    {"head-scripts", "{scripts|}", 24, ALIGN_START, COLUMN_HIDE_EMPTY},
    {"head-aliases", "{aliases|}", 20, ALIGN_START, COLUMN_HIDE_EMPTY},
    {"head-role", "{role|} {not_same_as|}", 36, ALIGN_START, COLUMN_PLAIN}};
static const DefaultColumn source_columns[] = {
    {"head-source", "{name}", 30, ALIGN_START, COLUMN_PLAIN},
    {"head-date", "{date:short|undated}", 0, ALIGN_START, COLUMN_PLAIN},
    {"head-descriptor", "{descriptor|} {caution|}", 46, ALIGN_START, COLUMN_PLAIN},
    {"head-reliability", "{reliability}", 0, ALIGN_START, COLUMN_HIDE_UNIFORM}};

static void
add_plain_table (Assembly *a, const Section *section, Block *parent, const char *kind,
                 const DefaultColumn *presets, int n_presets, GPtrArray *records)
{
  TableGroup group = {NULL, records};
  g_autoptr (GPtrArray) groups = g_ptr_array_new ();
  g_ptr_array_add (groups, &group);
  add_table (a, section, parent, kind, presets, n_presets, groups);
}

/* Who holds an office: relations of the class `command`, unless the layout asks otherwise. */
static GPtrArray *
office_relations (Assembly *a, const Section *section)
{
  GPtrArray *found = section_records (a, section, RECORD_RELATION);
  for (guint i = found->len; yaml_find (section->keys, "where") == NULL && i-- > 0;)
    if (g_strcmp0 (relation_class (a->layout, ((const Relation *)g_ptr_array_index (found, i))->is),
                   "command") != 0)
      g_ptr_array_remove_index (found, i);
  return found;
}

static GPtrArray *
shown_sources (Assembly *a, const Section *section)
{
  GPtrArray *found = section_records (a, section, RECORD_SOURCE);
  for (guint i = found->len; !key_boolean (section->keys, "voices", TRUE) && i-- > 0;)
    if (strchr (((const Source *)g_ptr_array_index (found, i))->id, '/') != NULL)
      g_ptr_array_remove_index (found, i);
  return found;
}

/* The scale in use: our words only; a source's "likely" is quoted and has no per cents (T24). */
static void
write_likelihood_key (Assembly *a, const Section *section, Block *parent)
{
  const LikelihoodScale *scale = a->release->scale;
  Block *block = block_add_take (parent, block_new (BLOCK_TABLE, ROLE_TABLE, named_style (a, "table")));
  Table *table = table_prepare (a, section, block);
  const Style *head = named_style (a, "table-head"), *body = named_style (a, "table");
  static const char *const heads[] = {"head-word", "head-range"};
  GPtrArray *row = table_add_row (table);
  table->n_head = 1;
  table->narrow = TRUE;
  for (int c = 0; c < 2; c++)
    {
      /* both as wide as their words: a scale is read across */
      const Column column = {.align = c == 0 ? ALIGN_START : ALIGN_END};
      Cell *cell = table_add_cell (row, head, ALIGN_START);
      g_array_append_val (table->columns, column);
      cell->scope = SCOPE_COLUMN;
      g_ptr_array_add (cell->inlines, inline_new (INLINE_TEXT, words_label (a->words, heads[c]), NULL));
    }
  for (guint i = 0; i < scale->words->len; i++)
    {
      const LikelihoodWord *word = g_ptr_array_index (scale->words, i);
      g_autofree char *low = words_number (a->words, word->low), *high = words_number (a->words, word->high);
      g_autofree char *range = label_format (a->layout, a->lang, "likelihood-range", low, high, NULL);
      row = table_add_row (table);
      Cell *name = table_add_cell (row, body, ALIGN_START);
      name->scope = SCOPE_ROW;
      g_ptr_array_add (name->inlines, inline_new (INLINE_TEXT, words_term (a->words, word->word), NULL));
      g_ptr_array_add (table_add_cell (row, body, ALIGN_START)->inlines,
                       inline_new (INLINE_TEXT, range, NULL));
    }
}

void
assemble_tables (Assembly *a, const Section *section, Block *parent)
{
  g_autoptr (GPtrArray) records = NULL;
  switch (section->spec->kind)
    {
    case SECTION_LEADERSHIP:
      records = office_relations (a, section);
      add_plain_table (a, section, parent, "relation", leadership_columns, G_N_ELEMENTS (leadership_columns),
                       records);
      break;
    case SECTION_RELATIONS:
      records = section_records (a, section, RECORD_RELATION);
      add_plain_table (a, section, parent, "relation", relation_columns, G_N_ELEMENTS (relation_columns),
                       records);
      break;
    case SECTION_ENTITIES:
      records = section_records (a, section, RECORD_ENTITY);
      add_plain_table (a, section, parent, "entity", entity_columns, G_N_ELEMENTS (entity_columns), records);
      break;
    case SECTION_SOURCES:
      records = shown_sources (a, section);
      add_plain_table (a, section, parent, "source", source_columns, G_N_ELEMENTS (source_columns), records);
      break;
    default:
      write_likelihood_key (a, section, parent);
      break;
    }
}
