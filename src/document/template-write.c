/* template-write.c: templates filled in: words, fields, and the fields that are more than words: Markdown, citations, names in other
 * scripts, page numbers, the banner.
 */
#include <string.h>
#include "base/colour.h"
#include "document/section-blocks.h"

static const Label *
marking_label (Assembly *a)
{
  const Release *release = a->release;
  return release->scheme != NULL && release->marking != NULL
             ? scheme_label (release->scheme, release->marking)
             : NULL;
}

/* Fields with structure of their own: Markdown, citations, other scripts, furniture. */

static const Text *
markdown_field (const char *name, const FieldRecord *record)
{
  const gboolean is_text = g_str_equal (name, "text");
  if (record == NULL || record->record == NULL)
    return NULL;
  if (g_str_equal (record->kind, "claim"))
    {
      const Claim *claim = record->record;
      return is_text ? claim->text : g_str_equal (name, "note") ? claim->note : NULL;
    }
  if (g_str_equal (record->kind, "judgement"))
    {
      const Judgement *judgement = record->record;
      return is_text ? judgement->text : g_str_equal (name, "because") ? judgement->because : NULL;
    }
  if (g_str_equal (record->kind, "entity") && g_str_equal (name, "role"))
    return ((const Entity *)record->record)->role;
  if (g_str_equal (record->kind, "source"))
    return g_str_equal (name, "descriptor") ? ((const Source *)record->record)->descriptor
           : g_str_equal (name, "title")    ? ((const Source *)record->record)->title
                                            : NULL;
  if (g_str_equal (record->kind, "passage") && g_str_equal (name, "heading"))
    return ((const Passage *)record->record)->heading;
  return NULL;
}

static gboolean
write_scripts (InlineWriter *writer, const Entity *entity)
{
  const char *lang = writer->lang;
  for (guint i = 0; i < entity->names->len; i++)
    {
      const ScriptName *name = g_ptr_array_index (entity->names, i);
      writer->lang = lang;
      if (i > 0)
        g_ptr_array_add (writer->out,
                         inline_new (INLINE_LINE_BREAK, "", NULL)); /* scripts do not mix on a line */
      writer->lang = g_intern_string (name->lang);
      inline_words (writer, name->text, inline_style (writer->a, writer->base, "script"));
    }
  writer->lang = lang;
  return entity->names->len > 0;
}

static void
write_cites (InlineWriter *writer, const FieldRecord *record)
{
  if (g_str_equal (record->kind, "claim"))
    {
      inline_cite (writer, ((const Claim *)record->record)->id);
      if (record->beside != NULL)
        inline_cite (writer, record->beside->id);
    }
  else if (g_str_equal (record->kind, "relation"))
    {
      const Relation *relation = record->record;
      for (guint i = 0; i < relation->claims->len; i++)
        inline_cite (writer, g_ptr_array_index (relation->claims, i));
    }
}

static gboolean
field_write (InlineWriter *writer, const char *name, const char *format, const FieldRecord *record,
             gboolean *missing)
{
  Assembly *a = writer->a;
  const Text *markdown = markdown_field (name, record);
  static const char *const furniture[] = {"page", "pages", "section"};
  static const InlineKind kinds[] = {INLINE_PAGE, INLINE_PAGES, INLINE_RUNNING_HEAD};
  if (format != NULL && (g_str_equal (name, "page") || g_str_equal (name, "number")))
    {
      write_reference (writer, format, g_str_equal (name, "number"));
      return TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (furniture); i++)
    if (g_str_equal (name, furniture[i]))
      {
        inline_writer_finish (writer);
        const gboolean last = i == 2 && g_strcmp0 (format, "last") == 0;
        g_ptr_array_add (writer->out,
                         inline_new (last ? INLINE_RUNNING_LAST : kinds[i], i == 2 ? "" : "88", NULL));
        return TRUE;
      }
  if (g_str_equal (name, "banner"))
    banner_write (writer);
  else if (g_str_equal (name, "cite") && record != NULL && record->record != NULL)
    write_cites (writer, record);
  else if (g_str_equal (name, "id") && record != NULL && record->record != NULL)
    inline_claim_id (writer, record->record);
  else if (g_str_equal (name, "from_scripts") && record != NULL && record->record != NULL)
    {
      const Entity *from = release_find (a->release, RECORD_ENTITY, ((const Relation *)record->record)->from);
      *missing = from == NULL || !write_scripts (writer, from);
    }
  else if (g_str_equal (name, "scripts") && record != NULL && record->record != NULL)
    *missing = !write_scripts (writer, record->record);
  else if (markdown != NULL)
    {
      const char *lang, *text = text_of (a, markdown, &lang);
      const char *outer = writer->lang;
      *missing = text == NULL;
      if (lang != NULL)
        writer->lang = lang;
      if (text != NULL)
        markdown_inlines (writer, text);
      writer->lang = outer;
    }
  else
    {
      g_autofree char *value = field_of_record (a, name, format, record);
      if (value == NULL)
        value = field_global (a, name, format);
      *missing = value == NULL || *value == '\0';
      g_autofree char *capital = !*missing && format != NULL && g_str_equal (format, "capital")
                                     ? words_capital (a->words, value)
                                     : NULL;
      if (!*missing)
        inline_words (writer, capital != NULL ? capital : value, NULL);
    }
  return TRUE;
}

