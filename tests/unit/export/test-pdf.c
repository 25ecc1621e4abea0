#include "export/pdf.h"
#include "export/number.h"
#include "export/pdf-cff.h"
#include "export/pdf-codes.h"
#include "export/pdf-object.h"
#include "fixture.h"
#include "interpret.h"
#include <math.h>
#include <string.h>

typedef struct
{
  Fonts *fonts;
  Pages *pages;
  Reader *reader;
} Fixture;

static GBytes *
write_pages (const Pages *pages)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = pdf_write (pages, NULL, &error);
  g_assert_no_error (error);
  return bytes;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->fonts = (Fonts *)data; /* opened once: each opening starts threads of Pango's */
  if (!f->fonts)
    return;
  f->pages = fixture_document (f->fonts);
  f->reader = reader_new (write_pages (f->pages));
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  if (!f->fonts)
    return;
  reader_free (f->reader);
  pages_free (f->pages);
}

static gboolean
is_skipped (const Fixture *f)
{
  if (!f->fonts)
    g_test_skip ("fonts/ is not filled");
  return !f->fonts;
}

static void
test_numbers (void)
{
  static const struct
  {
    gint64 value;
    int decimals;
    const char *text;
  } cases[] = {{0, 2, "0"},     {-1250, 2, "-12.5"}, {5, 2, ".05"},       {1200, 2, "12"},
               {100, 0, "100"}, {-7, 3, "-.007"},    {59528, 2, "595.28"}};
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);
      put_fixed (out, cases[i].value, cases[i].decimals);
      g_assert_cmpstr (out->str, ==, cases[i].text);
    }
  g_assert_cmpint (hundredths (1024), ==, 100);
  g_assert_cmpint (hundredths (-1024), ==, -100);
  g_assert_cmpint (hundredths (5), ==, 0);
  g_assert_cmpint (hundredths (6), ==, 1);
}

static void
test_strings (void)
{
  g_autoptr (GString) out = g_string_new (NULL);
  put_text_string (out, "a(b)\\");
  put_text_string (out, "é\xF0\x9F\x98\x80");
  g_assert_cmpstr (out->str, ==, "(a\\(b\\)\\\\)<FEFF00E9D83DDE00>");
}

/* A header, a Name INDEX "A", a Top DICT INDEX; with ROS first, without, and with its bytes within an operand. */
/* A table of one face, one string and one glyph loses FullName and the string; its offsets move, its glyph does not change. Cut short it
 * is not touched. */
static void
test_cff_words (void)
{
  static const guint8 table[] = {1,    0, 4,  1,   0,   1,   1,   1,  2,   'A', 0, 1, 1, 1,  18, 28, 1,
                                 0x87, 2, 29, 0,   0,   0,   43,  17, 139, 29,  0, 0, 0, 49, 18, 0,  1,
                                 1,    1, 5,  'n', 'a', 'm', 'e', 0,  0,   0,   1, 1, 1, 2,  14};
  static const guint8 wanted[] = {1,  0,  4,   1,  0, 1, 1, 1,  2,  'A', 0, 1, 1, 1, 14, 29, 0, 0, 0,
                                  32, 17, 139, 29, 0, 0, 0, 38, 18, 0,   0, 0, 0, 0, 1,  1,  1, 2, 14};
  g_autoptr (GByteArray) out = g_byte_array_new ();
  g_assert_true (cff_append_nameless (out, table, sizeof table, NULL));
  g_assert_cmpmem (out->data, out->len, wanted, sizeof wanted);
  for (gsize n = 0; n < 48; n++)
    {
      g_byte_array_set_size (out, 0);
      g_assert_false (cff_append_nameless (out, table, n, NULL));
      g_assert_cmpuint (out->len, ==, 0);
    }
}

