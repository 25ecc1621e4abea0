/* assemble-key.c: the key of sources: who says what is cited here, one paragraph for a page that has no room for notes. Speakers
 * stand in the order of their first number; the document that all of it was read through is named once, at the end, so that no
 * chain is cut short (T7) and none is repeated.
 */
#include <string.h>
#include "document/section-blocks.h"

typedef struct
{
  char *who;         /* the speakers, without what they are read in */
  char *within;      /* the document between the speakers and the one that all share; NULL: none */
  GPtrArray *claims; /* of const Claim*, in the order of their numbers */
} Speaker;

static void
speaker_free (gpointer data)
{
  Speaker *speaker = data;
  g_free (speaker->who);
  g_free (speaker->within);
  g_ptr_array_unref (speaker->claims);
  g_free (speaker);
}

static int
compare_cited (gconstpointer x, gconstpointer y, gpointer data)
{
  const Assembly *a = data;
  const Cited *p = *(Cited *const *)x, *q = *(Cited *const *)y;
  if (a->layout->cite == CITE_SEQUENCE)
    return p->sequence - q->sequence;
  const size_t m = strlen (p->claim->id), n = strlen (q->claim->id);
  return m != n && a->layout->cite == CITE_NUMBER ? (m < n ? -1 : 1) : strcmp (p->claim->id, q->claim->id);
}

/* The last link of each chain when it is one and the same and some chain is longer; NULL: there is none. */
static const Source *
common_document (Assembly *a, const GPtrArray *cited)
{
  const Source *common = NULL;
  gboolean longer = FALSE;
  for (guint i = 0; i < cited->len; i++)
    {
      const Claim *claim = ((const Cited *)g_ptr_array_index (cited, i))->claim;
      for (guint k = 0; k < claim->said_by->len; k++)
        {
          g_autoptr (GPtrArray) chain = release_chain (a->release, g_ptr_array_index (claim->said_by, k));
          const Source *last = chain->len > 0 ? g_ptr_array_index (chain, chain->len - 1) : NULL;
          if (last == NULL || (common != NULL && last != common))
            return NULL;
          common = last;
          longer |= chain->len > 1;
        }
    }
  return longer ? common : NULL;
}

/* The speakers of @claim, without the link to @common where something stands before it; of one that speaks within a document, the
 * document goes to @within: it is named once for all its voices.
 */
static char *
who_says (Assembly *a, const Claim *claim, const char *common, char **within)
{
  const char *joiner = words_label (a->words, "chain-joiner");
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *tail = common != NULL ? g_strconcat (joiner, common, NULL) : NULL;
  *within = NULL;
  for (guint i = 0; i < claim->said_by->len; i++)
    {
      g_autofree char *chain = words_chain (a->words, g_ptr_array_index (claim->said_by, i));
      if (tail != NULL && g_str_has_suffix (chain, tail))
        chain[strlen (chain) - strlen (tail)] = '\0';
      char *last = claim->said_by->len == 1 ? g_strrstr (chain, joiner) : NULL;
      if (last != NULL)
        {
          *within = g_strdup (last + strlen (joiner));
          *last = '\0';
        }
      g_string_append_printf (out, "%s%s", i > 0 ? "; " : "", chain);
    }
  return g_strdup (out->len > 0 ? out->str : words_label (a->words, "unsourced"));
}

/* Before the first that stands in a later document, so that the voices of one document stand together. */
static Speaker *
speaker_add (GPtrArray *speakers, char *who, char *within)
{
  Speaker *speaker = g_new0 (Speaker, 1);
  guint at = speakers->len;
  speaker->who = who;
  speaker->within = within;
  speaker->claims = g_ptr_array_new ();
  for (guint i = 0; within != NULL && i < speakers->len; i++)
    if (g_strcmp0 (((const Speaker *)g_ptr_array_index (speakers, i))->within, within) == 0)
      at = i + 1;
  g_ptr_array_insert (speakers, (int)at, speaker);
  return speaker;
}

