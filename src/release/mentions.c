/* mentions.c: see mentions.h. */
#include "release/mentions.h"

#include <string.h>

#include "base/decode.h"

static void
mention_free (gpointer data)
{
  Mention *mention = data;
  g_free (mention->id);
  g_free (mention);
}

static void
add (GPtrArray *list, MentionKind kind, const char *id, gsize length, gsize start, gsize end)
{
  Mention *mention = g_new0 (Mention, 1);
  *mention = (Mention){kind, g_strndup (id, length), start, end};
  g_ptr_array_add (list, mention);
}

RecordKind
mention_target (MentionKind kind)
{
  return kind == MENTION_NAME ? RECORD_ENTITY : RECORD_CLAIM;
}

static gsize
id_span (const char *text)
{
  gsize n = 0;
  while (g_ascii_isalnum (text[n]) || (n && text[n] && strchr ("-_./+", text[n])))
    n++;
  return n;
}

/** Does the bracket that ends before @text go on as a link, "(address)"? What cmark would read as words is none: "(as reported)". */
static gboolean
begins_address (const char *text)
{
  gsize n = *text == '(' ? strcspn (text + 1, " \t\n()<>\\") : 0;
  return n && text[1 + n] == ')' && strcspn (text + 1, ":/#.") < n;
}

/** A bracket of ids at @open: adds them and returns the offset behind it; or 0, and it is none. */
static gsize
read_bracket (GPtrArray *list, const char *text, gsize open)
{
  gsize at = open + 1;
  guint n_before = list->len;
  for (;;)
    {
      at += strspn (text + at, ",; \t\n"); /* a line may end between two ids */
      gsize n = id_span (text + at);
      if (!n)
        break;
      add (list, MENTION_CITE, text + at, n, open, 0);
      at += n;
    }
  gboolean is_cite = list->len > n_before && text[at] == ']' && !begins_address (text + at + 1);
  if (!is_cite)
    {
      g_ptr_array_set_size (list, (gint)n_before);
      return 0;
    }
  for (guint i = n_before; i < list->len; i++)
    ((Mention *)g_ptr_array_index (list, i))->end = at + 1;
  return at + 1;
}

/** An @id at @sign; a full stop or dash at its end belongs to the sentence. */
static gsize
read_name (GPtrArray *list, const char *text, gsize sign)
{
  gsize n = id_span (text + sign + 1);
  while (n && !g_ascii_isalnum (text[sign + n]))
    n--;
  if (!n || (sign && g_ascii_isalnum (text[sign - 1])))
    return 0;
  add (list, MENTION_NAME, text + sign + 1, n, sign, sign + 1 + n);
  return sign + 1 + n;
}

/** {id} or {id:format} at @brace: adds it and returns the offset behind it; or 0, and it is none. */
static gsize
read_figure (GPtrArray *list, const char *text, gsize brace)
{
  gsize n = id_span (text + brace + 1), end = brace + 1 + n;
  if (n && text[end] == ':')
    end += strcspn (text + end, "}\n");
  if (!n || text[end] != '}')
    return 0;
  add (list, MENTION_FIGURE, text + brace + 1, n, brace, end + 1);
  return end + 1;
}

GPtrArray *
mentions_read (const char *text)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (mention_free);
  for (gsize at = 0; text[at];)
    {
      gsize next = 0;
      /* a backslash hides nothing: Markdown takes it away before the page looks for marks */
      if (text[at] == '[')
        next = read_bracket (list, text, at);
      else if (text[at] == '@')
        next = read_name (list, text, at);
      else if (text[at] == '{')
        next = read_figure (list, text, at);
      at = next ? next : at + 1;
    }
  return list;
}

