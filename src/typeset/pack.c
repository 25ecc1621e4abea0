#include "typeset/pack.h"

#include <string.h>

/* The first byte of an op is its kind; of a run its flags, too. */
enum
{
  RUN_SAME = 0x10, /* face, size, colour, scale, tracking and language of the run before */
  RUN_RTL = 0x20,
  RUN_SOFT_HYPHEN = 0x40,
  GLYPH_MOVED = 1,   /* has an offset */
  GLYPH_FAR = 2,     /* does not begin where the glyph before ends */
  GLYPH_LONG = 4,    /* stands for none or several bytes */
  GLYPH_ADVANCE = 8, /* advance is not that of the same glyph before */
  GLYPH_SHIFT = 4,
  REMEMBERED = 256 /* advances, by the low byte of the glyph */
};

/* What is not said again; the same on both sides. */
typedef struct
{
  GlyphRun run; /* the last */
  int advances[REMEMBERED];
} Memory;

/* --- numbers --- */

static void
put_number (GByteArray *out, guint32 value)
{
  guint8 bytes[5];
  int n = 0;
  for (; value >= 0x80; value >>= 7)
    bytes[n++] = (guint8)(value | 0x80);
  bytes[n++] = (guint8)value;
  g_byte_array_append (out, bytes, n);
}

static guint32
get_number (const guint8 **at)
{
  guint32 value = 0;
  for (int shift = 0;; shift += 7)
    {
      guint8 byte = *(*at)++;
      value |= (guint32)(byte & 0x7F) << shift;
      if (byte < 0x80)
        return value;
    }
}

/* Small of either sign: 0, -1, 1, -2 … */
static void
put_signed (GByteArray *out, int value)
{
  put_number (out, value < 0 ? ~((guint32)value << 1) : (guint32)value << 1);
}

static int
get_signed (const guint8 **at)
{
  guint32 value = get_number (at);
  return (int)(value & 1 ? ~(value >> 1) : value >> 1);
}

static void
put_pointer (GByteArray *out, gconstpointer pointer)
{
  g_byte_array_append (out, (const guint8 *)&pointer, sizeof pointer);
}

static gconstpointer
get_pointer (const guint8 **at)
{
  gconstpointer pointer;
  memcpy (&pointer, *at, sizeof pointer);
  *at += sizeof pointer;
  return pointer;
}

/* --- runs --- */

static gboolean
same_type (const GlyphRun *a, const GlyphRun *b)
{
  return a->face == b->face && a->size == b->size && a->colour == b->colour && a->scale == b->scale &&
         a->tracking == b->tracking && a->lang == b->lang;
}

static void
put_glyph (GByteArray *out, Memory *memory, const Glyph *glyph, int *end)
{
  int *advance = &memory->advances[glyph->id % REMEMBERED];
  guint flags = (glyph->x || glyph->y ? GLYPH_MOVED : 0) | (glyph->start != *end ? GLYPH_FAR : 0) |
                (glyph->end - glyph->start != 1 ? GLYPH_LONG : 0) |
                (glyph->advance != *advance ? GLYPH_ADVANCE : 0);
  put_number (out, (guint32)glyph->id << GLYPH_SHIFT | flags);
  if (flags & GLYPH_MOVED)
    {
      put_signed (out, glyph->x);
      put_signed (out, glyph->y);
    }
  if (flags & GLYPH_FAR)
    put_signed (out, glyph->start - *end);
  if (flags & GLYPH_LONG)
    put_signed (out, glyph->end - glyph->start);
  if (flags & GLYPH_ADVANCE)
    put_signed (out, glyph->advance);
  *end = glyph->end;
  *advance = glyph->advance;
}

static Glyph
get_glyph (const guint8 **at, Memory *memory, int *end)
{
  guint32 head = get_number (at);
  Glyph glyph = {.id = (guint16)(head >> GLYPH_SHIFT)};
  int *advance = &memory->advances[glyph.id % REMEMBERED];
  if (head & GLYPH_MOVED)
    {
      glyph.x = get_signed (at);
      glyph.y = get_signed (at);
    }
  glyph.start = *end + (head & GLYPH_FAR ? get_signed (at) : 0);
  glyph.end = glyph.start + (head & GLYPH_LONG ? get_signed (at) : 1);
  glyph.advance = head & GLYPH_ADVANCE ? get_signed (at) : *advance;
  *end = glyph.end;
  *advance = glyph.advance;
  return glyph;
}

