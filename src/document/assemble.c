/* assemble.c: a Release arranged by a Layout (assemble.h): metadata, furniture, body; blocks that need all others come last. What
 * the blocks say is in assemble-*.c, one file a family.
 */
#include "document/assemble.h"
#include "document/abbreviations.h"
#include "document/chart-words.h"
#include <string.h>
#include "document/section-drawings.h"
#include "document/spoken.h"
#include "release/values.h"

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
  furniture->image = furniture_image (a, layout->image);
  furniture->image_at_end =
      layout->image != NULL && g_str_equal (key_text (layout->image, "side", "start"), "end");
}

/* A draft says so across every page, whatever the layout. */
static void
set_watermark (Assembly *a)
{
  const Briefing *briefing = a->release->briefing;
  if (briefing == NULL || g_strcmp0 (briefing->status, "draft") != 0)
    return;
  a->document->watermark = g_strdup (word_in (a->layout, a->lang, "draft"));
  Style *style = document_style (a, named_style (a, "watermark"));
  if (layout_style (a->layout, "watermark") == NULL) /* so pale that text on it stays legible */
    style->colour = 0xE3E6E9;
  a->document->watermark_style = style;
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
      if (section->spec->kind == SECTION_NOTES || section->spec->kind == SECTION_SOURCE_KEY ||
          (section->children != NULL && sections_have_notes (a, section->children)))
        return TRUE;
    }
  return FALSE;
}

