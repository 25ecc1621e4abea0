/* template.c: see template.h. Values are filled in by fields.c. */
#include "document/template.h"
#include <string.h>

const TemplateField template_fields[] = {
    {NULL, "briefing.title", "its title, or the one for this layout"},
    {NULL, "briefing.subtitle", "its subtitle"},
    {NULL, "briefing.id", "id of the case"},
    {NULL, "briefing.issue", "issue number"},
    {NULL, "briefing.issued", "date of issue"},
    {NULL, "briefing.cutoff", "information cut-off"},
    {NULL, "briefing.status", "draft or final"},
    {NULL, "briefing.desk", "desk"},
    {NULL, "briefing.contact", "contact"},
    {NULL, "briefing.released_by", "who released it"},
    {NULL, "briefing.distribution", "to whom it goes"},
    {NULL, "briefing.subject", "name of its subject"},
    {NULL, "layout.title", "the layout's title"},
    {NULL, "audience.title", "the audience's title"},
    {NULL, "marking", "the marking as plain words"},
    {NULL, "banner", "the marking in its colours"},
    {NULL, "sources.count", "number of sources"},
    {NULL, "documents.count", "number of documents in hand"},
    {NULL, "claims.count", "number of claims"},
    {NULL, "relations.count", "number of relations"},
    {NULL, "entities.count", "number of entities"},
    {NULL, "judgements.count", "number of judgements"},
    {NULL, "contested.count", "number of contested claims"},
    {NULL, "page:ID", "number of the page of the block with that id"},
    {NULL, "number:ID", "number of its figure, or of its heading"},
    {"furniture", "page", "number of the page"},
    {"furniture", "pages", "number of pages"},
    {"furniture", "section", "title of the section at the top of the page; {section:last}: at its foot"},
    {"claim", "id", "F30, linked to its note"},
    {"claim", "text", "what is said"},
    {"claim", "cite", "its raised number, linked to its note"},
    {"claim", "kind", "kind of claim"},
    {"claim", "figure", "number and unit"},
    {"claim", "value", "the number alone"},
    {"claim", "unit", "unit"},
    {"claim", "population", "who or what is counted"},
    {"claim", "period", "what time is counted"},
    {"claim", "figure_when", "time of a figure to come"},
    {"claim", "status", "provisional or verified"},
    {"claim", "change", "the computed change against the compared claim"},
    {"claim", "beside.figure", "figure of the second claim"},
    {"claim", "beside.value", "number of the second claim"},
    {"claim", "beside.period", "time counted by the second claim"},
    {"claim", "who", "who says so, through which document"},
    {"claim", "chain", "the whole chain"},
    {"claim", "as_of", "as of when"},
    {"claim", "certainty", "certainty in the layout's words"},
    {"claim", "holders", "who holds it"},
    {"claim", "grade", "C3"},
    {"claim", "term", "the speaker's own word"},
    {"claim", "condition", "on what condition"},
    {"claim", "note", "what a careful reader must know"},
    {"claim", "about", "names of whom it is about"},
    {"relation", "from", "who"},
    {"relation", "from_scripts", "names of the first in other scripts"},
    {"relation", "is", "the relation"},
    {"relation", "to", "to whom"},
    {"relation", "office", "what the first is, without the “of” before its body"},
    {"relation", "label", "the short words"},
    {"relation", "when", "when"},
    {"relation", "as_of", "when, or as of when its claims are"},
    {"relation", "status", "how sure"},
    {"relation", "term", "the speaker's own word, when it is not asserted"},
    {"relation", "who", "who says so"},
    {"relation", "cite", "raised numbers of its claims"},
    {"entity", "name", "name"},
    {"entity", "full_name", "long name and name"},
    {"entity", "long_name", "long name"},
    {"entity", "aliases", "other spellings"},
    {"entity", "scripts", "names in other scripts"},
    {"entity", "role", "its part in this case"},
    {"entity", "kind", "kind"},
    {"entity", "type", "finer kind"},
    {"entity", "not_same_as", "whom not to mix it up with"},
    {"source", "name", "name"},
    {"source", "title", "title"},
    {"source", "originator", "originator"},
    {"source", "kind", "kind"},
    {"source", "date", "date"},
    {"source", "descriptor", "what it is worth, in words"},
    {"source", "reliability", "A to F"},
    {"source", "within", "the document it is read in"},
    {"source", "caution", "whom it may be, whom it is not"},
    {"source", "locator", "page or paragraph"},
    {"source", "link", "address"},
    {"source", "retrieved", "when it was fetched"},
    {"judgement", "text", "what we judge"},
    {"judgement", "likelihood", "word and range"},
    {"judgement", "confidence", "how sure"},
    {"judgement", "because", "why"},
    {"passage", "heading", "its heading"},
    {NULL, NULL, NULL},
};

