/* assemble-tables.c: records as rows: rules above, below and under the head only; columns from the layout or from the block's
 * own defaults, each a template over one record.
 */
#include <string.h>
#include "document/section-blocks.h"

static const DefaultColumn leadership_columns[] = {
    {"head-holder", "{from}", 20, ALIGN_START, 0},
    {"head-office", "{office}", 22, ALIGN_START, 0},
    {"head-body", "{to}", 18, ALIGN_START, 0},
    {"head-says", "{who|unsourced}{cite}", 26, ALIGN_START, 0},
    {"head-status", "{status} {term|}", 14, ALIGN_START, 0},
    {"head-as-of", "{as_of:short|undated}", 0, ALIGN_START, 230}};
static const DefaultColumn relation_columns[] = {
    {"head-from", "{from}", 20, ALIGN_START, 0},
    {"head-is", "{is}{cite}", 28, ALIGN_START, 0},
    {"head-to", "{to}", 20, ALIGN_START, 0},
    {"head-status", "{status}", 14, ALIGN_START, 0},
    {"head-as-of", "{as_of:short|undated}", 0, ALIGN_START, 230}};
static const DefaultColumn entity_columns[] = {{"head-name", "**{full_name}**", 30, ALIGN_START, 0},
                                               {"head-scripts", "{scripts|}", 24, ALIGN_START, 0},
                                               {"head-aliases", "{aliases|}", 20, ALIGN_START, 0},
                                               {"head-role", "{role|} {not_same_as|}", 36, ALIGN_START, 0}};
static const DefaultColumn source_columns[] = {
    {"head-source", "{name}", 30, ALIGN_START, 0},
    {"head-date", "{date:short|undated}", 0, ALIGN_START, 230},
    {"head-descriptor", "{descriptor|} {caution|}", 46, ALIGN_START, 0},
    {"head-reliability", "{reliability}", 0, ALIGN_START, 160}};

static Rule
rule_of (Assembly *a, const char *style, gboolean above)
{
  const Style *s = named_style (a, style);
  return above ? s->rule_above : s->rule_below;
}

/* The rules of a table belong to its rows; its box keeps only the white around it. */
Table *
table_prepare (Assembly *a, const Section *section, Block *block)
{
  const Style *named = section_style (a, section, "table");
  Style *box = document_style (a, named);
  Table *table = block->table;
  const Style *cell = named_style (a, "table-cell");
  box->rule_above = box->rule_below = box->bar_start = (Rule){0, 0, 0};
  box->has_ground = box->has_outline = FALSE;
  box->pad_x = box->pad_y = 0;
  block->style = box;
  block->mark = section->mark;
  table->head_above = named->rule_above;
  table->foot = named->rule_below;
  table->head_below = rule_of (a, "table-head", FALSE);
  table->between = rule_of (a, "table-cell", FALSE);
  table->cell_pad_x = cell->pad_x;
  table->cell_pad_y = cell->pad_y;
  table->continued = g_strdup (words_label (a->words, "continued"));
  return table;
}

static Align
column_align (const YamlNode *column, Align fallback)
{
  const char *word = key_text (column, "align", NULL);
  return word == NULL                   ? fallback
         : g_str_equal (word, "end")    ? ALIGN_END
         : g_str_equal (word, "centre") ? ALIGN_CENTRE
                                        : ALIGN_START;
}

typedef struct
{
  const YamlNode *node;        /* the layout's column, or … */
  const DefaultColumn *preset; /* … the block's own */
  Align align;
} ColumnSource;

static GArray *
columns_of (const Section *section, const DefaultColumn *presets, int n_presets, Table *table)
{
  const YamlNode *list = yaml_find (section->keys, "columns");
  GArray *sources = g_array_new (FALSE, TRUE, sizeof (ColumnSource));
  const gboolean own = list != NULL && list->kind == YAML_LIST;
  const int n = own ? (int)list->items->len : n_presets;
  for (int i = 0; i < n; i++)
    {
      ColumnSource source = {own ? g_ptr_array_index (list->items, i) : NULL, own ? NULL : &presets[i],
                             ALIGN_START};
      Column column = {0, 0, ALIGN_START};
      if (own)
        {
          column.width = key_length (source.node, "width", 0);
          column.weight = key_integer (source.node, "weight", column.width > 0 ? 0 : 10);
          column.align = column_align (source.node, ALIGN_START);
        }
      else
        {
          column.width = (int)((gint64)presets[i].width * 290268 / 1000); /* tenths of a millimetre in upt */
          column.weight = presets[i].weight;
          column.align = presets[i].align;
        }
      source.align = column.align;
      g_array_append_val (table->columns, column);
      g_array_append_val (sources, source);
    }
  return sources;
}

