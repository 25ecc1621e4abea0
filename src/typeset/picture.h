/* picture.h: image files of others → pixels for paper. PNG by libpng, JPEG by libjpeg, SVG by librsvg; nothing of a file's own
 * metadata is kept but the turn that a camera notes (Exif orientation), which is carried out.
 *
 *     g_autoptr (PictureFile) file = picture_file_new (bytes, &problem);          looks at the head only
 *     Picture *picture = picture_decode (file, width, height, &problem);          at most so many pixels
 *
 * Files are hostile: what they say of their size is limited before anything is decoded. Pixels are sRGB or grey, opaque: what is
 * transparent stands on white paper (ISO 19005-3 6.2.10 would want more care of it, and paper shows the same).
 */
#pragma once
#include <glib.h>

typedef enum
{
  PICTURE_PNG,
  PICTURE_JPEG,
  PICTURE_SVG
} PictureKind;

typedef struct PictureFile PictureFile;

/** Decoded. Counted: picture_ref, picture_unref. */
typedef struct
{
  int width, height, channels; /* 1: grey, 3: RGB; rows without padding */
  gboolean photo;              /* came with losses: may be stored with losses */
  guint8 *pixels;
} Picture;

enum
{
  PICTURE_MOST_BYTES = 32 * 1024 * 1024,
  PICTURE_MOST_PIXELS = 64 * 1000 * 1000,
  PICTURE_MOST_SIDE = 30000
};

/** Sets librsvg up; before the process gives up reading the system's libraries. FALSE: SVG files cannot be read here.
 *  It is loaded when this is called and not with the program: it would cost every page more than its text. */
gboolean picture_load_svg (void);

/** NULL and *problem (static text): no image of a known kind, or too large. Holds a reference to @bytes. */
PictureFile *picture_file_new (GBytes *bytes, const char **problem);
void picture_file_free (PictureFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PictureFile, picture_file_free)
PictureKind picture_file_kind (const PictureFile *file);
/** Upright size: pixels; for SVG 1/96 inch. */
void picture_file_size (const PictureFile *file, int *width, int *height);

/** Decodes and resamples to @width × @height pixels where it has more (SVG: always to that). NULL and *problem: it is broken. */
Picture *picture_decode (const PictureFile *file, int width, int height, const char **problem);
Picture *picture_new (int width, int height, int channels);
Picture *picture_ref (Picture *picture);
void picture_unref (Picture *picture);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Picture, picture_unref)
