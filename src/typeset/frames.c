#include "typeset/emit.h"

/* A line round a ground, ISO 32000-1 8.4.3. */
#define OUTLINE_WIDTH (PANGO_SCALE * 6 / 10)

/* What one column shows of a frame. */
typedef struct
{
  int frame, page, column;
  int x, top, bottom;
  gboolean begins, ends, first_on_page;
  int last_item;
  gboolean cut; /* the last item goes on in the next column */
} Fragment;

void
emit_rule (GArray *ops, int x, int y, int width, const Rule *rule)
{
  if (rule->width > 0 && width > 0)
    ops_rectangle (ops, x, y, width, rule->width, rule->colour);
}

static gboolean
is_drawn (const Frame *frame)
{
  return frame->style != NULL && frame->first >= 0;
}

/* Extends the fragment of frame @f by @place; begins one if the column is another. */
static void
extend (const Flow *flow, int f, const Placed *place, gboolean first_on_page, GArray *fragments, int *current)
{
  const Frame *frame = flow_frame (flow, f);
  const Item *item = flow_item (flow, place->item);
  gboolean continued = place->starts != NULL, cut = place->ends != NULL;
  Fragment *fragment = current[f] >= 0 ? &g_array_index (fragments, Fragment, current[f]) : NULL;
  if (!fragment || fragment->page != place->page || fragment->column != place->column)
    {
      gboolean begins = place->item == frame->first && !continued;
      Fragment begun = {.frame = f,
                        .page = place->page,
                        .column = place->column,
                        .x = place->x - item->x + frame->x,
                        .begins = begins,
                        .first_on_page = first_on_page};
      begun.top =
          begins ? place->y - item->lead + frame->lead_before
                 : place->y - (continued ? 0 : item->lead) - flow_top_extra (flow, place->item, continued, f);
      g_array_append_val (fragments, begun);
      current[f] = fragments->len - 1;
      fragment = &g_array_index (fragments, Fragment, current[f]);
    }
  fragment->ends = place->item == frame->last && !cut;
  fragment->last_item = place->item;
  fragment->cut = cut;
  fragment->bottom = place->y + place->height + (fragment->ends ? frame->tail_until : cut ? 0 : item->tail);
}

/* Outer frames get their fragments before inner ones. */
static void
extend_chain (const Flow *flow, int f, const Placed *place, gboolean first_on_page, GArray *fragments,
              int *current)
{
  if (f < 0)
    return;
  extend_chain (flow, flow_frame (flow, f)->parent, place, first_on_page, fragments, current);
  if (is_drawn (flow_frame (flow, f)))
    extend (flow, f, place, first_on_page, fragments, current);
}

static void
outline_rectangle (GArray *ops, int x, int y, int width, int height, Colour colour)
{
  Path *path = path_new ();
  path_step (path, 'm', x, y);
  path_step (path, 'l', x + width, y);
  path_step (path, 'l', x + width, y + height);
  path_step (path, 'l', x, y + height);
  path_step (path, 'h', 0, 0);
  path->stroke = TRUE;
  path->stroke_colour = colour;
  path->width = OUTLINE_WIDTH;
  ops_path_take (ops, path);
}

static void
draw_fragment (Setting *setting, const Flow *flow, const Fragment *fragment, gboolean main, GArray *ops)
{
  const Frame *frame = flow_frame (flow, fragment->frame);
  const Style *style = frame->style;
  int top = fragment->top, width = frame->width;
  int x = setting_left_of (setting, fragment->page, fragment->x, width);
  int bottom = fragment->bottom;
  if (!fragment->ends)
    bottom += flow_bottom_extra (flow, fragment->last_item, fragment->cut, fragment->frame);
  if (style->has_ground)
    {
      gboolean bleed = style->bleed && main;
      const PageStyle *page = setting->page;
      int ground_top = bleed && fragment->first_on_page ? -page->bleed : top;
      int ground_x = bleed ? -page->bleed : x, ground_width = bleed ? page->width + 2 * page->bleed : width;
      ops_artifact_begin (ops, ARTIFACT_BACKGROUND);
      ops_rectangle (ops, ground_x, ground_top, ground_width, bottom - ground_top, style->ground);
      ops_artifact_end (ops);
    }
  if (!style->has_outline && !style->bar_start.width && !(fragment->begins && style->rule_above.width) &&
      !(fragment->ends && style->rule_below.width))
    return;
  ops_artifact_begin (ops, ARTIFACT_LAYOUT);
  if (style->has_outline)
    outline_rectangle (ops, x, top, width, bottom - top, style->outline);
  if (fragment->begins)
    emit_rule (ops, x, top, width, &style->rule_above);
  if (fragment->ends)
    emit_rule (ops, x, bottom - style->rule_below.width, width, &style->rule_below);
  if (style->bar_start.width > 0)
    ops_rectangle (ops, setting_left_of (setting, fragment->page, fragment->x, style->bar_start.width), top,
                   style->bar_start.width, bottom - top, style->bar_start.colour);
  ops_artifact_end (ops);
}

void
emit_flow_frames (Setting *setting, const Flow *flow, const GArray *placed, GArray *ops)
{
  if (flow->frames->len == 0)
    return;
  g_autofree int *current = g_new (int, flow->frames->len);
  for (guint f = 0; f < flow->frames->len; f++)
    current[f] = -1;
  g_autoptr (GArray) fragments = g_array_new (FALSE, FALSE, sizeof (Fragment));
  for (guint i = 0; i < placed->len; i++)
    {
      const Placed *place = &g_array_index (placed, Placed, i);
      gboolean first_on_page = i == 0 || g_array_index (placed, Placed, i - 1).page != place->page;
      extend_chain (flow, flow_item (flow, place->item)->frame, place, first_on_page, fragments, current);
    }
  for (guint i = 0; i < fragments->len; i++)
    {
      const Fragment *fragment = &g_array_index (fragments, Fragment, i);
      GArray *target = ops ? ops : ((Page *)setting->pages->pages->pdata[fragment->page])->ops;
      draw_fragment (setting, flow, fragment, ops == NULL, target);
    }
}

void
emit_frames (Setting *setting, const Flow *flow, const GArray *placed)
{
  emit_flow_frames (setting, flow, placed, NULL);
}
