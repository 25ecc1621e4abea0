/* assemble-matrix.c: the association matrix as a table with heads, for whoever hears the document or wants words: a row for each actor
 * who does something, a column for each to whom it is done, and where they meet the kind of tie, how sure it is, and its claims.
 */
#include "document/section-drawings.h"

#define CELLS_LIMIT 20000 /* more is no table that anybody reads */

/* The actors at one end of any tie, in their order. Owned array of borrowed Actor*. */
static GPtrArray *
actors_at (const DrawingData *data, gboolean from)
{
  g_autoptr (GHashTable) named = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *actors = g_ptr_array_new ();
  for (guint i = 0; i < data->ties->len; i++)
    {
      const Tie *tie = data->ties->pdata[i];
      g_hash_table_add (named, from ? tie->from : tie->to);
    }
  for (guint i = 0; i < data->actors->len; i++)
    if (g_hash_table_contains (named, ((const Actor *)data->actors->pdata[i])->id))
      g_ptr_array_add (actors, data->actors->pdata[i]);
  return actors;
}

/* "hostile", "allied (possible)", "hostile?": the kind, unless it is of no kind that has a word, and how sure it is. Owned. */
static char *
tie_words (Assembly *a, const DrawingData *data, const Tie *tie)
{
  static const char *const classes[] = {"other",  "command",    "allied",    "hostile",
                                        "attack", "allegiance", "membership"};
  static const char *const statuses[] = {"asserted", "assessed", "possible", "contested", "reported"};
  const char *word = tie->tie == TIE_OTHER ? tie->label : phrase_in (data, classes[tie->tie], tie->label);
  if (tie->status == TIE_ASSERTED)
    return g_strdup (word);
  if (tie->status == TIE_CONTESTED)
    return g_strdup_printf ("%s?", word);
  return label_format (a->layout, a->lang, "matrix-tie", word,
                       phrase_in (data, statuses[tie->status], statuses[tie->status]), NULL);
}

/* The claims of the relation that @tie shows, or of one of its several ends: "R7/2". */
static const GPtrArray *
tie_claims (Assembly *a, const Tie *tie)
{
  g_auto (GStrv) parts = g_strsplit (tie->id, "/", 2);
  const Relation *relation = release_find (a->release, RECORD_RELATION, tie->id);
  if (relation == NULL)
    relation = release_find (a->release, RECORD_RELATION, parts[0]);
  return relation != NULL ? relation->claims : NULL;
}

static void
write_cell (Assembly *a, const Section *section, const DrawingData *data, Cell *cell, const Style *style,
            const Actor *from, const Actor *to)
{
  InlineWriter writer;
  gboolean more = FALSE;
  inline_writer_init (&writer, a, cell->inlines, style, NULL, section->mark);
  for (guint i = 0; i < data->ties->len; i++)
    {
      const Tie *tie = data->ties->pdata[i];
      if (!g_str_equal (tie->from, from->id) || !g_str_equal (tie->to, to->id))
        continue;
      g_autofree char *words = tie_words (a, data, tie);
      const GPtrArray *claims = tie_claims (a, tie);
      if (more)
        inline_words (&writer, words_label (a->words, "semicolon"), NULL);
      inline_words (&writer, words, NULL);
      for (guint c = 0; claims != NULL && c < claims->len; c++)
        inline_cite (&writer, claims->pdata[c]);
      more = TRUE;
    }
  inline_writer_finish (&writer);
  g_ptr_array_unref (writer.pending);
}

static void
add_words (GPtrArray *row, const Style *style, const char *words, Scope scope)
{
  Cell *cell = table_add_cell (row, style, ALIGN_START);
  cell->scope = scope;
  g_ptr_array_add (cell->inlines, inline_new (INLINE_TEXT, words, NULL));
}

static void
write_table (Assembly *a, const Section *section, Block *parent, const DrawingData *data,
             const GPtrArray *from, const GPtrArray *to)
{
  Block *block = block_add_take (parent, block_new (BLOCK_TABLE, ROLE_TABLE, named_style (a, "table")));
  Table *table = table_prepare (a, section, block);
  const Style *head = part_style (a, section, "table-head", "table-head"),
              *body = part_style (a, section, "table", "table");
  GPtrArray *row = table_add_row (table);
  table->n_head = 1;
  add_words (row, head, words_label (a->words, "matrix-who"), SCOPE_COLUMN);
  for (guint c = 0; c <= to->len; c++)
    {
      const Column column = {.weight = 10};
      g_array_append_val (table->columns, column);
      if (c < to->len)
        add_words (row, head, ((const Actor *)to->pdata[c])->name, SCOPE_COLUMN);
    }
  for (guint r = 0; r < from->len; r++)
    {
      const Actor *actor = from->pdata[r];
      row = table_add_row (table);
      add_words (row, body, actor->name, SCOPE_ROW);
      for (guint c = 0; c < to->len; c++)
        write_cell (a, section, data, table_add_cell (row, body, ALIGN_START), body, actor, to->pdata[c]);
    }
}

void
assemble_matrix_table (Assembly *a, const Section *section, Block *parent, DrawingData *data)
{
  g_autoptr (GPtrArray) from = actors_at (data, TRUE), to = actors_at (data, FALSE);
  if ((guint64)from->len * to->len <= CELLS_LIMIT)
    write_table (a, section, parent, data, from, to);
  else
    diags_error (a->diags, section->mark, "matrix-too-large", "show less: limit: 30, or kinds: [hostile]",
                 "the matrix would have %u rows and %u columns", from->len, to->len);
  if (data->note != NULL)
    g_ptr_array_add (
        add_paragraph (a, parent, part_style (a, section, "note", "caption"), section->mark)->inlines,
        inline_new (INLINE_TEXT, data->note, NULL));
  drawing_data_free (data);
}
