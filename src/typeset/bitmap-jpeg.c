#include "typeset/bitmap-jpeg.h"
#include <setjmp.h>
#include <stdio.h>
#include <jpeglib.h>
#include <string.h>

enum
{
  QUALITY = 88, /* differences do not show at 300 dpi in print */
  EXIF_ORIENTATION = 0x0112,
  MOST_SCANS = 100 /* of a progressive picture: encoders make about ten; each costs a pass over all of it */
};

/* libjpeg ends the program on an error unless its handler leaves by longjmp. Nothing of ours is allocated between. */
typedef struct
{
  struct jpeg_error_mgr base;
  jmp_buf out;
} Handler;

static void
leave (j_common_ptr info)
{
  longjmp (((Handler *)info->err)->out, 1);
}

static void
say_nothing (j_common_ptr info)
{
}

/* Called again and again while a picture is read: a small file may ask for thousands of passes. */
static void
count_scans (j_common_ptr info)
{
  if (info->is_decompressor && ((j_decompress_ptr)info)->input_scan_number > MOST_SCANS)
    leave (info);
}

static struct jpeg_error_mgr *
handler_init (Handler *handler)
{
  jpeg_std_error (&handler->base);
  handler->base.error_exit = leave;
  handler->base.output_message = say_nothing;
  return &handler->base;
}

static guint
number_at (const guint8 *p, int n_bytes, gboolean little)
{
  guint value = 0;
  for (int i = 0; i < n_bytes; i++)
    value = value << 8 | p[little ? n_bytes - 1 - i : i];
  return value;
}

/* Orientation in an APP1 marker: "Exif", a TIFF head, its first directory (Exif 2.3, 4.5.4 and 4.6.4). 1: upright. */
static int
exif_orientation (const guint8 *data, guint length)
{
  if (length < 14 || memcmp (data, "Exif\0\0", 6) != 0)
    return 1;
  const guint8 *tiff = data + 6;
  guint size = length - 6;
  gboolean little = tiff[0] == 'I';
  guint directory = number_at (tiff + 4, 4, little);
  if (directory > size - 2 || size < 10)
    return 1;
  guint n = number_at (tiff + directory, 2, little);
  for (guint i = 0; i < n && directory + 2 + 12 * (i + 1) <= size; i++)
    {
      const guint8 *entry = tiff + directory + 2 + 12 * i;
      guint value = number_at (entry + 8, 2, little);
      if (number_at (entry, 2, little) == EXIF_ORIENTATION)
        return value >= 1 && value <= 8 ? (int)value : 1;
    }
  return 1;
}

gboolean
jpeg_head (const guint8 *data, gsize length, int *width, int *height, int *orientation)
{
  struct jpeg_decompress_struct info;
  Handler handler;
  info.err = handler_init (&handler);
  if (setjmp (handler.out))
    {
      jpeg_destroy_decompress (&info);
      return FALSE;
    }
  jpeg_create_decompress (&info);
  jpeg_mem_src (&info, data, length);
  jpeg_save_markers (&info, JPEG_APP0 + 1, 0xFFFF);
  jpeg_read_header (&info, TRUE);
  *orientation = 1;
  for (jpeg_saved_marker_ptr m = info.marker_list; m; m = m->next)
    if (*orientation == 1)
      *orientation = exif_orientation (m->data, m->data_length);
  gboolean turned = *orientation >= 5;
  *width = turned ? info.image_height : info.image_width;
  *height = turned ? info.image_width : info.image_height;
  jpeg_destroy_decompress (&info);
  return TRUE;
}

/* Four inks as Adobe writes them, inverted: what is printed is what is left of white. */
static void
row_from_cmyk (const guint8 *from, guint8 *to, int width, gboolean inverted)
{
  for (int i = 0; i < width; i++)
    {
      int k = inverted ? from[4 * i + 3] : 255 - from[4 * i + 3];
      for (int c = 0; c < 3; c++)
        to[3 * i + c] = (inverted ? from[4 * i + c] : 255 - from[4 * i + c]) * k / 255;
    }
}

