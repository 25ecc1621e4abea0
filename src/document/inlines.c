/* inlines.c: words, citations, figures and names as inlines. Citations that follow one another become one raised list
 * ("8, 9, 57", runs of three or more "34–43"), set close after the word before them.
 */
#include <stdlib.h>
#include <string.h>
#include "document/section-blocks.h"

#define THIN_SPACE "\xE2\x80\xAF" /* U+202F narrow no-break space: the number stays with its word */

void
inline_writer_init (InlineWriter *writer, Assembly *a, GPtrArray *out, const Style *base, const char *lang,
                    Mark mark)
{
  *writer = (InlineWriter){.a = a, .out = out, .base = base, .lang = lang, .mark = mark};
  writer->typography.lang = lang != NULL ? lang : a->lang;
  writer->pending = g_ptr_array_new_with_free_func (g_free);
}

static void inline_flush (InlineWriter *writer);

void
inline_words (InlineWriter *writer, const char *text, const Style *style)
{
  const char *words = text;
  if (writer->pending->len > 0)
    {
      while (*words == ' ')
        words++;
      if (words != text)
        writer->space = TRUE;
      if (*words == '\0')
        return;
      inline_flush (writer);
    }
  if (*words == '\0')
    return;
  typography_pass (&writer->typography, words);
  Inline *last = writer->out->len > 0 ? g_ptr_array_index (writer->out, writer->out->len - 1) : NULL;
  g_autofree char *spaced = writer->space ? g_strconcat (" ", words, NULL) : g_strdup (words);
  writer->space = FALSE;
  if (last != NULL && last->kind == INLINE_TEXT && last->style == style && last->lang == writer->lang &&
      last->id == NULL)
    {
      g_autofree char *before = last->text;
      last->text = g_strconcat (before, spaced, NULL);
      return;
    }
  Inline *run = inline_new (INLINE_TEXT, spaced, style);
  run->lang = writer->lang;
  g_ptr_array_add (writer->out, run);
}

void
inline_link (InlineWriter *writer, const char *text, const char *target, const Style *style)
{
  inline_writer_finish (writer);
  if (writer->space)
    {
      writer->space = FALSE;
      inline_words (writer, " ", NULL);
    }
  Inline *link = inline_new (INLINE_LINK, text, style);
  link->target = g_strdup (target);
  link->lang = writer->lang;
  g_ptr_array_add (writer->out, link);
}

/* Citations */

static Cited *
cited_find (Assembly *a, const Claim *claim)
{
  Cited *cited = g_hash_table_lookup (a->cited, claim->id);
  if (cited != NULL)
    return cited;
  cited = g_new0 (Cited, 1);
  cited->claim = claim;
  cited->sequence = (int)a->cited_order->len + 1;
  cited->backs = g_ptr_array_new_with_free_func (g_free);
  g_hash_table_insert (a->cited, claim->id, cited);
  g_ptr_array_add (a->cited_order, cited);
  return cited;
}

/* "F30" → 30, when all of the id but one leading letter is a number. */
static int
id_number (const char *id)
{
  gint64 number;
  if (g_ascii_isalpha (*id) && g_ascii_string_to_signed (id + 1, 10, 0, 1000000, &number, NULL))
    return (int)number;
  return -1;
}

static int
cite_number (Assembly *a, const Claim *claim)
{
  return a->layout->cite == CITE_SEQUENCE ? cited_find (a, claim)->sequence : id_number (claim->id);
}

char *
cite_text (Assembly *a, const Claim *claim)
{
  const int number = cite_number (a, claim);
  if (a->layout->cite == CITE_ID || number < 0)
    return g_strdup (claim->id);
  return g_strdup_printf ("%d", number);
}

static int
compare_cites (gconstpointer x, gconstpointer y, gpointer data)
{
  Assembly *a = data;
  const Claim *p = *(Claim *const *)x, *q = *(Claim *const *)y;
  const int m = cite_number (a, p), n = cite_number (a, q);
  return m != n ? (m < n ? -1 : 1) : g_strcmp0 (p->id, q->id);
}

static GPtrArray *
pending_claims (InlineWriter *writer)
{
  GPtrArray *claims = g_ptr_array_new ();
  for (guint i = 0; i < writer->pending->len; i++)
    {
      Claim *claim =
          (Claim *)release_find (writer->a->release, RECORD_CLAIM, g_ptr_array_index (writer->pending, i));
      if (!g_ptr_array_find (claims, claim, NULL))
        g_ptr_array_add (claims, claim);
      cited_find (writer->a, claim);
    }
  g_ptr_array_sort_with_data (claims, compare_cites, writer->a);
  return claims;
}