/* With codes it ends in an Encoding of format 0, which its Top DICT names: of two glyphs the one behind .notdef is A. */
static void
test_cff_encoding (void)
{
  static const guint8 table[] = {1,  0,   4,  1, 0, 1, 1,  1,  2, 'A', 0, 1, 1, 1, 14, 29, 0, 0, 0,  32,
                                 17, 139, 29, 0, 0, 0, 39, 18, 0, 0,   0, 0, 0, 2, 1,  1,  2, 3, 14, 14};
  static const guint8 encoding[] = {0, 1, 'A'};
  g_autoptr (GByteArray) out = g_byte_array_new ();
  guint by_code[PDF_CODES] = {0};
  by_code['A'] = 1;
  g_assert_true (cff_append_nameless (out, table, sizeof table, by_code));
  g_assert_cmpuint (out->len, ==, sizeof table + 6 + sizeof encoding);
  g_assert_cmpmem (out->data + out->len - 3, 3, encoding, 3);
  const guint8 entry[] = {29, 0, 0, 0, (guint8)(out->len - 3), 16};
  g_assert_cmpmem (out->data + 15 + 13, 6, entry, 6);
}

/* Letters have their own codes, the space 32 and nobody else, a second glyph of a text another one; a full table says so. */
static void
test_codes (void)
{
  PdfCodes codes = {0};
  g_assert_cmpint (pdf_codes_take (&codes, " ", 1, 0), ==, ' ');
  g_assert_cmpint (pdf_codes_take (&codes, "a", 1, 0), ==, 'a');
  g_assert_cmpint (pdf_codes_take (&codes, "a", 1, 0), ==, 'a');
  g_assert_cmpint (pdf_codes_take (&codes, "\xC3\xA9", 2, 0), ==, 0xE9);
  int second = pdf_codes_take (&codes, "a", 1, 1), ligature = pdf_codes_take (&codes, "ffi", 3, 0);
  g_assert_cmpint (second, !=, 'a');
  g_assert_cmpint (ligature, !=, second);
  g_assert_cmpint (pdf_codes_take (&codes, "ffi", 3, 0), ==, ligature);
  g_autoptr (GString) map = pdf_codes_map (codes.texts, PDF_CODES, 1);
  g_autofree char *line = g_strdup_printf ("<%02X><006600660069>\n", ligature);
  g_assert_nonnull (strstr (map->str, line));
  guint8 taken[PDF_CODES] = {0};
  int n = 0;
  for (int code, nth = 2; (code = pdf_codes_take (&codes, "a", 1, nth)) >= 0; nth++, n++)
    {
      g_assert_true (code > 0 && code != ' ' && code != '\r' && code != '\n' && !taken[code]);
      taken[code] = 1;
    }
  g_assert_cmpint (n, ==, PDF_CODES - 5 - 4); /* less 0, the space and three controls; less the four above */
}

static void
test_cid_keyed (void)
{
  static const guint8 with[] = {1, 0, 4, 1, 0, 1, 1, 1, 2, 'A', 0, 1, 1, 1, 6, 139, 28, 1, 12, 140, 12, 30};
  static const guint8 other[] = {1, 0, 4, 1, 0, 1, 1, 1, 2, 'A', 0, 1, 1, 1, 5, 28, 12, 30, 0};
  guint8 keyed[sizeof with];
  memcpy (keyed, with, sizeof with);
  keyed[14] = 8; /* the end of the Top DICT */
  g_assert_true (cff_is_cid_keyed (keyed, sizeof keyed));
  g_assert_false (cff_is_cid_keyed (other, sizeof other));
  for (gsize n = 0; n < sizeof keyed - 1; n++)
    g_assert_false (cff_is_cid_keyed (keyed, n)); /* cut short: no, and no reading beyond */
}

/* A glyph without text of its own, like a mark within a cluster, keeps the word whole. */
static void
test_follower (Fixture *f, gconstpointer data)
{
  if (is_skipped (f))
    return;
  g_autoptr (Pages) pages = pages_new (f->fonts);
  int p = pages_add_element (pages, pages_add_element (pages, -1, ROLE_DOCUMENT), ROLE_P);
  GArray *ops = pages_add (pages, PT (300), PT (200))->ops;
  fixture_tagged (pages, ops, p, fixture_face (f->fonts, "Charis SIL"), 12, 20, 40, "waxle");
  Glyph *glyphs = (Glyph *)fixture_last_run (ops)->glyphs->data;
  glyphs[0].end = glyphs[1].start = glyphs[1].end = 2;
  g_autoptr (Reader) reader = reader_new (write_pages (pages));
  g_autoptr (GArray) shown = interpret (reader);
  g_autofree char *text = shown_text (shown, 0, shown->len);
  g_assert_cmpstr (text, ==, "wa\xE2\x81\xA0xle");
}

