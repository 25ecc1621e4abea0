/* assemble-sections.c: sections of the layout in their order: headings, containers, white space; which family makes what. */
#include <string.h>
#include "document/section-drawings.h"

char *
new_id (Assembly *a, const char *prefix)
{
  return g_strdup_printf ("%s-%d", prefix, ++a->n_ids);
}

gboolean
is_dropped (const Assembly *a, const char *id, int item)
{
  if (id == NULL || a->options == NULL || a->options->drops == NULL)
    return FALSE;
  for (int i = 0; i < a->options->n_drops && i < (int)a->options->drops->len; i++)
    {
      const char *drop = g_ptr_array_index (a->options->drops, i), *slash = strchr (drop, '/');
      gint64 number = 0;
      const gsize length = slash != NULL ? (gsize)(slash - drop) : strlen (drop);
      if (strlen (id) != length || strncmp (id, drop, length) != 0)
        continue;
      if (slash == NULL && item == 0)
        return TRUE;
      if (slash != NULL && g_ascii_string_to_signed (slash + 1, 10, 1, 1000, &number, NULL) && number == item)
        return TRUE;
    }
  return FALSE;
}

/* Paragraphs and headings */

Block *
add_paragraph (Assembly *a, Block *parent, const Style *style, Mark mark)
{
  Block *block = block_add_take (parent, block_new (BLOCK_PARAGRAPH, ROLE_P, style));
  block->mark = mark;
  return block;
}

Block *
add_template (Assembly *a, Block *parent, const Style *style, const Section *section, const char *key,
              const char *fallback)
{
  const YamlNode *node = yaml_find (section->keys, key);
  if (node == NULL && fallback == NULL)
    return NULL;
  Block *block = add_paragraph (a, parent, style, section->mark);
  InlineWriter writer;
  inline_writer_init (&writer, a, block->inlines, style, NULL, section->mark);
  template_write (&writer, node, fallback, NULL);
  inline_writer_finish (&writer);
  g_ptr_array_unref (writer.pending);
  return block;
}

static char *
plain_of (const GPtrArray *inlines)
{
  GString *out = g_string_new (NULL);
  for (guint i = 0; i < inlines->len; i++)
    {
      const Inline *run = g_ptr_array_index (inlines, i);
      if (run->kind == INLINE_TEXT || run->kind == INLINE_LINK)
        g_string_append (out, run->text);
      else if (run->kind == INLINE_LINE_BREAK)
        g_string_append_c (out, ' ');
    }
  return g_string_free (out, FALSE);
}

void
set_label (Assembly *a, Block *block, const char *text, const Style *style)
{
  if (block->label == NULL)
    block->label = g_ptr_array_new_with_free_func ((GDestroyNotify)inline_free);
  g_ptr_array_add (block->label, inline_new (INLINE_TEXT, text, style));
}

Block *
add_heading (Assembly *a, Block *parent, const Section *section, const Style *style, int level,
             GPtrArray *inlines)
{
  /* PDF/UA-1 7.4.2: no level is left out on the way down */
  const int kept = MIN (level, a->last_level + 1);
  Block *block = block_add_take (parent, block_new (BLOCK_HEADING, (Role)(ROLE_H1 + kept - 1), style));
  Headed *headed = g_new0 (Headed, 1);
  a->last_level = kept;
  if (section != NULL)
    block->mark = section->mark;
  for (guint i = 0; i < inlines->len; i++)
    g_ptr_array_add (block->inlines, g_ptr_array_index (inlines, i));
  g_ptr_array_set_free_func (inlines, NULL);
  g_ptr_array_set_size (inlines, 0);
  block->outline = plain_of (block->inlines);
  block->id = new_id (a, "h");
  headed->id = g_strdup (block->id);
  headed->title = g_strdup (block->outline);
  headed->level = kept;
  if (section != NULL && key_boolean (section->keys, "numbered", FALSE))
    {
      headed->number = g_strdup_printf ("%d", ++a->n_numbered);
      set_label (a, block, headed->number, inline_style (a, style, "heading-number"));
      g_autofree char *outline = block->outline;
      block->outline = g_strdup_printf ("%s  %s", headed->number, outline);
    }
  g_ptr_array_add (a->headings, headed);
  return block;
}