static GPtrArray *
speakers_of (Assembly *a, const GPtrArray *cited, const char *common)
{
  GPtrArray *speakers = g_ptr_array_new_with_free_func (speaker_free);
  for (guint i = 0; i < cited->len; i++)
    {
      const Claim *claim = ((const Cited *)g_ptr_array_index (cited, i))->claim;
      g_autofree char *within = NULL, *who = who_says (a, claim, common, &within);
      Speaker *speaker = NULL;
      for (guint k = 0; k < speakers->len && speaker == NULL; k++)
        {
          Speaker *other = g_ptr_array_index (speakers, k);
          if (g_str_equal (other->who, who) && g_strcmp0 (other->within, within) == 0)
            speaker = other;
        }
      if (speaker == NULL)
        speaker = speaker_add (speakers, g_steal_pointer (&who), g_steal_pointer (&within));
      g_ptr_array_add (speaker->claims, (gpointer)claim);
    }
  return speakers;
}

/* Each number is where its citations lead. */
static void
write_numbers (InlineWriter *writer, const GPtrArray *claims)
{
  const Style *style = inline_style (writer->a, writer->base, "key-number");
  for (guint i = 0; i < claims->len; i++)
    {
      const Claim *claim = g_ptr_array_index (claims, i);
      g_autofree char *text = cite_text (writer->a, claim);
      Inline *run = inline_new (INLINE_TEXT, text, style);
      run->id = g_strdup_printf ("note-%s", claim->id);
      if (i > 0)
        inline_words (writer, ", ", style);
      g_ptr_array_add (writer->out, run);
    }
  inline_words (writer, "\xC2\xA0", NULL);
}

static void
write_speaker (InlineWriter *writer, const GPtrArray *speakers, guint at)
{
  Assembly *a = writer->a;
  const Speaker *speaker = g_ptr_array_index (speakers, at),
                *before = at > 0 ? g_ptr_array_index (speakers, at - 1) : NULL;
  const gboolean together =
      before != NULL && speaker->within != NULL && g_strcmp0 (before->within, speaker->within) == 0;
  if (before != NULL)
    inline_words (writer, together ? ", " : " · ", NULL);
  if (speaker->within != NULL && !together)
    {
      g_autofree char *words = label_format (a->layout, a->lang, "read-within", speaker->within, NULL);
      inline_words (writer, words, NULL);
      inline_words (writer, " ", NULL);
    }
  write_numbers (writer, speaker->claims);
  inline_words (writer, speaker->who, NULL);
  if (at + 1 == speakers->len)
    inline_words (writer, ".", NULL);
}

void
assemble_source_key (Assembly *a, const Section *section, Block *parent)
{
  if (a->cited_order->len == 0)
    return;
  g_autoptr (GPtrArray) cited = g_ptr_array_new ();
  for (guint i = 0; i < a->cited_order->len; i++)
    g_ptr_array_add (cited, g_ptr_array_index (a->cited_order, i));
  g_ptr_array_sort_with_data (cited, compare_cited, a);
  const Source *document = common_document (a, cited);
  g_autofree char *common = document != NULL ? words_chain (a->words, document->id) : NULL;
  g_autoptr (GPtrArray) speakers = speakers_of (a, cited, common);
  Block *block = add_paragraph (a, parent, section_style (a, section, "source-key"), section->mark);
  InlineWriter writer;
  inline_writer_init (&writer, a, block->inlines, block->style, NULL, section->mark);
  for (guint i = 0; i < speakers->len; i++)
    write_speaker (&writer, speakers, i);
  if (common != NULL)
    {
      g_autofree char *through = label_format (a->layout, a->lang, "read-through", common, NULL);
      inline_words (&writer, " ", NULL);
      inline_words (&writer, through, NULL);
    }
  inline_writer_finish (&writer);
  g_ptr_array_unref (writer.pending);
}
