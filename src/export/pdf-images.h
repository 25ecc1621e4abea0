/* pdf-images.h: pictures on the pages → image XObjects (ISO 32000-1 8.9.5): photographs as JPEG, all else deflated with PNG's
 * row prediction. Equal pictures are stored once.
 */
#pragma once
#include "export/pdf-object.h"
#include "typeset/page.h"

typedef struct PdfImages PdfImages;

/** Writes the pictures of @pages into @file. */
PdfImages *pdf_images_new (const Pages *pages, PdfFile *file);
void pdf_images_free (PdfImages *images);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdfImages, pdf_images_free)

/** "/XObject<<…>>" of the resources; nothing when there are no pictures. */
void pdf_images_put_resources (const PdfImages *images, GString *out);
/** The name of @picture in them: "Im0". Counts in order of first use. */
int pdf_images_number (const PdfImages *images, const Bitmap *bitmap);
