#include "typeset/picture.h"
#include <cairo.h>
#include <dlfcn.h>
#include <librsvg/rsvg.h>
#include <math.h>
#include <png.h>
#include <string.h>
#include "typeset/picture-jpeg.h"

struct PictureFile
{
  GBytes *bytes;
  const guint8 *data;
  gsize length;
  PictureKind kind;
  int width, height; /* upright */
  int orientation;   /* of a JPEG, as Exif counts: 1 is upright */
};

Picture *
picture_new (int width, int height, int channels)
{
  Picture *picture = g_atomic_rc_box_new0 (Picture);
  picture->width = width;
  picture->height = height;
  picture->channels = channels;
  picture->pixels = g_malloc ((gsize)width * height * channels);
  return picture;
}

Picture *
picture_ref (Picture *picture)
{
  return g_atomic_rc_box_acquire (picture);
}

static void
picture_clear (gpointer picture)
{
  g_free (((Picture *)picture)->pixels);
}

void
picture_unref (Picture *picture)
{
  if (picture)
    g_atomic_rc_box_release_full (picture, picture_clear);
}

/* SVG. librsvg's own declarations say what each of these is. */

static struct
{
  gboolean loaded;
  __typeof__ (&rsvg_handle_new_from_data) open;
  __typeof__ (&rsvg_handle_get_intrinsic_size_in_pixels) size;
  __typeof__ (&rsvg_handle_get_intrinsic_dimensions) dimensions;
  __typeof__ (&rsvg_handle_render_document) render;
  __typeof__ (&g_object_unref) unref;
} svg; /* written once, before the first job */

gboolean
picture_load_svg (void)
{
  void *library = svg.loaded ? NULL : dlopen ("librsvg-2.so.2", RTLD_NOW | RTLD_LOCAL);
  if (!library)
    return svg.loaded;
  svg.open = (__typeof__ (svg.open))dlsym (library, "rsvg_handle_new_from_data");
  svg.size = (__typeof__ (svg.size))dlsym (library, "rsvg_handle_get_intrinsic_size_in_pixels");
  svg.dimensions = (__typeof__ (svg.dimensions))dlsym (library, "rsvg_handle_get_intrinsic_dimensions");
  svg.render = (__typeof__ (svg.render))dlsym (library, "rsvg_handle_render_document");
  svg.unref = (__typeof__ (svg.unref))dlsym (library, "g_object_unref");
  svg.loaded = svg.open && svg.size && svg.dimensions && svg.render && svg.unref;
  return svg.loaded;
}

static gboolean
svg_size (RsvgHandle *handle, int *width, int *height)
{
  double w = 0, h = 0;
  if (!svg.size (handle, &w, &h))
    { /* per cents of what shows it: then its viewBox says its shape */
      gboolean has_width, has_height, has_box;
      RsvgLength across, down;
      RsvgRectangle box = {0};
      svg.dimensions (handle, &has_width, &across, &has_height, &down, &has_box, &box);
      w = has_box ? box.width : 0;
      h = has_box ? box.height : 0;
    }
  if (!(w >= 1 && h >= 1 && w <= PICTURE_MOST_SIDE && h <= PICTURE_MOST_SIDE))
    return FALSE;
  *width = (int)(w + 0.5);
  *height = (int)(h + 0.5);
  return TRUE;
}

/* Opaque pixels of a surface, as grey when they all are. */
static Picture *
picture_of_surface (cairo_surface_t *surface)
{
  cairo_surface_flush (surface);
  int width = cairo_image_surface_get_width (surface), height = cairo_image_surface_get_height (surface);
  int stride = cairo_image_surface_get_stride (surface);
  const guint8 *data = cairo_image_surface_get_data (surface);
  gboolean grey = TRUE;
  for (int y = 0; grey && y < height; y++)
    for (int x = 0; grey && x < width; x++)
      {
        guint32 p = ((const guint32 *)(data + (gsize)y * stride))[x];
        grey = (p >> 16 & 255) == (p >> 8 & 255) && (p >> 8 & 255) == (p & 255);
      }
  Picture *picture = picture_new (width, height, grey ? 1 : 3);
  guint8 *to = picture->pixels;
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
  return picture;
}

static Picture *
svg_decode (const PictureFile *file, int width, int height)
{
  RsvgHandle *handle = svg.loaded ? svg.open (file->data, file->length, NULL) : NULL;
  if (!handle)
    return NULL;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (surface);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  const RsvgRectangle viewport = {0, 0, width, height};
  gboolean good = svg.render (handle, cr, &viewport, NULL) && cairo_status (cr) == CAIRO_STATUS_SUCCESS;
  Picture *picture = good ? picture_of_surface (surface) : NULL;
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  svg.unref (handle);
  return picture;
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
    sides[i] = (guint32)data[16 + 4 * i] << 24 | data[17 + 4 * i] << 16 | data[18 + 4 * i] << 8 | data[19 + 4 * i];
  *width = (int)MIN (sides[0], G_MAXINT);
  *height = (int)MIN (sides[1], G_MAXINT);
  return TRUE;
}