/* Two lines, a rule between them at @rule from the top [pt], and a word in bold that goes on where the first line ends: what is written of it.
 * Owned. */
static char *
write_ruled (Fixture *f, double rule)
{
  g_autoptr (Pages) pages = pages_new (f->fonts);
  int document = pages_add_element (pages, -1, ROLE_DOCUMENT),
      p = pages_add_element (pages, document, ROLE_P), q = pages_add_element (pages, document, ROLE_P),
      face = fixture_face (f->fonts, "Charis SIL");
  GArray *ops = pages_add (pages, PT (300), PT (200))->ops;
  int width = fixture_tagged (pages, ops, p, face, 12, 20, 40, "above");
  fixture_tagged (pages, ops, p, fixture_face (f->fonts, "Charis SIL Bold"), 12, 20 + width / 1024.0, 40,
                  "bold");
  ops_artifact_begin (ops, ARTIFACT_LAYOUT);
  ops_rectangle (ops, PT (20), PT (rule), PT (180), PT (.5), 0x808080);
  ops_artifact_end (ops);
  fixture_tagged (pages, ops, q, face, 12, 20, 70, "below");
  g_autoptr (Reader) reader = reader_new (write_pages (pages));
  g_autoptr (GArray) shown = interpret (reader);
  g_autofree char *text = shown_text (shown, 0, shown->len);
  g_assert_cmpstr (text, ==, "aboveboldbelow");
  return g_strdup (reader_content (reader, 0)->str);
}

static int
count_of (const char *text, const char *part)
{
  int n = 0;
  for (const char *at = text; (at = strstr (at, part)); at += strlen (part))
    n++;
  return n;
}

/* A rule between lines waits, so that they are one text object; one that could touch the letters after it is drawn before them. What goes on
 * where other letters end states no place. */
static void
test_rules (Fixture *f, gconstpointer data)
{
  if (is_skipped (f))
    return;
  g_autofree char *apart = write_ruled (f, 48), *touching = write_ruled (f, 62);
  g_assert_cmpint (count_of (apart, "BT\n"), ==, 1);
  g_assert_cmpint (count_of (apart, " Td\n"), ==, 2);
  g_assert_cmpint (count_of (apart, "20 152 180 -.5 re\n"), ==, 1);
  g_assert_null (strstr (strstr (apart, " re\n"), "Tj\n"));
  g_assert_cmpint (count_of (touching, "BT\n"), ==, 2);
  g_assert_nonnull (strstr (strstr (touching, " re\n"), "(below)Tj\n"));
}

static void
test_same_bytes (Fixture *f, gconstpointer data)
{
  if (is_skipped (f))
    return;
  Pages *again = fixture_document (f->fonts);
  GBytes *bytes = write_pages (again);
  g_assert_true (g_bytes_equal (bytes, f->reader->bytes));
  again->title[0] = 'f';
  GBytes *other = write_pages (again);
  g_autofree char *id = g_strndup (strstr (f->reader->trailer->str, "/ID"), 37);
  g_autoptr (Reader) changed = reader_new (other);
  g_assert_null (strstr (changed->trailer->str, id)); /* another content, another identifier */
  g_bytes_unref (bytes);
  pages_free (again);
}

/* The free entries form a ring from object 0 (ISO 32000-1 7.5.4), and nothing used is missing. */
static void
test_table (Fixture *f, gconstpointer data)
{
  if (is_skipped (f))
    return;
  guint n_free = 0, n_used = 0;
  for (guint i = 0; i < f->reader->rows->len; i++)
    g_array_index (f->reader->rows, Row, i).type == 0 ? n_free++ : n_used++;
  int at = 0;
  for (guint i = 0; i < n_free; i++)
    {
      g_assert_cmpint (g_array_index (f->reader->rows, Row, at).type, ==, 0);
      at = g_array_index (f->reader->rows, Row, at).second;
    }
  g_assert_cmpint (at, ==, 0);
  g_assert_cmpuint (n_used, >, 60);
  g_assert_true (g_str_has_prefix (g_bytes_get_data (f->reader->bytes, NULL), "%PDF-1.7\n%"));
}

