/* name-words.c: names, speakers and chains as printed (figure-words.h). A chain is never collapsed: what one member state
 * told the United Nations is not what "the UN says" (T7).
 */
#include <string.h>
#include "document/words-private.h"

char *
words_source (const Words *words, const Source *source)
{
  const char *name = words_text (words, source->name);
  if (name == NULL)
    name = words_text (words, source->title);
  if (name == NULL)
    name = source->originator;
  if (name == NULL)
    name = source->kind != NULL ? source->kind : source->id;
  if (source->label != NULL)
    return label_format (words->layout, words->lang, "voice", name, source->label, NULL);
  return g_strdup (name);
}

char *
words_speaker (const Words *words, const char *source_id)
{
  g_autoptr (GPtrArray) chain = release_chain (words->release, source_id);
  if (chain->len == 0)
    return g_strdup (source_id);
  char *text = words_source (words, g_ptr_array_index (chain, 0));
  for (guint i = 1; i + 1 < chain->len; i++)
    {
      g_autofree char *inner = text;
      g_autofree char *outer = words_source (words, g_ptr_array_index (chain, i));
      text = label_format (words->layout, words->lang, "in-document", inner, outer, NULL);
    }
  return text;
}

char *
words_chain (const Words *words, const char *source_id)
{
  g_autoptr (GPtrArray) chain = release_chain (words->release, source_id);
  GString *out = g_string_new (NULL);
  for (guint i = 0; i < chain->len; i++)
    {
      const Source *source = g_ptr_array_index (chain, i);
      g_autofree char *name = words_source (words, source);
      if (i > 0)
        g_string_append (out, words_label (words, "chain-joiner"));
      g_string_append (out, name);
      /* the document in hand carries its date; those before it are dated by the claim */
      if (source->within == NULL && source->date.kind != DATE_NONE)
        {
          g_autofree char *date = words_date (words, &source->date, DATE_LONG);
          g_string_append_printf (out, "%s%s", words_label (words, "comma"), date);
        }
    }
  return g_string_free (out, FALSE);
}

char *
words_claim_who (const Words *words, const Claim *claim, gboolean whole_chain)
{
  GString *out = g_string_new (NULL);
  for (guint i = 0; i < claim->said_by->len; i++)
    {
      const char *id = g_ptr_array_index (claim->said_by, i);
      g_autofree char *who = whole_chain ? words_chain (words, id) : words_speaker (words, id);
      g_string_append_printf (out, "%s%s", i > 0 ? words_label (words, "semicolon") : "", who);
    }
  if (out->len == 0)
    g_string_append (out, words_label (words, "unsourced"));
  return g_string_free (out, FALSE);
}

char *
words_claim_certainty (const Words *words, const Claim *claim)
{
  GString *out = g_string_new (NULL);
  if (claim->certainty != NULL)
    g_string_append (out, words_term (words, claim->certainty));
  if (claim->figure.status != NULL)
    {
      const char *key = g_str_equal (claim->figure.status, "provisional") ? "provisional" : "verified";
      g_string_append_printf (out, "%s%s", out->len > 0 ? words_label (words, "comma") : "",
                              words_label (words, key));
    }
  return g_string_free (out, FALSE);
}

char *
words_claim_date (const Words *words, const Claim *claim, DateForm form)
{
  return words_date (words, &claim->as_of, form);
}

char *
words_grade (const Words *words, const Claim *claim)
{
  const Source *source = claim->said_by->len > 0 ? release_find (words->release, RECORD_SOURCE,
                                                                 g_ptr_array_index (claim->said_by, 0))
                                                 : NULL;
  const char *reliability = source != NULL ? source->reliability : NULL;
  if (reliability == NULL && claim->credibility == 0)
    return NULL;
  return claim->credibility > 0
             ? g_strdup_printf ("%s%d", reliability != NULL ? reliability : "–", claim->credibility)
             : g_strdup (reliability);
}

/* Its name in the product's language: as given for it, else as it is written in that language's own script. */
static const char *
entity_name (const Words *words, const Entity *entity)
{
  for (guint i = 0; !words_has (words, entity->name) && i < entity->names->len; i++)
    {
      const ScriptName *name = g_ptr_array_index (entity->names, i);
      if (name->lang != NULL && strcspn (name->lang, "-") == strcspn (words->lang, "-") &&
          g_ascii_strncasecmp (name->lang, words->lang, strcspn (name->lang, "-")) == 0)
        return name->text;
    }
  return words_text (words, entity->name);
}

char *
words_entity (const Words *words, const Entity *entity, gboolean full)
{
  const char *name = entity_name (words, entity);
  /* a long name in another language says less than the short one in this */
  const char *long_name = (full && words_has (words, entity->long_name)) || name == NULL
                              ? words_text (words, entity->long_name)
                              : NULL;
  if (name == NULL)
    name = long_name != NULL ? long_name : entity->id;
  if (full && entity->honorific != NULL && !g_str_has_prefix (name, entity->honorific))
    return g_strdup_printf ("%s\xC2\xA0%s", words_term (words, entity->honorific), name);
  if (full && long_name != NULL && strstr (long_name, name) != NULL)
    return g_strdup (long_name); /* "US State Department" says "State Department" already */
  if (full && long_name != NULL)
    return label_format (words->layout, words->lang, "voice", long_name, name, NULL);
  return g_strdup (name);
}

char *
words_name (const Words *words, const char *id)
{
  const Entity *entity = release_find (words->release, RECORD_ENTITY, id);
  const Source *source = release_find (words->release, RECORD_SOURCE, id);
  if (entity != NULL)
    return words_entity (words, entity, FALSE);
  return source != NULL ? words_source (words, source) : g_strdup (id);
}