static Picture *
png_decode (const PictureFile *file)
{
  png_image image = {.version = PNG_IMAGE_VERSION};
  if (!png_image_begin_read_from_memory (&image, file->data, file->length))
    return NULL;
  gboolean grey = !(image.format & PNG_FORMAT_FLAG_COLOR);
  const png_color paper = {255, 255, 255};
  image.format = grey ? PNG_FORMAT_GRAY : PNG_FORMAT_RGB;
  Picture *picture = picture_new (image.width, image.height, grey ? 1 : 3);
  if (!png_image_finish_read (&image, &paper, picture->pixels, 0, NULL))
    g_clear_pointer (&picture, picture_unref);
  png_image_free (&image);
  return picture;
}

/* All kinds */

static gboolean
looks_like_svg (const guint8 *data, gsize length)
{
  gsize head = MIN (length, 4096);
  return g_strstr_len ((const char *)data, (gssize)head, "<svg") != NULL;
}

PictureFile *
picture_file_new (GBytes *bytes, const char **problem)
{
  g_autoptr (PictureFile) file = g_new0 (PictureFile, 1);
  file->bytes = g_bytes_ref (bytes);
  file->data = g_bytes_get_data (bytes, &file->length);
  file->orientation = 1;
  const guint8 *d = file->data;
  gboolean good = FALSE;
  *problem = "it is neither a PNG nor a JPEG nor an SVG file";
  if (file->length > PICTURE_MOST_BYTES)
    *problem = "it has more than 32 MB";
  else if (file->length > 8 && memcmp (d, "\x89PNG\r\n\x1A\n", 8) == 0)
    {
      file->kind = PICTURE_PNG;
      *problem = "its head is broken";
      good = png_head (d, file->length, &file->width, &file->height);
    }
  else if (file->length > 3 && d[0] == 0xFF && d[1] == 0xD8 && d[2] == 0xFF)
    {
      file->kind = PICTURE_JPEG;
      *problem = "its head is broken";
      good = jpeg_head (d, file->length, &file->width, &file->height, &file->orientation);
    }
  else if (looks_like_svg (d, file->length))
    {
      file->kind = PICTURE_SVG;
      RsvgHandle *handle = svg.loaded ? svg.open (d, file->length, NULL) : NULL;
      *problem = svg.loaded ? "it is no SVG that can be read, or it has no size" : "librsvg, which reads SVG, is not installed";
      good = handle && svg_size (handle, &file->width, &file->height);
      if (handle)
        svg.unref (handle);
    }
  if (!good)
    return NULL;
  *problem = "it has too many pixels (64 million, and 30,000 a side, are the most)";
  if (file->width < 1 || file->height < 1 || file->width > PICTURE_MOST_SIDE || file->height > PICTURE_MOST_SIDE ||
      (gint64)file->width * file->height > PICTURE_MOST_PIXELS)
    return NULL;
  *problem = NULL;
  return g_steal_pointer (&file);
}

void
picture_file_free (PictureFile *file)
{
  if (!file)
    return;
  g_bytes_unref (file->bytes);
  g_free (file);
}

PictureKind
picture_file_kind (const PictureFile *file)
{
  return file->kind;
}

void
picture_file_size (const PictureFile *file, int *width, int *height)
{
  *width = file->width;
  *height = file->height;
}

static cairo_surface_t *
surface_of_picture (const Picture *picture)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, picture->width, picture->height);
  if (cairo_surface_status (surface) != CAIRO_STATUS_SUCCESS)
    return surface;
  guint8 *data = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);
  const guint8 *from = picture->pixels;
  for (int y = 0; y < picture->height; y++)
    for (int x = 0; x < picture->width; x++, from += picture->channels)
      ((guint32 *)(data + (gsize)y * stride))[x] =
          (guint32)from[0] << 16 | from[picture->channels / 2] << 8 | from[picture->channels - 1];
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
static Picture *
resample (const Picture *picture, int orientation, int width, int height)
{
  gboolean turned = orientation >= 5;
  double upright_width = turned ? picture->height : picture->width;
  double upright_height = turned ? picture->width : picture->height;
  cairo_surface_t *from = surface_of_picture (picture);
  cairo_surface_t *to = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (to);
  cairo_matrix_t turn;
  turn_matrix (orientation, picture->width, picture->height, &turn);
  cairo_scale (cr, width / upright_width, height / upright_height);
  cairo_transform (cr, &turn);
  cairo_set_source_surface (cr, from, 0, 0);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD); /* no paler edge */
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_BEST);
  cairo_paint (cr);
  Picture *result = cairo_status (cr) == CAIRO_STATUS_SUCCESS ? picture_of_surface (to) : NULL;
  if (result)
    result->photo = picture->photo;
  cairo_destroy (cr);
  cairo_surface_destroy (to);
  cairo_surface_destroy (from);
  return result;
}

Picture *
picture_decode (const PictureFile *file, int width, int height, const char **problem)
{
  *problem = "it is broken";
  if (file->kind == PICTURE_SVG)
    return svg_decode (file, width, height);
  width = MIN (width, file->width);
  height = MIN (height, file->height);
  gboolean turned = file->orientation >= 5;
  g_autoptr (Picture) whole = file->kind == PICTURE_PNG ? png_decode (file)
                                                        : jpeg_decode (file->data, file->length, turned ? height : width,
                                                                       turned ? width : height);
  if (!whole)
    return NULL;
  if (file->orientation == 1 && whole->width == width && whole->height == height)
    return g_steal_pointer (&whole);
  return resample (whole, file->orientation, width, height);
}
