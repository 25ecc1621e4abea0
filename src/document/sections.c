/* sections.c: see sections.h. */
#include "document/sections.h"

const KeySpec section_common_keys[] = {
    {"id", KEY_TEXT, .meaning = "a name for `fit: drop:` and for links"},
    {"style", KEY_STYLE, .meaning = "of the block; its parts take STYLE-part where such a style is there"},
    {"heading", KEY_TEMPLATE, .meaning = "words above the block"},
    {"heading_tags", KEY_STRINGS,
     .meaning = "words above the block are those of the first passage with all these tags, if there is one"},
    {"heading_style", KEY_STYLE, .meaning = "of the heading; without it: STYLE-heading or heading"},
    {"level", KEY_INTEGER, .low = 1, .high = 3, .meaning = "of the heading in the outline; default 2"},
    {"numbered", KEY_BOOLEAN, .meaning = "a running number before the heading"},
    {"empty", KEY_TEMPLATE, .meaning = "hide (as it is), say (that there is nothing), or the words to say"},
    {"span", KEY_INTEGER, .low = 1, .high = 12, .meaning = "width in a row, of 12"},
    {"offset", KEY_INTEGER, .low = 0, .high = 11, .meaning = "columns left free before it in a row, of 12"},
    {NULL}};

const KeySpec column_keys[] = {
    {"head", KEY_TEMPLATE, .meaning = "words in the head of the column"},
    {"text", KEY_TEMPLATE, .meaning = "words of one record: \"{from}\""},
    {"width", KEY_LENGTH, .meaning = "fixed width; without it by weight or content"},
    {"weight", KEY_INTEGER, .low = 0, .high = 100, .meaning = "share of the width that is left"},
    {"align", KEY_CHOICE, .choices = "start|end|centre|decimal",
     .meaning = "of the cells; decimal: numbers at their decimal marks, ranges at their dashes"},
    {"style", KEY_STYLE, .meaning = "of the cells"},
    {"unit", KEY_TEMPLATE, .meaning = "words in a second row of the head"},
    {"foot", KEY_TEMPLATE, .meaning = "words in a last row, under a rule"},
    {"merge", KEY_BOOLEAN, .meaning = "equal neighbours become one cell; default false"},
    {"hide_uniform", KEY_BOOLEAN,
     .meaning = "a column that says the same in all rows is said once, above the table; default false"},
    {"hide_empty", KEY_BOOLEAN, .meaning = "a column without any words is left out; default false"},
    {NULL}};
const KeySpec cell_keys[] = {
    {"text", KEY_TEMPLATE, .meaning = "the words"},
    {"col_span", KEY_INTEGER, .low = 1, .high = 50, .meaning = "columns that it takes; default 1"},
    {"row_span", KEY_INTEGER, .low = 1, .high = 1000, .meaning = "rows that it takes; default 1"},
    {"align", KEY_CHOICE, .choices = "start|end|centre", .meaning = "default: its column's"},
    {"style", KEY_STYLE, .meaning = "default: its column's"},
    {"head", KEY_BOOLEAN,
     .meaning = "it names its row or its column; default: in the head and the first column"},
    {NULL}};
const KeySpec shown_keys[] = {
    {"claim", KEY_ID, .meaning = "whose figure is shown"},
    {"beside", KEY_ID, .meaning = "a second claim, for the caption: {beside.figure}"},
    {"value", KEY_TEMPLATE, .meaning = "the large words; default: the number"},
    {"unit", KEY_TEMPLATE, .meaning = "small words after it; default: the unit"},
    {"caption", KEY_TEMPLATE, .meaning = "default: what is counted, when, and the comparison"},
    {"source", KEY_TEMPLATE, .meaning = "default: who says so, when, and provisional"},
    {NULL}};
const KeySpec shown_group_keys[] = {{"heading", KEY_TEMPLATE, .meaning = "of the group"},
                                    {"where", KEY_QUERY, .meaning = "which records are in it"},
                                    {NULL}};

#define WHERE                                                                                                \
  {                                                                                                          \
    "where", KEY_QUERY, .meaning = "which records, in what order, how many"                                  \
  }
#define COLUMNS                                                                                              \
  {                                                                                                          \
    "columns", KEY_COLUMNS, .meaning = "[{head, text, width, weight, align}]"                                \
  }
