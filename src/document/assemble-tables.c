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

/* Cell @c of the scale: the word in row 0, its range in row 1; the words that head them where @c is 0. Owned. */
static char *
scale_words (Assembly *a, guint c, int row)
{
  static const char *const heads[] = {"head-word", "head-range"};
  if (c == 0)
    return g_strdup (words_label (a->words, heads[row]));
  const LikelihoodWord *word = g_ptr_array_index (a->release->scale->words, c - 1);
  if (row == 0)
    return g_strdup (words_term (a->words, word->word));
  g_autofree char *low = words_number (a->words, word->low), *high = words_number (a->words, word->high);
  return label_format (a->layout, a->lang, "likelihood-range", low, high, NULL);
}

/* The scale in use: our words only; a source's "likely" is quoted and has no per cents (T24). Down: two columns as wide as their
 * words, for it is read across; across: the words as heads, equally wide, as on a ruler.
 */
static void
write_likelihood_key (Assembly *a, const Section *section, Block *parent)
{
  const gboolean across = key_boolean (section->keys, "across", FALSE);
  const guint n_words = a->release->scale->words->len;
  const guint n_rows = across ? 2 : n_words + 1, n_columns = across ? n_words + 1 : 2;
  Block *block = block_add_take (parent, block_new (BLOCK_TABLE, ROLE_TABLE, named_style (a, "table")));
  Table *table = table_prepare (a, section, block);
  table->n_head = 1;
  table->narrow = !across;
  for (guint c = 0; c < n_columns; c++)
    {
      const Column column = {.align = across || c == 0 ? ALIGN_START : ALIGN_END, .weight = across ? 1 : 0};
      g_array_append_val (table->columns, column);
    }
  for (guint r = 0; r < n_rows; r++)
    {
      GPtrArray *row = table_add_row (table);
      for (guint c = 0; c < n_columns; c++)
        {
          Cell *cell = table_add_cell (row, named_style (a, r == 0 ? "table-head" : "table"), ALIGN_START);
          g_autofree char *words = scale_words (a, across ? c : r, across ? (int)r : (int)c);
          cell->scope = r == 0 ? SCOPE_COLUMN : c == 0 ? SCOPE_ROW : SCOPE_NONE;
          g_ptr_array_add (cell->inlines, inline_new (INLINE_TEXT, words, NULL));
        }
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
