#include "export/picture.h"
#include "fixture.h"
#include <cairo.h>
#include <string.h>

typedef struct
{
  const char *bytes;
  gsize left;
} Source;

static cairo_status_t
read_bytes (void *data, unsigned char *to, unsigned length)
{
  Source *source = data;
  if (source->left < length)
    return CAIRO_STATUS_READ_ERROR;
  memcpy (to, source->bytes, length);
  source->bytes += length;
  source->left -= length;
  return CAIRO_STATUS_SUCCESS;
}

/* The picture as letters: one for each pixel, by a key of colours; '?': none of them. */
static char *
as_letters (GBytes *png, const char *letters, const guint32 *colours)
{
  Source source = {g_bytes_get_data (png, NULL), g_bytes_get_size (png)};
  cairo_surface_t *surface = cairo_image_surface_create_from_png_stream (read_bytes, &source);
  g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
  GString *out = g_string_new (NULL);
  const unsigned char *rows = cairo_image_surface_get_data (surface);
  for (int y = 0; y < cairo_image_surface_get_height (surface); y++)
    {
      const guint32 *row = (const guint32 *)(rows + y * cairo_image_surface_get_stride (surface));
      for (int x = 0; x < cairo_image_surface_get_width (surface); x++)
        {
          char letter = '?';
          for (gsize k = 0; letters[k]; k++)
            if ((row[x] & 0xFFFFFF) == colours[k])
              letter = letters[k];
          g_string_append_c (out, letter);
        }
      g_string_append_c (out, '\n');
    }
  cairo_surface_destroy (surface);
  return g_string_free (out, FALSE);
}

static void
test_png_shapes (void)
{
  static const guint32 colours[] = {0xFFFFFF, 0x204080, 0xB04020};
  g_autoptr (GArray) ops = ops_new ();
  g_autoptr (GError) error = NULL;
  ops_rectangle (ops, PT (1), PT (1), PT (3), PT (2), 0x204080);
  ops_rectangle (ops, PT (4), PT (2), PT (1), PT (1), 0xB04020);
  GBytes *png = picture_png (ops, PT (6), PT (4), 72, NULL, &error);
  g_assert_no_error (error);
  g_autofree char *letters = as_letters (png, ".br", colours);
  g_assert_cmpstr (letters, ==,
                   "......\n"
                   ".bbb..\n"
                   ".bbbr.\n"
                   "......\n");
  g_bytes_unref (png);
}

/* The dash of a line, and that twice the resolution is twice the pixels. */
static void
test_png_strokes (void)
{
  static const guint32 colours[] = {0xFFFFFF, 0x000000};
  g_autoptr (GArray) ops = ops_new ();
  Path *path = path_new ();
  path_step (path, 'm', PT (0), PT (0.5));
  path_step (path, 'l', PT (6), PT (0.5));
  path->stroke = TRUE, path->width = PT (1), path->n_dash = 2, path->dash[0] = PT (2), path->dash[1] = PT (1);
  ops_path_take (ops, path);
  GBytes *png = picture_png (ops, PT (6), PT (1), 72, NULL, NULL),
         *twice = picture_png (ops, PT (6), PT (1), 144, NULL, NULL);
  g_autofree char *letters = as_letters (png, ".#", colours), *fine = as_letters (twice, ".#", colours);
  g_assert_cmpstr (letters, ==, "##.##.\n");
  g_assert_cmpstr (fine, ==, "####..####..\n####..####..\n");
  g_bytes_unref (png);
  g_bytes_unref (twice);
}

static void
test_png_refuses (void)
{
  g_autoptr (GArray) ops = ops_new ();
  g_autoptr (GError) error = NULL;
  g_assert_null (picture_png (ops, PT (2000), PT (10), 2400, NULL, &error));
  g_assert_error (error, PICTURE_ERROR, 0);
}

static int
count (const char *text, const char *word)
{
  int n = 0;
  for (const char *at = strstr (text, word); at; at = strstr (at + 1, word))
    n++;
  return n;
}

