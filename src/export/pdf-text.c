#include "export/pdf-text.h"
#include "export/pdf-codes.h"

/* The pen counts in 1/100 of a thousandth of the size, before expansion. */
enum
{
  UNKNOWN = G_MININT,
  PER_THOUSANDTH = 100,
  HAIR = 4 * PER_THOUSANDTH,
  MOST_OFF = PER_THOUSANDTH * 3 / 2, /* what is off by less is not moved */
  FEW = 3,                           /* glyphs that are placed one by one rather than for a Tc of their own */
  MOST_APART = 5000                  /* 1/100000 pt between the end of a run and one that goes on */
};

/* A glyph as it is to be shown. */
typedef struct
{
  PdfGlyph code;
  gint64 wanted; /* where the pen should be */
  int rise;
  gboolean space, aside; /* the latter: a hair further on */
} ShownGlyph;

void
text_state_init (TextState *text)
{
  *text = (TextState){.face = UNKNOWN, .size = UNKNOWN, .scale = 10000};
  text->shown = g_array_new (FALSE, FALSE, sizeof (ShownGlyph));
  text->gaps = g_array_new (FALSE, FALSE, sizeof (gint64));
}

void
text_state_clear (TextState *text)
{
  g_array_unref (text->shown);
  g_array_unref (text->gaps);
}

void
text_state_begin (TextState *text)
{
  text->line_x = text->line_y = 0;
  text->shown_any = FALSE;
}

static gint64
rounded (gint64 value, gint64 by)
{
  return value >= 0 ? (value + by / 2) / by : -((-value + by / 2) / by);
}

static gint64
pen_position (const TextState *text, int x)
{
  return rounded ((gint64)x * 100000 * 100, (gint64)1024 * text->size) * 10000 / text->scale;
}

/* A length of the text state, Tc or Tw, as the pen counts. */
static gint64
pen_length (const TextState *text, int thousandths_of_pt)
{
  return rounded ((gint64)thousandths_of_pt * 100 * PER_THOUSANDTH, text->size);
}

/* A letter without width that stands where the one after which it is read begins (the alef of lam-alef). Shown a hair further
 * on, 1/250 of the size, for readers that put letters in order by their places take one place for no order. */
static gboolean
stands_on_next (const GlyphRun *run, guint i)
{
  const Glyph *glyph = &g_array_index (run->glyphs, Glyph, i);
  return run->rtl && glyph->advance == 0 && glyph->end > glyph->start && i + 1 < run->glyphs->len &&
         glyph[1].x == glyph->x && g_unichar_isalpha (g_utf8_get_char (run->text + glyph->start));
}

/* What is to be shown of a run, in order of reading (ISO 32000-1 14.8.2.3.3): a run from the right begins with its last glyph. Is it
 * nothing but spaces? */
static gboolean
gather (TextState *text, const PdfFonts *fonts, const GlyphRun *run)
{
  gboolean blank = TRUE;
  g_array_set_size (text->shown, 0);
  for (guint n = 0; n < run->glyphs->len; n++)
    {
      guint i = run->rtl ? run->glyphs->len - 1 - n : n;
      const Glyph *glyph = &g_array_index (run->glyphs, Glyph, i);
      if (glyph->id == 0)
        continue; /* .notdef may not be shown; who set the run has said so and drawn a box */
      gunichar c = glyph->end > glyph->start ? g_utf8_get_char (run->text + glyph->start) : 0;
      ShownGlyph shown = {.code = pdf_fonts_glyph (fonts, run, i),
                          .wanted = glyph->x,
                          .rise = -hundredths (glyph->y),
                          .space = !run->rtl && c == ' ' && glyph->end == glyph->start + 1,
                          .aside = stands_on_next (run, i)};
      blank = blank && g_unichar_isspace (c);
      g_array_append_val (text->shown, shown);
    }
  return blank;
}

static void
set_font (TextState *text, GString *out, const PdfFonts *fonts, int face, int variant)
{
  if (text->face == face && text->variant == variant)
    return;
  pdf_fonts_put_name (fonts, out, face, variant);
  put_operand (out, text->size, 2);
  g_string_append (out, " Tf\n");
  text->face = face;
  text->variant = variant;
}

static void
set_number (GString *out, int *now, int value, int decimals, const char *operator)
{
  if (*now == value)
    return;
  *now = value;
  put_operand (out, value, decimals);
  g_string_append_c (out, ' ');
  g_string_append (out, operator);
  g_string_append_c (out, '\n');
}

