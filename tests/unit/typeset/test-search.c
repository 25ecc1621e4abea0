/* Where columns end: laws that hold for any text, and choices that only a search over the whole document makes. A line of text is
 * 12 pt high; a paragraph's lines begin with its letter (made-document.h).
 */
#include "typeset/paginate.h"
#include "made-document.h"

#define N_DOCUMENTS 300

static Pages *
set (const Document *document)
{
  g_autoptr (Diags) diags = diags_new ();
  Pages *pages = paginate_document (document, (Fonts *)1, NULL, diags);
  g_autofree char *said = diags_to_text (diags, FALSE);
  g_assert_cmpstr (said, ==, "");
  return pages;
}

/* Runs of text in their order, with page and column. */
typedef struct
{
  int page, column, y; /* of the baseline [pt] */
  char *text;          /* borrowed from the pages */
} Spot;

static GArray *
spots_of (const Pages *pages)
{
  GArray *spots = g_array_new (FALSE, FALSE, sizeof (Spot));
  for (guint p = 0; p < pages->pages->len; p++)
    {
      const Page *page = pages->pages->pdata[p];
      for (guint i = 0; i < page->ops->len; i++)
        {
          const Op *op = &g_array_index (page->ops, Op, i);
          if (op->kind != OP_GLYPHS)
            continue;
          const GlyphRun *run = op->as.glyphs;
          Spot spot = {p, run->x / PT / 220, run->y / PT, run->text};
          g_array_append_val (spots, spot);
        }
    }
  return spots;
}

static gboolean
same_column (const Spot *a, const Spot *b)
{
  return a->page == b->page && a->column == b->column;
}

static int
draw_number (guint32 *state, int below)
{
  *state = *state * 1664525 + 1013904223;
  return (*state >> 12) % below;
}

/* Paragraph @k of @n lines: "k.0 …", "k.1 …"; a heading is "k.h". */
static void
add_numbered (Block *parent, int k, int n)
{
  GString *words = g_string_new (NULL);
  for (int i = 0; i < n; i++)
    g_string_append_printf (words, "%s%03d.%02d.%029d", i ? " " : "", k, i, 0); /* as wide as half a column */
  g_autofree char *text = g_string_free (words, FALSE);
  add_paragraph (parent, k % 3 ? &text_style : &tight_style, text);
}

typedef struct
{
  int n[400]; /* lines of each paragraph; 0: a heading */
  int n_blocks;
} Plan;

static Document *
make_random (guint32 *state, Plan *plan)
{
  int columns = 1 + draw_number (state, 2);
  Document *document = made_document (220 * columns + 20, 160 + draw_number (state, 200), 20);
  document->page.columns = columns;
  document->page.baseline = draw_number (state, 2) * 12 * PT;
  plan->n_blocks = 3 + draw_number (state, 80);
  for (int k = 0; k < plan->n_blocks; k++)
    {
      gboolean heading = draw_number (state, 6) == 0 && k + 1 < plan->n_blocks && (k == 0 || plan->n[k - 1]);
      plan->n[k] = heading ? 0 : 1 + draw_number (state, draw_number (state, 3) ? 5 : 14);
      if (heading)
        {
          g_autofree char *title = g_strdup_printf ("%03d.h", k);
          add_heading (document->body, ROLE_H2, title);
        }
      else
        add_numbered (document->body, k, plan->n[k]);
    }
  return document;
}

/* Lines of paragraph @k that stand in the column of its first line. */
static int
lines_with_first (const GArray *spots, guint first, int n)
{
  int count = 0;
  for (int i = 0; i < n; i++)
    count += same_column (&g_array_index (spots, Spot, first), &g_array_index (spots, Spot, first + i));
  return count;
}

/* A paragraph of three is whole, else two lines stand at either side of a cut; a heading stands with two lines. */
static void
assert_laws (const GArray *spots, const Plan *plan)
{
  guint at = 0;
  for (int k = 0; k < plan->n_blocks; k++)
    {
      int n = plan->n[k];
      if (n == 0)
        {
          const Spot *heading = &g_array_index (spots, Spot, at);
          g_assert_true (g_str_has_suffix (heading->text, ".h"));
          for (int i = 1; i <= MIN (plan->n[k + 1], 2); i++)
            g_assert_true (same_column (heading, &g_array_index (spots, Spot, at + i)));
          at++;
          continue;
        }
      int above = lines_with_first (spots, at, n);
      if (above < n)
        {
          for (int i = 0; i < n && lines_with_first (spots, at + above, n - above) < 2; i++)
            g_test_message ("%s at page %d, column %d, y %d", g_array_index (spots, Spot, at + i).text,
                            g_array_index (spots, Spot, at + i).page,
                            g_array_index (spots, Spot, at + i).column,
                            g_array_index (spots, Spot, at + i).y);
          g_assert_cmpint (n, >, 3);
          g_assert_cmpint (above, >=, 2);
          g_assert_cmpint (lines_with_first (spots, at + above, n - above), >=, 2);
        }
      at += n;
    }
  g_assert_cmpint (at, ==, spots->len);
}