/* Every run's text comes back by the fonts' own maps, every glyph stands where the page says. */
static void
test_text_and_places (Fixture *f, gconstpointer data)
{
  if (is_skipped (f))
    return;
  g_autoptr (GArray) shown = interpret (f->reader);
  guint at = 0;
  for (guint p = 0; p < f->pages->pages->len; p++)
    {
      const Page *page = f->pages->pages->pdata[p];
      for (guint i = 0; i < page->ops->len; i++)
        {
          const Op *op = &g_array_index (page->ops, Op, i);
          if (op->kind != OP_GLYPHS)
            continue;
          const GlyphRun *run = op->as.glyphs;
          g_autofree char *text = shown_text (shown, at, at + run->glyphs->len);
          if (run->soft_hyphen)
            g_assert_cmpstr (text, ==, "AVATAR To. Vexing typographic prob\xC2\xAD");
          else /* also from the right: shown in order of reading */
            g_assert_cmpstr (text, ==, run->text);
          for (guint n = 0; n < run->glyphs->len; n++, at++)
            {
              guint k = run->rtl ? run->glyphs->len - 1 - n : n;
              const Glyph *glyph = &g_array_index (run->glyphs, Glyph, k);
              const Shown *s = &g_array_index (shown, Shown, at);
              g_assert_cmpint (s->page, ==, p);
              g_assert_cmpfloat (fabs (s->x - (run->x + glyph->x) / 1024.0), <=, 0.007 + 0.002 * s->size);
              g_assert_cmpfloat (fabs (page->height / 1024.0 - s->y - (run->y + glyph->y) / 1024.0), <=,
                                 0.011);
              g_assert_cmpfloat (fabs (s->size - run->size / 1024.0), <, 0.006);
            }
        }
    }
  g_assert_cmpuint (at, ==, shown->len);
}

/* Kerning and tracking reach the page: pairs closer than their widths, runs wider. */
static void
test_tracking (Fixture *f, gconstpointer data)
{
  if (is_skipped (f))
    return;
  g_autoptr (Pages) pages = pages_new (f->fonts);
  int p = pages_add_element (pages, pages_add_element (pages, -1, ROLE_DOCUMENT), ROLE_P);
  GArray *ops = pages_add (pages, PT (300), PT (200))->ops;
  fixture_tagged (pages, ops, p, fixture_face (f->fonts, "Charis SIL"), 11.3, 10, 20, "tracked evenly here");
  GlyphRun *run = fixture_last_run (ops);
  for (guint i = 0; i < run->glyphs->len; i++)
    g_array_index (run->glyphs, Glyph, i).x += i * PT (0.25);
  run->tracking = PT (0.25) * 10000 / run->size;
  g_autoptr (Reader) reader = reader_new (write_pages (pages));
  g_autoptr (GArray) shown = interpret (reader);
  for (guint i = 0; i < run->glyphs->len; i++)
    {
      double wanted = (run->x + g_array_index (run->glyphs, Glyph, i).x) / 1024.0;
      g_assert_cmpfloat (fabs (g_array_index (shown, Shown, i).x - wanted), <=, 0.007 + 0.002 * 11.3);
    }
  g_assert_nonnull (strstr (reader_content (reader, 0)->str, " Tc\n"));
  g_assert_nonnull (strstr (reader_content (reader, 0)->str, ".25 Tc\n"));
}

/* The object of the nth element of a role, in the order of object numbers. */
static const char *
find_element (const Reader *reader, const char *role, int nth, int *number)
{
  g_autofree char *key = g_strdup_printf ("/S/%s/P", role);
  for (guint i = 1; i < reader->objects->len; i++)
    if (reader->objects->pdata[i] && strstr (reader_object (reader, i), key) && nth-- == 0)
      {
        if (number)
          *number = i;
        return reader_object (reader, i);
      }
  g_error ("no %s", role);
}