Block *
add_item (Assembly *a, Block *list, const Style *style, const char *label, Mark mark)
{
  Block *item = block_add_take (list, block_new (BLOCK_ITEM, ROLE_LI, style));
  item->mark = mark;
  set_label (a, item, label, inline_style (a, style, "list-mark"));
  return item;
}

void
heading_retitle (Assembly *a, Block *heading, char *title)
{
  Headed *headed = g_ptr_array_index (a->headings, a->headings->len - 1);
  g_free (headed->title);
  headed->title = title;
  g_free (heading->outline);
  heading->outline =
      headed->number != NULL ? g_strdup_printf ("%s  %s", headed->number, title) : g_strdup (title);
}

/* The passage whose heading stands above the block: a finding, in the case's own words. */
static const Text *
heading_passage (Assembly *a, const Section *section)
{
  const YamlNode *wanted = yaml_find (section->keys, "heading_tags");
  if (wanted == NULL)
    return NULL;
  g_autoptr (GPtrArray) tags = key_strings (wanted);
  for (guint i = 0; tags != NULL && i < a->release->passages->len; i++)
    {
      const Passage *passage = g_ptr_array_index (a->release->passages, i);
      gboolean all = text_in (passage->heading, a->lang) != NULL;
      for (guint k = 0; all && k < tags->len; k++)
        all =
            g_ptr_array_find_with_equal_func (passage->tags, g_ptr_array_index (tags, k), g_str_equal, NULL);
      if (all)
        return passage->heading;
    }
  return NULL;
}

static void
section_heading (Assembly *a, const Section *section, Block *parent, const YamlNode *node,
                 const Text *finding, int level)
{
  const char *lang = NULL, *words = finding != NULL ? text_of (a, finding, &lang) : NULL;
  const char *own = key_text (section->keys, "heading_style", NULL);
  const Style *style = own != NULL ? named_style (a, own)
                                   : part_style (a, section, "heading", level > 2 ? "subheading" : "heading");
  g_autoptr (GPtrArray) inlines = g_ptr_array_new_with_free_func ((GDestroyNotify)inline_free);
  InlineWriter writer;
  inline_writer_init (&writer, a, inlines, style, lang, section->mark);
  if (words != NULL)
    markdown_inlines (&writer, words);
  else
    template_write (&writer, node, "", NULL);
  inline_writer_finish (&writer);
  g_ptr_array_unref (writer.pending);
  Block *heading = add_heading (a, parent, section, style, level, inlines);
  if (words != NULL)
    heading_retitle (a, heading, markdown_plain (a, words));
}

gboolean
add_empty (Assembly *a, const Section *section, Block *parent)
{
  const char *empty = node_words (yaml_find (section->keys, "empty"), a->lang);
  if (empty == NULL || g_str_equal (empty, "hide"))
    return FALSE;
  Block *block = add_paragraph (a, parent, named_style (a, "empty"), section->mark);
  InlineWriter writer;
  inline_writer_init (&writer, a, block->inlines, block->style, NULL, section->mark);
  template_write (&writer, g_str_equal (empty, "say") ? NULL : yaml_find (section->keys, "empty"),
                  words_label (a->words, "nothing"), NULL);
  inline_writer_finish (&writer);
  g_ptr_array_unref (writer.pending);
  return TRUE;
}

/* Containers */

static Block *
place_in_row (Assembly *a, const Section *child, Block *row, int n_children)
{
  Block *cell = block_add_take (row, block_new (BLOCK_GROUP, ROLE_NONE, bare_style (a)));
  cell->span = child->span > 0 ? child->span : MAX (1, 12 / MAX (1, n_children));
  cell->offset = child->offset;
  cell->mark = child->mark;
  return cell;
}

