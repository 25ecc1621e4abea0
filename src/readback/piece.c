/* piece.c: see piece.h. Producers write right-to-left words as they lie on the page, from left to right, or as they are spoken; the
 * places tell which: letters of such a script that go to the right are turned round, and numbers among them back. */
#include "readback/piece.h"
#include <math.h>
#include <string.h>

Matrix
multiply (Matrix m, Matrix n)
{
  return (Matrix){m.a * n.a + m.b * n.c, m.a * n.b + m.b * n.d,       m.c * n.a + m.d * n.c,
                  m.c * n.b + m.d * n.d, m.e * n.a + m.f * n.c + n.e, m.e * n.b + m.f * n.d + n.f};
}

Glyphs *
glyphs_new (void)
{
  Glyphs *glyphs = g_new0 (Glyphs, 1);
  glyphs->text = g_string_new (NULL);
  glyphs->glyphs = g_array_new (FALSE, FALSE, sizeof (Glyph));
  return glyphs;
}

void
glyphs_free (Glyphs *glyphs)
{
  if (!glyphs)
    return;
  g_string_free (glyphs->text, TRUE);
  g_array_unref (glyphs->glyphs);
  g_free (glyphs);
}

void
glyphs_add (Glyphs *glyphs, const char *text, double x, double y, double width, double size)
{
  Glyph glyph = {glyphs->text->len, strlen (text), x, y, width, size};
  g_string_append (glyphs->text, text);
  g_array_append_val (glyphs->glyphs, glyph);
}

void
piece_free (Piece *piece)
{
  if (piece)
    g_free (piece->text);
  g_free (piece);
}

static gboolean
is_rtl (gunichar letter)
{
  return (letter >= 0x590 && letter <= 0x8FF && !g_unichar_isdigit (letter)) ||
         (letter >= 0xFB1D && letter <= 0xFDFF) || (letter >= 0xFE70 && letter <= 0xFEFC) ||
         (letter >= 0x10800 && letter <= 0x10FFF) || (letter >= 0x1E800 && letter <= 0x1EFFF);
}

static gunichar
first_letter (const Glyphs *glyphs, const Glyph *glyph)
{
  return glyph->length ? g_utf8_get_char_validated (glyphs->text->str + glyph->text, (gssize)glyph->length)
                       : ' ';
}

static gboolean
same_line (const Glyph *a, const Glyph *b)
{
  return fabs (a->y - b->y) < .5 * MAX (a->size, b->size); /* a raised figure stays on its line */
}

static void
turn (Glyph *glyphs, guint first, guint last)
{
  for (; first < last; first++, last--)
    {
      Glyph glyph = glyphs[first];
      glyphs[first] = glyphs[last];
      glyphs[last] = glyph;
    }
}

static gboolean
is_number_part (gunichar letter)
{
  return g_unichar_isdigit (letter) || letter == '.' || letter == ',' || letter == 0x066B || letter == 0x066C;
}

/** Turns glyphs [first, last], which went to the right, and what is a number in them back. */
static void
speak_run (const Glyphs *all, Glyph *glyphs, guint first, guint last)
{
  turn (glyphs, first, last);
  for (guint i = first; i <= last; i++)
    {
      guint end = i;
      while (end <= last && is_number_part (first_letter (all, &glyphs[end])))
        end++;
      if (end > i + 1)
        turn (glyphs, i, end - 1);
      i = MAX (i, end == i ? i : end - 1);
    }
}

/** Glyphs of one line [first, last) in the order of speech. */
static void
speak_line (const Glyphs *all, Glyph *glyphs, guint first, guint last)
{
  for (guint i = first; i < last; i++)
    {
      guint end = i, n_steps = 0;
      if (!is_rtl (first_letter (all, &glyphs[i])))
        continue;
      /* as far as the pen goes to the right, and letters are of such a script or of none */
      for (guint k = i + 1; k < last && glyphs[k].x >= glyphs[k - 1].x - .01; k++)
        {
          gunichar letter = first_letter (all, &glyphs[k]);
          if (is_rtl (letter))
            {
              n_steps += glyphs[k].x > glyphs[i].x + .01;
              end = k;
            }
          else if (g_unichar_isalpha (letter))
            break;
        }
      if (n_steps)
        speak_run (all, glyphs, i, end);
      i = end;
    }
}

/** A gap between two glyphs that stands for a space. */
static gboolean
is_gap (const Glyph *a, const Glyph *b)
{
  double gap = MAX (b->x - (a->x + a->width), a->x - (b->x + b->width));
  return gap > .2 * MAX (MIN (a->size, b->size), .1);
}

static void
end_line (GString *out)
{
  if (g_str_has_suffix (out->str, "\u00AD"))
    g_string_truncate (out, out->len - strlen ("\u00AD"));
  else if (out->len && out->str[out->len - 1] != ' ')
    g_string_append_c (out, ' ');
}

static void
append_glyph (GString *out, const Glyphs *all, const Glyph *before, const Glyph *glyph)
{
  const char *text = all->text->str + glyph->text;
  if (before && !same_line (before, glyph))
    end_line (out);
  else if (before && out->len && out->str[out->len - 1] != ' ' && *text != ' ' && is_gap (before, glyph))
    g_string_append_c (out, ' ');
  g_string_append_len (out, text, (gssize)glyph->length);
}

Piece *
glyphs_to_piece (const Glyphs *all)
{
  Piece *piece = g_new0 (Piece, 1);
  guint n = all->glyphs->len;
  g_autofree Glyph *glyphs = g_new (Glyph, n + 1);
  g_autoptr (GString) out = g_string_sized_new (all->text->len + 16);
  if (n)
    memcpy (glyphs, all->glyphs->data, n * sizeof (Glyph));
  for (guint first = 0, last; first < n; first = last)
    {
      double left = glyphs[first].x, right = left;
      for (last = first; last < n && (last == first || same_line (&glyphs[last - 1], &glyphs[last])); last++)
        {
          left = MIN (left, glyphs[last].x);
          right = MAX (right, glyphs[last].x + glyphs[last].width);
        }
      piece->left = left;
      piece->right = right;
      piece->y = glyphs[last - 1].y;
      piece->size = glyphs[last - 1].size;
      if (first == 0)
        {
          piece->first_left = left;
          piece->first_right = right;
          piece->first_y = glyphs[0].y;
        }
      speak_line (all, glyphs, first, last);
      for (guint i = first; i < last; i++)
        append_glyph (out, all, i ? &glyphs[i - 1] : NULL, &glyphs[i]);
    }
  piece->text = g_strdup (out->str);
  return piece;
}

gboolean
pieces_apart (const Piece *before, const Piece *after)
{
  if (before->size <= 0 || after->size <= 0)
    return FALSE;
  double gap = MAX (after->first_left - before->right, before->left - after->first_right);
  return fabs (before->y - after->first_y) >= .5 * MAX (before->size, after->size) ||
         gap > .2 * MIN (before->size, after->size);
}