static void
write_head (Assembly *a, const Section *section, Table *table, const GArray *sources)
{
  GPtrArray *row = table_add_row (table);
  const Style *style = part_style (a, section, "table-head", "table-head");
  const FieldRecord none = {NULL, NULL, NULL};
  for (guint i = 0; i < sources->len; i++)
    {
      const ColumnSource *source = &g_array_index (sources, ColumnSource, i);
      Cell *cell = table_add_cell (row, style, source->align);
      InlineWriter writer;
      cell->scope = SCOPE_COLUMN;
      inline_writer_init (&writer, a, cell->inlines, style, NULL, section->mark);
      template_write (&writer, source->node != NULL ? yaml_find (source->node, "head") : NULL,
                      source->preset != NULL ? words_label (a->words, source->preset->head) : "", &none);
      inline_writer_finish (&writer);
      g_ptr_array_unref (writer.pending);
    }
  table->n_head = 1;
}

static void
write_group (Assembly *a, const Section *section, Table *table, const char *heading, guint n_columns)
{
  GPtrArray *row = table_add_row (table);
  const Style *style = part_style (a, section, "table-group", "table-group");
  Cell *cell = table_add_cell (row, style, ALIGN_START);
  cell->col_span = (int)n_columns;
  cell->scope = SCOPE_ROW;
  g_ptr_array_add (cell->inlines, inline_new (INLINE_TEXT, heading, NULL));
}

static const char *
preset_text (Assembly *a, const DefaultColumn *preset, char **owned)
{
  /* the presets' words for what is missing are the product's own: undated, unsourced */
  static const char *const words[] = {"undated", "unsourced"};
  *owned = g_strdup (preset->text);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *from = g_strdup_printf ("|%s}", words[i]);
      g_autofree char *to = g_strdup_printf ("|%s}", words_label (a->words, words[i]));
      g_auto (GStrv) parts = g_strsplit (*owned, from, -1);
      g_free (*owned);
      *owned = g_strjoinv (to, parts);
    }
  return *owned;
}

/* Fields that were empty leave the spaces between them. */
static void
trim (GPtrArray *inlines)
{
  while (inlines->len > 0)
    {
      Inline *first = g_ptr_array_index (inlines, 0), *last = g_ptr_array_index (inlines, inlines->len - 1);
      if (first->kind == INLINE_TEXT)
        g_strchug (first->text);
      if (last->kind == INLINE_TEXT)
        g_strchomp (last->text);
      if (last->kind != INLINE_TEXT || *last->text != '\0')
        return;
      g_ptr_array_remove_index (inlines, inlines->len - 1);
    }
}

static void
write_row (Assembly *a, const Section *section, Table *table, const GArray *sources, const char *kind,
           gconstpointer record)
{
  GPtrArray *row = table_add_row (table);
  const FieldRecord of = {kind, record, NULL};
  for (guint i = 0; i < sources->len; i++)
    {
      const ColumnSource *source = &g_array_index (sources, ColumnSource, i);
      const char *style_name = source->node != NULL ? key_text (source->node, "style", NULL) : NULL;
      const Style *style =
          style_name != NULL ? named_style (a, style_name) : part_style (a, section, "table", "table");
      Cell *cell = table_add_cell (row, style, source->align);
      g_autofree char *owned = NULL;
      const char *preset = source->preset != NULL ? preset_text (a, source->preset, &owned) : "";
      InlineWriter writer;
      inline_writer_init (&writer, a, cell->inlines, style, NULL, section->mark);
      template_write (&writer, source->node != NULL ? yaml_find (source->node, "text") : NULL, preset, &of);
      inline_writer_finish (&writer);
      trim (cell->inlines);
      g_ptr_array_unref (writer.pending);
    }
}

Block *
add_table (Assembly *a, const Section *section, Block *parent, const char *kind, const DefaultColumn *presets,
           int n_presets, const GPtrArray *groups)
{
  Block *block = block_add_take (parent, block_new (BLOCK_TABLE, ROLE_TABLE, named_style (a, "table")));
  Table *table = table_prepare (a, section, block);
  g_autoptr (GArray) sources = columns_of (section, presets, n_presets, table);
  write_head (a, section, table, sources);
  for (guint g = 0; g < groups->len; g++)
    {
      const TableGroup *group = g_ptr_array_index (groups, g);
      if (group->heading != NULL && *group->heading != '\0')
        write_group (a, section, table, group->heading, sources->len);
      for (guint i = 0; i < group->records->len; i++)
        write_row (a, section, table, sources, kind, g_ptr_array_index (group->records, i));
    }
  return block;
}

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
  for (int c = 0; c < 2; c++)
    {
      /* 45 mm, and the range beside it: read together */
      const Column column = {c == 0 ? 450 * 2903 / 10 : 0, c, ALIGN_START};
      Cell *cell = table_add_cell (row, head, column.align);
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
      g_ptr_array_add (table_add_cell (row, body, ALIGN_START)->inlines,
                       inline_new (INLINE_TEXT, word_in (a->layout, a->lang, word->word), NULL));
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