static void
assemble_row (Assembly *a, const Section *section, Block *parent)
{
  const char *style = key_text (section->keys, "style", NULL);
  Block *row = block_new (BLOCK_ROW, ROLE_NONE, style != NULL ? named_style (a, style) : bare_style (a));
  int n = 0;
  row->mark = section->mark;
  for (guint i = 0; i < section->children->len; i++)
    n += !is_dropped (a, ((const Section *)g_ptr_array_index (section->children, i))->id, 0);
  for (guint i = 0; i < section->children->len; i++)
    {
      const Section *child = g_ptr_array_index (section->children, i);
      if (is_dropped (a, child->id, 0))
        continue;
      Block *cell = place_in_row (a, child, row, n);
      assemble_section (a, child, cell);
    }
  block_add_take (parent, row);
}

/* Pages of another style: what comes into the group stands on them. */
static Block *
add_pages (Assembly *a, const Section *section, Block *parent)
{
  PageStyle *page = g_new (PageStyle, 1);
  *page = layout_page (a->layout, key_text (section->keys, "style", NULL),
                       key_text (section->keys, "orientation", NULL));
  page->rtl = a->document->page.rtl;
  g_ptr_array_add (a->document->pages, page);
  Block *block = block_add_take (parent, block_new (BLOCK_GROUP, ROLE_NONE, bare_style (a)));
  block->mark = section->mark;
  block->page = page;
  return block;
}

static void
assemble_container (Assembly *a, const Section *section, Block *parent)
{
  const char *style = key_text (section->keys, "style", NULL);
  const gboolean aside = section->spec->kind == SECTION_ASIDE;
  if (section->spec->kind == SECTION_ROW)
    {
      assemble_row (a, section, parent);
      return;
    }
  if (section->spec->kind == SECTION_PAGE)
    {
      assemble_sections (a, section->children, parent);
      return;
    }
  const Role role = key_boolean (section->keys, "section", FALSE) ? ROLE_SECT : ROLE_NONE;
  Block *block = block_new (aside ? BLOCK_ASIDE : BLOCK_GROUP, role,
                            style != NULL ? named_style (a, style) : bare_style (a));
  block->mark = section->mark;
  block_add_take (parent, block);
  assemble_sections (a, section->children, block);
}

static void
assemble_simple (Assembly *a, const Section *section, Block *parent)
{
  Block *block;
  switch (section->spec->kind)
    {
    case SECTION_SPACER:
      block = block_add_take (parent, block_new (BLOCK_SPACER, ROLE_NONE, bare_style (a)));
      block->height = key_length (section->keys, "height", named_style (a, "text")->leading);
      break;
    case SECTION_RULE:
      block =
          block_add_take (parent, block_new (BLOCK_GROUP, ROLE_ARTIFACT, section_style (a, section, "rule")));
      break;
    case SECTION_PAGE_BREAK:
      block = block_add_take (parent, block_new (BLOCK_PAGE_BREAK, ROLE_NONE, bare_style (a)));
      break;
    default:
      block = block_add_take (parent, block_new (BLOCK_COLUMN_BREAK, ROLE_NONE, bare_style (a)));
      break;
    }
  block->mark = section->mark;
}

/** What tells of all the rest is made when that is there: numbers of notes, headings, sources. */
static void
defer (Assembly *a, const Section *section, Block *parent)
{
  const Deferred deferred = {parent, section, a->headings->len};
  g_array_append_val (a->deferred, deferred);
}

