/* shape-memo: see shape-memo.h. An entry is one block of memory: its key, then the arrays one after the other. */
#include "typeset/shape-memo.h"

#include <string.h>

enum
{
  N_ARRAYS = 6,
  LONGEST_SHARE = 16 /* a text that would fill more than this part of a half is not kept */
};

typedef struct
{
  guint hash, key_length;
  gsize size; /* of the whole block */
  gboolean rtl;
  guint n[N_ARRAYS];
  char key[]; /* then the arrays, each at a multiple of eight bytes */
} Entry;

#define ENTRY_HEAD G_STRUCT_OFFSET (Entry, key) /* sizeof would count the padding behind it */

struct ShapeMemo
{
  GHashTable *young, *old; /* of Entry, each its own key */
  gsize limit, young_bytes, old_bytes;
  GString *key; /* of what is asked for; kept for its memory */
  guint found;
};

static guint
entry_hash (gconstpointer key)
{
  return ((const Entry *)key)->hash;
}

static gboolean
entry_equal (gconstpointer a, gconstpointer b)
{
  const Entry *one = a, *other = b;
  return one->hash == other->hash && one->key_length == other->key_length &&
         memcmp (one->key, other->key, one->key_length) == 0;
}

static GHashTable *
half_new (void)
{
  return g_hash_table_new_full (entry_hash, entry_equal, g_free, NULL);
}

ShapeMemo *
shape_memo_new (gsize bytes)
{
  ShapeMemo *memo = g_new0 (ShapeMemo, 1);
  memo->limit = bytes;
  memo->young = half_new ();
  memo->old = half_new ();
  memo->key = g_string_sized_new (1024);
  return memo;
}

void
shape_memo_free (ShapeMemo *memo)
{
  if (!memo)
    return;
  g_hash_table_destroy (memo->young);
  g_hash_table_destroy (memo->old);
  g_string_free (memo->key, TRUE);
  g_free (memo);
}

void
shape_memo_counts (const ShapeMemo *memo, guint *found, gsize *bytes)
{
  *found = memo->found;
  *bytes = memo->young_bytes + memo->old_bytes;
}

/* --- keys --- */

static void
key_text (GString *key, const char *text)
{
  g_string_append_len (key, text ? text : "\1",
                       text ? (gssize)strlen (text) + 1 : 2); /* the 0 parts it from what follows */
}

/* All of a span that shaping or breaking looks at. Whose it is (source) is not asked there: the caller's spans say it. */
static void
key_span (GString *key, const TextSpan *span)
{
  const Style *style = span->style;
  const int numbers[] = {span->start,
                         span->end,
                         style->size,
                         style->weight,
                         style->letter_spacing,
                         style->rise,
                         span->box ? style->pad_x : 0,
                         span->box | span->tied << 1 | style->italic << 2 | style->nobreak << 3};
  g_string_append_len (key, (const char *)numbers, sizeof numbers);
  key_text (key, style->family);
  key_text (key, style->features);
  key_text (key, span->lang);
}

/* Leaves the key in memo->key, behind room for an entry's head. */
static const Entry *
make_key (ShapeMemo *memo, const char *text, const GArray *spans, const char *lang, gboolean hyphenate)
{
  GString *key = memo->key;
  g_string_set_size (key, ENTRY_HEAD);
  key_text (key, lang);
  g_string_append_c (key, hyphenate ? 'h' : 'n');
  for (guint i = 0; i < spans->len; i++)
    key_span (key, &g_array_index (spans, TextSpan, i));
  key_text (key, text);
  Entry *entry = (Entry *)(gpointer)key->str;
  memset (entry, 0, ENTRY_HEAD);
  entry->key_length = key->len - ENTRY_HEAD;
  guint hash = 2166136261u; /* FNV-1a */
  for (guint i = 0; i < entry->key_length; i++)
    hash = (hash ^ (guchar)entry->key[i]) * 16777619u;
  entry->hash = hash;
  return entry;
}

/* --- entries --- */

static gsize
rounded (gsize bytes)
{
  return (bytes + 7) & ~(gsize)7;
}

static void
entry_write (Entry *entry, gsize *at, int which, gconstpointer data, guint n, gsize size)
{
  entry->n[which] = n;
  if (n)
    memcpy ((char *)entry + *at, data, n * size);
  *at += rounded (n * size);
}

