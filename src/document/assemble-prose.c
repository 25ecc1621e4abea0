/* assemble-prose.c: title, headings, passages, free words. */
#include <string.h>
#include "document/section-blocks.h"

GPtrArray *
section_records (Assembly *a, const Section *section, RecordKind kind)
{
  return query_run (yaml_find (section->keys, "where"), kind, &a->scope);
}

static void
write_title (Assembly *a, const Section *section, Block *parent)
{
  const Style *style = section_style (a, section, "title");
  g_autoptr (GPtrArray) inlines = g_ptr_array_new_with_free_func ((GDestroyNotify)inline_free);
  InlineWriter writer;
  if (yaml_find (section->keys, "kicker") != NULL)
    add_template (a, parent, part_style (a, section, "kicker", "kicker"), section, "kicker", NULL);
  inline_writer_init (&writer, a, inlines, style, NULL, section->mark);
  template_write (&writer, yaml_find (section->keys, "text"), "{briefing.title}", NULL);
  inline_writer_finish (&writer);
  g_ptr_array_unref (writer.pending);
  add_heading (a, parent, section, style, 1, inlines);
  if (yaml_find (section->keys, "subtitle") != NULL)
    add_template (a, parent, part_style (a, section, "subtitle", "subtitle"), section, "subtitle", NULL);
}

static void
write_heading (Assembly *a, const Section *section, Block *parent)
{
  const int level = key_integer (section->keys, "level", 2);
  const Style *style = section_style (a, section,
                                      level > 2    ? "subheading"
                                      : level == 1 ? "title"
                                                   : "heading");
  g_autoptr (GPtrArray) inlines = g_ptr_array_new_with_free_func ((GDestroyNotify)inline_free);
  InlineWriter writer;
  inline_writer_init (&writer, a, inlines, style, NULL, section->mark);
  template_write (&writer, yaml_find (section->keys, "text"), "", NULL);
  inline_writer_finish (&writer);
  g_ptr_array_unref (writer.pending);
  add_heading (a, parent, section, style, level, inlines);
}

/* Passages by id (in a case's own layout) or by query. */
/* A case that has texts in the language of the product prints those alone; one that has none prints its own, and says so. */
static GPtrArray *
told_passages (Assembly *a, GPtrArray *passages)
{
  for (guint i = 0; a->own_passages && i < passages->len;)
    {
      Passage *passage = g_ptr_array_index (passages, i);
      if (words_has (a->words, passage->text))
        i++;
      else
        {
          g_hash_table_add (a->untold, passage);
          g_ptr_array_remove_index (passages, i);
        }
    }
  return passages;
}

static GPtrArray *
passages_of (Assembly *a, const Section *section)
{
  const YamlNode *ids = yaml_find (section->keys, "text");
  if (ids == NULL || yaml_is_null (ids))
    return told_passages (a, section_records (a, section, RECORD_PASSAGE));
  GPtrArray *passages = g_ptr_array_new ();
  g_autoptr (GPtrArray) names = key_strings (ids);
  for (guint i = 0; i < names->len; i++)
    {
      gpointer passage = (gpointer)release_find (a->release, RECORD_PASSAGE, g_ptr_array_index (names, i));
      if (passage != NULL)
        g_ptr_array_add (passages, passage);
      else
        diags_note (a->diags, ids->mark, "passage-absent", "it may be withheld from this audience",
                    "no passage “%s” here", (const char *)g_ptr_array_index (names, i));
    }
  return told_passages (a, passages);
}

static void
write_passage_heading (Assembly *a, const Section *section, const Passage *passage, Block *parent, int level)
{
  const char *lang, *heading = text_of (a, passage->heading, &lang);
  const Style *style = part_style (a, section, "heading", level > 2 ? "subheading" : "heading");
  g_autoptr (GPtrArray) inlines = g_ptr_array_new_with_free_func ((GDestroyNotify)inline_free);
  InlineWriter writer;
  if (heading == NULL)
    return;
  inline_writer_init (&writer, a, inlines, style, lang, section->mark);
  markdown_inlines (&writer, heading);
  inline_writer_finish (&writer);
  g_ptr_array_unref (writer.pending);
  heading_retitle (a, add_heading (a, parent, section, style, level, inlines), markdown_plain (a, heading));
}

static Block *
section_group (Assembly *a, const Section *section, Block *parent)
{
  Block *group = block_add_take (parent, block_new (BLOCK_GROUP, ROLE_SECT, bare_style (a)));
  group->mark = section->mark;
  return group;
}

