/* pdf.h: pages → one PDF that is PDF/UA-1 and PDF/A-3a at once. Written through libharu's object layer, saved by save.c.
 * Deterministic: no clock, no path, no user name; the file identifier is a hash of the content.
 */
#pragma once
#include "base/memo.h"
#include "typeset/page.h"

/** The whole file in memory. @memo: what earlier files had deflated and subset, NULL: nothing is remembered; the bytes are the
 *  same. Errors: libharu or font subsetting failed. */
GBytes *pdf_write (const Pages *pages, Memo *memo, GError **error);