/** Does the full stop at @stop end a short form and no sentence: Gen. McKenzie, J. Biden, No. 3? */
static gboolean
is_short_form (const char *text, gsize start, gsize stop)
{
  static const char *const forms[] = {"Gen", "Mr",   "Mrs", "Ms",  "Dr", "St", "Lt",  "Col", "Sgt",
                                      "Adm", "Prof", "No",  "Nos", "vs", "cf", "etc", "e.g", "i.e",
                                      "U.S", "U.N",  "p",   "pp",  "c",  "ca", "Jr",  "Sr"};
  const gsize longest =
      8; /* bytes looked back: more than any form has, and a word without end costs no more */
  gsize word = stop;
  while (word > start && stop - word < longest && !strchr (" \n\t([", text[word - 1]))
    word--;
  gsize n = stop - word;
  if (n == 1 && g_ascii_isupper (text[word]))
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    if (strlen (forms[i]) == n && !strncmp (text + word, forms[i], n))
      return TRUE;
  return FALSE;
}

/** Length of the sentence end at @at (closing marks, citations, white space), 0 if none is there. */
static gsize
sentence_end (const char *text, gsize start, gsize at)
{
  gsize end = at;
  if (text[at] == '\n' && text[at + 1 + strspn (text + at + 1, " \t")] == '\n')
    return strspn (text + at, " \t\n");
  if (text[at] == '.' || text[at] == '!' || text[at] == '?')
    end++;
  else if (g_str_has_prefix (text + at, "…"))
    end += strlen ("…");
  else
    return 0;
  if (text[at] == '.' && is_short_form (text, start, at))
    return 0;
  for (gsize n = 1; n;)
    {
      n = strspn (text + end, ".!?\"')*_");
      if (g_str_has_prefix (text + end, "”") || g_str_has_prefix (text + end, "’"))
        n = strlen ("”");
      end += n;
    }
  if (text[end] && !strchr (" \t\n[", text[end]))
    return 0;
  /* The citations behind the stop belong to the sentence: "It fell. [F08] [F09] Then …" */
  for (;;)
    {
      gsize gap = strspn (text + end, " \t\n");
      g_autoptr (GPtrArray) none = g_ptr_array_new_with_free_func (mention_free);
      gsize behind = text[end + gap] == '[' ? read_bracket (none, text, end + gap) : 0;
      if (!behind)
        break;
      end = behind;
    }
  end += strspn (text + end, " \t\n");
  return end - at;
}

GArray *
sentences_read (const char *text)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (gsize));
  gsize start = 0, at = 0;
  while (text[at])
    {
      gsize n = sentence_end (text, start, at);
      at += n ? n : 1;
      if (n || !text[at])
        {
          g_array_append_val (spans, start);
          g_array_append_val (spans, at);
          start = at;
        }
    }
  return spans;
}

/* Fields with ids and fields with prose, by kind */

typedef struct
{
  RecordKind kind;
  const char *key;
  gsize offset;
  gboolean is_list;
  RecordKind target;
} ReferenceRow;

#define ONE(KIND, Type, member, TARGET)                                                                      \
  {                                                                                                          \
    RECORD_##KIND, #member, G_STRUCT_OFFSET (Type, member), FALSE, RECORD_##TARGET                           \
  }
#define MANY(KIND, Type, member, TARGET)                                                                     \
  {                                                                                                          \
    RECORD_##KIND, #member, G_STRUCT_OFFSET (Type, member), TRUE, RECORD_##TARGET                            \
  }

static const ReferenceRow references[] = {
    ONE (SOURCE, Source, within, SOURCE),
    MANY (SOURCE, Source, differs_from, SOURCE),
    MANY (SOURCE, Source, may_be, SOURCE),
    ONE (SOURCE, Source, entity, ENTITY),
    MANY (ENTITY, Entity, not_same_as, ENTITY),
    ONE (ENTITY, Entity, part_of, ENTITY),
    {RECORD_CLAIM, "compare", G_STRUCT_OFFSET (Claim, compare.with), FALSE, RECORD_CLAIM},
    MANY (CLAIM, Claim, about, ENTITY),
    MANY (CLAIM, Claim, said_by, SOURCE),
    MANY (CLAIM, Claim, contests, CLAIM),
    MANY (CLAIM, Claim, not_comparable, CLAIM),
    ONE (RELATION, Relation, from, ENTITY),
    MANY (RELATION, Relation, to, ENTITY),
    MANY (RELATION, Relation, claims, CLAIM),
    MANY (JUDGEMENT, Judgement, basis, CLAIM),
};