static void
put_run (GByteArray *out, Memory *memory, const GlyphRun *run)
{
  gboolean same = same_type (run, &memory->run);
  guint8 head =
      OP_GLYPHS | (same ? RUN_SAME : 0) | (run->rtl ? RUN_RTL : 0) | (run->soft_hyphen ? RUN_SOFT_HYPHEN : 0);
  int length = strlen (run->text ? run->text : ""), end = 0;
  g_byte_array_append (out, &head, 1);
  if (!same)
    {
      put_number (out, run->face);
      put_number (out, run->size);
      put_number (out, run->colour);
      put_signed (out, run->scale);
      put_signed (out, run->tracking);
      put_pointer (out, run->lang);
    }
  put_signed (out, run->x - memory->run.x);
  put_signed (out, run->y - memory->run.y);
  put_number (out, length);
  g_byte_array_append (out, (const guint8 *)run->text, length);
  put_number (out, run->glyphs->len);
  for (guint i = 0; i < run->glyphs->len; i++)
    put_glyph (out, memory, &g_array_index (run->glyphs, Glyph, i), &end);
  memory->run = *run;
}

static GlyphRun *
get_run (const guint8 **at, Memory *memory, guint8 head, int dx, int dy)
{
  GlyphRun *run = g_new (GlyphRun, 1);
  *run = memory->run;
  run->rtl = (head & RUN_RTL) != 0;
  run->soft_hyphen = (head & RUN_SOFT_HYPHEN) != 0;
  if (!(head & RUN_SAME))
    {
      run->face = (int)get_number (at);
      run->size = (int)get_number (at);
      run->colour = get_number (at);
      run->scale = get_signed (at);
      run->tracking = get_signed (at);
      run->lang = get_pointer (at);
    }
  run->x += get_signed (at);
  run->y += get_signed (at);
  guint32 length = get_number (at);
  run->text = g_strndup ((const char *)*at, length);
  *at += length;
  guint32 n = get_number (at);
  int end = 0;
  run->glyphs = g_array_sized_new (FALSE, FALSE, sizeof (Glyph), n);
  for (guint32 i = 0; i < n; i++)
    {
      Glyph glyph = get_glyph (at, memory, &end);
      g_array_append_val (run->glyphs, glyph);
    }
  memory->run = *run;
  run->x += dx;
  run->y += dy;
  return run;
}

/* --- paths --- */

static int
points_of (char verb)
{
  return verb == 'c' ? 3 : verb == 'h' ? 0 : 1;
}

static void
put_path (GByteArray *out, const Path *path)
{
  guint8 head = OP_PATH;
  const int numbers[] = {path->fill, path->stroke, path->even_odd, path->width,
                         path->cap,  path->join,   path->n_dash};
  g_byte_array_append (out, &head, 1);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    put_signed (out, numbers[i]);
  put_number (out, path->fill_colour);
  put_number (out, path->stroke_colour);
  for (int i = 0; i < path->n_dash; i++)
    put_signed (out, path->dash[i]);
  put_number (out, path->steps->len);
  for (guint i = 0; i < path->steps->len; i++)
    {
      const PathStep *step = &g_array_index (path->steps, PathStep, i);
      put_number (out, (guint8)step->verb);
      for (int k = 0; k < points_of (step->verb); k++)
        {
          put_signed (out, step->x[k]);
          put_signed (out, step->y[k]);
        }
    }
}

static Path *
get_path (const guint8 **at, int dx, int dy)
{
  Path *path = path_new ();
  int *const numbers[] = {&path->fill, &path->stroke, &path->even_odd, &path->width,
                          &path->cap,  &path->join,   &path->n_dash};
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    *numbers[i] = get_signed (at);
  path->fill_colour = get_number (at);
  path->stroke_colour = get_number (at);
  for (int i = 0; i < path->n_dash; i++)
    path->dash[i] = get_signed (at);
  guint32 n = get_number (at);
  for (guint32 i = 0; i < n; i++)
    {
      PathStep step = {.verb = (char)get_number (at)};
      for (int k = 0; k < points_of (step.verb); k++)
        {
          step.x[k] = get_signed (at) + dx;
          step.y[k] = get_signed (at) + dy;
        }
      g_array_append_val (path->steps, step);
    }
  return path;
}

