/* rewrite.h: a PDF written anew by libqpdf: linearised, or as a copy with a password. */
#pragma once
#include "readback/pdf.h"

/** The file with its first page in front (ISO 32000-1 annex F). What conforms still does: object streams stay, a newline stands before
 *  each endstream, XMP stays as it is, and the identifier is a hash of the content: same bytes for the same file. */
GBytes *rewrite_linearised (Pdf *pdf, GError **error);

/** A copy encrypted with AES-256 (ISO 32000-2 7.6.4, revision 6), open to assistive technology and printing, closed to changes; to be opened
 *  with @password, 1 to 127 bytes; who knows @owner may change it, so it is a word that nobody knows. PDF/A forbids encryption (ISO 19005-3 6.1.3) and salts are random: what the XMP says of
 *  pdfaid and pdfuaid is taken out, and no two copies are the same. */
GBytes *rewrite_encrypted (Pdf *pdf, const char *password, const char *owner, GError **error);