#define TABLE_KEYS                                                                                           \
  {"row_head", KEY_BOOLEAN, .meaning = "the first column names its row; default true"},                      \
      {"wide", KEY_CHOICE, .choices = "auto|split|turn|fit",                                                 \
       .meaning = "when words do not fit beside each other: "                                                \
                  "parts below one another (auto, split), pages in landscape (turn), or cut"},               \
      {"keys", KEY_INTEGER, .low = 0, .high = 20,                                                            \
       .meaning = "columns repeated in each part of a table that is split; default 1"},                      \
  {                                                                                                          \
    "width", KEY_CHOICE, .choices = "full|content", .meaning = "of the table; default full"                  \
  }
#define CAPTION                                                                                              \
  {                                                                                                          \
    "caption", KEY_TEMPLATE, .meaning = "below the drawing"                                                  \
  }
#define HEIGHT                                                                                               \
  {                                                                                                          \
    "height", KEY_LENGTH, .meaning = "of the drawing; without it: its own"                                   \
  }
#define LIMIT                                                                                                \
  {                                                                                                          \
    "limit", KEY_INTEGER, .low = 1, .high = 1000, .meaning = "at most so many"                               \
  }

static const KeySpec no_keys[] = {{NULL}};
static const KeySpec title_keys[] = {{"text", KEY_TEMPLATE, .meaning = "default: {briefing.title}"},
                                     {"subtitle", KEY_TEMPLATE, .meaning = "below the title"},
                                     {"kicker", KEY_TEMPLATE, .meaning = "above the title, small"},
                                     {NULL}};
static const KeySpec passage_keys[] = {
    {"text", KEY_IDS, .meaning = "ids of passages (in a case's own layout)"},
    WHERE,
    {"headings", KEY_BOOLEAN, .meaning = "print the passages' own headings; default true"},
    {"columns", KEY_INTEGER, .low = 1, .high = 4, .meaning = "set side by side"},
    {"first_style", KEY_STYLE, .meaning = "of a passage's first paragraph; default: the block's"},
    {NULL}};
static const KeySpec text_keys[] = {{"text", KEY_TEMPLATE, .meaning = "the words"}, {NULL}};
static const KeySpec heading_keys[] = {{"text", KEY_TEMPLATE, .meaning = "the words"}, {NULL}};
static const KeySpec markdown_keys[] = {
    {"text", KEY_WORDS, .meaning = "Markdown; [F30] cites, {F30} prints a figure"}, {NULL}};
static const KeySpec figures_keys[] = {
    WHERE,
    {"show", KEY_SHOWN, .meaning = "[{claim, beside, caption}], in a case's own layout"},
    {"columns", KEY_INTEGER, .low = 1, .high = 6, .meaning = "figures side by side; default: all, at most 4"},
    {"pairs", KEY_BOOLEAN, .meaning = "a compared claim goes into its partner's caption; default true"},
    {"value", KEY_TEMPLATE, .meaning = "the large words"},
    {"unit", KEY_TEMPLATE, .meaning = "small words after it"},
    {"caption", KEY_TEMPLATE, .meaning = "the words below"},
    {"source", KEY_TEMPLATE, .meaning = "the last line"},
    {NULL}};
static const KeySpec judgements_keys[] = {
    WHERE,
    {"confidence", KEY_CHOICE, .choices = "below|after|none", .meaning = "where confidence stands"},
    {"because", KEY_BOOLEAN, .meaning = "print what the confidence rests on; default true"},
    {"basis", KEY_BOOLEAN, .meaning = "cite the claims it rests on; default true"},
    {"alternatives", KEY_BOOLEAN, .meaning = "print alternatives; default false"},
    {"indicators", KEY_BOOLEAN, .meaning = "print what would change our mind; default false"},
    {"if_wrong", KEY_BOOLEAN, .meaning = "print what follows if it is wrong; default false"},
    {"numbers", KEY_BOOLEAN, .meaning = "number the judgements; default true"},
    {NULL}};
static const KeySpec indicators_keys[] = {WHERE, LIMIT, {NULL}};
static const KeySpec contested_keys[] = {
    WHERE,
    {"third", KEY_BOOLEAN,
     .meaning = "the report's own voice on the same question as a third position; default true"},
    {"columns", KEY_BOOLEAN, .meaning = "positions side by side; default true"},
    {NULL}};