/* One reference for claims @from..@to of the list; a run of three or more is printed as its ends. */
static void
add_reference (InlineWriter *writer, const GPtrArray *claims, guint from, guint to, gboolean first)
{
  Assembly *a = writer->a;
  const Claim *head = g_ptr_array_index (claims, from);
  g_autofree char *start = cite_text (a, head), *end = cite_text (a, g_ptr_array_index (claims, to));
  const Style *space = inline_style (a, writer->base, "cite-space");
  g_autofree char *text = g_strdup_printf ("%s%s%s", start, to > from ? "–" : "", to > from ? end : "");
  if (first)
    g_ptr_array_add (writer->out, inline_new (INLINE_TEXT, THIN_SPACE, space));
  const Style *style = inline_style (a, writer->base, "cite");
  if (!first)
    g_ptr_array_add (writer->out, inline_new (INLINE_TEXT, ", ", style));
  Inline *run = inline_new (a->has_notes ? INLINE_REFERENCE : INLINE_TEXT, text, style);
  if (a->has_notes)
    {
      run->target = g_strdup_printf ("#note-%s", head->id);
      run->id = g_strdup_printf ("cite-%d", ++a->n_cites);
      run->alt = label_format (a->layout, a->lang, "note-of", head->id, NULL);
      for (guint i = from; i <= to; i++)
        g_ptr_array_add (cited_find (a, g_ptr_array_index (claims, i))->backs, g_strdup (run->id));
    }
  g_ptr_array_add (writer->out, run);
}

static void
inline_flush (InlineWriter *writer)
{
  if (writer->pending->len == 0)
    return;
  g_autoptr (GPtrArray) claims = pending_claims (writer);
  g_ptr_array_set_size (writer->pending, 0);
  if (writer->a->layout->cite == CITE_NONE)
    return;
  for (guint i = 0; i < claims->len;)
    {
      guint end = i;
      while (end + 1 < claims->len && cite_number (writer->a, g_ptr_array_index (claims, end + 1)) ==
                                          cite_number (writer->a, g_ptr_array_index (claims, end)) + 1)
        end++;
      /* at the foot each number has its note, and so each is a reference */
      const guint stop = end - i >= 2 && writer->a->note_place == NOTES_END ? end : i;
      add_reference (writer, claims, i, stop, i == 0);
      i = stop + 1;
    }
}

void
inline_writer_finish (InlineWriter *writer)
{
  inline_flush (writer);
}

static void
complain (InlineWriter *writer, const char *id)
{
  diags_error (writer->a->diags, writer->mark, "layout-ref-unknown",
               "ids belong to a case's own layout; the audience may also not know this record",
               "there is no “%s” in what this audience may know", id);
}

void
inline_cite (InlineWriter *writer, const char *claim_id)
{
  if (release_find (writer->a->release, RECORD_CLAIM, claim_id) == NULL)
    {
      complain (writer, claim_id);
      return;
    }
  /* the number stands close to the word before it */
  if (writer->pending->len == 0 && writer->out->len > 0)
    {
      Inline *last = g_ptr_array_index (writer->out, writer->out->len - 1);
      if (last->kind == INLINE_TEXT && g_str_has_suffix (last->text, " "))
        g_strchomp (last->text);
    }
  writer->space =
      FALSE; /* between [F4] [F5] nothing is printed, and so nothing before the stop that follows */
  g_ptr_array_add (writer->pending, g_strdup (claim_id));
}

void
inline_claim_id (InlineWriter *writer, const Claim *claim)
{
  Assembly *a = writer->a;
  Cited *cited = cited_find (a, claim);
  g_autofree char *text = cite_text (a, claim);
  inline_flush (writer);
  Inline *run = inline_new (a->has_notes ? INLINE_REFERENCE : INLINE_TEXT, text, NULL);
  if (a->has_notes)
    {
      run->target = g_strdup_printf ("#note-%s", claim->id);
      run->id = g_strdup_printf ("cite-%d", ++a->n_cites);
      run->alt = label_format (a->layout, a->lang, "note-of", claim->id, NULL);
      g_ptr_array_add (cited->backs, g_strdup (run->id));
    }
  g_ptr_array_add (writer->out, run);
}

/* [F30], {F30}, @id */

static gsize
id_length (const char *text)
{
  gsize n = 0;
  while (g_ascii_isalnum (text[n]) || (n > 0 && strchr ("-_/.+", text[n]) != NULL && text[n] != '\0'))
    n++;
  while (n > 0 && !g_ascii_isalnum (text[n - 1]))
    n--;
  return n;
}

/* "[F30, F31]": cites all when each is a claim; returns its length, 0 when it is something else. */
static gsize
read_citation (InlineWriter *writer, const char *text)
{
  const char *end = strchr (text, ']');
  if (end == NULL || end - text > 400)
    return 0;
  g_autofree char *inside = g_strndup (text + 1, (gsize)(end - text - 1));
  g_auto (GStrv) ids = g_strsplit_set (inside, ", ;", -1);
  int n = 0;
  for (char **id = ids; *id != NULL; id++)
    if (**id != '\0')
      {
        if (id_length (*id) != strlen (*id) ||
            (!template_is_id (*id) && release_find (writer->a->release, RECORD_CLAIM, *id) == NULL))
          return 0;
        n++;
      }
  for (char **id = ids; *id != NULL; id++)
    if (**id != '\0')
      inline_cite (writer, *id);
  return n > 0 ? (gsize)(end - text + 1) : 0;
}