static void
test_structure (Fixture *f, gconstpointer data)
{
  if (is_skipped (f))
    return;
  const Reader *reader = f->reader;
  g_autoptr (GArray) pages = reader_pages (reader);
  const char *root = reader_object (reader, reader_reference (reader_catalog (reader), "/StructTreeRoot"));
  int note, cell, empty;
  find_element (reader, "Document", 0, &cell);
  g_assert_cmpint (reader_reference (root, "/K"), ==, cell);
  g_assert_nonnull (strstr (find_element (reader, "Note", 0, &note), "/ID(note-1)"));
  g_autofree char *names = g_strdup_printf ("(note-1)%d 0 R]>>", note);
  g_assert_nonnull (strstr (root, names));
  g_assert_nonnull (strstr (find_element (reader, "Figure", 0, NULL), "/BBox[56 501.89 356 581.89]"));
  g_assert_nonnull (strstr (find_element (reader, "Figure", 0, NULL), "/Alt(A box named Directorate"));
  g_assert_nonnull (strstr (find_element (reader, "L", 0, NULL), "/ListNumbering/Decimal"));
  g_assert_nonnull (strstr (find_element (reader, "TH", 0, NULL), "/Scope/Column"));
  g_assert_nonnull (strstr (find_element (reader, "TH", 3, NULL), "/Scope/Row"));
  g_assert_nonnull (strstr (find_element (reader, "TD", 2, NULL), "/ColSpan 2"));
  g_assert_nonnull (
      strstr (find_element (reader, "TD", 2, NULL), "/Headers[(head-0-1)(head-0-2)(head-2-0)]"));
  /* the cell nothing is drawn for stands last in its row all the same */
  find_element (reader, "TD", 0, &cell);
  find_element (reader, "TD", 1, &empty);
  g_autoptr (GArray) row = reader_references (find_element (reader, "TR", 1, NULL), "/K");
  g_assert_cmpint (row->len, ==, 3);
  g_assert_cmpint (g_array_index (row, int, 1), ==, cell);
  g_assert_cmpint (g_array_index (row, int, 2), ==, empty);
  /* the paragraph over both pages refers to the second by its own dictionary */
  g_autofree char *over = g_strdup_printf ("<</Type/MCR/Pg %d 0 R/MCID 0>>", g_array_index (pages, int, 1));
  g_assert_nonnull (strstr (find_element (reader, "P", 3, NULL), over));
  g_assert_nonnull (strstr (find_element (reader, "Span", 0, NULL), "/ActualText<FEFF062A"));
  g_assert_nonnull (strstr (find_element (reader, "Span", 0, NULL), "/Lang(ar)"));
}

/* Kids in reading order: words, link, words, reference, words. */
static void
test_kid_order (Fixture *f, gconstpointer data)
{
  if (is_skipped (f))
    return;
  int link, reference;
  find_element (f->reader, "Link", 0, &link);
  find_element (f->reader, "Reference", 0, &reference);
  g_autofree char *kids = g_strdup_printf ("/K[1 %d 0 R 3 %d 0 R 5]", link, reference);
  g_assert_nonnull (strstr (find_element (f->reader, "P", 0, NULL), kids));
}

/* Each annotation: its StructParent leads to the Link that has it as a kid. */
static void
test_links (Fixture *f, gconstpointer data)
{
  if (is_skipped (f))
    return;
  const Reader *reader = f->reader;
  const char *root = reader_object (reader, reader_reference (reader_catalog (reader), "/StructTreeRoot"));
  const char *tree = reader_object (reader, reader_reference (root, "/ParentTree"));
  int n = 0;
  for (guint i = 1; i < reader->objects->len; i++)
    {
      const char *object = reader->objects->pdata[i] ? reader_object (reader, i) : "";
      if (!strstr (object, "/Subtype/Link"))
        continue;
      n++;
      g_assert_nonnull (strstr (object, "/F 4"));
      g_assert_nonnull (strstr (object, "/Contents("));
      g_autofree char *key = g_strdup_printf ("\n%d", atoi (strstr (object, "/StructParent ") + 14));
      int element = reader_reference (tree, key);
      g_autofree char *kid = g_strdup_printf ("/Obj %u 0 R", i);
      g_assert_nonnull (strstr (reader_object (reader, element), "/S/Link"));
      g_assert_nonnull (strstr (reader_object (reader, element), kid));
      if (strstr (object, "/URI("))
        g_assert_nonnull (strstr (object, "/URI(https://example.org/a%20b?q=%C3%A9)"));
    }
  g_assert_cmpint (n, ==, 3);
  const char *dests = reader_object (reader, reader_reference (reader_catalog (reader), "/Dests"));
  g_assert_nonnull (strstr (dests, "/Names[(note-1)["));
}