/* The run's tracking as Tc wants it. Letters that join have none. Of few letters the pen sees to it, if that is little. */
static void
set_tracking (TextState *text, GString *out, const GlyphRun *run)
{
  int wanted = rounded ((gint64)run->tracking * text->size * 10, text->scale);
  guint n = text->shown->len;
  if (n == 1 || (n <= FEW && ABS (pen_length (text, wanted - text->tracking)) < 10 * PER_THOUSANDTH))
    return;
  set_number (out, &text->tracking, wanted, 3, "Tc");
}

/* How far the pen is to be moved before glyph @n, in thousandths, when it is @off its place there; 0: not worth a number. A pair of letters is
 * kerned alike wherever it stands, and all gaps of a line are alike, which deflates to little: what such a move is off by stays with the
 * pen, and cannot add up. @gap: the line's. */
static gint64
needed_move (const TextState *text, guint n, gint64 off, gint64 *gap)
{
  const ShownGlyph *shown = (const ShownGlyph *)(gconstpointer)text->shown->data;
  if (n == 0)
    return ABS (off) > MOST_OFF && !text->blank ? rounded (off, PER_THOUSANDTH) : 0;
  if (shown[n].space)
    return 0;
  if (shown[n - 1].space)
    {
      if (ABS (off - *gap * PER_THOUSANDTH) > MOST_OFF)
        *gap = ABS (off) > MOST_OFF ? rounded (off, PER_THOUSANDTH) : 0;
      return *gap;
    }
  gint64 own =
      shown[n].wanted - shown[n - 1].wanted - shown[n - 1].code.width - pen_length (text, text->tracking);
  own = rounded (own, PER_THOUSANDTH);
  own = ABS (own) < 2 ? 0 : own;
  return ABS (off - own * PER_THOUSANDTH) > MOST_OFF ? rounded (off, PER_THOUSANDTH) : own;
}

/* Is Tw for it (ISO 32000-1 9.3.3)? */
static gboolean
takes_word (const ShownGlyph *glyph)
{
  return glyph->code.bytes == 1 && glyph->code.code == PDF_CODE_SPACE;
}

static int
by_size (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *)a, y = *(const gint64 *)b;
  return x < y ? -1 : x > y;
}

/* What each gap of the run is wider than its space, with what the letters before it are off: then the run ends where it should. */
static void
gather_gaps (TextState *text, const ShownGlyph *shown)
{
  gint64 tracking = pen_length (text, text->tracking), pen = text->pen;
  g_array_set_size (text->gaps, 0);
  for (guint n = 0; n < text->shown->len; n++)
    {
      gint64 off = shown[n].wanted - pen, gap = 0;
      if (n > 0 && shown[n - 1].space && takes_word (&shown[n - 1]))
        {
          g_array_append_val (text->gaps, off);
          pen += off;
        }
      else
        pen += needed_move (text, n, off, &gap) * PER_THOUSANDTH;
      pen += shown[n].code.width + tracking;
    }
}

/* Tw takes what most gaps of the run are wider than a space, in as few digits as that allows. What is left, a gap that is kerned or
 * stands alone, the pen sees to. */
static void
set_word (TextState *text, GString *out, const ShownGlyph *shown)
{
  gather_gaps (text, shown);
  guint n_gaps = text->gaps->len, n_now = 0, n_near = 0;
  gint64 now = pen_length (text, text->word), near = 0, drift = 0;
  if (n_gaps == 0)
    return;
  g_array_sort (text->gaps, by_size);
  gint64 middle = g_array_index (text->gaps, gint64, n_gaps / 2);
  for (guint i = 0; i < n_gaps; i++)
    {
      gint64 gap = g_array_index (text->gaps, gint64, i);
      if (ABS (gap - now) < MOST_OFF)
        {
          n_now++;
          drift += gap - now;
        }
      if (ABS (gap - middle) > 2 * MOST_OFF)
        continue;
      near += gap;
      n_near++;
    }
  gboolean keeps = n_now + 1 >= n_gaps && ABS (drift) < MOST_OFF;
  if (keeps || (n_gaps == 1 && ABS (near) >= MOST_OFF))
    return;
  int exact =
      ABS (near) < 2 * MOST_OFF ? 0 : rounded (near * text->size, (gint64)100 * PER_THOUSANDTH * n_near);
  int coarse = rounded (exact, 10) * 10;
  set_number (out, &text->word, ABS (near - n_near * pen_length (text, coarse)) < MOST_OFF ? coarse : exact,
              3, "Tw");
}

/* Does @run begin where the one before it ended, on its line or somewhat above or below, like the number of a note? Then no place is
 * stated: *@y is told by Ts. */
