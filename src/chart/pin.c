/* pin.c: see pin.h. */
#include "chart/pin.h"
#include "base/length.h"
#include <string.h>

#define PINS_MOST 2000
#define FARTHEST  14400 /* [pt] of a page */
#define HEAD      "brief pins 1"

static void
pin_clear (gpointer p)
{
  g_free (((ChartPin *)p)->id);
}

static gboolean
read_number (const char *word, int *number)
{
  gint64 n;

  if (!word || !g_ascii_string_to_signed (word, 10, -FARTHEST, FARTHEST, &n, NULL))
    return FALSE;
  *number = (int)n;
  return TRUE;
}

ChartPins *
chart_pins_read (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", PINS_MOST + 4);
  g_autoptr (ChartPins) pins = g_new0 (ChartPins, 1);

  pins->pins = g_array_new (FALSE, FALSE, sizeof (ChartPin));
  g_array_set_clear_func (pins->pins, pin_clear);
  if (g_strcmp0 (lines[0], HEAD) != 0 || !lines[1])
    return NULL;
  g_auto (GStrv) size = g_strsplit (lines[1], " ", 2);
  if (!read_number (size[0], &pins->width) || !read_number (size[1], &pins->height) || pins->width <= 0 ||
      pins->height <= 0)
    return NULL;
  for (int i = 2; lines[i] && *lines[i]; i++)
    {
      g_auto (GStrv) words = g_strsplit (lines[i], " ", 3);
      ChartPin pin = {NULL, 0, 0};
      if (pins->pins->len >= PINS_MOST || !read_number (words[1], &pin.x) || !read_number (words[2], &pin.y))
        return NULL;
      pin.id = g_strdup (words[0]);
      g_array_append_val (pins->pins, pin);
    }
  return g_steal_pointer (&pins);
}

void
chart_pins_free (ChartPins *pins)
{
  if (!pins)
    return;
  g_array_unref (pins->pins);
  g_free (pins);
}

static int
nearest_pt (int upt)
{
  return (upt + (upt < 0 ? -512 : 512)) / 1024;
}

char *
chart_pins_write (const ChartFold *fold, const ChartPlaces *places, int width, int height)
{
  GString *out = g_string_new (HEAD "\n");

  g_string_append_printf (out, "%d %d\n", nearest_pt (width), nearest_pt (height));
  for (guint i = 0; i < fold->boxes->len; i++)
    {
      const ChartRect *r = &g_array_index (places->boxes, ChartRect, i);
      const Actor *actor = fold->data->actors->pdata[g_array_index (fold->boxes, FoldBox, i).actor];
      g_string_append_printf (out, "%s %d %d\n", actor->id, nearest_pt (r->x + r->width / 2),
                              nearest_pt (r->y + r->height / 2));
    }
  return g_string_free (out, FALSE);
}

static const ChartPin *
pin_find (const ChartPins *pins, const char *id)
{
  for (guint i = 0; i < pins->pins->len; i++)
    if (g_str_equal (g_array_index (pins->pins, ChartPin, i).id, id))
      return &g_array_index (pins->pins, ChartPin, i);
  return NULL;
}

gboolean
chart_pins_apply (const ChartPins *pins, const ChartFold *fold, ChartPlan *plan, int width, int edge)
{
  g_autoptr (GArray) places = g_array_new (FALSE, TRUE, sizeof (PlanPin));
  guint held = 0;
  const gboolean same = ABS (nearest_pt (width) - pins->width) <= 1;

  g_array_set_size (places, fold->boxes->len);
  for (guint i = 0; i < fold->boxes->len; i++)
    {
      const Actor *actor = fold->data->actors->pdata[g_array_index (fold->boxes, FoldBox, i).actor];
      const ChartPin *pin = pin_find (pins, actor->id);
      PlanPin *place = &g_array_index (places, PlanPin, i);
      if (!pin)
        continue;
      held++;
      place->held = TRUE;
      /* a frame of one point would put a box beyond all paper */
      const gint64 x = same ? pin->x * (gint64)1024 : (gint64)pin->x * width / pins->width;
      const gint64 y = same ? pin->y * (gint64)1024 : (gint64)pin->y * width / pins->width;
      place->x = (int)CLAMP (x, 0, LENGTH_LIMIT) - edge;
      place->y = (int)CLAMP (y, 0, LENGTH_LIMIT) - edge;
    }
  if (2 * held < fold->boxes->len || held == 0)
    return FALSE;
  g_clear_pointer (&plan->pins, g_array_unref);
  plan->pins = g_steal_pointer (&places);
  return TRUE;
}
