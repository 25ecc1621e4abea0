/* bitmap.h: image files of others → pixels for paper. PNG by libpng, JPEG by libjpeg, SVG by librsvg; nothing of a file's own
 * metadata is kept but the turn that a camera notes (Exif orientation), which is carried out.
 *
 *     g_autoptr (BitmapFile) file = bitmap_file_new (bytes, &problem);          looks at the head only
 *     Bitmap *bitmap = bitmap_decode (file, width, height, &problem);          at most so many pixels
 *
 * Files are hostile: what they say of their size is limited before anything is decoded. Pixels are sRGB or grey, opaque: what is
 * transparent stands on white paper (ISO 19005-3 6.2.10 would want more care of it, and paper shows the same).
 */
#pragma once
#include <glib.h>

typedef enum
{
  BITMAP_PNG,
  BITMAP_JPEG,
  BITMAP_SVG
} BitmapKind;

typedef struct BitmapFile BitmapFile;

/** Decoded. Counted: bitmap_ref, bitmap_unref. */
typedef struct
{
  int width, height, channels; /* 1: grey, 3: RGB; rows without padding */
  gboolean photo;              /* came with losses: may be stored with losses */
  guint8 *pixels;
} Bitmap;

enum
{
  BITMAP_MOST_BYTES = 32 * 1024 * 1024,
  BITMAP_MOST_PIXELS = 64 * 1000 * 1000,
  BITMAP_MOST_SIDE = 30000
};

/** Sets librsvg up; before the process gives up reading the system's libraries. FALSE: SVG files cannot be read here.
 *  It is loaded when this is called and not with the program: it would cost every page more than its text. */
gboolean bitmap_load_svg (void);

/** The file of the library that reads SVG, once it is set up; owned. NULL: it is not. */
char *bitmap_svg_library (void);

/** NULL and *problem (static text): no image of a known kind, or too large. Holds a reference to @bytes. */
BitmapFile *bitmap_file_new (GBytes *bytes, const char **problem);
void bitmap_file_free (BitmapFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BitmapFile, bitmap_file_free)
BitmapKind bitmap_file_kind (const BitmapFile *file);
/** Upright size: pixels; for SVG 1/96 inch. */
void bitmap_file_size (const BitmapFile *file, int *width, int *height);

/** Decodes and resamples to @width × @height pixels where it has more (SVG: always to that). NULL and *problem: it is broken. */
Bitmap *bitmap_decode (const BitmapFile *file, int width, int height, const char **problem);
/** For Cairo: RGB24; owned, its status tells of want of memory. */
struct _cairo_surface *bitmap_surface (const Bitmap *bitmap);
Bitmap *bitmap_new (int width, int height, int channels);
Bitmap *bitmap_ref (Bitmap *bitmap);
void bitmap_unref (Bitmap *bitmap);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Bitmap, bitmap_unref)
