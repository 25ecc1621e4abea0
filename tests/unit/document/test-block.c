/* test-block.c: the tree of blocks grows, dumps and frees. */
#include "document/block.h"

static const Style plain = {.name = "text"}, strong = {.name = "strong"};

static void
test_dump (void)
{
  g_autoptr (Document) document = document_new ();
  document->title = g_strdup ("T");
  document->body = block_new (BLOCK_GROUP, ROLE_DOCUMENT, &plain);
  Block *paragraph = block_add_take (document->body, block_new (BLOCK_PARAGRAPH, ROLE_P, &plain));
  block_add_text (paragraph, "One ", NULL);
  block_add_text (paragraph, "likely", &strong);
  Inline *reference = inline_new (INLINE_REFERENCE, "30", &strong);
  reference->target = g_strdup ("#note-F30");
  g_ptr_array_add (paragraph->inlines, reference);
  Block *table = block_add_take (document->body, block_new (BLOCK_TABLE, ROLE_TABLE, &plain));
  table->table->n_head = 1;
  GPtrArray *row = table_add_row (table->table);
  Cell *cell = table_add_cell (row, &plain, ALIGN_START);
  g_ptr_array_add (cell->inlines, inline_new (INLINE_TEXT, "Office", NULL));
  g_autofree char *dump = document_dump (document);
  g_assert_cmpstr (dump, ==,
                   "document “T” lang  created  marking \npage 0 x 0 columns 0\ngroup Document .text\n"
                   "  paragraph P .text: One <strong:likely><strong:[^30](#note-F30)>\n"
                   "  table Table .text\n    head | Office\n");
  g_autofree char *text = block_plain_text (document->body);
  g_assert_cmpstr (text, ==, "One likely30 Office");
}

static void
test_phrases (void)
{
  DrawingData *data = drawing_data_new (DRAWING_BARS);
  drawing_data_set_phrase (data, "undated", "sans date");
  drawing_data_set_phrase (data, "undated", "non daté");
  g_assert_cmpstr (phrase_in (data, "undated", "undated"), ==, "non daté");
  g_assert_cmpstr (phrase_in (data, "absent", "x"), ==, "x");
  g_assert_cmpuint (data->phrases->len, ==, 1);
  drawing_data_free (data);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/block/dump", test_dump);
  g_test_add_func ("/drawing-data/phrases", test_phrases);
  return g_test_run ();
}