static gsize
array_bytes (const GArray *array)
{
  return rounded (array->len * g_array_get_element_size ((GArray *)array));
}

static void
forget_old (ShapeMemo *memo)
{
  g_hash_table_destroy (memo->old);
  memo->old = memo->young;
  memo->old_bytes = memo->young_bytes;
  memo->young = half_new ();
  memo->young_bytes = 0;
}

static void
remember (ShapeMemo *memo, const Entry *key, const ShapedText *shaped, const GArray *points)
{
  const GArray *arrays[] = {points, shaped->clusters, shaped->pieces, shaped->glyphs, shaped->parts};
  const guint n_ends = (guint)g_utf8_strlen (shaped->text, shaped->length) + 1;
  gsize at = rounded (ENTRY_HEAD + key->key_length), size = at + rounded (n_ends);
  for (guint i = 0; i < G_N_ELEMENTS (arrays); i++)
    size += array_bytes (arrays[i]);
  if (size > memo->limit / LONGEST_SHARE)
    return;
  if (memo->young_bytes + size > memo->limit)
    forget_old (memo);
  Entry *entry = g_malloc (size);
  memcpy (entry, key, ENTRY_HEAD + key->key_length);
  entry->size = size;
  entry->rtl = shaped->rtl;
  for (guint i = 0; i < G_N_ELEMENTS (arrays); i++)
    entry_write (entry, &at, (int)i, arrays[i]->data, arrays[i]->len,
                 g_array_get_element_size ((GArray *)arrays[i]));
  entry_write (entry, &at, N_ARRAYS - 1, shaped->may_end, n_ends, 1);
  memo->young_bytes += size;
  g_hash_table_add (memo->young, entry);
}

/* Found in the old half, it moves to the young one, if there is room without forgetting. */
static const Entry *
look_up (ShapeMemo *memo, const Entry *key)
{
  Entry *entry = g_hash_table_lookup (memo->young, key);
  if (entry)
    return entry;
  entry = g_hash_table_lookup (memo->old, key);
  if (entry && memo->young_bytes + entry->size <= memo->limit)
    {
      g_hash_table_steal (memo->old, entry);
      memo->old_bytes -= entry->size;
      memo->young_bytes += entry->size;
      g_hash_table_add (memo->young, entry);
    }
  return entry;
}

static GArray *
copied (const Entry *entry, gsize *at, int which, gsize size)
{
  GArray *array = g_array_sized_new (FALSE, FALSE, (guint)size, MAX (entry->n[which], 1));
  g_array_append_vals (array, (const char *)entry + *at, entry->n[which]);
  *at += rounded (entry->n[which] * size);
  return array;
}

static ShapedText *
recall (const Entry *entry, Fonts *fonts, char *text, GArray *spans, GArray **points)
{
  ShapedText *shaped = g_new0 (ShapedText, 1);
  gsize at = rounded (ENTRY_HEAD + entry->key_length);
  shaped->fonts = fonts;
  shaped->text = text;
  shaped->length = (int)strlen (text);
  shaped->rtl = entry->rtl;
  shaped->spans = spans;
  *points = copied (entry, &at, 0, sizeof (BreakPoint));
  shaped->clusters = copied (entry, &at, 1, sizeof (Cluster));
  shaped->pieces = copied (entry, &at, 2, sizeof (ShapedPiece));
  shaped->glyphs = copied (entry, &at, 3, sizeof (ShapedGlyph));
  shaped->parts = copied (entry, &at, 4, sizeof (Cluster));
  shaped->may_end = g_memdup2 ((const char *)entry + at, entry->n[N_ARRAYS - 1]);
  return shaped;
}

ShapedText *
shape_text_with_breaks (Fonts *fonts, char *text, GArray *spans, const char *lang, gboolean hyphenate,
                        GArray **points)
{
  ShapeMemo *memo = fonts_memo (fonts);
  const Entry *key = make_key (memo, text, spans, lang, hyphenate), *entry = look_up (memo, key);
  if (entry)
    {
      memo->found++;
      return recall (entry, fonts, text, spans, points);
    }
  ShapedText *shaped = shape_text_take (fonts, text, spans, lang);
  *points = breaks_find (shaped, hyphenate ? fonts_hyphenators (fonts) : NULL);
  remember (memo, key, shaped, *points);
  return shaped;
}
