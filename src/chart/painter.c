/* painter.c: see painter.h. */
#include "chart/painter.h"
#include "chart/signs.h"
#include <string.h>

#define SCALE 16

Painter *
painter_new (GArray *ops, Fonts *fonts, const char *lang)
{
  Painter *p = g_new0 (Painter, 1);
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);

  p->cr = cairo_create (surface);
  cairo_surface_destroy (surface);
  cairo_scale (p->cr, SCALE, SCALE);
  cairo_set_tolerance (p->cr, .1); /* arcs become curves by it: fixed */
  p->ops = ops;
  p->fonts = fonts;
  p->lang = lang;
  return p;
}

void
painter_free (Painter *p)
{
  if (!p)
    return;
  cairo_destroy (p->cr);
  g_free (p);
}

static int
upt (double pt)
{
  return (int)(pt * 1024 + (pt < 0 ? -.5 : .5));
}

/* Where what was drawn at @x stands. */
static int
turned (const Painter *p, int x)
{
  return p->reflected > 0 ? p->reflected - x : x;
}

static Path *
take_path (Painter *p)
{
  cairo_path_t *from = cairo_copy_path (p->cr);
  Path *path = path_new ();
  gboolean closed = FALSE;

  for (int i = 0; i < from->num_data; i += from->data[i].header.length)
    {
      const cairo_path_data_t *d = &from->data[i];
      switch (d->header.type)
        {
        case CAIRO_PATH_MOVE_TO:
          /* Cairo adds one after each close; only one that begins a new part counts */
          if (!(closed && i + d->header.length >= from->num_data))
            path_step (path, 'm', turned (p, upt (d[1].point.x)), upt (d[1].point.y));
          break;
        case CAIRO_PATH_LINE_TO:
          path_step (path, 'l', turned (p, upt (d[1].point.x)), upt (d[1].point.y));
          break;
        case CAIRO_PATH_CURVE_TO:
          path_curve (path, turned (p, upt (d[1].point.x)), upt (d[1].point.y),
                      turned (p, upt (d[2].point.x)), upt (d[2].point.y), turned (p, upt (d[3].point.x)),
                      upt (d[3].point.y));
          break;
        case CAIRO_PATH_CLOSE_PATH:
          path_step (path, 'h', 0, 0);
          break;
        }
      closed = d->header.type == CAIRO_PATH_CLOSE_PATH;
    }
  cairo_path_destroy (from);
  cairo_new_path (p->cr);
  return path;
}

void
painter_stroke (Painter *p, Colour colour, double width, const double *dash, int n)
{
  Path *path = take_path (p);

  path->stroke = TRUE;
  path->stroke_colour = colour;
  path->width = upt (width);
  path->n_dash = MIN (n, (int)G_N_ELEMENTS (path->dash));
  for (int i = 0; i < path->n_dash; i++)
    path->dash[i] = upt (dash[i]);
  path->cap = n > 0 && dash[0] < .5 ? 1 : 0;
  path->join = 0;
  ops_path_take (p->ops, path);
}

void
painter_fill (Painter *p, Colour colour)
{
  Path *path = take_path (p);

  path->fill = TRUE;
  path->fill_colour = colour;
  ops_path_take (p->ops, path);
}

void
painter_rectangle (Painter *p, double x, double y, double w, double h, Colour fill)
{
  cairo_rectangle (p->cr, x, y, w, h);
  painter_fill (p, fill);
}

void
painter_line (Painter *p, double x0, double y0, double x1, double y1, Colour colour, double width)
{
  cairo_move_to (p->cr, x0, y0);
  cairo_line_to (p->cr, x1, y1);
  painter_stroke (p, colour, width, NULL, 0);
}

int
painter_text_width (Painter *p, const char *text, const Style *style)
{
  return *text ? label_width (p->fonts, text, style, p->lang) : 0;
}