/** Who assembles a kind of block; what is not here is simple. */
static void (*const assemblers[]) (Assembly *a, const Section *section, Block *parent) = {
    [SECTION_TITLE] = assemble_prose,
    [SECTION_PASSAGE] = assemble_prose,
    [SECTION_HEADING] = assemble_prose,
    [SECTION_MARKDOWN] = assemble_prose,
    [SECTION_TEXT] = assemble_prose,
    [SECTION_BANNER] = assemble_prose,
    [SECTION_COVER] = assemble_cover,
    [SECTION_PARTICULARS] = assemble_cover,
    [SECTION_DISTRIBUTION] = assemble_cover,
    [SECTION_IMAGE] = assemble_image,
    [SECTION_FIGURES] = assemble_figures,
    [SECTION_JUDGEMENTS] = assemble_judgements,
    [SECTION_INDICATORS] = assemble_judgements,
    [SECTION_CONTESTED] = assemble_positions,
    [SECTION_CONTRADICTIONS] = assemble_positions,
    [SECTION_CLAIMS] = assemble_claims,
    [SECTION_COMPARISON] = assemble_drawing,
    [SECTION_ESTIMATE] = assemble_drawing,
    [SECTION_CHART] = assemble_drawing,
    [SECTION_TREE] = assemble_drawing,
    [SECTION_LINEAGE] = assemble_drawing,
    [SECTION_MATRIX] = assemble_drawing,
    [SECTION_TIMELINE] = assemble_drawing,
    [SECTION_LEADERSHIP] = assemble_tables,
    [SECTION_RELATIONS] = assemble_tables,
    [SECTION_ENTITIES] = assemble_tables,
    [SECTION_SOURCES] = assemble_tables,
    [SECTION_LIKELIHOOD_KEY] = assemble_tables,
    [SECTION_TABLE] = assemble_free_table,
    [SECTION_GROUP] = assemble_container,
    [SECTION_PAGE] = assemble_container,
    [SECTION_ROW] = assemble_container,
    [SECTION_STACK] = assemble_container,
    [SECTION_ASIDE] = assemble_container,
    [SECTION_NOTES] = defer,
    [SECTION_CONTENTS] = defer,
    [SECTION_SOURCE_KEY] = defer,
    [SECTION_SOURCE_SUMMARY] = defer,
};

static void
assemble_content (Assembly *a, const Section *section, Block *parent)
{
  const guint kind = section->spec->kind;
  if (kind < G_N_ELEMENTS (assemblers) && assemblers[kind])
    assemblers[kind](a, section, parent);
  else
    assemble_simple (a, section, parent);
}

/* A block with a heading is a section of the document: heading and content in one Sect. */
static void
assemble_block (Assembly *a, const Section *section, Block *parent)
{
  const YamlNode *heading = yaml_find (section->keys, "heading");
  const Text *finding = heading_passage (a, section);
  const gboolean headed = finding != NULL || (heading != NULL && !yaml_is_null (heading) &&
                                              node_words (heading, a->lang) != NULL);
  const gboolean empty = section_is_empty (a, section);
  if (is_dropped (a, section->id, 0))
    return;
  if (empty && yaml_find (section->keys, "empty") == NULL)
    return;
  if (key_boolean (section->keys, "new_page", FALSE) && a->document->body->children->len > 0)
    block_add_take (parent, block_new (BLOCK_PAGE_BREAK, ROLE_NONE, bare_style (a)))->mark = section->mark;
  if (section->spec->kind == SECTION_NOTES && a->note_place != NOTES_END)
    { /* nothing is printed here: no heading stands above it */
      assemble_content (a, section, parent);
      return;
    }
  if (section->spec->kind == SECTION_PAGE)
    parent = add_pages (a, section, parent);
  Block *into = parent;
  if (headed || section->spec->kind == SECTION_NOTES || section->spec->kind == SECTION_CONTENTS ||
      section->spec->kind == SECTION_SOURCE_KEY || section->spec->kind == SECTION_SOURCE_SUMMARY)
    into = block_add_take (parent, block_new (BLOCK_GROUP, headed ? ROLE_SECT : ROLE_NONE, bare_style (a)));
  into->mark = into != parent ? section->mark : into->mark;
  if (headed && (!empty || g_strcmp0 (node_words (yaml_find (section->keys, "empty"), a->lang), "hide") != 0))
    section_heading (a, section, into, heading, finding, key_integer (section->keys, "level", 2));
  if (empty)
    add_empty (a, section, into);
  else
    assemble_content (a, section, into);
}

void
assemble_section (Assembly *a, const Section *section, Block *parent)
{
  const guint n_blocks = parent->children->len;
  const int n_captions[] = {a->n_captions[CAPTION_FIGURE], a->n_captions[CAPTION_TABLE]};
  assemble_block (a, section, parent);
  name_section (a, section, parent, n_blocks, n_captions);
}

void
assemble_sections (Assembly *a, const GPtrArray *sections, Block *parent)
{
  for (guint i = 0; i < sections->len; i++)
    {
      const Section *section = g_ptr_array_index (sections, i);
      diags_work (a->diags, section->mark, "a section");
      assemble_section (a, section, parent);
    }
}
