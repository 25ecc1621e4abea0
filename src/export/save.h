/* save.h: libharu's objects → the bytes of a file. Instead of libharu's own save: object streams, a cross-reference stream,
 * deflated by deflate.h; two thirds of the bytes in half the time. Small objects go into object streams of 200 (ISO 32000-1
 * 7.5.7), streams keep direct lengths, the table is a stream with PNG prediction (7.5.8). The file identifier is the MD5 of
 * everything before the table: the same objects give the same bytes, whenever and wherever.
 */
#pragma once
#include "export/pdf-object.h"

/** The whole file. Objects of @file may be written once only: afterwards only pdf_file_free is allowed.
 *  Errors: PDF_ERROR_LIBRARY if libharu found fault with any object. Cost: linear, nearly all deflate. */
GBytes *save_pdf (PdfFile *file, GError **error);