static void
part_free (gpointer data)
{
  TemplatePart *part = data;
  g_free (part->text);
  g_free (part->format);
  g_free (part->fallback);
  g_free (part);
}

static void
add_words (GPtrArray *parts, GString *words, int column)
{
  if (words->len == 0)
    return;
  TemplatePart *part = g_new0 (TemplatePart, 1);
  part->kind = PART_WORDS;
  part->text = g_strdup (words->str);
  part->column = column;
  g_ptr_array_add (parts, part);
  g_string_truncate (words, 0);
}

gboolean
template_is_id (const char *name)
{
  gboolean digit = FALSE;
  for (const char *p = name; *p != '\0'; p++)
    {
      if (!g_ascii_isalnum (*p) && strchr ("-_/", *p) == NULL)
        return FALSE;
      digit |= g_ascii_isdigit (*p);
    }
  return digit;
}

static TemplatePart *
field_new (const char *inside, gsize length, int column)
{
  TemplatePart *part = g_new0 (TemplatePart, 1);
  g_autofree char *text = g_strndup (inside, length);
  char *bar = strchr (text, '|');
  part->kind = PART_FIELD;
  part->column = column;
  if (bar != NULL)
    {
      part->fallback = g_strdup (bar + 1);
      *bar = '\0';
    }
  char *colon = strchr (text, ':');
  if (colon != NULL)
    {
      part->format = g_strdup (colon + 1);
      *colon = '\0';
    }
  part->text = g_strdup (g_strstrip (text));
  return part;
}

GPtrArray *
template_parse (const char *text)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func (part_free);
  g_autoptr (GString) words = g_string_new (NULL);
  for (const char *p = text; *p != '\0'; p++)
    {
      const char *end = *p == '{' ? strchr (p, '}') : NULL;
      if (p[0] == '{' && p[1] == '{')
        g_string_append_c (words, *p++);
      else if (end != NULL)
        {
          TemplatePart *part = field_new (p + 1, (gsize)(end - p - 1), (int)(p - text));
          if (template_is_id (part->text)) /* {F30} is the passages' way: left in the words for inlines.c */
            {
              part_free (part);
              g_string_append_len (words, p, end - p + 1);
            }
          else
            {
              add_words (parts, words, (int)(p - text));
              g_ptr_array_add (parts, part);
            }
          p = end;
        }
      else
        g_string_append_c (words, *p);
    }
  add_words (parts, words, (int)strlen (text));
  return parts;
}

static gboolean
field_is_known (const char *name, const char *record)
{
  for (const TemplateField *field = template_fields; field->name != NULL; field++)
    if (g_str_equal (field->name, name) && (field->record == NULL || g_strcmp0 (field->record, record) == 0))
      return TRUE;
  return FALSE;
}

static void
unknown_field (const YamlNode *node, const TemplatePart *part, const char *record, Diags *diags)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  Mark mark = node->mark;
  for (const TemplateField *field = template_fields; field->name != NULL; field++)
    if (field->record == NULL || g_strcmp0 (field->record, record) == 0)
      g_ptr_array_add (names, (gpointer)field->name);
  const char *nearest = nearest_match (part->text, (const char *const *)names->pdata, (int)names->len);
  g_autofree char *hint = nearest != NULL ? g_strdup_printf ("did you mean {%s}?", nearest)
                                          : g_strdup ("docs/layouts.md lists the fields; {{ prints a brace");
  if (!strchr (node->text, '\n'))
    mark.column += part->column; /* a quoted text's mark is its first letter */
  diags_error (diags, mark, "field-unknown", hint, "unknown field {%s}", part->text);
}

gboolean
template_check (const YamlNode *node, const char *record, Diags *diags)
{
  static const char formats[] = "|long|short|spelled|capital|last|";
  gboolean sound = TRUE;
  g_autoptr (GPtrArray) parts = template_parse (node->text);
  for (guint i = 0; i < parts->len; i++)
    {
      const TemplatePart *part = g_ptr_array_index (parts, i);
      if (part->kind != PART_FIELD)
        continue;
      g_autofree char *format = part->format != NULL ? g_strdup_printf ("|%s|", part->format) : NULL;
      if (format != NULL && (g_str_equal (part->text, "page") || g_str_equal (part->text, "number")))
        continue; /* of the block with that id: checked when all are assembled */
      if (!field_is_known (part->text, record))
        {
          unknown_field (node, part, record, diags);
          sound = FALSE;
        }
      else if (format != NULL && strstr (formats, format) == NULL)
        {
          diags_error (diags, node->mark, "format-unknown", "long, short, spelled or capital",
                       "unknown format “%s” of {%s}", part->format, part->text);
          sound = FALSE;
        }
    }
  return sound;
}
