/* assemble-judgements.c: what we judge. The word of likelihood stands bold in its sentence with its range; confidence stands
 * apart, because it says something else: how good the ground is, not how likely the thing.
 */
#include <string.h>
#include "document/section-blocks.h"

static void
write_sentence (InlineWriter *writer, const Judgement *judgement)
{
  Assembly *a = writer->a;
  const char *lang, *text = text_of (a, judgement->text, &lang);
  const char *slot = text != NULL ? strstr (text, "{likelihood}") : NULL;
  const FieldRecord record = {"judgement", judgement, NULL};
  if (text == NULL)
    return;
  writer->lang = lang;
  if (slot == NULL)
    {
      markdown_inlines (writer, text);
      return;
    }
  g_autofree char *before = g_strndup (text, (gsize)(slot - text));
  Words *const own = a->words;
  const char *const own_lang = a->lang;
  a->words = words_within (a, lang); /* the word of likelihood is part of the sentence, and of its language */
  a->lang = words_lang (a->words);
  g_autofree char *words = template_plain (a, NULL, "{likelihood}", &record);
  a->words = own;
  a->lang = own_lang;
  markdown_inlines (writer, before);
  /* cmark drops the space at the end of what came before */
  if (g_str_has_suffix (before, " "))
    writer->space = TRUE;
  inline_words (writer, words, inline_style (a, writer->base, "likelihood"));
  const char *after = slot + strlen ("{likelihood}");
  if (*after == ' ')
    writer->space = TRUE;
  markdown_inlines (writer, after);
  writer->space = FALSE;
}

static Block *
sub_paragraph (Assembly *a, Block *parent, const Section *section, const char *part, const char *style)
{
  return add_paragraph (a, parent, part_style (a, section, part, style), section->mark);
}

/* Below its judgement, or after it in the same paragraph where a page is short of room; in another face either way. */
static void
write_confidence (Assembly *a, const Section *section, const Judgement *judgement, Block *into,
                  Block *sentence)
{
  const char *where = key_text (section->keys, "confidence", "below");
  const gboolean after = g_str_equal (where, "after");
  const char *lang, *because = text_of (a, judgement->because, &lang);
  const FieldRecord record = {"judgement", judgement, NULL};
  if (judgement->confidence == NULL || g_str_equal (where, "none"))
    return;
  g_autofree char *confidence = template_plain (a, NULL, "{confidence}.", &record);
  if (after) /* two or three words that say one thing: not divided between lines */
    {
      g_auto (GStrv) words = g_strsplit (confidence, " ", -1);
      g_free (confidence);
      confidence = g_strjoinv ("\xC2\xA0", words);
    }
  Block *block = after ? sentence : sub_paragraph (a, into, section, "confidence", "confidence");
  const Style *style = after ? inline_style (a, block->style, "confidence-after") : NULL;
  InlineWriter writer;
  inline_writer_init (&writer, a, block->inlines, block->style, lang, section->mark);
  if (after)
    inline_words (&writer, " ", NULL);
  inline_words (&writer, confidence, after ? style : inline_style (a, block->style, "strong"));
  if (because != NULL && key_boolean (section->keys, "because", TRUE))
    {
      inline_words (&writer, " ", NULL);
      markdown_inlines (&writer, because);
    }
  inline_writer_finish (&writer);
  g_ptr_array_unref (writer.pending);
}

/* A run-in heading and texts: "Alternatives", "If we are wrong". */
static void
write_extra (Assembly *a, const Section *section, const char *label, const GPtrArray *texts, Block *into)
{
  if (texts->len == 0)
    return;
  Block *list = block_new (BLOCK_LIST, ROLE_L, part_style (a, section, "extra", "list"));
  Block *head = sub_paragraph (a, into, section, "part-heading", "part-heading");
  list->mark = section->mark;
  block_add_text (head, words_label (a->words, label), NULL);
  block_add_take (into, list);
  for (guint i = 0; i < texts->len; i++)
    {
      const char *lang, *text = text_of (a, g_ptr_array_index (texts, i), &lang);
      if (text == NULL)
        continue;
      Block *item = add_item (a, list, list->style, "–", section->mark);
      markdown_blocks (a, text, lang, list->style, NULL, item, section->mark);
    }
}

