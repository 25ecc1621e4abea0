#include "export/deflate.h"
#include <libdeflate.h>

enum
{
  LEVEL = 6
};

GBytes *
stream_deflate (PdfFile *file, gconstpointer data, gsize length)
{
  GBytes *known = memo_find (file->memo, MEMO_DEFLATED, data, length);
  if (known)
    return g_bytes_ref (known);
  if (!file->compressor)
    file->compressor = libdeflate_alloc_compressor (LEVEL);
  gsize bound = libdeflate_zlib_compress_bound (file->compressor, length);
  char *bytes = g_malloc (bound);
  gsize n = libdeflate_zlib_compress (file->compressor, data, length, bytes, bound);
  g_assert (n > 0);
  GBytes *result = g_bytes_new_take (g_realloc (bytes, n), n);
  if (memo_keep (file->memo, MEMO_DEFLATED, data, length, result, n, (GDestroyNotify)g_bytes_unref))
    g_bytes_ref (result);
  return result;
}
