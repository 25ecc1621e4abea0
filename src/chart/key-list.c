/* key-list.c: numbers on the lines and what they mean, in columns below: a step of the ladder (ladder.h) for charts whose labels find no
 * room. Claim numbers go into the key with the words.
 */
#include "chart/ladder.h"
#include "chart/signs.h"
#include <string.h>

#define COLUMN  (52 * 2902) /* a column is at least 52 mm wide [upt] */
#define GUTTER  (8 * 1024)
#define LETTERS 480 /* of an entry: more ends in an ellipsis */
#define SHORT   3   /* letters that need no number in their place */

static char *
line_words (const FoldLine *line)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; line->list && i < line->parts->len; i++)
    g_string_append_printf (all, "%s%s", i > 0 ? "; " : "", g_array_index (line->parts, FoldPart, i).words);
  if (line->list)
    return g_strconcat (all->str, *line->claims && all->len ? " " : "", line->claims, NULL);
  const gboolean ask = line->status == TIE_CONTESTED && !strchr (line->label, '?');

  return g_strconcat (line->label, ask ? "?" : "", *line->claims && *line->label ? " " : "", line->claims,
                      NULL);
}

void
chart_number_lines (ChartFold *fold)
{
  GPtrArray *key = fold->key = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  for (guint e = 0; e < fold->lines->len; e++)
    {
      FoldLine *line = &g_array_index (fold->lines, FoldLine, e);
      char *said = line_words (line);
      guint number = 0;
      if (g_utf8_strlen (said, -1) <= SHORT)
        {
          g_free (said);
          continue;
        }
      while (number < words->len && !g_str_equal (words->pdata[number], said))
        number++;
      if (number == words->len)
        {
          g_ptr_array_add (words, g_strdup (said));
          gboolean cut = FALSE;
          g_autofree char *entry = signs_cut (said, LETTERS, &cut);
          g_ptr_array_add (key, g_strdup_printf ("%u %s", number + 1, entry));
          fold->cuts += cut;
        }
      g_free (said);
      g_free (line->label);
      g_free (line->claims);
      line->list = FALSE;
      line->label = g_strdup_printf ("%u%s", number + 1, line->status == TIE_CONTESTED ? "?" : "");
      line->claims = g_strdup ("");
    }
}

int
chart_draw_key (Painter *p, const ChartFold *fold, int width, int y, gboolean draw)
{
  const DrawingData *data = fold->data;
  const GPtrArray *key = fold->key;
  const Style *small = data->small_style;
  const int columns = MAX (1, width / COLUMN), wide = (width - (columns - 1) * GUTTER) / columns;
  int lines = 0, tallest = 0, line = 0, column = 0;

  if (!key || key->len == 0)
    return 0;
  for (guint i = 0; i < key->len; i++)
    lines += painter_paragraph (p, key->pdata[i], small, data->ink, 0, 0, wide, FALSE);
  const int each = (lines + columns - 1) / columns;
  for (guint i = 0; i < key->len; i++)
    {
      const int n = painter_paragraph (p, key->pdata[i], small, data->ink, 0, 0, wide, FALSE);
      if (line > 0 && line + n > each && column + 1 < columns)
        {
          column++;
          line = 0;
        }
      if (draw)
        painter_paragraph (p, key->pdata[i], small, data->ink, column * (wide + GUTTER),
                           y + (line + 1) * small->leading, wide, TRUE);
      line += n;
      tallest = MAX (tallest, line);
    }
  return tallest * small->leading + 5 * 1024;
}
