/* assemble.c: a Release arranged by a Layout (assemble.h): the frame: styles, headings, containers, furniture. What the blocks
 * say is in assemble-*.c, one file a family.
 */
#include "document/assemble.h"
#include <string.h>
#include "document/assembly.h"

/* Where a style is not defined, the nearest one that the layout is likely to have. */
static const struct
{
  const char *name, *fallback;
} style_fallbacks[] = {{"title", "heading"},
                       {"kicker", "caption"},
                       {"subheading", "heading"},
                       {"standfirst", "text"},
                       {"caption", "text"},
                       {"figure-value", "title"},
                       {"figure-unit", "caption"},
                       {"figure-caption", "caption"},
                       {"figure-source", "caption"},
                       {"confidence", "caption"},
                       {"because", "confidence"},
                       {"holder", "caption"},
                       {"table", "text"},
                       {"table-head", "table"},
                       {"table-number", "table"},
                       {"table-group", "table-head"},
                       {"note", "caption"},
                       {"note-text", "note"},
                       {"note-chain", "note"},
                       {"contents", "text"},
                       {"header", "caption"},
                       {"footer", "header"},
                       {"first-header", "header"},
                       {"aside", "caption"},
                       {"judgement", "list"},
                       {"judgement-list", "bare"},
                       {"contents-list", "bare"},
                       {"list", "text"},
                       {"quote", "text"},
                       {"position", "text"},
                       {"chart-name", "caption"},
                       {"chart-label", "caption"},
                       {"chart-small", "caption"},
                       {"part-heading", "caption"},
                       {"empty", "caption"}};

const Style *
named_style (Assembly *a, const char *name)
{
  const char *at = name;
  for (int step = 0; step < 8; step++)
    {
      const LayoutStyle *style = layout_style (a->layout, at);
      const char *next = "text";
      if (style != NULL)
        return &style->style;
      for (guint i = 0; i < G_N_ELEMENTS (style_fallbacks); i++)
        if (g_str_equal (style_fallbacks[i].name, at))
          next = style_fallbacks[i].fallback;
      at = next;
    }
  return &layout_style (a->layout, "text")->style;
}

const Style *
part_style (Assembly *a, const Section *section, const char *part, const char *name)
{
  const char *own = section != NULL ? key_text (section->keys, "style", NULL) : NULL;
  if (own != NULL)
    {
      g_autofree char *specific = g_strdup_printf ("%s-%s", own, part);
      const LayoutStyle *style = layout_style (a->layout, specific);
      if (style != NULL)
        return &style->style;
    }
  return named_style (a, name);
}

const Style *
section_style (Assembly *a, const Section *section, const char *name)
{
  return named_style (a, key_text (section->keys, "style", name));
}

Style *
document_style (Assembly *a, const Style *copy)
{
  Style *style = g_memdup2 (copy, sizeof *copy);
  g_ptr_array_add (a->document->styles, style);
  return style;
}

const Style *
inline_style (Assembly *a, const Style *base, const char *name)
{
  g_autofree char *own = g_strdup_printf ("%s-%s", base->name, name);
  const LayoutStyle *overlay = layout_style (a->layout, own);
  if (overlay == NULL)
    overlay = layout_style (a->layout, name);
  if (overlay == NULL)
    return base;
  g_autofree char *key = g_strdup_printf ("%s\x1f%s\x1f%d\x1f%d\x1f%d\x1f%06X", base->name, name, base->size,
                                          base->weight, base->italic, base->colour);
  Style *style = g_hash_table_lookup (a->derived, key);
  if (style != NULL)
    return style;
  style = document_style (a, base);
  style_apply_inline (style, overlay);
  g_hash_table_insert (a->derived, g_steal_pointer (&key), style);
  return style;
}

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