static const KeySpec claims_keys[] = {
    WHERE,
    {"as", KEY_CHOICE, .choices = "table|list|paragraphs", .meaning = "default table"},
    COLUMNS,
    CAPTION,
    TABLE_KEYS,
    {"text", KEY_TEMPLATE, .meaning = "of one item of a list; default: {text}"},
    {"groups", KEY_GROUPS, .meaning = "[{heading, where}]: a part of the table each; the rest follows"},
    {"rest", KEY_TEMPLATE, .meaning = "heading of what is in no group"},
    {NULL}};
static const KeySpec comparison_keys[] = {
    WHERE,
    CAPTION,
    HEIGHT,
    {"title", KEY_TEMPLATE, .meaning = "a sentence that says what is seen"},
    {"panels", KEY_CHOICE, .choices = "group|place|year|speaker",
     .meaning = "all counts of one unit, in a small panel for each of these, on one scale"},
    {NULL}};
static const KeySpec estimate_keys[] = {
    WHERE,
    CAPTION,
    HEIGHT,
    {"title", KEY_TEMPLATE, .meaning = "a sentence that says what is seen"},
    {"over", KEY_CHOICE, .choices = "nothing|time",
     .meaning = "time: a panel for each who says so, where there are two dates; default nothing: rows"},
    {"note", KEY_TEMPLATE, .meaning = "what must not be done with the figures"},
    {NULL}};
static const KeySpec record_table_keys[] = {WHERE, COLUMNS, CAPTION, TABLE_KEYS, {NULL}};
static const KeySpec table_keys[] = {
    COLUMNS,
    CAPTION,
    TABLE_KEYS,
    {"head", KEY_ROWS,
     .meaning = "rows of the head, repeated on each page; one row may be written without its list"},
    {"rows", KEY_ROWS, .meaning = "rows of cells: words, or {text, col_span, row_span, align, style, head}"},
    {"foot", KEY_ROWS, .meaning = "last rows, under a rule"},
    {NULL}};
#define FOCUS                                                                                                \
  {                                                                                                          \
    "focus", KEY_TEXT, .meaning = "id of an entity; default: the briefing's subject; all: no focus"          \
  }
#define DEPTH                                                                                                \
  {                                                                                                          \
    "depth", KEY_INTEGER, .low = 1, .high = 9, .meaning = "steps from the focus; without it: everything"     \
  }
#define KINDS                                                                                                \
  {                                                                                                          \
    "kinds", KEY_STRINGS,                                                                                    \
        .meaning =                                                                                           \
            "only these: organisation, person, event, place, state; hostile, allied, attack, command, "      \
            "allegiance, membership, other"                                                                  \
  }
#define ACTORS                                                                                               \
  {                                                                                                          \
    "limit", KEY_INTEGER, .low = 2, .high = 2000, .meaning = "only so many actors: those with most ties"     \
  }
#define AS_OF                                                                                                \
  {                                                                                                          \
    "as-of", KEY_TEXT, .meaning = "a date: without ties that began later or had ended; default: all"         \
  }
static const KeySpec chart_keys[] = {
    WHERE,
    CAPTION,
    HEIGHT,
    {"title", KEY_TEMPLATE, .meaning = "bold words that begin the caption"},
    FOCUS,
    DEPTH,
    KINDS,
    ACTORS,
    AS_OF,
    {"effort", KEY_CHOICE, .choices = "draft|normal|best", .meaning = "how long to look for good places"},
    {"fold", KEY_CHOICE, .choices = "none|leaders|all",
     .meaning = "what becomes a row inside a box; default all"},
    {"parallel", KEY_CHOICE, .choices = "auto|merge|side|separate",
     .meaning = "several relations of the same two: one line for all, strokes side by side, a line each; "
                "default auto, a line each until there is no room"},
    {"larger", KEY_CHOICE, .choices = "none|turn|sheet",
     .meaning = "the page that one too large for its column may have: its own alone, in landscape, or twice "
                "as large; default "
                "sheet, none where height or fit is set"},
    {NULL}};
#define TIES_KEYS                                                                                            \
  WHERE, CAPTION, {"title", KEY_TEMPLATE, .meaning = "bold words that begin the caption"}, FOCUS, DEPTH,     \
      KINDS, ACTORS, AS_OF
