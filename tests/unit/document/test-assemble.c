/* test-assemble.c: one small Release through every kind of block, compared with golden/all.expected; the argument
 * --update writes it anew. And the laws that no layout may break.
 */
#include "document/assemble.h"
#include <glib/gstdio.h>
#include <string.h>

static gboolean update;

static char *
golden_path (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "tests", "unit", "document", "golden", name, NULL);
}

static Release *
read_case (void)
{
  g_autofree char *path = golden_path ("case.release.yaml"), *text = NULL;
  gsize length;
  g_autoptr (Diags) diags = diags_new ();
  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  Release *release = release_read (text, length, "case", diags);
  g_autofree char *said = diags_to_text (diags, FALSE);
  g_assert_cmpstr (said, ==, "");
  g_assert_nonnull (release);
  return release;
}

static Layout *
read_layout (const char *name)
{
  g_autofree char *path = golden_path (name);
  g_autoptr (Diags) diags = diags_new ();
  Layout *layout = layout_read (path, NULL, NULL, diags);
  g_autofree char *said = diags_to_text (diags, FALSE);
  g_assert_cmpstr (said, ==, "");
  return layout;
}

/* What the paragraphs of @block say of abbreviations, one a line: "ISK=Islamic State Khorasan". */
static void
gather_expansions (const Block *block, GString *out)
{
  for (guint i = 0; block->inlines != NULL && i < block->inlines->len; i++)
    {
      const Inline *run = g_ptr_array_index (block->inlines, i);
      if (run->expansion != NULL)
        g_string_append_printf (out, "%s=%s\n", run->text, run->expansion);
    }
  for (guint i = 0; block->children != NULL && i < block->children->len; i++)
    gather_expansions (g_ptr_array_index (block->children, i), out);
}

