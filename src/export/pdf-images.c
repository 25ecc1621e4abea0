#include "export/pdf-images.h"
#include <stdlib.h>
#include <string.h>
#include "typeset/bitmap-jpeg.h"

struct PdfImages
{
  GHashTable *numbers;  /* Bitmap → number + 1 */
  GHashTable *by_bytes; /* checksum → number + 1 */
  GArray *objects;      /* of int, by number */
};

/* PNG 9.2: the predictor that gives the smallest differences, tried for each row. */
static int
predict (int kind, int left, int above, int corner)
{
  int p = left + above - corner, pa = ABS (p - left), pb = ABS (p - above), pc = ABS (p - corner);
  switch (kind)
    {
    case 0:
      return 0;
    case 1:
      return left;
    case 2:
      return above;
    case 3:
      return (left + above) / 2;
    default:
      return pa <= pb && pa <= pc ? left : pb <= pc ? above : corner;
    }
}

static void
predict_row (const guint8 *row, const guint8 *above, int length, int channels, guint8 *out)
{
  int best = G_MAXINT;
  g_autofree guint8 *tried = g_malloc (length + 1);
  for (int kind = 0; kind < 5; kind++)
    {
      int sum = 0;
      tried[0] = kind;
      for (int i = 0; i < length; i++)
        {
          int left = i >= channels ? row[i - channels] : 0, up = above ? above[i] : 0;
          int corner = above && i >= channels ? above[i - channels] : 0;
          guint8 difference = (guint8)(row[i] - predict (kind, left, up, corner));
          tried[i + 1] = difference;
          sum += difference < 128 ? difference : 256 - difference;
        }
      if (sum < best)
        {
          best = sum;
          memcpy (out, tried, length + 1);
        }
    }
}

static int
write_flat (PdfFile *file, const Bitmap *bitmap, GString *entries)
{
  int length = bitmap->width * bitmap->channels;
  g_autofree guint8 *rows = g_malloc ((gsize)(length + 1) * bitmap->height);
  for (int y = 0; y < bitmap->height; y++)
    {
      const guint8 *row = bitmap->pixels + (gsize)y * length;
      predict_row (row, y > 0 ? row - length : NULL, length, bitmap->channels,
                   rows + (gsize)y * (length + 1));
    }
  g_string_append_printf (entries, "/DecodeParms<</Predictor 15/Colors %d/Columns %d>>", bitmap->channels,
                          bitmap->width);
  return pdf_file_add_stream (file, entries, rows, (gsize)(length + 1) * bitmap->height, TRUE);
}

static int
write_photo (PdfFile *file, const Bitmap *bitmap, GString *entries)
{
  g_autoptr (GByteArray) bytes = jpeg_encode (bitmap);
  g_string_append (entries, "/Filter/DCTDecode");
  return pdf_file_add_stream (file, entries, bytes->data, bytes->len, FALSE);
}

static int
write_picture (PdfFile *file, const Bitmap *bitmap)
{
  GString *entries = g_string_new ("/Type/XObject/Subtype/Image/BitsPerComponent 8");
  g_string_append_printf (entries, "/Width %d/Height %d/ColorSpace/%s", bitmap->width, bitmap->height,
                          bitmap->channels == 1 ? "DeviceGray" : "DeviceRGB");
  return bitmap->photo ? write_photo (file, bitmap, entries) : write_flat (file, bitmap, entries);
}

static void
add_picture (PdfImages *images, PdfFile *file, const Bitmap *bitmap)
{
  if (g_hash_table_contains (images->numbers, bitmap))
    return;
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  const int head[] = {bitmap->width, bitmap->height, bitmap->channels, bitmap->photo};
  g_checksum_update (sum, (const guchar *)head, sizeof head);
  g_checksum_update (sum, bitmap->pixels, (gssize)bitmap->width * bitmap->height * bitmap->channels);
  gpointer number = g_hash_table_lookup (images->by_bytes, g_checksum_get_string (sum));
  if (!number)
    {
      int object = write_picture (file, bitmap);
      g_array_append_val (images->objects, object);
      number = GINT_TO_POINTER (images->objects->len);
      g_hash_table_insert (images->by_bytes, g_strdup (g_checksum_get_string (sum)), number);
    }
  g_hash_table_insert (images->numbers, (gpointer)bitmap, number);
}

PdfImages *
pdf_images_new (const Pages *pages, PdfFile *file)
{
  PdfImages *images = g_new0 (PdfImages, 1);
  images->numbers = g_hash_table_new (NULL, NULL);
  images->by_bytes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  images->objects = g_array_new (FALSE, FALSE, sizeof (int));
  for (guint i = 0; i < pages->pages->len; i++)
    {
      const GArray *ops = page_open (pages->pages->pdata[i]);
      for (guint k = 0; k < ops->len; k++)
        if (g_array_index (ops, Op, k).kind == OP_IMAGE)
          add_picture (images, file, g_array_index (ops, Op, k).as.image->bitmap);
      page_close (pages->pages->pdata[i]);
    }
  return images;
}

void
pdf_images_free (PdfImages *images)
{
  if (!images)
    return;
  g_hash_table_unref (images->numbers);
  g_hash_table_unref (images->by_bytes);
  g_array_unref (images->objects);
  g_free (images);
}

void
pdf_images_put_resources (const PdfImages *images, GString *out)
{
  if (images->objects->len == 0)
    return;
  g_string_append (out, "/XObject<<");
  for (guint i = 0; i < images->objects->len; i++)
    g_string_append_printf (out, "/Im%u %d 0 R", i, g_array_index (images->objects, int, i));
  g_string_append (out, ">>");
}

int
pdf_images_number (const PdfImages *images, const Bitmap *bitmap)
{
  return GPOINTER_TO_INT (g_hash_table_lookup (images->numbers, bitmap)) - 1;
}