static const KeySpec ties_keys[] = {TIES_KEYS, {NULL}};
static const KeySpec matrix_keys[] = {
    TIES_KEYS,
    {"as", KEY_CHOICE, .choices = "drawing|table",
     .meaning = "table: the same in words, for whoever does not see the chart; default drawing"},
    TABLE_KEYS,
    {NULL}};
static const KeySpec timeline_keys[] = {
    WHERE,
    CAPTION,
    HEIGHT,
    {"as", KEY_CHOICE, .choices = "drawing|rail|table",
     .meaning = "default drawing: on an axis of time where there is room; rail: in order, not to scale"},
    {"text", KEY_TEMPLATE, .meaning = "words of one event; default: {text}"},
    {NULL}};
static const KeySpec image_keys[] = {
    {"file", KEY_TEXT, .meaning = "PNG, JPEG or SVG in the layout's folder or below it"},
    {"alt", KEY_WORDS, .meaning = "what it shows, for those who do not see it"},
    {"decorative", KEY_BOOLEAN, .meaning = "it says nothing: no alt, not read aloud"},
    {"width", KEY_LENGTH, .meaning = "on paper; without it: its own, at most the column's"},
    {"height", KEY_LENGTH, .meaning = "on paper; with width: it fits into both"},
    CAPTION,
    {NULL}};
static const KeySpec cover_keys[] = {
    {"text", KEY_TEMPLATE, .meaning = "default: {briefing.title}"},
    {"kicker", KEY_TEMPLATE, .meaning = "above the title; default: {layout.title}"},
    {"subtitle", KEY_TEMPLATE, .meaning = "default: {briefing.subtitle}"},
    {"top", KEY_LENGTH, .meaning = "white above the title; default: a sixth of the page"},
    {"distribution", KEY_BOOLEAN, .meaning = "the distribution list, too; default true"},
    {NULL}};
static const KeySpec sources_keys[] = {
    WHERE,
    COLUMNS,
    CAPTION,
    TABLE_KEYS,
    {"voices", KEY_BOOLEAN, .meaning = "voices inside documents too; default true"},
    {NULL}};
static const KeySpec notes_keys[] = {
    WHERE,
    {"all", KEY_BOOLEAN, .meaning = "every released claim, not only those cited"},
    {"text", KEY_BOOLEAN, .meaning = "print what is said; default true"},
    {"back", KEY_BOOLEAN,
     .meaning = "links back to where it is cited; default true, but at the foot and at the side"},
    {"place", KEY_CHOICE, .choices = "end|foot|side",
     .meaning =
         "all here; at the foot of the page that cites it first; beside the line, in the margin column"},
    {NULL}};
static const KeySpec likelihood_keys[] = {
    {"across", KEY_BOOLEAN,
     .meaning = "a column for each word, its range below; default false: a row for each"},
    {NULL}};
static const KeySpec contents_keys[] = {
    {"levels", KEY_INTEGER, .low = 1, .high = 3, .meaning = "deepest heading listed; default 2"},
    {"columns", KEY_INTEGER, .low = 1, .high = 4, .meaning = "set side by side"},
    {NULL}};
static const KeySpec group_keys[] = {
    {"body", KEY_SECTIONS, .meaning = "what is in it"},
    {"section", KEY_BOOLEAN, .meaning = "a section of its own in the structure; default false"},
    {"new_page", KEY_BOOLEAN, .meaning = "begins a page; vanishes with it when its blocks find nothing"},
    {NULL}};
static const KeySpec page_block_keys[] = {
    {"body", KEY_SECTIONS, .meaning = "what is on it"},
    {"style", KEY_PAGE, .meaning = "name in `pages:`; default: as the pages around"},
    {"orientation", KEY_CHOICE, .choices = "portrait|landscape", .meaning = "turns the sheet"},
    {NULL}};
static const KeySpec body_keys[] = {{"body", KEY_SECTIONS, .meaning = "what is in it"}, {NULL}};
static const KeySpec spacer_keys[] = {{"height", KEY_LENGTH, .meaning = "white space"}, {NULL}};