/* Templates */

/* **bold** in the layout's words. */
static void
write_words (InlineWriter *writer, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "**", -1);
  for (int i = 0; parts[i] != NULL; i++)
    inline_marked (writer, parts[i], i % 2 == 1 ? inline_style (writer->a, writer->base, "strong") : NULL);
}

void
template_write (InlineWriter *writer, const YamlNode *node, const char *fallback, const FieldRecord *record)
{
  const char *text = node_words (node, writer->a->lang);
  g_autoptr (GPtrArray) parts = template_parse (text != NULL ? text : fallback);
  const Mark outer = writer->mark;
  if (node != NULL)
    writer->mark = node->mark;
  for (guint i = 0; i < parts->len; i++)
    {
      const TemplatePart *part = g_ptr_array_index (parts, i);
      gboolean missing = FALSE;
      if (part->kind == PART_WORDS)
        {
          write_words (writer, part->text);
          continue;
        }
      field_write (writer, part->text, part->format, record, &missing);
      if (missing && part->fallback != NULL)
        write_words (writer, part->fallback);
      else if (missing)
        diags_warning (writer->a->diags, node != NULL ? node->mark : writer->mark, "field-missing",
                       "{field|words} prints words instead, {field|} nothing",
                       "nothing is known for {%s}%s%s", part->text,
                       record != NULL && record->record != NULL ? " of " : "",
                       record != NULL && record->record != NULL ? *(char *const *)record->record : "");
    }
  writer->mark = outer;
}

char *
template_plain (Assembly *a, const YamlNode *node, const char *fallback, const FieldRecord *record)
{
  InlineWriter writer;
  g_autoptr (GPtrArray) inlines = g_ptr_array_new_with_free_func ((GDestroyNotify)inline_free);
  const Mark nowhere = {NULL, 0, 0};
  inline_writer_init (&writer, a, inlines, named_style (a, "text"), NULL,
                      node != NULL ? node->mark : nowhere);
  const guint n_references = references_count (a);
  template_write (&writer, node, fallback, record);
  references_forget (a, n_references);
  g_ptr_array_unref (writer.pending);
  GString *out = g_string_new (NULL);
  for (guint i = 0; i < inlines->len; i++)
    {
      const Inline *run = g_ptr_array_index (inlines, i);
      if (run->kind == INLINE_TEXT || run->kind == INLINE_LINK)
        g_string_append (out, run->text);
    }
  return g_string_free (out, FALSE);
}

/* The scheme says how its label looks; the layout only where it stands and in which face. */
char *
banner_look (Assembly *a, Style *style)
{
  const Label *label = marking_label (a);
  const LayoutStyle *look = layout_style (a->layout, "banner");
  const Scheme *scheme = a->release->scheme;
  char *text = field_global (a, "marking", NULL);
  if (text == NULL)
    return NULL;
  if (look != NULL)
    *style = look->style;
  if (label != NULL && label->ground != NULL)
    style->has_ground = colour_read (label->ground, &style->ground);
  if (label != NULL && label->colour != NULL)
    colour_read (label->colour, &style->colour);
  if (scheme != NULL && scheme->size > 0)
    style->size = (int)(scheme->size * 1024 + 0.5);
  style->weight = 700;
  style->name = g_intern_static_string ("banner");
  return text;
}

void
banner_write (InlineWriter *writer)
{
  Style style = *writer->base;
  g_autofree char *text = banner_look (writer->a, &style);
  if (text == NULL)
    return;
  inline_writer_finish (writer);
  Inline *run = inline_new (INLINE_TEXT, text, document_style (writer->a, &style));
  g_ptr_array_add (writer->out, run);
}
