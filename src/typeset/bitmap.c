#include "typeset/bitmap.h"
#include <cairo.h>
#include <dlfcn.h>
#include <librsvg/rsvg.h>
#include <math.h>
#include <png.h>
#include <string.h>
#include "typeset/bitmap-jpeg.h"

struct BitmapFile
{
  GBytes *bytes;
  const guint8 *data;
  gsize length;
  BitmapKind kind;
  int width, height; /* upright */
  int orientation;   /* of a JPEG, as Exif counts: 1 is upright */
};

Bitmap *
bitmap_new (int width, int height, int channels)
{
  Bitmap *bitmap = g_atomic_rc_box_new0 (Bitmap);
  bitmap->width = width;
  bitmap->height = height;
  bitmap->channels = channels;
  bitmap->pixels = g_malloc ((gsize)width * height * channels);
  return bitmap;
}

Bitmap *
bitmap_ref (Bitmap *bitmap)
{
  return g_atomic_rc_box_acquire (bitmap);
}

static void
bitmap_clear (gpointer bitmap)
{
  g_free (((Bitmap *)bitmap)->pixels);
}

void
bitmap_unref (Bitmap *bitmap)
{
  if (bitmap)
    g_atomic_rc_box_release_full (bitmap, bitmap_clear);
}

/* SVG. librsvg's own declarations say what each of these is. What is loaded is known to the dynamic linker alone. It draws with the Cairo
 * that was loaded with it, which need not be the one that this program is linked with. */

typedef struct
{
  __typeof__ (&rsvg_handle_new_from_data) open;
  __typeof__ (&rsvg_handle_get_intrinsic_size_in_pixels) size;
  __typeof__ (&rsvg_handle_get_intrinsic_dimensions) dimensions;
  __typeof__ (&rsvg_handle_render_document) render;
  __typeof__ (&g_object_unref) unref;
  __typeof__ (&cairo_image_surface_create_for_data) surface;
  __typeof__ (&cairo_surface_flush) flush;
  __typeof__ (&cairo_surface_destroy) surface_destroy;
  __typeof__ (&cairo_create) context;
  __typeof__ (&cairo_status) status;
  __typeof__ (&cairo_destroy) context_destroy;
} Svg;

static gboolean
svg_find (Svg *svg, int mode)
{
  void *library = dlopen ("librsvg-2.so.2", RTLD_NOW | mode);
  if (!library)
    return FALSE;
  svg->open = (__typeof__ (svg->open))dlsym (library, "rsvg_handle_new_from_data");
  svg->size = (__typeof__ (svg->size))dlsym (library, "rsvg_handle_get_intrinsic_size_in_pixels");
  svg->dimensions = (__typeof__ (svg->dimensions))dlsym (library, "rsvg_handle_get_intrinsic_dimensions");
  svg->render = (__typeof__ (svg->render))dlsym (library, "rsvg_handle_render_document");
  svg->unref = (__typeof__ (svg->unref))dlsym (library, "g_object_unref");
  svg->surface = (__typeof__ (svg->surface))dlsym (library, "cairo_image_surface_create_for_data");
  svg->flush = (__typeof__ (svg->flush))dlsym (library, "cairo_surface_flush");
  svg->surface_destroy = (__typeof__ (svg->surface_destroy))dlsym (library, "cairo_surface_destroy");
  svg->context = (__typeof__ (svg->context))dlsym (library, "cairo_create");
  svg->status = (__typeof__ (svg->status))dlsym (library, "cairo_status");
  svg->context_destroy = (__typeof__ (svg->context_destroy))dlsym (library, "cairo_destroy");
  return svg->open && svg->size && svg->dimensions && svg->render && svg->unref && svg->surface &&
         svg->flush && svg->surface_destroy && svg->context && svg->status && svg->context_destroy;
}

gboolean
bitmap_load_svg (void)
{
  Svg svg;
  return svg_find (&svg, 0);
}

char *
bitmap_svg_library (void)
{
  Svg svg;
  Dl_info about;
  gboolean known = svg_find (&svg, RTLD_NOLOAD) && dladdr ((const void *)(gsize)svg.open, &about) != 0;
  return known ? g_canonicalize_filename (about.dli_fname, NULL) : NULL;
}

static gboolean
svg_size (const Svg *svg, RsvgHandle *handle, int *width, int *height)
{
  double w = 0, h = 0;
  if (!svg->size (handle, &w, &h))
    { /* per cents of what shows it: then its viewBox says its shape */
      gboolean has_width, has_height, has_box;
      RsvgLength across, down;
      RsvgRectangle box = {0};
      svg->dimensions (handle, &has_width, &across, &has_height, &down, &has_box, &box);
      w = has_box ? box.width : 0;
      h = has_box ? box.height : 0;
    }
  if (!(w >= 1 && h >= 1 && w <= BITMAP_MOST_SIDE && h <= BITMAP_MOST_SIDE))
    return FALSE;
  *width = (int)(w + 0.5);
  *height = (int)(h + 0.5);
  return TRUE;
}