const SectionSpec section_specs[] = {
    {SECTION_TITLE, "title", title_keys, NULL, "text", FALSE,
     "title of the briefing, with kicker and subtitle"},
    {SECTION_PASSAGE, "passage", passage_keys, "passage", "text", FALSE, "prose written in the facts files"},
    {SECTION_HEADING, "heading", heading_keys, NULL, "text", FALSE, "a heading of its own"},
    {SECTION_TEXT, "text", text_keys, NULL, "text", FALSE, "one paragraph of the layout's own words"},
    {SECTION_MARKDOWN, "markdown", markdown_keys, NULL, "text", FALSE, "free Markdown"},
    {SECTION_FIGURES, "figures", figures_keys, "claim", NULL, FALSE, "strip of key figures with who says so"},
    {SECTION_JUDGEMENTS, "judgements", judgements_keys, "judgement", NULL, FALSE,
     "what we judge, how likely, how sure"},
    {SECTION_INDICATORS, "indicators", indicators_keys, "judgement", NULL, FALSE,
     "what would change our mind"},
    {SECTION_CONTESTED, "contested", contested_keys, "claim", NULL, FALSE,
     "positions on a disputed claim at equal weight"},
    {SECTION_CLAIMS, "claims", claims_keys, "claim", NULL, FALSE, "claims as a table or a list"},
    {SECTION_COMPARISON, "comparison", comparison_keys, "claim", NULL, FALSE,
     "two counts as bars, with the computed change"},
    {SECTION_ESTIMATE, "estimate", estimate_keys, "claim", NULL, FALSE,
     "ranges and bounds, each with who says so"},
    {SECTION_LEADERSHIP, "leadership", record_table_keys, "relation", NULL, FALSE,
     "who holds which office, and who says so"},
    {SECTION_RELATIONS, "relations", record_table_keys, "relation", NULL, FALSE, "relations as a table"},
    {SECTION_CHART, "chart", chart_keys, "relation", NULL, FALSE, "relationship chart"},
    {SECTION_TREE, "leadership-tree", ties_keys, "relation", NULL, FALSE,
     "bodies and, below each, who holds which office"},
    {SECTION_LINEAGE, "lineage", ties_keys, "relation", NULL, FALSE,
     "who came from whom and pledged to whom, in the order of time"},
    {SECTION_MATRIX, "matrix", matrix_keys, "relation", NULL, FALSE,
     "who is tied to whom, as a table of signs"},
    {SECTION_TIMELINE, "timeline", timeline_keys, "claim", NULL, FALSE, "dated events; undated ones apart"},
    {SECTION_COVER, "cover", cover_keys, NULL, "text", FALSE,
     "a page of its own: title, particulars, distribution"},
    {SECTION_PARTICULARS, "particulars", no_keys, NULL, NULL, FALSE,
     "status, marking, dates, desk, contact, releaser"},
    {SECTION_DISTRIBUTION, "distribution", no_keys, NULL, NULL, FALSE, "numbered copies and who has them"},
    {SECTION_IMAGE, "image", image_keys, NULL, "file", FALSE, "a picture from a file beside the layout"},
    {SECTION_ENTITIES, "entities", record_table_keys, "entity", NULL, FALSE,
     "names in all their scripts, and whom not to mix up"},
    {SECTION_SOURCES, "sources", sources_keys, "source", NULL, FALSE, "documents and the voices in them"},
    {SECTION_SOURCE_SUMMARY, "source-summary", no_keys, NULL, NULL, FALSE,
     "how many claims rest on what; computed"},
    {SECTION_TABLE, "table", table_keys, NULL, NULL, FALSE, "a table written in the layout"},
    {SECTION_LIKELIHOOD_KEY, "likelihood-key", likelihood_keys, NULL, NULL, FALSE,
     "words of likelihood and their per cent ranges"},
    {SECTION_NOTES, "notes", notes_keys, "claim", NULL, FALSE,
     "one note for each cited claim, with its chain"},
    {SECTION_SOURCE_KEY, "source-key", no_keys, NULL, NULL, FALSE,
     "who says what is cited, in one paragraph: for a page without notes"},
    {SECTION_CONTRADICTIONS, "contradictions", contested_keys, "claim", NULL, FALSE,
     "claims that deny or strain one another"},
    {SECTION_CONTENTS, "contents", contents_keys, NULL, NULL, FALSE, "headings with page numbers"},
    {SECTION_BANNER, "banner", no_keys, NULL, NULL, FALSE, "the marking as printed"},
    {SECTION_GROUP, "group", group_keys, NULL, NULL, TRUE,
     "blocks under one style: ground, rule, bar, kept together"},
    {SECTION_PAGE, "page", page_block_keys, NULL, NULL, TRUE,
     "blocks on pages of their own size or orientation; what follows begins a page again"},
    {SECTION_ROW, "row", body_keys, NULL, NULL, TRUE, "blocks side by side on 12 columns"},
    {SECTION_STACK, "stack", body_keys, NULL, NULL, TRUE, "blocks one below the other, within a row"},
    {SECTION_ASIDE, "aside", body_keys, NULL, NULL, TRUE,
     "blocks in the margin column, level with what follows"},
    {SECTION_SPACER, "spacer", spacer_keys, NULL, "height", FALSE, "white space"},
    {SECTION_RULE, "rule", no_keys, NULL, "style", FALSE, "the rule of a style"},
    {SECTION_PAGE_BREAK, "page-break", no_keys, NULL, NULL, FALSE, "go on on a new page"},
    {SECTION_COLUMN_BREAK, "column-break", no_keys, NULL, NULL, FALSE, "go on in a new column"},
    {0, NULL},
};