static gsize
read_figure (InlineWriter *writer, const char *text, const Style *style)
{
  Assembly *a = writer->a;
  const char *end = strchr (text, '}');
  if (end == NULL || end - text > 200)
    return 0;
  g_auto (GStrv) parts = NULL;
  g_autofree char *inside = g_strndup (text + 1, (gsize)(end - text - 1));
  parts = g_strsplit (inside, ":", 2);
  if (parts[0] == NULL || id_length (parts[0]) != strlen (parts[0]))
    return 0;
  const Claim *claim = release_find (a->release, RECORD_CLAIM, parts[0]);
  if (claim == NULL)
    {
      if (!template_is_id (parts[0]))
        return 0;
      complain (writer, parts[0]);
      return (gsize)(end - text + 1);
    }
  const Words *own = words_within (a, writer->lang != NULL ? writer->lang : writer->around);
  g_autofree char *words = NULL;
  if (parts[1] == NULL)
    words = words_figure (own, &claim->figure);
  else if (g_str_equal (parts[1], "spelled"))
    words = words_number_spelled (own, claim->figure.low);
  else
    words = words_figure_value (own, &claim->figure);
  if (*words == '\0')
    diags_error (a->diags, writer->mark, "figure-missing", "only claims with a `figure:` can be printed so",
                 "claim %s has no figure", claim->id);
  inline_words (writer, words, style);
  return (gsize)(end - text + 1);
}

Words *
words_within (Assembly *a, const char *lang)
{
  if (lang == NULL)
    return a->words;
  if (a->foreign == NULL || words_lang (a->foreign) != lang)
    {
      words_free (a->foreign);
      a->foreign = words_new (a->layout, a->release, lang);
    }
  return a->foreign;
}

/* The long form at first mention, the short one after; a person's short form is the name that he is sorted by. */
static gsize
read_name (InlineWriter *writer, const char *text, const Style *style)
{
  Assembly *a = writer->a;
  const gsize length = id_length (text + 1);
  g_autofree char *id = g_strndup (text + 1, length);
  const Entity *entity = length > 0 ? release_find (a->release, RECORD_ENTITY, id) : NULL;
  if (entity == NULL)
    return 0;
  const gboolean first = g_hash_table_add (a->mentioned, entity->id);
  const Words *own = words_within (a, writer->lang != NULL ? writer->lang : writer->around);
  g_autofree char *name = words_entity (own, entity, first);
  /* what he is sorted by is a word of the case's language */
  if (!first && words_in_case_language (own) && g_strcmp0 (entity->kind, "person") == 0 &&
      entity->sort != NULL)
    inline_words (writer, entity->sort, style);
  else
    inline_words (writer, name, style);
  return length + 1;
}

/* What was collected, as it is set. */
static void
flush_typed (InlineWriter *writer, GString *words, const Style *style)
{
  g_autofree char *set = typography_text (&writer->typography, words->str);
  inline_words (writer, set, style);
  g_string_truncate (words, 0);
}

void
inline_marked (InlineWriter *writer, const char *text, const Style *style)
{
  g_autoptr (GString) words = g_string_new (NULL);
  for (const char *p = text; *p != '\0';)
    {
      const gboolean marked =
          *p == '[' || *p == '{' || (*p == '@' && (p == text || !g_ascii_isalnum (p[-1])));
      gsize length = 0;
      if (marked)
        {
          flush_typed (writer, words, style);
          length = *p == '['   ? read_citation (writer, p)
                   : *p == '{' ? read_figure (writer, p, style)
                               : read_name (writer, p, style);
        }
      if (length == 0)
        g_string_append_c (words, *p++);
      else
        p += length;
    }
  flush_typed (writer, words, style);
}

char *
claims_numbers (Assembly *a, const GPtrArray *ids)
{
  for (guint i = 0; i < ids->len; i++)
    {
      const Claim *claim = release_find (a->release, RECORD_CLAIM, g_ptr_array_index (ids, i));
      if (claim != NULL)
        cited_find (a, claim);
    }
  return claims_text (a, ids);
}

char *
claims_text (Assembly *a, const GPtrArray *ids)
{
  GString *out = g_string_new (NULL);
  for (guint i = 0; i < ids->len; i++)
    {
      const Claim *claim = release_find (a->release, RECORD_CLAIM, g_ptr_array_index (ids, i));
      if (claim == NULL)
        continue;
      g_autofree char *text = cite_text (a, claim);
      g_string_append_printf (out, "%s%s", out->len > 0 ? ", " : "", text);
    }
  return g_string_free (out, FALSE);
}