static void
write_passages (Assembly *a, const Section *section, Block *parent)
{
  g_autoptr (GPtrArray) passages = passages_of (a, section);
  const gboolean headings = key_boolean (section->keys, "headings", TRUE);
  const Style *style = section_style (a, section, "text");
  const char *first = key_text (section->keys, "first_style", NULL);
  const gboolean under = yaml_find (section->keys, "heading") != NULL;
  for (guint i = 0; i < passages->len; i++)
    {
      const Passage *passage = g_ptr_array_index (passages, i);
      const char *lang, *text = text_of (a, passage->text, &lang);
      if (text == NULL || is_dropped (a, section->id, (int)i + 1))
        continue;
      const gboolean headed = headings && passage->heading->len > 0;
      Block *into = headed ? section_group (a, section, parent) : parent;
      if (headed)
        write_passage_heading (a, section, passage, into,
                               key_integer (section->keys, "level", under ? 3 : 2));
      markdown_blocks (a, text, lang, style, first != NULL ? named_style (a, first) : NULL, into,
                       section->mark);
    }
}

static void
write_banner (Assembly *a, const Section *section, Block *parent)
{
  Block *block = add_paragraph (a, parent, section_style (a, section, "header"), section->mark);
  InlineWriter writer;
  inline_writer_init (&writer, a, block->inlines, block->style, NULL, section->mark);
  banner_write (&writer);
  g_ptr_array_unref (writer.pending);
}

void
assemble_prose (Assembly *a, const Section *section, Block *parent)
{
  switch (section->spec->kind)
    {
    case SECTION_TITLE:
      write_title (a, section, parent);
      break;
    case SECTION_HEADING:
      write_heading (a, section, parent);
      break;
    case SECTION_PASSAGE:
      write_passages (a, section, parent);
      break;
    case SECTION_BANNER:
      write_banner (a, section, parent);
      break;
    case SECTION_MARKDOWN:
      {
        const char *text = node_words (yaml_find (section->keys, "text"), a->lang);
        if (text != NULL)
          markdown_blocks (a, text, NULL, section_style (a, section, "text"), NULL, parent, section->mark);
        break;
      }
    default:
      add_template (a, parent, section_style (a, section, "text"), section, "text", "");
      break;
    }
}

/* What holds other blocks is empty when some of them ask for facts and none finds any: the layout's own words, rules and white
 * space are there for the facts. Said to be empty ("empty: say") is something to show.
 */
static gboolean
container_is_empty (Assembly *a, const Section *section)
{
  gboolean asked = FALSE;
  for (guint i = 0; i < section->children->len; i++)
    {
      const Section *child = g_ptr_array_index (section->children, i);
      const SectionKind kind = child->spec->kind;
      if (is_dropped (a, child->id, 0) || kind == SECTION_TEXT || kind == SECTION_HEADING ||
          kind == SECTION_SPACER || kind == SECTION_RULE || kind == SECTION_PAGE_BREAK ||
          kind == SECTION_COLUMN_BREAK || (child->children != NULL && child->children->len == 0))
        continue;
      if (!section_is_empty (a, child) || yaml_find (child->keys, "empty") != NULL)
        return FALSE;
      asked = TRUE;
    }
  return asked;
}

/* Nothing to show: decided before the heading is printed. Blocks without a query always have something. */
gboolean
section_is_empty (Assembly *a, const Section *section)
{
  static const struct
  {
    const char *record;
    RecordKind kind;
  } kinds[] = {{"claim", RECORD_CLAIM},   {"relation", RECORD_RELATION},   {"entity", RECORD_ENTITY},
               {"source", RECORD_SOURCE}, {"judgement", RECORD_JUDGEMENT}, {"passage", RECORD_PASSAGE}};
  const SectionKind kind = section->spec->kind;
  g_autoptr (GPtrArray) found = NULL;
  if (section->children != NULL)
    return container_is_empty (a, section);
  if (cover_is_empty (a, section))
    return TRUE;
  if (kind == SECTION_LIKELIHOOD_KEY)
    return a->release->scale == NULL || a->release->judgements->len == 0; /* no word of it is used */
  if (section->spec->record == NULL || kind == SECTION_NOTES || yaml_find (section->keys, "show") != NULL)
    return FALSE;
  if (kind == SECTION_PASSAGE)
    found = passages_of (a, section);
  else
    for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
      if (g_str_equal (kinds[i].record, section->spec->record))
        found = section_records (a, section, kinds[i].kind);
  if (found == NULL)
    return FALSE;
  gboolean any = FALSE;
  for (guint i = 0; i < found->len && !any; i++)
    {
      const Claim *claim = g_ptr_array_index (found, i);
      const Judgement *judgement = g_ptr_array_index (found, i);
      if (kind == SECTION_CONTESTED)
        any = claim->contests->len > 0;
      else if (kind == SECTION_COMPARISON && yaml_find (section->keys, "panels") == NULL)
        any = claim->compare.with != NULL &&
              release_find (a->release, RECORD_CLAIM, claim->compare.with) != NULL;
      else if (kind == SECTION_ESTIMATE || kind == SECTION_COMPARISON)
        any = claim->figure.kind != FIGURE_NONE && claim->figure.kind != FIGURE_WORDS;
      else if (kind == SECTION_FIGURES)
        any = claim->figure.kind != FIGURE_NONE;
      else if (kind == SECTION_INDICATORS)
        any = judgement->indicators->len > 0;
      else
        any = TRUE;
    }
  return !any;
}