static const SectionSpec *
section_spec_find (const char *name)
{
  for (const SectionSpec *spec = section_specs; spec->name != NULL; spec++)
    if (g_str_equal (spec->name, name))
      return spec;
  return NULL;
}

void
section_free (gpointer data)
{
  Section *section = data;
  if (section == NULL)
    return;
  g_clear_pointer (&section->children, g_ptr_array_unref);
  g_free (section);
}

static void
unknown_section (const YamlNode *name, Diags *diags)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  for (const SectionSpec *spec = section_specs; spec->name != NULL; spec++)
    g_ptr_array_add (names, (gpointer)spec->name);
  const char *nearest = nearest_match (name->text, (const char *const *)names->pdata, (int)names->len);
  g_autofree char *hint = nearest != NULL ? g_strdup_printf ("did you mean “%s”?", nearest)
                                          : g_strdup ("docs/layouts.md lists the kinds of block");
  diags_error (diags, name->mark, "block-unknown", hint, "unknown kind of block “%s”", name->text);
}

/* `- heading: Words` and `- row: [...]` are short for `- heading: {text: Words}` and `- row: {body: [...]}`. */
static gboolean
section_check_value (const Layout *layout, const SectionSpec *spec, const YamlNode *value, Diags *diags)
{
  const KeyContext context = {layout, spec->record};
  g_autofree char *where = g_strdup_printf ("block “%s”", spec->name);
  if (yaml_is_null (value) || (spec->container && value->kind == YAML_LIST))
    return TRUE;
  if (value->kind == YAML_SCALAR && spec->shorthand != NULL)
    {
      const KeySpec *key = key_find (spec->keys, spec->shorthand);
      if (key == NULL)
        key = key_find (section_common_keys, spec->shorthand);
      return key_check (value, key, &context, diags);
    }
  return keys_check (value, spec->keys, section_common_keys, where, &context, diags);
}

/* A map with the shorthand written out, owned by the layout's tree: the item's node itself is rewritten. */
static void
section_write_out (const SectionSpec *spec, YamlNode *item, guint index)
{
  YamlNode *value = g_ptr_array_index (item->items, index);
  const char *key_name = value->kind == YAML_LIST ? "body" : spec->shorthand;
  if (value->kind == YAML_MAP || yaml_is_null (value) || key_name == NULL)
    return;
  YamlNode *map = g_new0 (YamlNode, 1), *key = g_new0 (YamlNode, 1);
  map->kind = YAML_MAP;
  map->mark = key->mark = value->mark;
  map->items = g_ptr_array_new_with_free_func ((GDestroyNotify)yaml_node_free);
  map->keys = g_ptr_array_new_with_free_func ((GDestroyNotify)yaml_node_free);
  key->kind = YAML_SCALAR;
  key->plain = TRUE;
  key->text = g_strdup (key_name);
  g_ptr_array_add (map->keys, key);
  g_ptr_array_add (map->items, value);
  item->items->pdata[index] = map;
}

static const KeySpec item_keys[] = {{"span", KEY_INTEGER, .low = 1, .high = 12},
                                    {"offset", KEY_INTEGER, .low = 0, .high = 11},
                                    {"id", KEY_TEXT},
                                    {NULL}};

