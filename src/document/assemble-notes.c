/* assemble-notes.c: what is known only when all else is: one note for each claim cited, with its whole chain and the way back;
 * contents; and the computed statement of what the briefing rests on (T23).
 */
#include <string.h>
#include "document/section-blocks.h"
#include "release/mentions.h"

/* Notes */

static void
cite_all (Assembly *a, const Section *section)
{
  g_autoptr (GPtrArray) claims = section_records (a, section, RECORD_CLAIM);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  for (guint i = 0; i < claims->len; i++)
    g_ptr_array_add (ids, ((Claim *)g_ptr_array_index (claims, i))->id);
  g_free (claims_numbers (a, ids));
}

static void
add_sentence (InlineWriter *writer, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  g_autofree char *capital = words_capital (writer->a->words, text);
  inline_words (writer, " ", NULL);
  inline_words (writer, capital, NULL);
  if (!g_str_has_suffix (capital, "."))
    inline_words (writer, ".", NULL);
}

static void
add_labelled (InlineWriter *writer, const char *key, const char *value)
{
  if (value == NULL || *value == '\0')
    return;
  g_autofree char *sentence = label_format (writer->a->layout, writer->a->lang, key, value, NULL);
  add_sentence (writer, sentence);
}

static void
add_ids (InlineWriter *writer, const char *key, const GPtrArray *ids)
{
  g_autofree char *numbers = claims_numbers (writer->a, ids);
  add_labelled (writer, key, numbers);
}

static void
add_back_links (InlineWriter *writer, const Cited *cited)
{
  Assembly *a = writer->a;
  const guint n = MIN (cited->backs->len, 5);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text =
          n == 1 ? g_strdup ("↑") : g_strdup_printf ("%s%c", i == 0 ? "↑\xE2\x80\xAF" : "", 'a' + (int)i);
      g_autofree char *target = g_strdup_printf ("#%s", (const char *)g_ptr_array_index (cited->backs, i));
      inline_words (writer, "\xC2\xA0", NULL);
      inline_link (writer, text, target, inline_style (a, writer->base, "back"));
      Inline *link = g_ptr_array_index (writer->out, writer->out->len - 1);
      link->alt = label_format (a->layout, a->lang, "back", cited->claim->id, NULL);
    }
}

/* Speaker's word, condition, readings, note: what a careful reader must know, each in its own words. */
static void
add_cautions (InlineWriter *writer, const Claim *claim)
{
  Assembly *a = writer->a;
  const char *lang;
  g_autoptr (GPtrArray) deniers = g_ptr_array_new ();
  add_labelled (writer, "term", claim->term);
  add_labelled (writer, "condition", text_of (a, claim->condition, &lang));
  add_ids (writer, "contests", claim->contests);
  for (guint i = 0; g_hash_table_contains (a->scope.denied, claim->id) && i < a->release->claims->len; i++)
    {
      Claim *other = g_ptr_array_index (a->release->claims, i);
      if (g_ptr_array_find_with_equal_func (other->contests, claim->id, g_str_equal, NULL))
        g_ptr_array_add (deniers, other->id);
    }
  add_ids (writer, "contested-by", deniers);
  add_ids (writer, "not-comparable", claim->not_comparable);
  if (claim->readings->len > 0)
    {
      g_autoptr (GPtrArray) copy = g_ptr_array_new ();
      for (guint i = 0; i < claim->readings->len; i++)
        g_ptr_array_add (copy, (gpointer)words_text (a->words, g_ptr_array_index (claim->readings, i)));
      g_ptr_array_add (copy, NULL);
      g_autofree char *readings = g_strjoinv (words_label (a->words, "semicolon"), (char **)copy->pdata);
      add_labelled (writer, "readings", readings);
    }
  const char *note = text_of (a, claim->note, &lang);
  if (note != NULL)
    {
      inline_words (writer, " ", NULL);
      writer->lang = lang;
      markdown_inlines (writer, note);
      writer->lang = NULL;
    }
}