static gboolean
has_extras (Assembly *a, const Section *section, const Judgement *judgement)
{
  return (key_boolean (section->keys, "alternatives", FALSE) && judgement->alternatives->len > 0) ||
         (key_boolean (section->keys, "indicators", FALSE) && judgement->indicators->len > 0) ||
         (key_boolean (section->keys, "if_wrong", FALSE) && text_in (judgement->if_wrong, a->lang) != NULL);
}

static void
write_judgement (Assembly *a, const Section *section, const Judgement *judgement, int number, Block *list)
{
  const Style *style = section_style (a, section, "judgement");
  g_autofree char *label =
      key_boolean (section->keys, "numbers", TRUE) ? g_strdup_printf ("%d", number) : g_strdup ("–");
  Block *item = add_item (a, list, style, label, section->mark);
  Block *sentence = add_paragraph (a, item, style, section->mark);
  InlineWriter writer;
  sentence->keep_next = has_extras (a, section, judgement);
  inline_writer_init (&writer, a, sentence->inlines, style, NULL, section->mark);
  write_sentence (&writer, judgement);
  for (guint i = 0; key_boolean (section->keys, "basis", TRUE) && i < judgement->basis->len; i++)
    inline_cite (&writer, g_ptr_array_index (judgement->basis, i));
  inline_writer_finish (&writer);
  g_ptr_array_unref (writer.pending);
  write_confidence (a, section, judgement, item, sentence);
  if (key_boolean (section->keys, "alternatives", FALSE))
    write_extra (a, section, "alternatives", judgement->alternatives, item);
  if (key_boolean (section->keys, "indicators", FALSE))
    write_extra (a, section, "indicators", judgement->indicators, item);
  if (key_boolean (section->keys, "if_wrong", FALSE) && text_in (judgement->if_wrong, a->lang) != NULL)
    {
      g_autoptr (GPtrArray) one = g_ptr_array_new ();
      g_ptr_array_add (one, judgement->if_wrong);
      write_extra (a, section, "if-wrong", one, item);
    }
}

/* The indicators of all judgements shown, the first of each before the second of any. */
static void
write_indicators (Assembly *a, const Section *section, const GPtrArray *judgements, Block *parent)
{
  const Style *style = section_style (a, section, "list");
  const int limit = key_integer (section->keys, "limit", G_MAXINT);
  Block *list = block_new (BLOCK_LIST, ROLE_L, style);
  int n = 0;
  gboolean any = TRUE;
  list->mark = section->mark;
  for (guint round = 0; any; round++)
    {
      any = FALSE;
      for (guint i = 0; i < judgements->len; i++)
        {
          const Judgement *judgement = g_ptr_array_index (judgements, i);
          if (round >= judgement->indicators->len || n >= limit)
            continue;
          any = TRUE;
          const char *lang, *text = text_of (a, g_ptr_array_index (judgement->indicators, round), &lang);
          n++;
          if (text != NULL && !is_dropped (a, section->id, n))
            markdown_blocks (a, text, lang, style, NULL, add_item (a, list, style, "–", section->mark),
                             section->mark);
        }
    }
  block_add_take (parent, list);
}

void
assemble_judgements (Assembly *a, const Section *section, Block *parent)
{
  g_autoptr (GPtrArray) judgements = section_records (a, section, RECORD_JUDGEMENT);
  if (section->spec->kind == SECTION_INDICATORS)
    {
      write_indicators (a, section, judgements, parent);
      return;
    }
  Block *list = block_add_take (
      parent, block_new (BLOCK_LIST, ROLE_L, part_style (a, section, "list", "judgement-list")));
  list->mark = section->mark;
  for (guint i = 0; i < judgements->len; i++)
    if (!is_dropped (a, section->id, (int)i + 1))
      write_judgement (a, section, g_ptr_array_index (judgements, i), (int)i + 1, list);
}
