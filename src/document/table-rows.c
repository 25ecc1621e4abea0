/* table-rows.c: a table of records: rules above, below and under the head only; columns from the layout or from the block's
 * own defaults, each a template over one record.
 */
#include "document/section-blocks.h"

static Rule
rule_of (Assembly *a, const char *style, gboolean above)
{
  const Style *s = named_style (a, style);
  return above ? s->rule_above : s->rule_below;
}

/* What stands between the digits of a number and a half. */
static char *
decimal_mark (Assembly *a)
{
  g_autofree char *number = words_number (a->words, 1.5);
  const char *begin = number, *end = number;
  while (*begin && g_unichar_isdigit (g_utf8_get_char (begin)))
    begin = g_utf8_next_char (begin);
  for (end = begin; *end && !g_unichar_isdigit (g_utf8_get_char (end));)
    end = g_utf8_next_char (end);
  return end > begin ? g_strndup (begin, (gsize)(end - begin)) : g_strdup (".");
}

static void
add_caption (Assembly *a, const Section *section, Block *block)
{
  const YamlNode *caption = yaml_find (section->keys, "caption");
  if (caption == NULL || yaml_is_null (caption))
    return;
  const Style *style = part_style (a, section, "caption", "caption");
  Block *child = block_add_take (block, block_new (BLOCK_PARAGRAPH, ROLE_CAPTION, style));
  InlineWriter writer;
  child->mark = section->mark;
  inline_writer_init (&writer, a, child->inlines, style, NULL, section->mark);
  number_caption (a, &writer, CAPTION_TABLE, inline_style (a, style, "caption-title"));
  template_write (&writer, caption, NULL, NULL);
  inline_writer_finish (&writer);
  g_ptr_array_unref (writer.pending);
}

/* Above a repeated head: which table goes on. It is called by the heading that it stands below; without one, by nothing. */
static char *
continued_of (Assembly *a)
{
  if (a->headings->len == 0)
    return g_strdup (words_label (a->words, "continued"));
  const Headed *headed = g_ptr_array_index (a->headings, a->headings->len - 1);
  if (headed->level < 2) /* the title of the whole */
    return g_strdup (words_label (a->words, "continued"));
  return label_format (a->layout, a->lang, "continued-of", headed->title, NULL);
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
  table->continued = continued_of (a);
  table->decimal = decimal_mark (a);
  table->n_keys = key_integer (section->keys, "keys", 1);
  const char *wide = key_text (section->keys, "wide", "auto");
  table->wide = g_str_equal (wide, "fit") ? WIDE_FIT : g_str_equal (wide, "turn") ? WIDE_TURN : WIDE_SPLIT;
  table->narrow = g_str_equal (key_text (section->keys, "width", "full"), "content");
  add_caption (a, section, block);
  return table;
}

static Column
read_column (const YamlNode *node)
{
  const char *word = key_text (node, "align", "start");
  Column column = {.width = key_length (node, "width", 0)};
  column.decimal = g_str_equal (word, "decimal");
  column.weight = key_integer (node, "weight", column.width > 0 || column.decimal ? 0 : 10);
  column.align = g_str_equal (word, "end")      ? ALIGN_END
                 : g_str_equal (word, "centre") ? ALIGN_CENTRE
                                                : ALIGN_START;
  return column;
}

void
table_read_columns (const YamlNode *list, Table *table)
{
  for (guint i = 0; list != NULL && list->kind == YAML_LIST && i < list->items->len; i++)
    {
      const Column column = read_column (g_ptr_array_index (list->items, i));
      g_array_append_val (table->columns, column);
    }
}

typedef struct
{
  const YamlNode *node;        /* the layout's column, or … */
  const DefaultColumn *preset; /* … the block's own */
  Align align;
} ColumnSource;

static ColumnRule
rule_of_column (const ColumnSource *source)
{
  if (source->node == NULL)
    return source->preset->rule;
  return (key_boolean (source->node, "merge", FALSE) ? COLUMN_MERGE : 0) |
         (key_boolean (source->node, "hide_uniform", FALSE) ? COLUMN_HIDE_UNIFORM : 0) |
         (key_boolean (source->node, "hide_empty", FALSE) ? COLUMN_HIDE_EMPTY : 0);
}