static void
write_note (Assembly *a, const Section *section, const Cited *cited, Block *parent)
{
  const Claim *claim = cited->claim;
  const Style *style = section_style (a, section, "note");
  Block *block = block_add_take (parent, block_new (BLOCK_PARAGRAPH, ROLE_NOTE, style));
  const gboolean printed = key_boolean (section->keys, "text", TRUE);
  const char *lang = NULL, *text = printed ? text_of (a, claim->text, &lang) : NULL;
  g_autofree char *number = cite_text (a, claim), *chain = words_claim_who (a->words, claim, TRUE);
  g_autofree char *certainty = words_claim_certainty (a->words, claim),
                  *date = words_claim_date (a->words, claim, DATE_LONG);
  g_autofree char *as_of = *date == '\0' ? NULL
                           : claim->as_of.kind == DATE_UNDATED
                               ? g_strdup (date)
                               : label_format (a->layout, a->lang, "as-of", date, NULL);
  g_autofree char *grade = a->layout->grades ? words_grade (a->words, claim) : NULL;
  InlineWriter writer;
  block->mark = section->mark;
  block->id = g_strdup_printf ("note-%s", claim->id);
  set_label (a, block, number, inline_style (a, style, "note-number"));
  inline_writer_init (&writer, a, block->inlines, style, lang, section->mark);
  if (text != NULL)
    {
      markdown_inlines (&writer, text);
      inline_words (&writer, " ", NULL);
    }
  writer.lang = NULL;
  const Style *chain_style = inline_style (a, style, "note-chain");
  g_autofree char *first = words_capital (a->words, chain);
  const char *comma = words_label (a->words, "comma");
  g_autofree char *how =
      g_strdup_printf ("%s%s%s%s%s", certainty, *certainty != '\0' && as_of != NULL ? comma : "",
                       as_of != NULL ? as_of : "", grade != NULL ? comma : "", grade != NULL ? grade : "");
  g_autofree char *second = words_capital (a->words, how);
  g_autofree char *both =
      g_strdup_printf ("%s.%s%s%s", first, *second != '\0' ? " " : "", second, *second != '\0' ? "." : "");
  inline_words (&writer, both, chain_style == style ? NULL : chain_style);
  add_cautions (&writer, claim);
  inline_writer_finish (&writer);
  if (key_boolean (section->keys, "back", a->note_place == NOTES_END))
    add_back_links (&writer, cited);
  g_ptr_array_unref (writer.pending);
}

static void
cite_reference (const char *key, RecordKind target, const char *id, const Mention *mention, gpointer data)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  if (target != RECORD_CLAIM || !choice_has ("contests|not_comparable|text|note", key))
    return;
  g_ptr_array_add (ids, (gpointer)id);
  g_free (claims_numbers (data, ids));
}

/* What a note cites has a note, too, also where it stands before the one that cites it. */
static void
cite_what_notes_cite (Assembly *a)
{
  for (guint i = 0; i < a->cited_order->len; i++)
    {
      const Claim *claim = ((const Cited *)g_ptr_array_index (a->cited_order, i))->claim;
      references_walk (RECORD_CLAIM, claim, cite_reference, a);
      for (guint k = 0; g_hash_table_contains (a->scope.denied, claim->id) && k < a->release->claims->len;
           k++)
        {
          const Claim *other = g_ptr_array_index (a->release->claims, k);
          if (g_ptr_array_find_with_equal_func (other->contests, claim->id, g_str_equal, NULL))
            cite_reference ("contests", RECORD_CLAIM, other->id, NULL, a);
        }
    }
}

/* Notes that stand where they are cited are the document's own; the block itself is empty. */
static Block *
notes_holder (Assembly *a, Block *parent)
{
  if (a->note_place == NOTES_END)
    return parent;
  if (a->document->notes == NULL)
    a->document->notes = block_new (BLOCK_GROUP, ROLE_NONE, bare_style (a));
  return a->document->notes;
}