static void
test_outline (Fixture *f, gconstpointer data)
{
  if (is_skipped (f))
    return;
  const Reader *reader = f->reader;
  const char *outline = reader_object (reader, reader_reference (reader_catalog (reader), "/Outlines"));
  int first = reader_reference (outline, "/First"), last = reader_reference (outline, "/Last"), heading;
  g_assert_nonnull (strstr (outline, "/Count 2"));
  g_assert_cmpint (reader_reference (reader_object (reader, first), "/Next"), ==, last);
  g_assert_cmpint (reader_reference (reader_object (reader, last), "/Prev"), ==, first);
  find_element (reader, "H1", 1, &heading);
  g_assert_cmpint (reader_reference (reader_object (reader, last), "/SE"), ==, heading);
  g_assert_nonnull (strstr (reader_object (reader, last), "/Dest(two)"));
}

static void
test_metadata (Fixture *f, gconstpointer data)
{
  if (is_skipped (f))
    return;
  const Reader *reader = f->reader;
  const char *info = reader_object (reader, reader_reference (reader->trailer->str, "/Info"));
  int number = reader_reference (reader_catalog (reader), "/Metadata");
  const GString *xmp = reader_stream (reader, number);
  g_assert_nonnull (strstr (info, "/CreationDate(D:20210826000000Z)"));
  g_assert_nonnull (strstr (xmp->str, "<xmp:CreateDate>2021-08-26T00:00:00Z<"));
  g_assert_nonnull (strstr (info, "/Title<FEFF0046006900780074007500720065"));
  g_assert_nonnull (strstr (xmp->str, ">Fixture: naïve &amp; &lt;bold&gt;<"));
  g_assert_nonnull (strstr (info, "/Author(Desk)"));
  g_assert_nonnull (strstr (xmp->str, "<rdf:li>Desk</rdf:li>"));
  g_assert_nonnull (strstr (xmp->str, "<pdfaid:part>3<"));
  g_assert_nonnull (strstr (xmp->str, "<pdfuaid:part>1<"));
  g_assert_nonnull (strstr (xmp->str, "<brief:digest>0123456789abcdef<"));
  g_assert_nonnull (strstr (xmp->str, "<brief:case>a&lt;b<"));
  g_assert_nonnull (strstr (xmp->str, "<brief:issue>3<"));
  g_assert_null (strstr (info, "Haru"));
}

/* The facts go with the document, found by people (EmbeddedFiles) and machines (AF); without facts there is neither. */
static void
test_attachment (Fixture *f, gconstpointer data)
{
  if (is_skipped (f))
    return;
  const Reader *reader = f->reader;
  const char *catalog = reader_catalog (reader),
             *tree = strstr (catalog, "/EmbeddedFiles<</Names[(facts.json)");
  g_autoptr (GArray) associated = reader_references (catalog, "/AF[");
  g_assert_nonnull (tree);
  g_assert_cmpint (associated->len, ==, 1);
  int number = g_array_index (associated, int, 0);
  g_assert_cmpint (atoi (strchr (tree, ')') + 1), ==, number);
  const char *specification = reader_object (reader, number);
  g_assert_nonnull (strstr (specification, "/F(facts.json)/UF(facts.json)/AFRelationship/Source"));
  int file = reader_reference (strstr (specification, "/EF<<"), "/UF");
  g_assert_nonnull (strstr (reader_object (reader, file), "/Subtype/application#2Fjson"));
  g_assert_nonnull (strstr (reader_object (reader, file), "/Params<</Size 15/CheckSum<"));
  g_assert_nonnull (strstr (reader_object (reader, file), "/ModDate(D:20210826000000Z)"));
  g_assert_cmpstr (reader_stream (reader, file)->str, ==, "{\"release\": 1}\n");
  g_clear_pointer (&f->pages->facts, g_free);
  g_autoptr (Reader) bare = reader_new (write_pages (f->pages));
  g_assert_null (strstr (reader_catalog (bare), "/AF["));
  g_assert_null (strstr (reader_catalog (bare), "/EmbeddedFiles"));
}

/* Ink that nobody tagged becomes an artifact, and whoever made the page hears of it. */
static void
test_untagged_ink (Fixture *f, gconstpointer data)
{
  if (is_skipped (f))
    return;
  g_autoptr (Pages) pages = pages_new (f->fonts);
  pages_add_element (pages, -1, ROLE_DOCUMENT);
  GArray *ops = pages_add (pages, PT (300), PT (200))->ops;
  fixture_text (pages, ops, fixture_face (f->fonts, "Inter"), 10, 10, 20, "stray", "en");
  g_test_expect_message ("brief", G_LOG_LEVEL_CRITICAL, "*outside tags*");
  g_autoptr (Reader) reader = reader_new (write_pages (pages));
  g_test_assert_expected_messages ();
  g_autoptr (GArray) shown = interpret (reader);
  g_assert_cmpint (g_array_index (shown, Shown, 0).identifier, ==, -1);
}