void
painter_text (Painter *p, const char *text, const Style *style, Colour colour, Align align, int x,
              int baseline)
{
  Style coloured = *style;

  if (!*text)
    return;
  coloured.colour = colour;
  if (align == ALIGN_CENTRE)
    x -= painter_text_width (p, text, style) / 2;
  else if (align == ALIGN_END)
    x -= painter_text_width (p, text, style);
  if (p->reflected > 0)
    x = p->reflected - x - painter_text_width (p, text, style);
  label_emit (p->fonts, text, &coloured, p->lang, x, baseline, p->ops);
}

/* Bytes of @word that fit @width, at least one sign. */
static gsize
fitting_bytes (Painter *p, const char *word, const Style *style, int width)
{
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (gsize));
  for (const char *c = word; *c;)
    {
      c = sign_next (c);
      gsize end = c - word;
      g_array_append_val (ends, end);
    }
  guint low = 0, high = ends->len - 1; /* the last that fits; the first is taken in any case */
  while (low < high)
    {
      guint middle = (low + high + 1) / 2;
      g_autofree char *part = g_strndup (word, g_array_index (ends, gsize, middle));
      if (painter_text_width (p, part, style) <= width)
        low = middle;
      else
        high = middle - 1;
    }
  return g_array_index (ends, gsize, low);
}

/* A paragraph being broken: what stands on the open line, and how many are done. */
typedef struct
{
  Painter *p;
  const Style *style;
  Colour colour;
  Align align;
  int x, baseline, n;
  gboolean draw;
  GString *line;
} Lines;

static void
end_line (Lines *l)
{
  if (l->line->len == 0)
    return;
  if (l->draw)
    painter_text (l->p, l->line->str, l->style, l->colour, l->align, l->x,
                  l->baseline + l->n * l->style->leading);
  l->n++;
  g_string_truncate (l->line, 0);
}

int
painter_paragraph (Painter *p, const char *text, const Style *style, Colour colour, int x, int baseline,
                   int width, gboolean draw)
{
  return painter_paragraph_to (p, text, style, colour, ALIGN_START, x, baseline, width, draw);
}

int
painter_paragraph_to (Painter *p, const char *text, const Style *style, Colour colour, Align align, int x,
                      int baseline, int width, gboolean draw)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  g_autoptr (GString) line = g_string_new (NULL);
  Lines l = {p, style, colour, align, x, baseline, 0, draw, line};

  for (int i = 0; words[i]; i++)
    {
      const char *word = words[i];
      g_autofree char *longer = line->len ? g_strconcat (line->str, " ", word, NULL) : g_strdup (word);
      if (painter_text_width (p, longer, style) <= width)
        {
          g_string_assign (line, longer);
          continue;
        }
      end_line (&l);
      while (*word && painter_text_width (p, word, style) > width) /* wider than a line: cut, as text is */
        {
          gsize fits = fitting_bytes (p, word, style, width);
          g_string_append_len (line, word, fits);
          word += fits;
          end_line (&l);
        }
      g_string_assign (line, word);
    }
  end_line (&l);
  return l.n;
}

void
datum_free (gpointer data)
{
  Datum *datum = data;
  g_free (datum->id);
  g_free (datum->claims);
  g_free (datum->says);
  g_free (datum);
}

void
painter_datum (Painter *p, const char *id, const char *claims, const char *target, const char *says, int x,
               int y, int width, int height)
{
  if (p->reflected > 0)
    x = p->reflected - x - width;
  if (says && *says)
    ops_link (p->ops, x, y, width, height, -1, target, says);
  if (!p->data)
    return;
  Datum *datum = g_new (Datum, 1);
  *datum = (Datum){g_strdup (id), g_strdup (claims), g_strdup (says), x, y, width, height};
  g_ptr_array_add (p->data, datum);
}

void
painter_head (Painter *p, const char *id, int x, int y, int width, int height)
{
  if (!p->heads)
    return;
  Datum *datum = g_new0 (Datum, 1);
  *datum =
      (Datum){g_strdup (id), NULL, NULL, p->reflected > 0 ? p->reflected - x - width : x, y, width, height};
  g_ptr_array_add (p->heads, datum);
}