static void
write_notes (Assembly *a, const Section *section, Block *holder)
{
  Block *parent = notes_holder (a, holder);
  if (key_boolean (section->keys, "all", FALSE))
    cite_all (a, section);
  if (a->layout->cite == CITE_SEQUENCE)
    {
      for (guint i = 0; i < a->cited_order->len; i++)
        write_note (a, section, g_ptr_array_index (a->cited_order, i), parent);
      return;
    }
  cite_what_notes_cite (a);
  for (guint i = 0; i < a->release->claims->len; i++) /* the author's order */
    {
      const Claim *claim = g_ptr_array_index (a->release->claims, i);
      const Cited *cited = g_hash_table_lookup (a->cited, claim->id);
      if (cited != NULL)
        write_note (a, section, cited, parent);
    }
}

/* Contents */

static void
write_content_line (Assembly *a, const Section *section, const Headed *headed, Block *contents)
{
  const Style *style = headed->level > 2 ? part_style (a, section, "sub", "contents-sub")
                                         : section_style (a, section, "contents");
  Block *line = block_add_take (contents, block_new (BLOCK_PARAGRAPH, ROLE_TOCI, style));
  g_autofree char *target = g_strdup_printf ("#%s", headed->id);
  InlineWriter writer;
  line->mark = section->mark;
  if (headed->number != NULL)
    set_label (a, line, headed->number, inline_style (a, style, "heading-number"));
  inline_writer_init (&writer, a, line->inlines, style, NULL, section->mark);
  inline_link (&writer, headed->title, target, NULL);
  g_ptr_array_add (line->inlines, inline_new (INLINE_FILL, "", NULL));
  Inline *page = inline_new (INLINE_PAGE_OF, "88", inline_style (a, style, "contents-page"));
  page->target = g_strdup (headed->id);
  g_ptr_array_add (line->inlines, page);
  g_ptr_array_unref (writer.pending);
}

/* In columns the list goes on at the top of the next one: as many lines in each, the first may have one more. */
static void
write_contents (Assembly *a, const Section *section, Block *parent, guint n_headings)
{
  const int levels = key_integer (section->keys, "levels", 2);
  const guint columns = (guint)key_integer (section->keys, "columns", 1);
  const Style *style = part_style (a, section, "list", "contents-list");
  g_autoptr (GPtrArray) listed = g_ptr_array_new ();
  for (guint i = 0; i < a->headings->len; i++)
    {
      /* what follows; of what stands above, what has a number: a list that begins with 2 asks where 1 is */
      const Headed *headed = g_ptr_array_index (a->headings, i);
      if (headed->level >= 2 && headed->level <= levels && (i >= n_headings || headed->number != NULL))
        g_ptr_array_add (listed, (gpointer)headed);
    }
  const guint each = (listed->len + columns - 1) / columns;
  Block *row =
      columns > 1 ? block_add_take (parent, block_new (BLOCK_ROW, ROLE_NONE, bare_style (a))) : parent;
  for (guint c = 0; c < columns && (c == 0 || c * each < listed->len); c++)
    {
      Block *contents = block_add_take (row, block_new (BLOCK_CONTENTS, ROLE_TOC, style));
      contents->span = columns > 1 ? 12 / (int)columns : 0;
      contents->mark = section->mark;
      for (guint i = c * each; i < MIN (listed->len, (c + 1) * each); i++)
        write_content_line (a, section, g_ptr_array_index (listed, i), contents);
    }
}

/* What it rests on */

typedef struct
{
  int claims, article, one_state, contested, unsure, provisional, undated;
} Rests;