static void
section_heading (Assembly *a, const Section *section, Block *parent, const YamlNode *node, int level)
{
  const char *own = key_text (section->keys, "heading_style", NULL);
  const Style *style = own != NULL ? named_style (a, own)
                                   : part_style (a, section, "heading", level > 2 ? "subheading" : "heading");
  g_autoptr (GPtrArray) inlines = g_ptr_array_new_with_free_func ((GDestroyNotify)inline_free);
  InlineWriter writer;
  inline_writer_init (&writer, a, inlines, style, NULL, section->mark);
  template_write (&writer, node, "", NULL);
  inline_writer_finish (&writer);
  g_ptr_array_unref (writer.pending);
  add_heading (a, parent, section, style, level, inlines);
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

/* A style without spaces, rules or ground, for boxes that only hold others. */
const Style *
bare_style (Assembly *a)
{
  Style *style = g_hash_table_lookup (a->derived, "\x1f"
                                                  "bare");
  if (style != NULL)
    return style;
  Style bare = *named_style (a, "text");
  bare.name = g_intern_static_string ("bare");
  bare.has_ground = bare.has_outline = FALSE;
  bare.pad_x = bare.pad_y = bare.space_before = bare.space_after = 0;
  bare.rule_above = bare.rule_below = bare.bar_start = (Rule){0, 0, 0};
  bare.keep_next = bare.keep_together = bare.span = bare.bleed = FALSE;
  style = document_style (a, &bare);
  g_hash_table_insert (a->derived,
                       g_strdup ("\x1f"
                                 "bare"),
                       style);
  return style;
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

static void
assemble_content (Assembly *a, const Section *section, Block *parent)
{
  switch (section->spec->kind)
    {
    case SECTION_TITLE:
    case SECTION_PASSAGE:
    case SECTION_HEADING:
    case SECTION_MARKDOWN:
    case SECTION_TEXT:
    case SECTION_BANNER:
      assemble_prose (a, section, parent);
      break;
    case SECTION_FIGURES:
      assemble_figures (a, section, parent);
      break;
    case SECTION_JUDGEMENTS:
    case SECTION_INDICATORS:
      assemble_judgements (a, section, parent);
      break;
    case SECTION_CONTESTED:
    case SECTION_CONTRADICTIONS:
      assemble_positions (a, section, parent);
      break;
    case SECTION_CLAIMS:
      assemble_claims (a, section, parent);
      break;
    case SECTION_COMPARISON:
    case SECTION_ESTIMATE:
    case SECTION_CHART:
    case SECTION_TIMELINE:
      assemble_drawing (a, section, parent);
      break;
    case SECTION_LEADERSHIP:
    case SECTION_RELATIONS:
    case SECTION_ENTITIES:
    case SECTION_SOURCES:
    case SECTION_LIKELIHOOD_KEY:
      assemble_tables (a, section, parent);
      break;
    case SECTION_NOTES:
    case SECTION_CONTENTS:
    case SECTION_SOURCE_SUMMARY:
      {
        const Deferred deferred = {parent, section, a->headings->len};
        g_array_append_val (a->deferred, deferred);
        break;
      }
    case SECTION_GROUP:
    case SECTION_ROW:
    case SECTION_STACK:
    case SECTION_ASIDE:
      assemble_container (a, section, parent);
      break;
    default:
      assemble_simple (a, section, parent);
      break;
    }
}

/* A block with a heading is a section of the document: heading and content in one Sect. */
void
assemble_section (Assembly *a, const Section *section, Block *parent)
{
  const YamlNode *heading = yaml_find (section->keys, "heading");
  const gboolean headed = heading != NULL && !yaml_is_null (heading) && node_words (heading, a->lang) != NULL;
  const gboolean empty = section_is_empty (a, section);
  Block *into = parent;
  if (is_dropped (a, section->id, 0))
    return;
  if (empty && yaml_find (section->keys, "empty") == NULL)
    return;
  if (headed || section->spec->kind == SECTION_NOTES || section->spec->kind == SECTION_CONTENTS ||
      section->spec->kind == SECTION_SOURCE_SUMMARY)
    into = block_add_take (parent, block_new (BLOCK_GROUP, headed ? ROLE_SECT : ROLE_NONE, bare_style (a)));
  into->mark = into != parent ? section->mark : into->mark;
  if (headed && (!empty || g_strcmp0 (node_words (yaml_find (section->keys, "empty"), a->lang), "hide") != 0))
    section_heading (a, section, into, heading, key_integer (section->keys, "level", 2));
  if (empty)
    add_empty (a, section, into);
  else
    assemble_content (a, section, into);
}

void
assemble_sections (Assembly *a, const GPtrArray *sections, Block *parent)
{
  for (guint i = 0; i < sections->len; i++)
    assemble_section (a, g_ptr_array_index (sections, i), parent);
}

/* The frame */

static Block *
furniture_block (Assembly *a, const YamlNode *node, const char *style_name, Align align)
{
  if (node == NULL)
    return NULL;
  const Style *named = named_style (a, style_name);
  Style *style = document_style (a, named);
  Block *block = block_new (BLOCK_PARAGRAPH, ROLE_ARTIFACT, style);
  InlineWriter writer;
  style->align = align;
  style->hyphenate = FALSE;
  block->mark = node->mark;
  inline_writer_init (&writer, a, block->inlines, style, NULL, node->mark);
  template_write (&writer, node, "", NULL);
  inline_writer_finish (&writer);
  g_ptr_array_unref (writer.pending);
  return block;
}

static void
fill_furniture (Assembly *a, const LayoutFurniture *layout, Furniture *furniture, const char *style)
{
  furniture->left = furniture_block (a, layout->left, style, ALIGN_START);
  furniture->centre = furniture_block (a, layout->centre, style, ALIGN_CENTRE);
  furniture->right = furniture_block (a, layout->right, style, ALIGN_END);
}

static gboolean
furniture_has_banner (const LayoutFurniture *furniture)
{
  const YamlNode *const slots[] = {furniture->left, furniture->centre, furniture->right};
  for (int i = 0; i < 3; i++)
    {
      const char *text = slots[i] != NULL ? node_words (slots[i], NULL) : NULL;
      if (text != NULL && strstr (text, "{banner") != NULL)
        return TRUE;
    }
  return FALSE;
}

/* A scheme such as TLP demands its label at the top and at the foot of every page; a layout cannot leave it out. */
static void
check_banner (Assembly *a)
{
  const Layout *layout = a->layout;
  const gboolean first_differs = layout->first_header.left != NULL || layout->first_header.centre != NULL ||
                                 layout->first_header.right != NULL;
  const Mark mark = layout->root->mark;
  if (a->release->scheme == NULL || !a->release->scheme->every_page)
    return;
  if (!furniture_has_banner (&layout->header) || !furniture_has_banner (&layout->footer) ||
      (first_differs && !furniture_has_banner (&layout->first_header)))
    diags_error (a->diags, mark, "banner-missing",
                 "header: {right: \"{banner}\"}, and the same for first_header and footer",
                 "the scheme “%s” wants its label in header and footer of every page",
                 a->release->scheme->id);
}

static gboolean
sections_have_notes (const Assembly *a, const GPtrArray *sections)
{
  for (guint i = 0; i < sections->len; i++)
    {
      const Section *section = g_ptr_array_index (sections, i);
      if (is_dropped (a, section->id, 0))
        continue;
      if (section->spec->kind == SECTION_NOTES ||
          (section->children != NULL && sections_have_notes (a, section->children)))
        return TRUE;
    }
  return FALSE;
}

static void
cited_free (gpointer data)
{
  Cited *cited = data;
  g_ptr_array_unref (cited->backs);
  g_free (cited);
}

static void
headed_free (gpointer data)
{
  Headed *headed = data;
  g_free (headed->id);
  g_free (headed->title);
  g_free (headed->number);
  g_free (headed);
}

static const char *
language_of (const Release *release, const Layout *layout, const char *lang)
{
  if (lang == NULL)
    lang = layout->lang;
  if (lang == NULL && release->briefing != NULL)
    lang = release->briefing->language;
  return g_intern_string (lang != NULL ? lang : "en-GB");
}

static void
assembly_init (Assembly *a, const Release *release, const Layout *layout, const char *lang,
               const AssembleOptions *options, Diags *diags)
{
  *a = (Assembly){.release = release, .layout = layout, .options = options, .diags = diags};
  a->lang = language_of (release, layout, lang);
  a->words = words_new (layout, release, a->lang);
  a->document = document_new ();
  a->derived = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  a->mentioned = g_hash_table_new (g_str_hash, g_str_equal);
  a->cited = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, cited_free);
  a->cited_order = g_ptr_array_new ();
  a->headings = g_ptr_array_new_with_free_func (headed_free);
  a->deferred = g_array_new (FALSE, FALSE, sizeof (Deferred));
  a->has_notes = layout->body != NULL && sections_have_notes (a, layout->body);
}

static void
assembly_clear (Assembly *a)
{
  words_free (a->words);
  g_hash_table_unref (a->derived);
  g_hash_table_unref (a->mentioned);
  g_ptr_array_unref (a->cited_order);
  g_hash_table_unref (a->cited);
  g_ptr_array_unref (a->headings);
  g_array_unref (a->deferred);
}

static void
warn_untranslated (Assembly *a)
{
  g_autoptr (GPtrArray) missing = labels_missing (a->layout, a->lang);
  const Mark mark = a->layout->root->mark;
  if (missing->len > 0)
    diags_warning (a->diags, mark, "label-untranslated", "labels: {fr: {undated: sans date}}",
                   "%u labels have no words in “%s” and are printed in English, beginning with “%s”",
                   missing->len, a->lang, (const char *)g_ptr_array_index (missing, 0));
}

static void
fill_metadata (Assembly *a)
{
  Document *document = a->document;
  const Briefing *briefing = a->release->briefing;
  document->page = a->layout->page;
  document->lang = g_strdup (a->lang);
  document->title = field_global (a, "briefing.title", NULL);
  document->marking = field_global (a, "marking", NULL);
  document->digest = release_digest (a->release);
  if (briefing == NULL)
    return;
  document->author = g_strdup (briefing->desk);
  document->subject = field_global (a, "layout.title", NULL);
  document->created = date_to_text (&briefing->issued);
  document->keywords = field_global (a, "briefing.subject", NULL);
}

Document *
assemble_document (const Release *release, const Layout *layout, const char *lang,
                   const AssembleOptions *options, Diags *diags)
{
  Assembly a;
  assembly_init (&a, release, layout, lang, options, diags);
  warn_untranslated (&a);
  fill_metadata (&a);
  check_banner (&a);
  fill_furniture (&a, &layout->header, &a.document->header, "header");
  fill_furniture (&a, &layout->first_header, &a.document->first_header, "first-header");
  fill_furniture (&a, &layout->footer, &a.document->footer, "footer");
  a.document->body = block_new (BLOCK_GROUP, ROLE_DOCUMENT, bare_style (&a));
  assemble_sections (&a, layout->body, a.document->body);
  /* contents last: the others may add headings */
  for (int pass = 0; pass < 2; pass++)
    for (guint i = 0; i < a.deferred->len; i++)
      {
        const Deferred *deferred = &g_array_index (a.deferred, Deferred, i);
        if ((deferred->section->spec->kind == SECTION_CONTENTS) == (pass == 1))
          assemble_back_matter (&a, deferred->section, deferred->holder, deferred->n_headings);
      }
  assembly_clear (&a);
  return a.document;
}

DrawingData *
assemble_chart (const Release *release, const Layout *layout, const char *lang, Diags *diags)
{
  Assembly a;
  YamlNode keys = {.kind = YAML_MAP};
  const SectionSpec *spec = section_specs;
  assembly_init (&a, release, layout, lang, NULL, diags);
  while (spec->kind != SECTION_CHART)
    spec++;
  keys.items = g_ptr_array_new ();
  keys.keys = g_ptr_array_new ();
  const Section section = {.spec = spec, .keys = &keys};
  DrawingData *data = chart_data (&a, &section);
  g_ptr_array_unref (keys.items);
  g_ptr_array_unref (keys.keys);
  assembly_clear (&a);
  document_free (a.document);
  return data;
}