static GArray *
columns_of (const Section *section, const DefaultColumn *presets, int n_presets, Table *table, GArray *rules)
{
  const YamlNode *list = yaml_find (section->keys, "columns");
  GArray *sources = g_array_new (FALSE, TRUE, sizeof (ColumnSource));
  const gboolean own = list != NULL && list->kind == YAML_LIST;
  const int n = own ? (int)list->items->len : n_presets;
  if (own)
    table_read_columns (list, table);
  for (int i = 0; i < n; i++)
    {
      const Column preset = {.weight = own ? 0 : presets[i].weight,
                             .align = own ? ALIGN_START : presets[i].align};
      if (!own)
        g_array_append_val (table->columns, preset);
      ColumnSource source = {own ? g_ptr_array_index (list->items, i) : NULL, own ? NULL : &presets[i],
                             g_array_index (table->columns, Column, i).align};
      const ColumnRule rule = rule_of_column (&source);
      g_array_append_val (sources, source);
      g_array_append_val (rules, rule);
    }
  return sources;
}

/* A row of words that belong to the columns, not to a record: head, units, foot. */
static GPtrArray *
write_fixed_row (Assembly *a, const Section *section, Table *table, const GArray *sources, const char *key,
                 const Style *style, Scope scope)
{
  GPtrArray *row = table_add_row (table);
  const FieldRecord none = {NULL, NULL, NULL};
  for (guint i = 0; i < sources->len; i++)
    {
      const ColumnSource *source = &g_array_index (sources, ColumnSource, i);
      const gboolean preset = source->preset != NULL && g_str_equal (key, "head");
      Cell *cell = table_add_cell (row, style, source->align);
      InlineWriter writer;
      cell->scope = scope;
      inline_writer_init (&writer, a, cell->inlines, style, NULL, section->mark);
      template_write (&writer, source->node != NULL ? yaml_find (source->node, key) : NULL,
                      preset ? words_label (a->words, source->preset->head) : "", &none);
      inline_writer_finish (&writer);
      g_ptr_array_unref (writer.pending);
    }
  return row;
}

static gboolean
any_column_has (const GArray *sources, const char *key)
{
  for (guint i = 0; i < sources->len; i++)
    {
      const YamlNode *node = g_array_index (sources, ColumnSource, i).node;
      const YamlNode *value = node != NULL ? yaml_find (node, key) : NULL;
      if (value != NULL && !yaml_is_null (value))
        return TRUE;
    }
  return FALSE;
}

static void
write_head (Assembly *a, const Section *section, Table *table, const GArray *sources)
{
  write_fixed_row (a, section, table, sources, "head", part_style (a, section, "table-head", "table-head"),
                   SCOPE_COLUMN);
  table->n_head = 1;
  if (!any_column_has (sources, "unit"))
    return;
  write_fixed_row (a, section, table, sources, "unit", part_style (a, section, "table-unit", "table-unit"),
                   SCOPE_COLUMN);
  table->n_head = 2;
}

static void
write_foot (Assembly *a, const Section *section, Table *table, const GArray *sources)
{
  if (!any_column_has (sources, "foot"))
    return;
  write_fixed_row (a, section, table, sources, "foot", part_style (a, section, "table-foot", "table-foot"),
                   SCOPE_NONE);
  table->n_foot = 1;
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
  g_autoptr (GArray) rules = g_array_new (FALSE, FALSE, sizeof (ColumnRule));
  g_autoptr (GArray) sources = columns_of (section, presets, n_presets, table, rules);
  write_head (a, section, table, sources);
  int n_records = 0;
  for (guint g = 0; g < groups->len; g++)
    {
      const TableGroup *group = g_ptr_array_index (groups, g);
      if (group->heading != NULL && *group->heading != '\0')
        write_group (a, section, table, group->heading, sources->len);
      for (guint i = 0; i < group->records->len; i++)
        if (!is_dropped (a, section->id, ++n_records))
          write_row (a, section, table, sources, kind, g_ptr_array_index (group->records, i));
    }
  write_foot (a, section, table, sources);
  table_apply_rules (a, section, block, rules);
  table_name_rows (section, table);
  return block;
}