/* One unnamed member state: a voice within a document that was itself read through another, named as one. */
static gboolean
rests_on_one_state (Assembly *a, const Claim *claim)
{
  const Source *source = claim->said_by->len == 1
                             ? release_find (a->release, RECORD_SOURCE, g_ptr_array_index (claim->said_by, 0))
                             : NULL;
  const Source *document = source != NULL && source->within != NULL
                               ? release_find (a->release, RECORD_SOURCE, source->within)
                               : NULL;
  if (document == NULL || document->within == NULL || source->label == NULL)
    return FALSE;
  const char *name = text_in (source->name, NULL);
  return name != NULL && (g_str_has_prefix (name, "one ") || g_str_has_prefix (name, "another "));
}

static void
count_claim (Assembly *a, const Claim *claim, Rests *rests)
{
  static const char unsure[] = "assessed|possible|forecast|unclear|reported";
  gboolean article = claim->said_by->len > 0;
  for (guint i = 0; i < claim->said_by->len; i++)
    {
      const Source *source = release_find (a->release, RECORD_SOURCE, g_ptr_array_index (claim->said_by, i));
      article = article && source != NULL && source->within == NULL;
    }
  rests->claims++;
  rests->article += article;
  rests->one_state += rests_on_one_state (a, claim) && g_strcmp0 (claim->certainty, "unclear") != 0;
  rests->contested += claim_is_contested (&a->scope, claim);
  rests->unsure += claim->certainty != NULL && choice_has (unsure, claim->certainty);
  rests->provisional += g_strcmp0 (claim->figure.status, "provisional") == 0;
  rests->undated += claim->as_of.kind == DATE_UNDATED || claim->as_of.inferred != NULL;
}

static void
add_count (Assembly *a, Block *list, const Section *section, const char *key, int n, int m)
{
  g_autofree char *sentence = words_counted (a->words, key, n, m);
  if (n == 0)
    return;
  Block *item = add_item (a, list, list->style, "–", section->mark);
  block_add_text (add_paragraph (a, item, list->style, section->mark), sentence, NULL);
}

static void
write_summary (Assembly *a, const Section *section, Block *parent)
{
  const Release *release = a->release;
  Rests rests = {0};
  int ungraded = 0;
  Block *list = block_add_take (parent, block_new (BLOCK_LIST, ROLE_L, section_style (a, section, "list")));
  list->mark = section->mark;
  for (guint i = 0; i < release->claims->len; i++)
    count_claim (a, g_ptr_array_index (release->claims, i), &rests);
  g_autoptr (GPtrArray) in_hand = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < release->sources->len; i++)
    {
      const Source *source = g_ptr_array_index (release->sources, i);
      ungraded += source->reliability == NULL;
      if (source->within == NULL)
        g_ptr_array_add (in_hand, words_source (a->words, source));
    }
  add_count (a, list, section, "summary-claims", rests.claims, (int)release->sources->len);
  if (in_hand->len > 0)
    {
      g_autofree char *names = words_list (a->words, in_hand);
      g_autofree char *sentence = label_format (a->layout, a->lang, "summary-in-hand", names, NULL);
      block_add_text (
          add_paragraph (a, add_item (a, list, list->style, "–", section->mark), list->style, section->mark),
          sentence, NULL);
    }
  add_count (a, list, section, "summary-article", rests.article, 0);
  add_count (a, list, section, "summary-member-states", rests.one_state, 0);
  add_count (a, list, section, "summary-contested", rests.contested, 0);
  add_count (a, list, section, "summary-assessed", rests.unsure, 0);
  add_count (a, list, section, "summary-provisional", rests.provisional, 0);
  add_count (a, list, section, "summary-undated", rests.undated, 0);
  add_count (a, list, section, "summary-ungraded", ungraded, 0);
}

void
assemble_back_matter (Assembly *a, const Section *section, Block *parent, guint n_headings)
{
  switch (section->spec->kind)
    {
    case SECTION_NOTES:
      write_notes (a, section, parent);
      break;
    case SECTION_SOURCE_KEY:
      assemble_source_key (a, section, parent);
      break;
    case SECTION_CONTENTS:
      write_contents (a, section, parent, n_headings);
      break;
    default:
      write_summary (a, section, parent);
      break;
    }
}