static void
test_laws (void)
{
  int n_pages = 0;
  for (int i = 0; i < N_DOCUMENTS; i++)
    {
      guint32 state = i * 7919 + 1;
      Plan plan;
      g_autoptr (Document) document = make_random (&state, &plan);
      g_test_message ("document %d: %d blocks, %d columns", i, plan.n_blocks, document->page.columns);
      g_autoptr (Pages) pages = set (document);
      g_autoptr (GArray) spots = spots_of (pages);
      assert_laws (spots, &plan);
      n_pages += pages->pages->len;
    }
  g_assert_cmpint (n_pages, >, N_DOCUMENTS * 3);
}

/* Greedily the last page would hold two lines: the page before gives some. Ten lines more make a page, and it is left alone. */
static void
test_last_page_is_not_thin (void)
{
  for (int pages_before = 1; pages_before < 4; pages_before++)
    {
      g_autoptr (Document) document = made_document (240, 520, 20); /* 40 lines */
      add_lines (document->body, &tight_style, 'a', 40 * pages_before - 10);
      add_lines (document->body, &tight_style, 'b', 12);
      g_autoptr (Pages) pages = set (document);
      g_autoptr (GArray) spots = spots_of (pages);
      g_assert_cmpint (pages->pages->len, ==, pages_before + 1);
      int on_last = 0;
      for (guint i = 0; i < spots->len; i++)
        on_last += g_array_index (spots, Spot, i).page == pages_before;
      g_assert_cmpint (on_last, >=, 4);
      g_assert_cmpint (on_last, <=, 6);
    }
}

/* … and what needs one page is never set on two. */
static void
test_no_page_more (void)
{
  for (int n = 30; n <= 80; n += 5)
    {
      g_autoptr (Document) document = made_document (240, 520, 20);
      add_lines (document->body, &tight_style, 'a', n);
      g_autoptr (Pages) pages = set (document);
      g_assert_cmpint (pages->pages->len, ==, (n + 39) / 40);
    }
}

/* A page that is a line short has its spaces stretched; one that ends before a high block has not. */
static void
test_stretch (void)
{
  for (int high = 0; high < 2; high++)
    {
      g_autoptr (Document) document = made_document (240, 520, 20);
      Style kept = tight_style;
      kept.keep_together = TRUE;
      for (int i = 0; i < 8; i++)
        add_lines (document->body, &text_style, 'a', 4); /* 48 pt and 6 pt; 426 of 480 pt */
      add_lines (document->body, &kept, 'k', high ? 20 : 3);
      for (int i = 0; i < 8; i++)
        add_lines (document->body, &text_style, 'b', 3);
      g_autoptr (Pages) pages = set (document);
      g_autoptr (GArray) spots = spots_of (pages);
      int last = 0;
      for (guint i = 0; i < spots->len; i++)
        if (g_array_index (spots, Spot, i).page == 0)
          last = MAX (last, g_array_index (spots, Spot, i).y);
      /* the baseline of a last line at the foot is 3 pt above it */
      g_assert_cmpint (last, ==, high ? 20 + 8 * 54 - 6 - 3 : 500 - 3);
    }
}

/* Every line could end in a hyphen: those at the ends of pages do not, for another column's end or another line is taken. */
static void
test_no_hyphen_at_ends (void)
{
  for (int columns = 1; columns <= 2; columns++)
    {
      g_autoptr (Document) document = made_document (220 * columns + 20, 520, 20);
      document->page.columns = columns;
      GString *words = g_string_new (NULL);
      for (int i = 0; i < 200; i++)
        g_string_append_printf (words, "%sab~cd%03d", i ? " " : "", i);
      g_autofree char *text = g_string_free (words, FALSE);
      for (int i = 0; i < 10; i++)
        add_paragraph (document->body, &tight_style, text);
      g_autoptr (Pages) pages = set (document);
      g_autoptr (GArray) spots = spots_of (pages);
      int n_hyphens = 0;
      for (guint i = 0; i + 1 < spots->len; i++)
        {
          const Spot *spot = &g_array_index (spots, Spot, i);
          gboolean hyphen = g_str_has_suffix (spot->text, "ab");
          n_hyphens += hyphen;
          if (!same_column (spot, spot + 1))
            g_assert_false (hyphen);
        }
      g_assert_cmpint (pages->pages->len, >, 1);
      g_assert_cmpint (n_hyphens, >, 10);
    }
}

/* Twice the text costs twice the work. */
static void
test_cost_is_linear (void)
{
  int looks[2];
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (Document) document = made_document (240, 520, 20);
      for (int k = 0; k < (i + 1) * 400; k++)
        add_lines (document->body, &text_style, 'a', 1 + k % 9);
      n_line_looks = 0;
      g_autoptr (Pages) pages G_GNUC_UNUSED = set (document);
      looks[i] = n_line_looks;
    }
  g_assert_cmpint (looks[1], <, looks[0] * 5 / 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/search/laws", test_laws);
  g_test_add_func ("/search/last-page", test_last_page_is_not_thin);
  g_test_add_func ("/search/no-page-more", test_no_page_more);
  g_test_add_func ("/search/stretch", test_stretch);
  g_test_add_func ("/search/hyphens", test_no_hyphen_at_ends);
  g_test_add_func ("/search/linear", test_cost_is_linear);
  return g_test_run ();
}
