/* one-page: writes the fixture of the tests as a file, for judging by others: one-page OUT.pdf [OUT.png OUT.svg] */
#include "export/pdf.h"
#include "export/picture.h"
#include "fixture.h"

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  Fonts *fonts = fixture_fonts ();
  if (!fonts || argc < 2)
    return 2;
  Pages *pages = fixture_document (fonts);
  GBytes *bytes = pdf_write (pages, NULL, &error);
  if (!bytes ||
      !g_file_set_contents (argv[1], g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  g_bytes_unref (bytes);
  const Page *page = pages->pages->pdata[0];
  GBytes *png = picture_png (page->ops, page->width, page->height, 110, fonts, &error);
  GBytes *svg = picture_svg (page->ops, page->width, page->height, pages->title, "Two pages", fonts, &error);
  if (argc > 3 &&
      !(g_file_set_contents (argv[2], g_bytes_get_data (png, NULL), g_bytes_get_size (png), &error) &&
        g_file_set_contents (argv[3], g_bytes_get_data (svg, NULL), g_bytes_get_size (svg), &error)))
    return 1;
  g_bytes_unref (png);
  g_bytes_unref (svg);
  pages_free (pages);
  fonts_free (fonts);
  return 0;
}