static Section *
section_new (const Layout *layout, const SectionSpec *spec, YamlNode *item, guint index, Diags *diags)
{
  if (!section_check_value (layout, spec, g_ptr_array_index (item->items, index), diags))
    return NULL;
  section_write_out (spec, item, index);
  Section *section = g_new0 (Section, 1);
  const char *id;
  section->spec = spec;
  section->mark = ((YamlNode *)g_ptr_array_index (item->keys, index))->mark;
  section->keys = g_ptr_array_index (item->items, index);
  id = key_text (section->keys, "id", key_text (item, "id", NULL));
  section->id = g_intern_string (id);
  section->span = key_integer (section->keys, "span", key_integer (item, "span", 0));
  section->offset = key_integer (section->keys, "offset", key_integer (item, "offset", 0));
  if (spec->container)
    {
      const YamlNode *body = yaml_find (section->keys, "body");
      section->children =
          body != NULL ? sections_read (layout, body, diags) : g_ptr_array_new_with_free_func (section_free);
    }
  return section;
}

/* One item: {KIND: {…}}, with span, offset and id beside it if it likes. A bare word is a kind without keys. */
static Section *
section_read (const Layout *layout, YamlNode *item, Diags *diags)
{
  Section *section = NULL;
  const KeyContext context = {layout, NULL};
  if (item->kind == YAML_SCALAR)
    {
      YamlNode *key = g_new0 (YamlNode, 1), *value = g_new0 (YamlNode, 1);
      key->kind = value->kind = YAML_SCALAR;
      key->mark = value->mark = item->mark;
      key->text = g_strdup (item->text);
      if (!item->text_inside)
        g_free (item->text);
      item->text = NULL;
      value->text = g_strdup ("");
      value->plain = TRUE;
      item->kind = YAML_MAP;
      item->keys = g_ptr_array_new_with_free_func ((GDestroyNotify)yaml_node_free);
      item->items = g_ptr_array_new_with_free_func ((GDestroyNotify)yaml_node_free);
      g_ptr_array_add (item->keys, key);
      g_ptr_array_add (item->items, value);
    }
  if (item->kind != YAML_MAP)
    {
      diags_error (diags, item->mark, "block-form", "- heading: Words",
                   "a block is a map with the name of its kind, not a list");
      return NULL;
    }
  int n_kinds = 0;
  for (guint i = 0; i < item->keys->len; i++)
    {
      const YamlNode *name = g_ptr_array_index (item->keys, i), *value = g_ptr_array_index (item->items, i);
      const SectionSpec *spec = section_spec_find (name->text);
      const KeySpec *beside = key_find (item_keys, name->text);
      if (beside != NULL)
        key_check (value, beside, &context, diags);
      else if (spec == NULL)
        unknown_section (name, diags);
      else if (n_kinds++ > 0)
        diags_error (diags, name->mark, "block-form", "begin each block with its own “- ”",
                     "two kinds of block in one item");
      else
        section = section_new (layout, spec, item, i, diags);
    }
  if (item->keys->len == 0)
    diags_error (diags, item->mark, "block-form", "- heading: Words", "an empty item is no block");
  return section;
}

GPtrArray *
sections_read (const Layout *layout, const YamlNode *list, Diags *diags)
{
  GPtrArray *sections = g_ptr_array_new_with_free_func (section_free);
  if (list->kind != YAML_LIST)
    {
      diags_error (diags, list->mark, "body-form", "- title: {}", "“body” wants a list of blocks, not a %s",
                   yaml_kind_name (list));
      return sections;
    }
  for (guint i = 0; i < list->items->len; i++)
    {
      Section *section = section_read (layout, g_ptr_array_index (list->items, i), diags);
      if (section != NULL)
        g_ptr_array_add (sections, section);
    }
  return sections;
}

gboolean
sections_check_list (const YamlNode *list, const KeySpec *key, const KeyContext *context, Diags *diags)
{
  const KeySpec *keys = key->type == KEY_COLUMNS ? column_keys
                        : key->type == KEY_SHOWN ? shown_keys
                                                 : shown_group_keys;
  gboolean sound = TRUE;
  if (list->kind != YAML_LIST)
    {
      diags_error (diags, list->mark, "layout-list", NULL, "“%s” wants a list of maps, not a %s", key->name,
                   yaml_kind_name (list));
      return FALSE;
    }
  for (guint i = 0; i < list->items->len; i++)
    if (!keys_check (g_ptr_array_index (list->items, i), keys, NULL, key->name, context, diags))
      sound = FALSE;
  return sound;
}