typedef struct
{
  RecordKind kind;
  const char *key;
  gsize offset;
  gboolean is_list; /* of Text* */
} ProseRow;

#define PROSE(KIND, Type, member)                                                                            \
  {                                                                                                          \
    RECORD_##KIND, #member, G_STRUCT_OFFSET (Type, member), FALSE                                            \
  }
static const ProseRow proses[] = {
    PROSE (SOURCE, Source, title),
    PROSE (SOURCE, Source, descriptor),
    PROSE (ENTITY, Entity, role),
    PROSE (CLAIM, Claim, text),
    PROSE (CLAIM, Claim, condition),
    PROSE (CLAIM, Claim, note),
    {RECORD_CLAIM, "compare", G_STRUCT_OFFSET (Claim, compare.note), FALSE},
    PROSE (JUDGEMENT, Judgement, text),
    PROSE (JUDGEMENT, Judgement, because),
    {RECORD_JUDGEMENT, "alternatives", G_STRUCT_OFFSET (Judgement, alternatives), TRUE},
    {RECORD_JUDGEMENT, "indicators", G_STRUCT_OFFSET (Judgement, indicators), TRUE},
    PROSE (JUDGEMENT, Judgement, if_wrong),
    PROSE (PASSAGE, Passage, heading),
    PROSE (PASSAGE, Passage, text),
};

static void
walk_text (const ProseRow *row, const Text *text, ProseFunc func, gpointer data)
{
  for (guint i = 0; i < text->len; i++)
    func (row->key, ((const TextVariant *)g_ptr_array_index (text, i))->text, data);
}

void
prose_walk (RecordKind kind, gconstpointer record, ProseFunc func, gpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (proses); i++)
    {
      const ProseRow *row = &proses[i];
      if (row->kind != kind)
        continue;
      const GPtrArray *texts = *(GPtrArray *const *)((const char *)record + row->offset);
      if (!row->is_list)
        walk_text (row, texts, func, data);
      for (guint j = 0; row->is_list && j < texts->len; j++)
        walk_text (row, g_ptr_array_index (texts, j), func, data);
    }
}

typedef struct
{
  RecordKind kind;
  ReferenceFunc func;
  gpointer data;
} Walk;

static void
walk_mentions (const char *key, const char *text, gpointer data)
{
  const Walk *walk = data;
  g_autoptr (GPtrArray) mentions = mentions_read (text);
  for (guint i = 0; i < mentions->len; i++)
    {
      const Mention *mention = g_ptr_array_index (mentions, i);
      gboolean is_likelihood = walk->kind == RECORD_JUDGEMENT && mention->kind == MENTION_FIGURE &&
                               g_str_equal (mention->id, "likelihood");
      if (!is_likelihood)
        walk->func (key, mention_target (mention->kind), mention->id, mention, walk->data);
    }
}

void
references_walk (RecordKind kind, gconstpointer record, ReferenceFunc func, gpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (references); i++)
    {
      const ReferenceRow *row = &references[i];
      if (row->kind != kind)
        continue;
      const char *at = (const char *)record + row->offset;
      if (!row->is_list && *(char *const *)at)
        func (row->key, row->target, *(char *const *)at, NULL, data);
      const GPtrArray *list = row->is_list ? *(GPtrArray *const *)at : NULL;
      for (guint j = 0; list && j < list->len; j++)
        func (row->key, row->target, g_ptr_array_index (list, j), NULL, data);
    }
  Walk walk = {kind, func, data};
  prose_walk (kind, record, walk_mentions, &walk);
}