static void
choose_scale (struct jpeg_decompress_struct *info, int width, int height)
{
  info->scale_num = 8;
  info->scale_denom = 8;
  for (int eighths = 1; eighths < 8; eighths *= 2)
    if ((gint64)info->image_width * eighths >= (gint64)width * 8 &&
        (gint64)info->image_height * eighths >= (gint64)height * 8)
      {
        info->scale_num = eighths;
        return;
      }
}

Bitmap *
jpeg_decode (const guint8 *data, gsize length, int width, int height)
{
  struct jpeg_decompress_struct info;
  Handler handler;
  Bitmap *volatile bitmap = NULL;
  guint8 *volatile row = NULL;
  info.err = handler_init (&handler);
  if (setjmp (handler.out))
    {
      jpeg_destroy_decompress (&info);
      g_free (row);
      bitmap_unref (bitmap);
      return NULL;
    }
  jpeg_create_decompress (&info);
  info.mem->max_memory_to_use = 256 * 1024 * 1024;
  struct jpeg_progress_mgr progress = {.progress_monitor = count_scans};
  info.progress = &progress;
  jpeg_mem_src (&info, data, length);
  jpeg_read_header (&info, TRUE);
  gboolean inks = info.jpeg_color_space == JCS_CMYK || info.jpeg_color_space == JCS_YCCK;
  gboolean grey = info.jpeg_color_space == JCS_GRAYSCALE;
  info.out_color_space = inks ? JCS_CMYK : grey ? JCS_GRAYSCALE : JCS_RGB;
  info.dct_method = JDCT_ISLOW;
  choose_scale (&info, width, height);
  jpeg_start_decompress (&info);
  bitmap = bitmap_new (info.output_width, info.output_height, grey ? 1 : 3);
  bitmap->photo = TRUE;
  row = g_malloc ((gsize)info.output_width * 4);
  while (info.output_scanline < info.output_height)
    {
      guint8 *to = bitmap->pixels + (gsize)info.output_scanline * bitmap->width * bitmap->channels;
      JSAMPROW rows[] = {inks ? row : to};
      jpeg_read_scanlines (&info, rows, 1);
      if (inks)
        row_from_cmyk (row, to, bitmap->width, info.saw_Adobe_marker);
    }
  jpeg_finish_decompress (&info);
  jpeg_destroy_decompress (&info);
  g_free (row);
  return bitmap;
}

GByteArray *
jpeg_encode (const Bitmap *bitmap)
{
  struct jpeg_compress_struct info;
  Handler handler;
  unsigned char *bytes = NULL;
  unsigned long length = 0;
  info.err = handler_init (&handler);
  if (setjmp (handler.out))
    g_error ("libjpeg cannot encode a picture"); /* only for want of memory */
  jpeg_create_compress (&info);
  jpeg_mem_dest (&info, &bytes, &length);
  info.image_width = bitmap->width;
  info.image_height = bitmap->height;
  info.input_components = bitmap->channels;
  info.in_color_space = bitmap->channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
  jpeg_set_defaults (&info);
  jpeg_set_quality (&info, QUALITY, TRUE);
  info.dct_method = JDCT_ISLOW;
  info.optimize_coding = TRUE;
  jpeg_start_compress (&info, TRUE);
  while (info.next_scanline < info.image_height)
    {
      JSAMPROW rows[] = {bitmap->pixels + (gsize)info.next_scanline * bitmap->width * bitmap->channels};
      jpeg_write_scanlines (&info, rows, 1);
    }
  jpeg_finish_compress (&info);
  jpeg_destroy_compress (&info);
  GByteArray *out = g_byte_array_new ();
  g_byte_array_append (out, bytes, length);
  free (bytes);
  return out;
}
