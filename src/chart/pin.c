/* pin.c: see pin.h. */
#include "chart/pin.h"
#include "base/length.h"
#include <string.h>

#define PINS_MOST    3000
#define GROUNDS_MOST 400
#define FARTHEST     14400 /* [pt] of a page */
#define HEAD         "brief pins 1"
#define NEXT         "*" /* no id is that */

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

static void
ground_free (gpointer p)
{
  ChartGround *ground = p;

  g_array_unref (ground->pins);
  g_free (ground);
}

static gboolean
add_ground (ChartPins *pins, const char *width, const char *height)
{
  ChartGround *ground = g_new0 (ChartGround, 1);

  ground->pins = g_array_new (FALSE, FALSE, sizeof (ChartPin));
  g_array_set_clear_func (ground->pins, pin_clear);
  g_ptr_array_add (pins->grounds, ground);
  return read_number (width, &ground->width) && read_number (height, &ground->height) && ground->width > 0 &&
         ground->height > 0 && pins->grounds->len <= GROUNDS_MOST;
}

ChartPins *
chart_pins_read (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", PINS_MOST + GROUNDS_MOST + 4);
  g_autoptr (ChartPins) pins = g_new0 (ChartPins, 1);
  int n_pins = 0;

  pins->grounds = g_ptr_array_new_with_free_func (ground_free);
  if (g_strcmp0 (lines[0], HEAD) != 0 || !lines[1])
    return NULL;
  g_auto (GStrv) size = g_strsplit (lines[1], " ", 2);
  if (!add_ground (pins, size[0], size[0] ? size[1] : NULL))
    return NULL;
  for (int i = 2; lines[i] && *lines[i]; i++)
    {
      g_auto (GStrv) words = g_strsplit (lines[i], " ", 3);
      const gboolean whole = g_strv_length (words) == 3;
      if (whole && g_str_equal (words[0], NEXT))
        {
          if (!add_ground (pins, words[1], words[2]))
            return NULL;
          continue;
        }
      ChartPin pin = {NULL, 0, 0};
      if (!whole || ++n_pins > PINS_MOST || !read_number (words[1], &pin.x) ||
          !read_number (words[2], &pin.y))
        return NULL;
      pin.id = g_strdup (words[0]);
      const ChartGround *ground = pins->grounds->pdata[pins->grounds->len - 1];
      g_array_append_val (ground->pins, pin);
    }
  return g_steal_pointer (&pins);
}

void
chart_pins_free (ChartPins *pins)
{
  if (!pins)
    return;
  g_ptr_array_unref (pins->grounds);
  g_free (pins);
}

static int
nearest_pt (int upt)
{
  return (upt + (upt < 0 ? -512 : 512)) / 1024;
}

/* As whom a pin knows a box: whose communities change their numbers, but not their busiest actor. */
static const char *
pin_name (const ChartFold *fold, guint box)
{
  const Actor *actor = fold->data->actors->pdata[g_array_index (fold->boxes, FoldBox, box).actor];

  return actor->pinned_as ? actor->pinned_as : actor->id;
}

char *
chart_pins_write (const ChartFold *fold, const ChartPlaces *places, int width, int height)
{
  GString *out = g_string_new (HEAD "\n");

  g_string_append_printf (out, "%d %d\n", nearest_pt (width), nearest_pt (height));
  for (guint i = 0; i < fold->boxes->len; i++)
    {
      const ChartRect *r = &g_array_index (places->boxes, ChartRect, i);
      g_string_append_printf (out, "%s %d %d\n", pin_name (fold, i), nearest_pt (r->x + r->width / 2),
                              nearest_pt (r->y + r->height / 2));
    }
  return g_string_free (out, FALSE);
}

void
chart_pins_join (GString *all, const char *text)
{
  g_assert (g_str_has_prefix (text, HEAD "\n"));
  if (all->len == 0)
    g_string_append (all, text);
  else
    g_string_append_printf (all, NEXT " %s", text + strlen (HEAD "\n"));
}

static const ChartPin *
pin_find (const ChartGround *ground, const char *id)
{
  for (guint i = 0; i < ground->pins->len; i++)
    if (g_str_equal (g_array_index (ground->pins, ChartPin, i).id, id))
      return &g_array_index (ground->pins, ChartPin, i);
  return NULL;
}

static guint
n_held (const ChartGround *ground, const ChartFold *fold)
{
  guint held = 0;

  for (guint i = 0; i < fold->boxes->len; i++)
    held += pin_find (ground, pin_name (fold, i)) != NULL;
  return held;
}

/* The first of those that have most boxes of @fold; NULL: none is of the same chart. */
static const ChartGround *
find_ground (const ChartPins *pins, const ChartFold *fold)
{
  const ChartGround *found = NULL;
  guint most = 0;

  for (guint i = 0; i < pins->grounds->len; i++)
    {
      const ChartGround *ground = pins->grounds->pdata[i];
      const guint held = n_held (ground, fold);
      if (held > most && 2 * held >= fold->boxes->len && 2 * held >= ground->pins->len)
        {
          most = held;
          found = ground;
        }
    }
  return found;
}

const ChartGround *
chart_pins_apply (const ChartPins *pins, const ChartFold *fold, ChartPlan *plan, int width, int edge)
{
  const ChartGround *ground = find_ground (pins, fold);
  if (!ground)
    return NULL;
  GArray *places = g_array_new (FALSE, TRUE, sizeof (PlanPin));
  const gboolean same = ABS (nearest_pt (width) - ground->width) <= 1;

  g_array_set_size (places, fold->boxes->len);
  for (guint i = 0; i < fold->boxes->len; i++)
    {
      const ChartPin *pin = pin_find (ground, pin_name (fold, i));
      PlanPin *place = &g_array_index (places, PlanPin, i);
      if (!pin)
        continue;
      place->held = TRUE;
      /* a frame of one point would put a box beyond all paper */
      const gint64 x = same ? pin->x * (gint64)1024 : (gint64)pin->x * width / ground->width;
      const gint64 y = same ? pin->y * (gint64)1024 : (gint64)pin->y * width / ground->width;
      place->x = (int)CLAMP (x, 0, LENGTH_LIMIT) - edge;
      place->y = (int)CLAMP (y, 0, LENGTH_LIMIT) - edge;
    }
  g_clear_pointer (&plan->pins, g_array_unref);
  plan->pins = places;
  return ground;
}