/* A link whose target is not in the document: its words stay, as words; whoever made the page hears of it. */
static void
test_link_to_nowhere (Fixture *f, gconstpointer data)
{
  if (is_skipped (f))
    return;
  g_autoptr (Pages) pages = pages_new (f->fonts);
  int p = pages_add_element (pages, pages_add_element (pages, -1, ROLE_DOCUMENT), ROLE_P);
  int link = pages_add_element (pages, p, ROLE_LINK);
  GArray *ops = pages_add (pages, PT (300), PT (200))->ops;
  fixture_tagged (pages, ops, link, fixture_face (f->fonts, "Inter"), 10, 10, 20, "words");
  ops_link (ops, PT (10), PT (10), PT (20), PT (10), link, "#missing", "words");
  g_test_expect_message ("brief", G_LOG_LEVEL_CRITICAL, "*to nowhere, #missing*");
  g_autoptr (Reader) reader = reader_new (write_pages (pages));
  g_test_assert_expected_messages ();
  find_element (reader, "Span", 0, NULL);
  for (guint i = 1; i < reader->objects->len; i++)
    g_assert_true (!reader->objects->pdata[i] || !strstr (reader_object (reader, i), "/Link"));
}

/* Elements for layout alone leave no trace: NONE is transparent, ARTIFACT hides what is in it. */
static void
test_transparent_roles (Fixture *f, gconstpointer data)
{
  if (is_skipped (f))
    return;
  g_autoptr (Pages) pages = pages_new (f->fonts);
  int document = pages_add_element (pages, -1, ROLE_DOCUMENT),
      none = pages_add_element (pages, document, ROLE_NONE);
  int p = pages_add_element (pages, none, ROLE_P),
      ornament = pages_add_element (pages, document, ROLE_ARTIFACT), object;
  int face = fixture_face (f->fonts, "Inter");
  GArray *ops = pages_add (pages, PT (300), PT (200))->ops;
  fixture_tagged (pages, ops, p, face, 10, 10, 20, "seen");
  fixture_tagged (pages, ops, ornament, face, 10, 10, 40, "*");
  g_autoptr (Reader) reader = reader_new (write_pages (pages));
  g_autoptr (GArray) shown = interpret (reader);
  find_element (reader, "Document", 0, &object);
  g_assert_cmpint (reader_reference (find_element (reader, "P", 0, NULL), "/P"), ==, object);
  g_assert_cmpint (g_array_index (shown, Shown, 0).identifier, ==, 0);
  g_assert_cmpint (g_array_index (shown, Shown, 4).identifier, ==, -1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  Fonts *fonts = fixture_fonts ();
  g_test_add_func ("/pdf/cff-words", test_cff_words);
  g_test_add_func ("/pdf/cff-encoding", test_cff_encoding);
  g_test_add_func ("/pdf/codes", test_codes);
  g_test_add_func ("/pdf/numbers", test_numbers);
  g_test_add_func ("/pdf/strings", test_strings);
#define ADD(name, test) g_test_add ("/pdf/" name, Fixture, fonts, set_up, test, tear_down)
  g_test_add_func ("/pdf/cid-keyed", test_cid_keyed);
  ADD ("follower", test_follower);
  ADD ("rules", test_rules);
  ADD ("same-bytes", test_same_bytes);
  ADD ("table", test_table);
  ADD ("text-and-places", test_text_and_places);
  ADD ("tracking", test_tracking);
  ADD ("structure", test_structure);
  ADD ("kid-order", test_kid_order);
  ADD ("links", test_links);
  ADD ("outline", test_outline);
  ADD ("metadata", test_metadata);
  ADD ("attachment", test_attachment);
  ADD ("untagged-ink", test_untagged_ink);
  ADD ("link-to-nowhere", test_link_to_nowhere);
  ADD ("transparent-roles", test_transparent_roles);
  int result = g_test_run ();
  if (fonts)
    fonts_free (fonts);
  return result;
}