/* Text leaves ink where it stands, and only there. */
static void
test_png_text (void)
{
  static const guint32 white[] = {0xFFFFFF};
  Fonts *fonts = fixture_fonts ();
  if (!fonts)
    {
      g_test_skip ("fonts/ is not filled");
      return;
    }
  g_autoptr (Pages) pages = pages_new (fonts);
  g_autoptr (GArray) ops = ops_new ();
  fixture_text (pages, ops, fixture_face (fonts, "Inter"), 20, 2, 20, "H", "en");
  GBytes *png = picture_png (ops, PT (40), PT (24), 72, fonts, NULL),
         *again = picture_png (ops, PT (40), PT (24), 72, fonts, NULL);
  g_autofree char *letters = as_letters (png, ".", white);
  g_assert_true (g_bytes_equal (png, again));
  g_assert_cmpint (count (letters, "?"), >, 60);
  for (int y = 0; y < 24; y++)
    for (int x = 0; x < 40; x++)
      if (x < 2 || x > 18 || y < 4 || y > 20)
        g_assert_cmpint (letters[y * 41 + x], ==, '.');
  g_bytes_unref (png);
  g_bytes_unref (again);
  pages_free (g_steal_pointer (&pages));
  fonts_free (fonts);
}

static void
check_markup (const char *svg, gsize length)
{
  GMarkupParser nothing = {NULL};
  GMarkupParseContext *context = g_markup_parse_context_new (&nothing, 0, NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_markup_parse_context_parse (context, svg, length, &error);
  g_assert_no_error (error);
  g_markup_parse_context_end_parse (context, &error);
  g_assert_no_error (error);
  g_markup_parse_context_free (context);
}

static void
test_svg (void)
{
  Fonts *fonts = fixture_fonts ();
  if (!fonts)
    {
      g_test_skip ("fonts/ is not filled");
      return;
    }
  Pages *pages = fixture_document (fonts);
  const Page *page = pages->pages->pdata[0];
  GBytes *bytes =
      picture_svg (page->ops, page->width, page->height, "A & B <c>", "What \"it\" shows\x01", fonts, NULL);
  gsize length;
  const char *svg = g_bytes_get_data (bytes, &length);
  check_markup (svg, length);
  g_assert_nonnull (strstr (svg, "<title id=\"picture-title\">A &amp; B &lt;c&gt;</title>"));
  g_assert_nonnull (strstr (svg, "<desc id=\"picture-desc\">What &quot;it&quot; shows</desc>"));
  g_assert_nonnull (strstr (svg, "aria-labelledby=\"picture-title\""));
  g_assert_nonnull (strstr (svg, "<path d=\"M56 260L156 260L156 300L56 300Z\" fill=\"#eef2f8\" "
                                 "stroke=\"#204080\" stroke-width=\".75\"/>"));
  g_assert_nonnull (strstr (svg, "C200 280 220 330 300 330\" fill=\"none\""));
  g_assert_nonnull (strstr (svg, "stroke-dasharray=\"3 2\""));
  g_assert_nonnull (strstr (svg, "font-family=\"'Inter', sans-serif\" font-size=\"8\" fill=\"#000000\" "
                                 "xml:lang=\"en\">Directorate</text>"));
  g_assert_nonnull (strstr (svg, "direction=\"rtl\""));
  g_assert_nonnull (strstr (svg, ">First <tspan x=\""));
  g_assert_nonnull (strstr (svg, "<a href=\"https://example.org/a%20b?q=%C3%A9\">"));
  g_assert_null (strstr (svg, "#note-1")); /* leads out of the picture */
  g_bytes_unref (g_steal_pointer (&bytes));
  /* narrower letters, wider gaps: words stand where they stood, counted in letters' own width */
  page = pages->pages->pdata[1];
  GlyphRun *run = fixture_last_run (page->ops);
  run->tracking = 100;
  bytes = picture_svg (page->ops, page->width, page->height, "t", "d", fonts, NULL);
  svg = g_bytes_get_data (bytes, &length);
  check_markup (svg, length);
  g_assert_nonnull (strstr (svg, "<text transform=\"matrix(.9825 0 0 1 56 130)\""));
  g_assert_nonnull (strstr (svg, " letter-spacing=\".11\""));
  g_assert_nonnull (strstr (svg, ">Set <tspan x=\""));
  g_bytes_unref (bytes);
  pages_free (pages);
  fonts_free (fonts);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/picture/png-shapes", test_png_shapes);
  g_test_add_func ("/picture/png-strokes", test_png_strokes);
  g_test_add_func ("/picture/png-refuses", test_png_refuses);
  g_test_add_func ("/picture/png-text", test_png_text);
  g_test_add_func ("/picture/svg", test_svg);
  return g_test_run ();
}