/* Opaque pixels of Cairo's RGB24, as grey when they all are. */
static Bitmap *
bitmap_of_pixels (const guint8 *data, int width, int height, int stride)
{
  gboolean grey = TRUE;
  for (int y = 0; grey && y < height; y++)
    for (int x = 0; grey && x < width; x++)
      {
        guint32 p = ((const guint32 *)(data + (gsize)y * stride))[x];
        grey = (p >> 16 & 255) == (p >> 8 & 255) && (p >> 8 & 255) == (p & 255);
      }
  Bitmap *bitmap = bitmap_new (width, height, grey ? 1 : 3);
  guint8 *to = bitmap->pixels;
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        guint32 p = ((const guint32 *)(data + (gsize)y * stride))[x];
        *to++ = p >> 16 & 255;
        if (!grey)
          {
            *to++ = p >> 8 & 255;
            *to++ = p & 255;
          }
      }
  return bitmap;
}

static Bitmap *
bitmap_of_surface (cairo_surface_t *surface)
{
  cairo_surface_flush (surface);
  return bitmap_of_pixels (cairo_image_surface_get_data (surface), cairo_image_surface_get_width (surface),
                           cairo_image_surface_get_height (surface),
                           cairo_image_surface_get_stride (surface));
}

static Bitmap *
svg_decode (const BitmapFile *file, int width, int height)
{
  Svg svg;
  RsvgHandle *handle = svg_find (&svg, RTLD_NOLOAD) ? svg.open (file->data, file->length, NULL) : NULL;
  if (!handle)
    return NULL;
  const int stride = width * 4; /* a multiple of four is what Cairo asks for */
  g_autofree guint8 *pixels = g_malloc_n ((gsize)height, (gsize)stride);
  memset (pixels, 0xFF, (gsize)height * stride); /* white paper */
  cairo_surface_t *surface = svg.surface (pixels, CAIRO_FORMAT_RGB24, width, height, stride);
  cairo_t *cr = svg.context (surface);
  const RsvgRectangle viewport = {0, 0, width, height};
  gboolean good = svg.render (handle, cr, &viewport, NULL) && svg.status (cr) == CAIRO_STATUS_SUCCESS;
  svg.flush (surface);
  svg.context_destroy (cr);
  svg.surface_destroy (surface);
  svg.unref (handle);
  return good ? bitmap_of_pixels (pixels, width, height, stride) : NULL;
}

/* PNG */

static gboolean
png_head (const guint8 *data, gsize length, int *width, int *height)
{
  /* IHDR stands first: PNG 11.2.2 */
  if (length < 33 || memcmp (data + 12, "IHDR", 4) != 0)
    return FALSE;
  guint32 sides[2];
  for (int i = 0; i < 2; i++)
    sides[i] =
        (guint32)data[16 + 4 * i] << 24 | data[17 + 4 * i] << 16 | data[18 + 4 * i] << 8 | data[19 + 4 * i];
  *width = (int)MIN (sides[0], G_MAXINT);
  *height = (int)MIN (sides[1], G_MAXINT);
  return TRUE;
}

static Bitmap *
png_decode (const BitmapFile *file)
{
  png_image image = {.version = PNG_IMAGE_VERSION};
  if (!png_image_begin_read_from_memory (&image, file->data, file->length))
    return NULL;
  gboolean grey = !(image.format & PNG_FORMAT_FLAG_COLOR);
  const png_color paper = {255, 255, 255};
  image.format = grey ? PNG_FORMAT_GRAY : PNG_FORMAT_RGB;
  Bitmap *bitmap = bitmap_new (image.width, image.height, grey ? 1 : 3);
  if (!png_image_finish_read (&image, &paper, bitmap->pixels, 0, NULL))
    g_clear_pointer (&bitmap, bitmap_unref);
  png_image_free (&image);
  return bitmap;
}

/* All kinds */

static gboolean
looks_like_svg (const guint8 *data, gsize length)
{
  gsize head = MIN (length, 4096);
  return length > 0 && g_strstr_len ((const char *)data, (gssize)head, "<svg") != NULL;
}