/* --- all --- */

static void
put_op (GByteArray *out, Memory *memory, const Op *op, GArray **kept)
{
  guint8 head = op->kind;
  switch (op->kind)
    {
    case OP_GLYPHS:
      put_run (out, memory, op->as.glyphs);
      return;
    case OP_PATH:
      put_path (out, op->as.path);
      return;
    case OP_TAG_BEGIN:
      g_byte_array_append (out, &head, 1);
      put_signed (out, op->as.element);
      return;
    case OP_ARTIFACT_BEGIN:
      g_byte_array_append (out, &head, 1);
      put_number (out, op->as.artifact);
      return;
    case OP_TAG_END:
    case OP_ARTIFACT_END:
      g_byte_array_append (out, &head, 1);
      return;
    case OP_IMAGE:
    case OP_LINK:
    case OP_DEST:
      g_byte_array_append (out, &head, 1);
      if (!*kept)
        *kept = ops_new ();
      g_array_append_val (*kept, *op);
      return;
    }
}

Packed *
ops_pack (GArray *ops)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  Memory memory = {.run = {.face = -1}};
  Packed *packed = g_new0 (Packed, 1);
  for (guint i = 0; i < ops->len; i++)
    {
      Op *op = &g_array_index (ops, Op, i);
      put_op (out, &memory, op, &packed->kept);
      if (op->kind == OP_IMAGE || op->kind == OP_LINK || op->kind == OP_DEST)
        op->kind = OP_TAG_END; /* owned by the Packed now */
    }
  packed->length = out->len;
  packed->bytes = g_memdup2 (out->data, out->len);
  g_array_set_size (ops, 0);
  return packed;
}

void
packed_free (Packed *packed)
{
  if (!packed)
    return;
  g_clear_pointer (&packed->kept, g_array_unref);
  g_free (packed->bytes);
  g_free (packed);
}

void
packed_spend (Packed *packed)
{
  g_clear_pointer (&packed->bytes, g_free);
  packed->length = 0;
}

static void
append_kept (const Packed *packed, guint index, GArray *ops, int dx, int dy, gboolean borrow)
{
  const Op *op = &g_array_index (packed->kept, Op, index);
  if (borrow)
    {
      g_array_append_val (ops, *op);
      return;
    }
  GArray one = {.data = (char *)op, .len = 1};
  ops_append_moved (ops, &one, dx, dy);
}

static void
unpack (const Packed *packed, GArray *ops, int dx, int dy, gboolean borrow)
{
  Memory memory = {.run = {.face = -1}};
  if (packed->length == 0)
    return; /* there are no bytes to point at */
  const guint8 *at = packed->bytes, *end = at + packed->length;
  guint n_kept = 0;
  while (at < end)
    {
      guint8 head = *at++;
      switch ((OpKind)(head & 0x0F))
        {
        case OP_GLYPHS:
          ops_glyphs_take (ops, get_run (&at, &memory, head, dx, dy));
          break;
        case OP_PATH:
          ops_path_take (ops, get_path (&at, dx, dy));
          break;
        case OP_TAG_BEGIN:
          ops_tag_begin (ops, get_signed (&at));
          break;
        case OP_TAG_END:
          ops_tag_end (ops);
          break;
        case OP_ARTIFACT_BEGIN:
          ops_artifact_begin (ops, (ArtifactKind)get_number (&at));
          break;
        case OP_ARTIFACT_END:
          ops_artifact_end (ops);
          break;
        default:
          append_kept (packed, n_kept++, ops, dx, dy, borrow);
          break;
        }
    }
}

void
packed_append (const Packed *packed, GArray *ops, int dx, int dy)
{
  unpack (packed, ops, dx, dy, FALSE);
}

static void
made_clear (gpointer op)
{
  OpKind kind = ((Op *)op)->kind;
  if (kind == OP_GLYPHS || kind == OP_PATH)
    op_clear (op);
}

GArray *
packed_open (const Packed *packed)
{
  GArray *ops = g_array_new (FALSE, FALSE, sizeof (Op));
  g_array_set_clear_func (ops, made_clear);
  unpack (packed, ops, 0, 0, TRUE);
  return ops;
}
