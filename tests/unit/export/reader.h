/* reader.h: a small reader of our own PDF files, written apart from the exporter: it knows the format, not the code. */
#pragma once
#include <glib.h>

typedef struct
{
  GBytes *bytes;
  GPtrArray *objects; /* GString by number: the object as text (a stream's dictionary); NULL: free */
  GPtrArray *streams; /* GString by number: decoded data; NULL: no stream */
  GArray *rows;       /* of Row, the cross-reference stream */
  GString *trailer;   /* the cross-reference stream's dictionary */
} Reader;

typedef struct
{
  int type, second, third;
} Row;

/** Reads it all by the cross-reference stream; fails the test on anything that does not fit. */
Reader *reader_new (GBytes *bytes);
void reader_free (Reader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reader, reader_free)

const char *reader_object (const Reader *reader, int number);
const GString *reader_stream (const Reader *reader, int number);
/** The number behind "/Key 12 0 R" in a dictionary's text; 0: no such key. */
int reader_reference (const char *dictionary, const char *key);
/** Object numbers in "/Key[1 0 R 2 0 R]" or of the pages; owned array of int. */
GArray *reader_references (const char *dictionary, const char *key);
/** Page objects in order; owned. */
GArray *reader_pages (const Reader *reader);
const char *reader_catalog (const Reader *reader);
/** The decoded content of page @index. */
const GString *reader_content (const Reader *reader, int index);