BitmapFile *
bitmap_file_new (GBytes *bytes, const char **problem)
{
  g_autoptr (BitmapFile) file = g_new0 (BitmapFile, 1);
  file->bytes = g_bytes_ref (bytes);
  file->data = g_bytes_get_data (bytes, &file->length);
  file->orientation = 1;
  const guint8 *d = file->data;
  gboolean good = FALSE;
  *problem = "it is neither a PNG nor a JPEG nor an SVG file";
  if (file->length > BITMAP_MOST_BYTES)
    *problem = "it has more than 32 MB";
  else if (file->length > 8 && memcmp (d, "\x89PNG\r\n\x1A\n", 8) == 0)
    {
      file->kind = BITMAP_PNG;
      *problem = "its head is broken";
      good = png_head (d, file->length, &file->width, &file->height);
    }
  else if (file->length > 3 && d[0] == 0xFF && d[1] == 0xD8 && d[2] == 0xFF)
    {
      file->kind = BITMAP_JPEG;
      *problem = "its head is broken";
      good = jpeg_head (d, file->length, &file->width, &file->height, &file->orientation);
    }
  else if (looks_like_svg (d, file->length))
    {
      Svg svg;
      gboolean loaded = svg_find (&svg, RTLD_NOLOAD);
      RsvgHandle *handle = loaded ? svg.open (d, file->length, NULL) : NULL;
      file->kind = BITMAP_SVG;
      *problem = loaded ? "it is no SVG that can be read, or it has no size"
                        : "librsvg, which reads SVG, is not installed";
      good = handle && svg_size (&svg, handle, &file->width, &file->height);
      if (handle)
        svg.unref (handle);
    }
  if (!good)
    return NULL;
  *problem = "it has too many pixels (64 million, and 30,000 a side, are the most)";
  if (file->width < 1 || file->height < 1 || file->width > BITMAP_MOST_SIDE ||
      file->height > BITMAP_MOST_SIDE || (gint64)file->width * file->height > BITMAP_MOST_PIXELS)
    return NULL;
  *problem = NULL;
  return g_steal_pointer (&file);
}

void
bitmap_file_free (BitmapFile *file)
{
  if (!file)
    return;
  g_bytes_unref (file->bytes);
  g_free (file);
}

BitmapKind
bitmap_file_kind (const BitmapFile *file)
{
  return file->kind;
}

void
bitmap_file_size (const BitmapFile *file, int *width, int *height)
{
  *width = file->width;
  *height = file->height;
}

cairo_surface_t *
bitmap_surface (const Bitmap *bitmap)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, bitmap->width, bitmap->height);
  if (cairo_surface_status (surface) != CAIRO_STATUS_SUCCESS)
    return surface;
  guint8 *data = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);
  const guint8 *from = bitmap->pixels;
  for (int y = 0; y < bitmap->height; y++)
    for (int x = 0; x < bitmap->width; x++, from += bitmap->channels)
      ((guint32 *)(data + (gsize)y * stride))[x] =
          (guint32)from[0] << 16 | from[bitmap->channels / 2] << 8 | from[bitmap->channels - 1];
  cairo_surface_mark_dirty (surface);
  return surface;
}

/* The eight ways a camera may have been held (Exif 2.3, 4.6.4 A): from pixels of @w × @h to upright ones. */
static void
turn_matrix (int orientation, double w, double h, cairo_matrix_t *matrix)
{
  static const struct
  {
    int xx, yx, xy, yy;
  } turns[] = {{1, 0, 0, 1}, {-1, 0, 0, 1}, {-1, 0, 0, -1}, {1, 0, 0, -1},
               {0, 1, 1, 0}, {0, 1, -1, 0}, {0, -1, -1, 0}, {0, -1, 1, 0}};
  double x0 = turns[orientation - 1].xx * w + turns[orientation - 1].xy * h;
  double y0 = turns[orientation - 1].yx * w + turns[orientation - 1].yy * h;
  cairo_matrix_init (matrix, turns[orientation - 1].xx, turns[orientation - 1].yx, turns[orientation - 1].xy,
                     turns[orientation - 1].yy, x0 < 0 ? -x0 : 0, y0 < 0 ? -y0 : 0);
}

/* @picture turned upright at @width × @height. */
static Bitmap *
resample (const Bitmap *bitmap, int orientation, int width, int height)
{
  gboolean turned = orientation >= 5;
  double upright_width = turned ? bitmap->height : bitmap->width;
  double upright_height = turned ? bitmap->width : bitmap->height;
  cairo_surface_t *from = bitmap_surface (bitmap);
  cairo_surface_t *to = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (to);
  cairo_matrix_t turn;
  turn_matrix (orientation, bitmap->width, bitmap->height, &turn);
  cairo_scale (cr, width / upright_width, height / upright_height);
  cairo_transform (cr, &turn);
  cairo_set_source_surface (cr, from, 0, 0);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD); /* no paler edge */
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_BEST);
  cairo_paint (cr);
  Bitmap *result = cairo_status (cr) == CAIRO_STATUS_SUCCESS ? bitmap_of_surface (to) : NULL;
  if (result)
    result->photo = bitmap->photo;
  cairo_destroy (cr);
  cairo_surface_destroy (to);
  cairo_surface_destroy (from);
  return result;
}

Bitmap *
bitmap_decode (const BitmapFile *file, int width, int height, const char **problem)
{
  *problem = "it is broken";
  if (file->kind == BITMAP_SVG)
    return svg_decode (file, width, height);
  width = MIN (width, file->width);
  height = MIN (height, file->height);
  gboolean turned = file->orientation >= 5;
  g_autoptr (Bitmap) whole =
      file->kind == BITMAP_PNG
          ? png_decode (file)
          : jpeg_decode (file->data, file->length, turned ? height : width, turned ? width : height);
  if (!whole)
    return NULL;
  if (file->orientation == 1 && whole->width == width && whole->height == height)
    return g_steal_pointer (&whole);
  return resample (whole, file->orientation, width, height);
}