static char *
expansions_of (const char *body)
{
  g_autoptr (Release) release = read_case ();
  g_autofree char *dir = g_dir_make_tmp ("layout-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "own.yaml", NULL);
  g_autofree char *text =
      g_strconcat ("abbreviations: {NGO: {en: aid group, fr: ONG}, AB-C: {fr: rien}, AB: all both}\n",
                   "styles: {text: {font: Charis SIL, size: 9pt}}\nbody:\n", body, NULL);
  g_autoptr (Diags) diags = diags_new ();
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_autoptr (Layout) layout = layout_read (path, NULL, NULL, diags);
  g_assert_nonnull (layout);
  g_autoptr (Document) document = assemble_document (release, layout, "en", NULL, diags);
  GString *out = g_string_new (NULL);
  gather_expansions (document->body, out);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_rmdir (dir);
  return g_string_free (out, FALSE);
}

/* Whole words alone, in the product's language, once below each heading; words around them stay as they were. */
static void
test_abbreviations (void)
{
  g_autofree char *plain =
      expansions_of ("  - text: {text: \"NGOs, NGO and NGO; AB-C, AB, FAB, AB-led and AB.\"}\n");
  g_assert_cmpstr (plain, ==, "NGO=aid group\nAB=all both\n");
  g_autofree char *twice = expansions_of ("  - text: {text: AB-led AB.}\n  - heading: {text: AB again}\n"
                                          "  - text: {text: The NGO-run AB.}\n");
  g_assert_cmpstr (twice, ==, "AB=all both\nNGO=aid group\nAB=all both\n");
  /* who reads aloud would say it twice */
  g_autofree char *said = expansions_of ("  - text: {text: \"The aid group (NGO), an AB.\"}\n"
                                         "  - text: {text: The NGO.}\n");
  g_assert_cmpstr (said, ==, "AB=all both\n");
}

/* A dash between numbers is a word, and so is a month cut short; other dashes stay. */
static void
test_spoken (void)
{
  g_autofree char *plain =
      expansions_of ("  - text: {text: \"500–1,500 of 3, 20–25 % in 2020–2021.\"}\n"
                     "  - text: {text: \"F34–F39, 34–F, 2020–21–22, a–b, –5, 5–, -5–6.\"}\n"
                     "  - claims: {as: paragraphs, text: \"{as_of:short}\"}\n");
  g_assert_true (
      g_str_has_prefix (plain, "500–1,500=500 to 1,500\n20–25=20 to 25\n2020–2021=2020 to 2021\n"));
  g_assert_nonnull (strstr (plain, "\nMar=March\nApr=April\n"));
  g_assert_null (strstr (plain, "34"));
}

/* A layout written in the test itself. */
static char *
dump_with (const char *layout_text, const char *lang, int n_drops, char **said)
{
  g_autoptr (Release) release = read_case ();
  g_autofree char *dir = g_dir_make_tmp ("layout-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "own.yaml", NULL);
  g_autoptr (Diags) diags = diags_new ();
  g_assert_true (g_file_set_contents (path, layout_text, -1, NULL));
  g_autoptr (Layout) layout = layout_read (path, NULL, NULL, diags);
  g_autofree char *mistakes = diags_to_text (diags, FALSE);
  g_assert_cmpstr (mistakes, ==, "");
  const AssembleOptions options = {layout_drops (layout), n_drops};
  g_autoptr (Document) document = assemble_document (release, layout, lang, &options, diags);
  if (said != NULL)
    *said = diags_to_text (diags, FALSE);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_rmdir (dir);
  return document_dump (document);
}

/* A numbered heading above the contents is in them; one without a number is not. */
static void
test_contents_from_one (void)
{
  g_autofree char *dump = dump_with ("styles: {text: {font: Charis SIL, size: 9pt}}\n"
                                     "body:\n"
                                     "  - title: {}\n"
                                     "  - text: {heading: Counted, numbered: true, text: A.}\n"
                                     "  - text: {heading: Plain, text: B.}\n"
                                     "  - contents: {}\n"
                                     "  - text: {heading: Below, text: C.}\n",
                                     "en", 0, NULL);
  const char *list = strstr (dump, "contents");
  g_assert_nonnull (list);
  g_assert_nonnull (strstr (list, "Counted"));
  g_assert_null (strstr (list, "Plain"));
  g_assert_nonnull (strstr (list, "Below"));
}

/* The scale across: as many columns as words and one more, the ranges in one row, each headed by its word. */
static void
test_likelihood_across (void)
{
  static const char layout[] = "styles: {text: {font: Charis SIL, size: 9pt}}\n"
                               "body:\n  - likelihood-key: {across: %s}\n";
  g_autofree char *across = g_strdup_printf (layout, "true"), *down = g_strdup_printf (layout, "false");
  g_autofree char *one = dump_with (across, "en", 0, NULL), *other = dump_with (down, "en", 0, NULL);
  const char *word = strstr (one, "unlikely"), *range = strstr (one, "20–45");
  g_assert_true (word != NULL && range != NULL && strstr (one, "55–80") > range);
  /* across, both words stand before the first range; down, each range follows its word */
  g_assert_true (strstr (word + strlen ("unlikely"), "likely") < range);
  g_assert_true (strstr (other, "20–45") < strstr (strstr (other, "20–45"), "likely"));
}

static gboolean
any_kept (const Block *block)
{
  gboolean kept = block->keep_next;
  for (guint i = 0; block->children != NULL && i < block->children->len; i++)
    kept = kept || any_kept (g_ptr_array_index (block->children, i));
  return kept;
}

/* A judgement stays with what is said of it; one with nothing below is free. */
static void
test_judgement_kept (void)
{
  for (int indicators = 0; indicators < 2; indicators++)
    {
      g_autoptr (Release) release = read_case ();
      g_autofree char *dir = g_dir_make_tmp ("layout-XXXXXX", NULL);
      g_autofree char *path = g_build_filename (dir, "own.yaml", NULL);
      g_autofree char *text = g_strdup_printf ("styles: {text: {font: Charis SIL, size: 9pt}}\n"
                                               "body:\n  - judgements: {indicators: %s}\n",
                                               indicators ? "true" : "false");
      g_autoptr (Diags) diags = diags_new ();
      g_assert_true (g_file_set_contents (path, text, -1, NULL));
      g_autoptr (Layout) layout = layout_read (path, NULL, NULL, diags);
      g_autoptr (Document) document = assemble_document (release, layout, "en", NULL, diags);
      g_assert_cmpint (any_kept (document->body), ==, indicators);
      g_assert_cmpint (g_unlink (path), ==, 0);
      g_rmdir (dir);
    }
}

static void
test_golden (void)
{
  g_autoptr (Release) release = read_case ();
  g_autoptr (Layout) layout = read_layout ("all.yaml");
  g_autoptr (Diags) diags = diags_new ();
  g_autoptr (Document) document = assemble_document (release, layout, NULL, NULL, diags);
  g_autofree char *dump = document_dump (document), *path = golden_path ("all.expected"), *expected = NULL;
  g_autofree char *said = diags_to_text (diags, FALSE);
  g_assert_cmpstr (said, ==, "");
  if (update)
    g_assert_true (g_file_set_contents (path, dump, -1, NULL));
  g_assert_true (g_file_get_contents (path, &expected, NULL, NULL));
  g_assert_cmpstr (dump, ==, expected);
}

static void
test_same_twice (void)
{
  g_autoptr (Release) release = read_case ();
  g_autoptr (Layout) layout = read_layout ("all.yaml");
  g_autoptr (Diags) diags = diags_new ();
  g_autoptr (Document) one = assemble_document (release, layout, "fr", NULL, diags);
  g_autoptr (Document) two = assemble_document (release, layout, "fr", NULL, diags);
  g_autofree char *a = document_dump (one), *b = document_dump (two);
  g_assert_cmpstr (a, ==, b);
}

/* What a change of the layout alone does. */
#define FRAME "header: {right: \"{banner}\"}\nfooter: {right: \"{banner}\"}\n"

static void
test_drops (void)
{
  const char *layout = FRAME "fit: {pages: 1, drop: [list/1, list]}\nbody:\n  - claims: {id: list, as: list, "
                             "where: {kind: count}}\n";
  g_autofree char *none = dump_with (layout, NULL, 0, NULL), *first = dump_with (layout, NULL, 1, NULL);
  g_autofree char *all = dump_with (layout, NULL, 2, NULL);
  g_assert_nonnull (strstr (none, "Nine boats"));
  g_assert_nonnull (strstr (none, "Four boats"));
  g_assert_null (strstr (first, "Nine boats"));
  g_assert_nonnull (strstr (first, "Four boats"));
  g_assert_null (strstr (all, "Four boats"));
}

/* Numbers and pages of blocks, also of those that come later; one figure alone has no number unless somebody names it. */
static void
test_references (void)
{
  g_autofree char *said = NULL;
  g_autofree char *dump = dump_with (
      FRAME
      "body:\n  - text: \"See section {number:late}, page {page:late}; {number:no} and {number:plain}.\"\n"
      "  - text: {id: plain, text: Words}\n"
      "  - claims: {id: late, heading: Counts, numbered: true, where: {kind: count}}\n",
      NULL, 0, &said);
  g_assert_nonnull (strstr (dump, "See section 1, page "));
  g_assert_nonnull (strstr (dump, "{page of h-"));
  g_assert_nonnull (strstr (said, "“no” [reference-unknown]"));
  g_assert_nonnull (strstr (said, "[reference-unnumbered]"));
  const char *one = FRAME "body:\n  - estimate: {id: e, where: {figure: true}, title: Sizes}\n";
  g_autofree char *named = g_strconcat (one, "  - text: \"Figure {number:e}\"\n", NULL);
  g_autofree char *alone = dump_with (one, NULL, 0, NULL), *numbered = dump_with (named, NULL, 0, NULL);
  g_assert_nonnull (strstr (alone, "Sizes"));
  g_assert_null (strstr (alone, "Figure 1. Sizes"));
  g_assert_nonnull (strstr (numbered, "Figure 1. Sizes"));
}

/* Tables with a caption are counted, but not beside the figures; the only one has no number unless somebody names it. */
static void
test_table_numbers (void)
{
  const char *one = FRAME "body:\n  - estimate: {where: {figure: true}, title: Sizes}\n"
                          "  - table: {id: fees, caption: Fees., rows: [[a, b]]}\n";
  g_autofree char *silent = g_strconcat (one, "  - table: {rows: [[c, d]]}\n", NULL);
  g_autofree char *named = g_strconcat (one, "  - text: \"Table {number:fees}\"\n", NULL);
  g_autofree char *two = g_strconcat (
      one, "  - claims: {id: all, caption: Claims., where: {kind: count}}\n  - text: \"See {number:all}\"\n",
      NULL);
  g_autofree char *alone = dump_with (silent, NULL, 0, NULL), *numbered = dump_with (named, NULL, 0, NULL);
  g_autofree char *both = dump_with (two, NULL, 0, NULL);
  g_assert_nonnull (strstr (alone, "Fees."));
  g_assert_null (strstr (alone, "Table 1."));
  g_assert_nonnull (strstr (numbered, "Table 1."));
  g_assert_null (strstr (numbered, "Figure 1."));
  g_assert_nonnull (strstr (both, "Table 1."));
  g_assert_nonnull (strstr (both, "Table 2."));
  g_assert_nonnull (strstr (both, "See 2"));
}

/* Where notes stand on the pages that cite them, no heading stands above nothing. */
static void
test_notes_heading (void)
{
  static const char *const places[] = {"end", "foot"};
  for (int i = 0; i < 2; i++)
    {
      g_autofree char *layout = g_strconcat (
          FRAME, "body:\n  - claims: {as: list, where: {kind: count}}\n  - notes: {heading: Chains, place: ",
          places[i], "}\n", NULL);
      g_autofree char *dump = dump_with (layout, NULL, 0, NULL);
      g_assert_nonnull (strstr (dump, "#note-"));
      g_assert_true ((strstr (dump, "Chains") != NULL) == (i == 0));
    }
}

/* Notes beside the line need a margin column. */
static void
test_notes_no_margin (void)
{
  static const char *const pages[] = {"", "page: {aside: {width: 30mm, gap: 4mm}}\n"};
  for (int i = 0; i < 2; i++)
    {
      g_autofree char *said = NULL,
                      *layout = g_strconcat (FRAME, pages[i],
                                             "body:\n  - title: {}\n  - notes: {place: side}\n", NULL);
      g_free (dump_with (layout, NULL, 0, &said));
      g_assert_true ((strstr (said, "[notes-no-margin]") != NULL) == (i == 0));
    }
}

static void
test_banner_is_demanded (void)
{
  g_autofree char *said = NULL;
  g_autofree char *dump G_GNUC_UNUSED = dump_with ("body: [{title: {}}]\n", NULL, 0, &said);
  g_assert_nonnull (strstr (said, "[banner-missing]"));
}

static void
test_missing_value_is_said (void)
{
  g_autofree char *said = NULL;
  g_autofree char *dump G_GNUC_UNUSED =
      dump_with (FRAME "body:\n  - text: \"{briefing.desk} {F99}\"\n", NULL, 0, &said);
  g_assert_nonnull (
      strstr (said, "own.yaml:4:12: warning: nothing is known for {briefing.desk} [field-missing]"));
  g_assert_nonnull (strstr (said, "there is no “F99” in what this audience may know [layout-ref-unknown]"));
}

static void
test_languages (void)
{
  g_autofree char *said = NULL;
  g_autofree char *dump =
      dump_with (FRAME "labels: {fr: {span: \"de {0} à {1}\", undated: sans date}}\nbody:\n"
                       "  - claims: {as: list, text: \"{period|sans} {figure|rien} {as_of}\"}\n",
                 "fr", 0, &said);
  g_assert_nonnull (strstr (dump, "de janvier à mars 2020 9\xC2\xA0"
                                  "boats mars 2020"));
  g_assert_nonnull (strstr (dump, "1\xE2\x80\xAF"
                                  "200–3\xE2\x80\xAF"
                                  "000\xC2\xA0"
                                  "eels"));
  g_assert_nonnull (strstr (dump, "sans date"));
  g_assert_nonnull (strstr (said, "[label-untranslated]"));
  g_assert_nonnull (strstr (said, "[text-untranslated]"));
  g_assert_nonnull (strstr (said, "“boats”"));
  g_assert_nonnull (strstr (dump, "lang fr"));
}

/* The case has no passage in French: its own are printed, and said to be English. A page from the right says so. */
static void
test_directions (void)
{
  g_autofree char *said = NULL, *also = NULL;
  const char *body =
      FRAME "words: {ar: {boats: قوارب}}\nbody:\n  - passage: {where: {tags: opening}, headings: false}\n";
  g_autofree char *dump = dump_with (body, "ar", 0, &said);
  g_assert_nonnull (strstr (dump, "lang ar"));
  g_assert_null (strstr (said, "“boats”"));
  g_assert_null (strstr (said, "[passage-untranslated]"));
  g_assert_nonnull (strstr (said, "[text-untranslated]"));
  g_autofree char *english G_GNUC_UNUSED = dump_with (body, "en", 0, &also);
  g_assert_null (strstr (also, "untranslated]"));
}

/* The line of the dump that holds the last of @words. */
static const char *
strrstr_line (const char *dump, const char *words)
{
  const char *found = g_strrstr (dump, words);
  g_assert_nonnull (found);
  while (found > dump && found[-1] != '\n')
    found--;
  return found;
}

static void
test_citations (void)
{
  const char *body = "body:\n  - passage: {where: {tags: opening}, headings: false}\n";
  g_autofree char *id_layout =
      g_strconcat (FRAME "citations: {show: id}\nstyles: {cite: {size: 60 %}}\n", body, NULL);
  g_autofree char *sequence_layout =
      g_strconcat (FRAME "citations: {show: sequence}\nstyles: {cite: {size: 60 %}}\n", body, NULL);
  g_autofree char *none_layout =
      g_strconcat (FRAME "citations: {show: none}\nstyles: {cite: {size: 60 %}}\n", body, NULL);
  g_autofree char *ids = dump_with (id_layout, NULL, 0, NULL),
                  *sequence = dump_with (sequence_layout, NULL, 0, NULL);
  g_autofree char *none = dump_with (none_layout, NULL, 0, NULL);
  g_assert_nonnull (strstr (ids, "<cite:F01>"));
  g_assert_nonnull (strstr (sequence, "<cite:1>"));
  g_assert_null (strstr (sequence, "<cite:8>"));
  g_assert_null (strstr (none, "<cite"));
}

/* Nothing that is written is lost, however deep; raw HTML is the letters that it is made of; no depth overflows. */
static void
test_markdown (void)
{
  g_autoptr (GString) layout = g_string_new (
      FRAME "body:\n  - markdown: |\n      A <b>c</b> `code`  [a](https://example.org) ![picture](x.png)\n\n"
            "      <div>raw</div>\n\n      ");
  for (int i = 0; i < 3000; i++)
    g_string_append (layout, "> ");
  g_string_append (layout, "deep\n\n      - 1\n        - 2\n          - 3\n            - 4\n              - "
                           "5\n                - 6\n"
                           "                  - 7\n                    - 8\n                      - 9\n      "
                           "                  - ten\n");
  g_autofree char *dump = dump_with (layout->str, NULL, 0, NULL);
  static const char *const kept[] = {
      "A <b>c</b> code", "[a](https://example.org)", "picture", "<div>raw</div>", "deep", ": 8", "9 ten"};
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    if (strstr (dump, kept[i]) == NULL)
      g_error ("“%s” is lost in %s", kept[i], dump);
}

static void
test_traps (void)
{
  g_autoptr (Release) release = read_case ();
  g_autoptr (Layout) layout = read_layout ("all.yaml");
  g_autoptr (Diags) diags = diags_new ();
  g_autoptr (Document) document = assemble_document (release, layout, NULL, NULL, diags);
  g_autofree char *text = block_plain_text (document->body);
  /* neither sum nor midpoint; a bound keeps its word; the computed change says that it is computed */
  g_assert_null (strstr (text, "2,100"));
  g_assert_null (strstr (text, "1,200–9,000"));
  g_assert_nonnull (strstr (text, "at most 9,000"));
  g_assert_nonnull (strstr (text, "5 more, 2.3 times as many"));
  g_assert_nonnull (strstr (text, "computed"));
  /* the chain is whole, the provisional says so, the inferred too */
  g_assert_nonnull (strstr (text, "One pilot (A) → the fish survey → Harbour Gazette, 4\xC2\xA0May 2020"));
  g_assert_nonnull (strstr (text, "Provisional."));
  g_assert_nonnull (strstr (text, "Saturday afternoon, 2\xC2\xA0May 2020 (inferred)"));
  g_assert_nonnull (strstr (text, "undated"));
  /* a source's own word of likelihood has no per cents */
  g_assert_nonnull (strstr (text, "In the speaker’s words: “likely”."));
  g_assert_nonnull (strstr (text, "likely (55–80\xC2\xA0%)"));
}

/** Where no notes are, numbers lead to a paragraph that names who speaks; a document stands there once for all its voices, and the
 * one that all was read in once for all. */
static void
test_source_key (void)
{
  g_autofree char *dump =
      dump_with (FRAME "body:\n"
                       "  - claims: {as: paragraphs, where: {ids: [F03, F04, F07, F08]}}\n"
                       "  - source-key\n",
                 NULL, 0, NULL);
  const char *key = strrstr_line (dump, "one pilot (A)");
  g_assert_nonnull (strstr (dump, "(#note-F03)"));
  g_assert_nonnull (strstr (key, "#note-F03"));
  g_assert_nonnull (strstr (key, "Within the fish survey:"));
  g_assert_null (strstr (strstr (key, "Within the fish survey:") + 1, "Within"));
  g_assert_nonnull (strstr (key, "another pilot (B)"));
  g_assert_nonnull (strstr (key, "All of it read through Harbour Gazette, 4\xC2\xA0May 2020."));
  g_assert_null (strstr (key, "→")); /* every link is said, none twice */
  g_autofree char *none = dump_with (FRAME "body: [{text: {text: Words}}, source-key]\n", NULL, 0, NULL);
  g_assert_null (strstr (none, "read through"));
}

/** A page of its own vanishes with the break before it when nothing is found; its heading is the case's own where it has one. */
static void
test_pages_of_their_own (void)
{
  g_autofree char *dump = dump_with (
      FRAME "body:\n"
            "  - group: {new_page: true, heading: Plain, body: [{claims: {as: list, where: {ids: [F01]}}}]}\n"
            "  - group: {new_page: true, heading: Gone, body: [{text: {text: Lost words}}, {spacer: 3pt},\n"
            "      {claims: {as: list, where: {tags: [nobody]}}}]}\n"
            "  - group: {new_page: true, heading: Plain too, heading_tags: [opening], body: [\n"
            "      {claims: {as: list, where: {ids: [F02]}}}]}\n"
            "  - group: {heading: Neutral, heading_tags: [nobody], body: [{text: {text: Kept words}}]}\n",
      NULL, 0, NULL);
  const char *first = strstr (dump, "page-break");
  g_assert_nonnull (strstr (dump, ": Plain\n"));
  g_assert_null (strstr (dump, "Gone"));
  g_assert_null (strstr (dump, "Lost words"));
  g_assert_null (strstr (dump, "Plain too"));
  g_assert_nonnull (strstr (dump, ": What happened?"));
  g_assert_nonnull (strstr (dump, ": Neutral"));
  g_assert_nonnull (strstr (dump, "Kept words"));
  g_assert_nonnull (first); /* none before the first page, none for the one that is gone */
  g_assert_null (strstr (first + 1, "page-break"));
}

/** A claim that a note alone cites has its note, also where that stands before the one that cites it. */
static void
test_notes_of_notes (void)
{
  g_autofree char *dump =
      dump_with (FRAME "body:\n  - text: \"They do not. [F06]\"\n  - notes: {}\n", NULL, 0, NULL);
  g_assert_nonnull (strstr (dump, "Contests 5."));
  g_assert_nonnull (strstr (dump, "Eels and pike share a mooring."));
  g_assert_null (strstr (dump, "Pike moved in."));
}

/** ICU and Pango must never see what is no language: some of it ends them. */
static void
test_no_language (void)
{
  g_autofree char *much = g_strnfill (400, 'x');
  const char *const wrong[] = {much, "", "../../x", "e", "de_DE.UTF-8"};
  g_autoptr (Release) release = read_case ();
  g_autoptr (Layout) layout = read_layout ("all.yaml");
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (Diags) diags = diags_new ();
      g_assert_null (assemble_document (release, layout, wrong[i], NULL, diags));
      g_assert_null (assemble_chart (release, layout, wrong[i], NULL, diags));
      g_assert_cmpint (diags_count (diags, DIAG_ERROR), ==, 2);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  update = argc > 1 && g_str_equal (argv[1], "--update");
  g_test_add_func ("/assemble/abbreviations", test_abbreviations);
  g_test_add_func ("/assemble/spoken", test_spoken);
  g_test_add_func ("/assemble/contents-from-one", test_contents_from_one);
  g_test_add_func ("/assemble/likelihood-across", test_likelihood_across);
  g_test_add_func ("/assemble/judgement-kept", test_judgement_kept);
  g_test_add_func ("/assemble/golden", test_golden);
  g_test_add_func ("/assemble/same-twice", test_same_twice);
  g_test_add_func ("/assemble/drops", test_drops);
  g_test_add_func ("/assemble/references", test_references);
  g_test_add_func ("/assemble/table-numbers", test_table_numbers);
  g_test_add_func ("/assemble/notes-heading", test_notes_heading);
  g_test_add_func ("/assemble/notes-no-margin", test_notes_no_margin);
  g_test_add_func ("/assemble/banner", test_banner_is_demanded);
  g_test_add_func ("/assemble/missing", test_missing_value_is_said);
  g_test_add_func ("/assemble/languages", test_languages);
  g_test_add_func ("/assemble/notes-of-notes", test_notes_of_notes);
  g_test_add_func ("/assemble/no-language", test_no_language);
  g_test_add_func ("/assemble/directions", test_directions);
  g_test_add_func ("/assemble/source-key", test_source_key);
  g_test_add_func ("/assemble/pages", test_pages_of_their_own);
  g_test_add_func ("/assemble/citations", test_citations);
  g_test_add_func ("/assemble/markdown", test_markdown);
  g_test_add_func ("/assemble/traps", test_traps);
  return g_test_run ();
}