/* The first notes block that is not dropped; NULL: none. */
static const Section *
notes_section (const Assembly *a, const GPtrArray *sections)
{
  for (guint i = 0; sections != NULL && i < sections->len; i++)
    {
      const Section *section = g_ptr_array_index (sections, i);
      if (is_dropped (a, section->id, 0))
        continue;
      const Section *found =
          section->spec->kind == SECTION_NOTES ? section : notes_section (a, section->children);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static NotePlace
note_place (const Assembly *a)
{
  const Section *section = notes_section (a, a->layout->body);
  const char *place = section != NULL ? key_text (section->keys, "place", "end") : "end";
  if (g_str_equal (place, "foot"))
    return NOTES_FOOT;
  if (!g_str_equal (place, "side"))
    return NOTES_END;
  if (a->layout->page.aside_width == 0)
    diags_error (a->diags, section->mark, "notes-no-margin",
                 "page: {aside: {width: 40mm, gap: 5mm}}, or place: foot",
                 "notes stand at the side only where the page has a margin column");
  return NOTES_SIDE;
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

static gboolean
check_language (const Release *release, const Layout *layout, const char *lang, Diags *diags)
{
  const char *language = language_of (release, layout, lang);
  if (language_is_valid (language))
    return TRUE;
  diags_error (diags, layout->root->mark, "product-language", "BCP 47: en-GB, fr, ps", "“%s” is no language",
               language);
  return FALSE;
}

static void
assembly_init (Assembly *a, const Release *release, const Layout *layout, const char *lang,
               const AssembleOptions *options, Diags *diags)
{
  *a = (Assembly){.release = release, .layout = layout, .options = options, .diags = diags};
  a->lang = language_of (release, layout, lang);
  a->words = words_new (layout, release, a->lang);
  a->scope = query_scope (release, layout);
  a->scope.lang = a->lang;
  a->document = document_new ();
  a->derived = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  a->mentioned = g_hash_table_new (g_str_hash, g_str_equal);
  a->cited = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, cited_free);
  a->cited_order = g_ptr_array_new ();
  a->untold = g_hash_table_new (g_direct_hash, g_direct_equal);
  for (guint i = 0; i < release->passages->len && !a->own_passages; i++)
    a->own_passages = words_has (a->words, ((const Passage *)g_ptr_array_index (release->passages, i))->text);
  a->references = references_new ();
  a->headings = g_ptr_array_new_with_free_func (headed_free);
  a->deferred = g_array_new (FALSE, FALSE, sizeof (Deferred));
  a->note_place = a->document->note_place = note_place (a);
  a->has_notes = layout->body != NULL && sections_have_notes (a, layout->body);
}

static void
assembly_clear (Assembly *a)
{
  words_free (a->words);
  words_free (a->foreign);
  g_hash_table_unref (a->untold);
  query_scope_clear (&a->scope);
  g_hash_table_unref (a->derived);
  g_hash_table_unref (a->mentioned);
  g_ptr_array_unref (a->cited_order);
  g_hash_table_unref (a->cited);
  g_ptr_array_unref (a->headings);
  references_free (a->references);
  g_array_unref (a->deferred);
}

/* What the product says in another language than its own, once for all of it. */
static void
tell_untranslated (Assembly *a)
{
  enum
  {
    NAMED = 5
  };
  const GPtrArray *missed = words_missed (a->words);
  const Mark mark = a->layout->root->mark;
  g_autoptr (GString) names = g_string_new (NULL);
  for (guint i = 0; i < MIN (missed->len, NAMED); i++)
    {
      const char *text = g_ptr_array_index (missed, i);
      g_autofree char *start = g_utf8_substring (text, 0, MIN (40, g_utf8_strlen (text, -1)));
      g_string_append_printf (names, "%s“%s%s”", i > 0 ? ", " : "", start,
                              strlen (start) < strlen (text) ? "…" : "");
    }
  if (missed->len > 0)
    diags_note (a->diags, mark, "text-untranslated",
                "a text: {en: …, fr: …}; a unit or status: words: {fr: {fighters: combattants}}",
                "%u texts have no words in “%s” and are printed as the facts give them: %s%s", missed->len,
                a->lang, names->str, missed->len > NAMED ? " and others" : "");
  if (g_hash_table_size (a->untold) > 0)
    diags_note (
        a->diags, mark, "passage-untranslated", "give their text in this language, too: text: {en: …, fr: …}",
        "%u passages have no words in “%s” and are not printed", g_hash_table_size (a->untold), a->lang);
}

static void
fill_metadata (Assembly *a)
{
  Document *document = a->document;
  const Briefing *briefing = a->release->briefing;
  document->page = a->layout->page;
  document->page.rtl = words_rtl (a->words);
  document->lang = g_strdup (a->lang);
  document->title = field_global (a, "briefing.title", NULL);
  document->marking = field_global (a, "marking", NULL);
  document->digest = release_digest (a->release);
  if (briefing == NULL)
    return;
  document->case_id = g_strdup (briefing->id);
  document->issue = briefing->issue;
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
  if (!check_language (release, layout, lang, diags))
    return NULL;
  assembly_init (&a, release, layout, lang, options, diags);
  labels_tell_missing (layout, a.lang, diags);
  fill_metadata (&a);
  check_banner (&a);
  fill_furniture (&a, &layout->header, &a.document->header, "header");
  fill_furniture (&a, &layout->first_header, &a.document->first_header, "first-header");
  fill_furniture (&a, &layout->footer, &a.document->footer, "footer");
  set_watermark (&a);
  a.document->body = block_new (BLOCK_GROUP, ROLE_DOCUMENT, bare_style (&a));
  assemble_sections (&a, layout->body, a.document->body);
  /* contents last: the others may add headings; the key, too: notes may cite */
  for (int pass = 0; pass < 2; pass++)
    for (guint i = 0; i < a.deferred->len; i++)
      {
        const Deferred *deferred = &g_array_index (a.deferred, Deferred, i);
        const SectionKind kind = deferred->section->spec->kind;
        if ((kind == SECTION_CONTENTS || kind == SECTION_SOURCE_KEY) == (pass == 1))
          assemble_back_matter (&a, deferred->section, deferred->holder, deferred->n_headings);
      }
  references_resolve (&a);
  abbreviations_expand (&a);
  spoken_expand (&a);
  tell_untranslated (&a);
  assembly_clear (&a);
  return a.document;
}

static const Section *
first_chart (const GPtrArray *sections)
{
  const Section *found = NULL;
  for (guint i = 0; sections != NULL && i < sections->len && found == NULL; i++)
    {
      const Section *section = sections->pdata[i];
      found = section->spec->kind == SECTION_CHART ? section : first_chart (section->children);
    }
  return found;
}

/* What a chart block without keys shows of @release, or of @graph: all of it, in the manner of the layout's first chart. */
static DrawingData *
chart_alone (const Release *release, const YamlNode *graph, const Layout *layout, const char *lang,
             const ChartWish *wish, Diags *diags)
{
  Assembly a;
  YamlNode keys = {.kind = YAML_MAP};
  const SectionSpec *spec = section_specs;
  if (!check_language (release, layout, lang, diags))
    return NULL;
  assembly_init (&a, release, layout, lang, NULL, diags);
  a.wish = wish;
  while (spec->kind != SECTION_CHART)
    spec++;
  keys.items = g_ptr_array_new ();
  keys.keys = g_ptr_array_new ();
  const Section section = {.spec = spec, .keys = &keys};
  DrawingData *data = graph != NULL                          ? graph_data (&a, &section, graph)
                      : wish != NULL && wish->figure != NULL ? figure_data (&a, wish->figure)
                                                             : chart_data (&a, &section);
  const Section *first = first_chart (layout->body);
  if (data != NULL && data->kind == DRAWING_CHART && first != NULL)
    chart_manner (data, first);
  if (data != NULL)
    chart_words (&a, data);
  g_ptr_array_unref (keys.items);
  g_ptr_array_unref (keys.keys);
  assembly_clear (&a);
  document_free (a.document);
  return data;
}

DrawingData *
assemble_chart (const Release *release, const Layout *layout, const char *lang, const ChartWish *wish,
                Diags *diags)
{
  return chart_alone (release, NULL, layout, lang, wish, diags);
}

DrawingData *
assemble_graph (const YamlNode *graph, const Layout *layout, const char *lang, const ChartWish *wish,
                Diags *diags)
{
  g_autoptr (Release) nothing = release_new ();
  return chart_alone (nothing, graph, layout, lang, wish, diags);
}