static gboolean
continues (TextState *text, const GlyphRun *run, int y, int size)
{
  text->start = (gint64)run->x * 100000 / 1024;
  return text->shown_any && !run->rtl && ABS (text->end - text->start) <= MOST_APART &&
         ABS (y - text->line_y) < MAX (text->size, size);
}

static void
set_place (TextState *text, GString *out, int x, int y)
{
  put_operand (out, x - text->line_x, 2);
  put_operand (out, y - text->line_y, 2);
  g_string_append (out, " Td\n");
  text->line_x = x;
  text->line_y = y;
  text->base = 0;
  text->start = text->end = (gint64)x * 1000;
}

void
text_prepare_run (TextState *text, GString *out, const PdfFonts *fonts, const GlyphRun *run, int height)
{
  int y = hundredths (height - run->y), size = hundredths (run->size);
  text->blank = gather (text, fonts, run);
  if (text->shown->len == 0)
    return;
  ShownGlyph *shown = (ShownGlyph *)(gpointer)text->shown->data;
  gboolean goes_on = continues (text, run, y, size);
  if (text->size != size)
    text->face = UNKNOWN; /* Tf sets both */
  text->size = size;
  set_font (text, out, fonts, run->face, shown->code.variant);
  if (goes_on)
    text->base = y - text->line_y;
  set_number (out, &text->rise, (goes_on ? text->base : 0) + shown->rise, 2, "Ts");
  if (!text->blank)
    set_number (out, &text->scale, run->scale > 0 ? run->scale : 10000, 2, "Tz");
  set_tracking (text, out, run);
  for (guint i = 0; i < text->shown->len; i++)
    shown[i].wanted = pen_position (text, (int)shown[i].wanted) - (shown[i].aside ? HAIR : 0);
  text->pen = goes_on ? (text->end - text->start) * 1000000 / ((gint64)text->size * text->scale) : 0;
  if (!run->rtl)
    set_word (text, out, shown);
  if (!goes_on)
    set_place (text, out, hundredths (run->x), y);
}

gboolean
text_has_ink (const TextState *text)
{
  return text->shown->len > 0;
}

/* A glyph show operation being gathered, from the first string on: (…) of bytes, <…> of more. */
typedef struct
{
  GString *text;
  gboolean has_number, is_hex;
} Show;

static void
flush_show (Show *show, GString *out)
{
  if (show->text->len == 0)
    return;
  if (show->has_number)
    g_string_append_c (out, '[');
  g_string_append_len (out, show->text->str, (gssize)show->text->len);
  g_string_append_c (out, show->is_hex ? '>' : ')');
  g_string_append (out, show->has_number ? "]TJ\n" : "Tj\n");
  g_string_truncate (show->text, 0);
  show->has_number = FALSE;
}

static void
show_move (Show *show, gint64 move)
{
  if (show->text->len)
    g_string_append_c (show->text, show->is_hex ? '>' : ')');
  put_fixed (show->text, -move, 0);
  g_string_append_c (show->text, show->is_hex ? '<' : '(');
  show->has_number = TRUE;
}

static void
show_code (Show *show, PdfGlyph glyph)
{
  if (show->text->len == 0)
    g_string_append_c (show->text, show->is_hex ? '<' : '(');
  if (show->is_hex)
    {
      put_hex16 (show->text, glyph.code);
      return;
    }
  if (strchr ("()\\", glyph.code))
    g_string_append_c (show->text, '\\');
  g_string_append_c (show->text, (char)(guint8)glyph.code);
}

void
text_write_run (TextState *text, GString *out, const PdfFonts *fonts)
{
  const ShownGlyph *shown = (const ShownGlyph *)(gconstpointer)text->shown->data;
  g_autoptr (GString) string = g_string_new (NULL);
  Show show = {.text = string, .is_hex = shown->code.bytes > 1};
  gint64 pen = text->pen, gap = 0, tracking = pen_length (text, text->tracking),
         word = pen_length (text, text->word);
  for (guint n = 0; n < text->shown->len; n++)
    {
      const ShownGlyph *glyph = &shown[n];
      gint64 move = needed_move (text, n, glyph->wanted - pen, &gap);
      if (glyph->code.variant != text->variant || text->base + glyph->rise != text->rise)
        {
          flush_show (&show, out);
          set_font (text, out, fonts, text->face, glyph->code.variant);
          set_number (out, &text->rise, text->base + glyph->rise, 2, "Ts");
        }
      if (move != 0)
        show_move (&show, move);
      show_code (&show, glyph->code);
      pen += move * PER_THOUSANDTH + glyph->code.width + tracking + (takes_word (glyph) ? word : 0);
    }
  flush_show (&show, out);
  text->end = text->start + pen * text->size * text->scale / 1000000;
  text->shown_any = TRUE;
}
