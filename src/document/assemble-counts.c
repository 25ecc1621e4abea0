/* assemble-counts.c: numbers that are drawn: two counts beside each other, counts in panels, estimates each as its speaker gives it. A
 * computed change says so; a range is never a point, and no two speakers share a mark.
 */
#include <string.h>
#include "document/section-drawings.h"

/* Comparison */

static const Date *
counted_time (const Claim *claim)
{
  return claim->period.kind != DATE_NONE ? &claim->period : &claim->as_of;
}

/* What a bar rests on, where it leads, and its sentence: "One UN member state, July 2021: 500–1,500 (claims 30)." */
static void
ground_bar (Assembly *a, Bar *bar, const Claim *claim, const char *words)
{
  bar->id = g_strdup (claim->id);
  bar->claims = cite_text (a, claim);
  bar->target = drawing_target (a, claim->id);
  bar->says = drawing_says (a, words, bar->claims);
}

/* @label: what stands beside the bar; @group: its panel, NULL: none. */
static void
add_count_bar (Assembly *a, DrawingData *data, const Claim *claim, const char *label, const char *group)
{
  Bar *bar = drawing_data_add_bar (data, label);
  bar->group = g_strdup (group);
  bar->value_text = words_figure_value (a->words, &claim->figure);
  bar->low = claim->figure.kind == FIGURE_AT_MOST ? claim->figure.high : claim->figure.low;
  bar->high = claim->figure.kind == FIGURE_AT_MOST || claim->figure.kind == FIGURE_RANGE ? claim->figure.high
                                                                                         : claim->figure.low;
  g_autofree char *words = group != NULL ? g_strdup_printf ("%s, %s: %s", group, label, bar->value_text)
                                         : g_strdup_printf ("%s: %s", label, bar->value_text);
  ground_bar (a, bar, claim, words);
}

static char *
period_words (Assembly *a, const Claim *claim)
{
  return words_date (a->words, counted_time (claim), DATE_LONG);
}

/* Two counts as they are; the change is computed here and said so; what is open about them is said too (T1). */
static void
write_comparison (Assembly *a, const Section *section, const Claim *claim, Block *parent)
{
  const Claim *with =
      claim->compare.with != NULL ? release_find (a->release, RECORD_CLAIM, claim->compare.with) : NULL;
  if (with == NULL || claim->figure.kind == FIGURE_NONE || with->figure.kind == FIGURE_NONE)
    return;
  DrawingData *data = drawing_prepare (a, section, DRAWING_BARS);
  g_autoptr (GPtrArray) claims = g_ptr_array_new ();
  g_autofree char *who = words_claim_who (a->words, claim, FALSE);
  g_autofree char *change = words_change (a->words, claim, with);
  g_autofree char *unit =
      words_capital (a->words, claim->figure.unit != NULL ? words_term (a->words, claim->figure.unit) : "");
  const char *lang, *note = text_of (a, claim->compare.note, &lang);
  g_autofree char *plain_note = note != NULL ? markdown_plain (a, note) : NULL;
  g_autofree char *capital = words_capital (a->words, who);
  g_autoptr (GString) caption = g_string_new (capital);
  g_ptr_array_add (claims, (gpointer)claim);
  g_ptr_array_add (claims, (gpointer)with);
  g_autofree char *now = period_words (a, claim), *then = period_words (a, with);
  add_count_bar (a, data, claim, now, NULL);
  add_count_bar (a, data, with, then, NULL);
  data->unit = g_strdup (words_term (a->words, claim->figure.unit));
  g_string_append_c (caption, '.');
  if (change != NULL)
    g_string_append_printf (caption, " %s.", change);
  if (plain_note != NULL)
    g_string_append_printf (caption, " %s", plain_note);
  g_autofree char *title = g_strdup_printf ("%s.", unit);
  g_autofree char *safe_title = drawing_escape (title), *safe = drawing_escape (caption->str);
  add_figure (a, section, parent, data, safe_title, safe, claims);
}

/* Is @claim a number, and does it count what the others of @data do? Two units on one axis are reported. */
static gboolean
counts_alike (Assembly *a, const Section *section, const Claim *claim, const Claim *first)
{
  if (claim->figure.kind == FIGURE_NONE || claim->figure.kind == FIGURE_WORDS)
    return FALSE;
  if (first == NULL || g_strcmp0 (claim->figure.unit, first->figure.unit) == 0)
    return TRUE;
  diags_warning (a->diags, section->mark, "estimate-units", "where: {ids: …}, or a tag of its own",
                 "claim %s counts %s and is not drawn beside %s: an axis has one unit", claim->id,
                 claim->figure.unit != NULL ? claim->figure.unit : "nothing said",
                 first->figure.unit != NULL ? first->figure.unit : "what has no unit");
  return FALSE;
}

/* The claims of the block that one axis can hold, those said of an earlier time first if @by_time. Owned. */
static GPtrArray *
alike_claims (Assembly *a, const Section *section, gboolean by_time)
{
  g_autoptr (GPtrArray) found = section_records (a, section, RECORD_CLAIM);
  GPtrArray *claims = g_ptr_array_new ();
  for (guint i = 0; i < found->len; i++)
    if (counts_alike (a, section, found->pdata[i], claims->len > 0 ? claims->pdata[0] : NULL))
      {
        guint at = claims->len; /* a stable order: equals stay in that of the facts */
        while (by_time && at > 0 &&
               date_compare (counted_time (found->pdata[i]), counted_time (claims->pdata[at - 1])) < 0)
          at--;
        g_ptr_array_insert (claims, (gint)at, found->pdata[i]);
      }
  return claims;
}

/* The figure of @data with the unit as its title; takes @data. */
static void
add_counted (Assembly *a, const Section *section, Block *parent, DrawingData *data, const GPtrArray *claims)
{
  const Claim *first = claims->pdata[0];
  data->unit = g_strdup (words_term (a->words, first->figure.unit));
  g_autofree char *unit = words_capital (a->words, data->unit != NULL ? data->unit : "");
  g_autofree char *title = g_strdup_printf ("%s.", unit);
  g_autofree char *safe = drawing_escape (title);
  add_figure (a, section, parent, data, safe, NULL, claims);
}

/* Small multiples: one panel for each group, place, year or speaker, on one scale */

/* The first of what @claim is about that is of @kind; NULL: none. */
static const Entity *
about_kind (Assembly *a, const Claim *claim, const char *kind)
{
  for (guint i = 0; i < claim->about->len; i++)
    {
      const Entity *entity = release_find (a->release, RECORD_ENTITY, claim->about->pdata[i]);
      if (entity != NULL && g_strcmp0 (entity->kind, kind) == 0)
        return entity;
    }
  return NULL;
}

static char *
speaker_words (Assembly *a, const Claim *claim)
{
  const char *speaker = claim->said_by->len > 0 ? g_ptr_array_index (claim->said_by, 0) : NULL;
  const Source *source = speaker != NULL ? release_find (a->release, RECORD_SOURCE, speaker) : NULL;
  g_autofree char *name =
      source != NULL ? words_source (a->words, source) : g_strdup (words_label (a->words, "unsourced"));
  return words_capital (a->words, name);
}

static int
year_of (const Claim *claim)
{
  const Date *time = counted_time (claim);
  return time->from.year != 0 ? time->from.year : time->to.year;
}

/* "2019"; but where all that is counted in it is of the same months of it, these: four months are not headed as a year. Owned. */
static char *
year_words (Assembly *a, const Claim *claim, const GPtrArray *claims)
{
  const Date year = {.kind = DATE_ON, .from = {.year = year_of (claim)}};
  if (year.from.year == 0)
    return g_strdup (words_label (a->words, "undated"));
  g_autofree char *own = words_date (a->words, counted_time (claim), DATE_LONG);
  for (guint i = 0; i < claims->len; i++)
    {
      g_autofree char *other = year_of (claims->pdata[i]) != year.from.year
                                   ? NULL
                                   : words_date (a->words, counted_time (claims->pdata[i]), DATE_LONG);
      if (other != NULL && !g_str_equal (own, other))
        return words_date (a->words, &year, DATE_SHORT);
    }
  return g_steal_pointer (&own);
}

/* The heading of the panel that @claim, one of @claims, stands in. Owned. */
static char *
panel_words (Assembly *a, const Claim *claim, const char *panels, const GPtrArray *claims)
{
  if (g_str_equal (panels, "year"))
    return year_words (a, claim, claims);
  if (g_str_equal (panels, "speaker"))
    return speaker_words (a, claim);
  const Entity *entity = about_kind (a, claim, g_str_equal (panels, "place") ? "place" : "organisation");
  return entity != NULL ? words_entity (a->words, entity, FALSE)
                        : g_strdup (words_label (a->words, "chart-elsewhere-panel"));
}

enum
{
  PART_WHO,
  PART_WHERE,
  PART_WHEN,
  N_PARTS
};

/* Owned; NULL: not said. */
static char *
part_words (Assembly *a, const Claim *claim, int part)
{
  const Entity *entity =
      part == PART_WHEN ? NULL : about_kind (a, claim, part == PART_WHO ? "organisation" : "place");
  return part == PART_WHEN ? words_date (a->words, counted_time (claim), DATE_SHORT)
         : entity != NULL  ? words_entity (a->words, entity, FALSE)
                           : NULL;
}

/* Which of who, where and when tell the bars of a panel apart: what the panel itself does not say and what differs. At least one. */
static void
find_parts (Assembly *a, const GPtrArray *claims, const char *panels, gboolean parts[N_PARTS])
{
  static const char *const said[N_PARTS] = {"group", "place", "year"};
  gboolean any = FALSE;
  for (int part = 0; part < N_PARTS; part++)
    {
      g_autofree char *first = part_words (a, claims->pdata[0], part);
      parts[part] = FALSE;
      for (guint i = 1; i < claims->len && !g_str_equal (panels, said[part]); i++)
        {
          g_autofree char *other = part_words (a, claims->pdata[i], part);
          parts[part] = parts[part] || g_strcmp0 (first, other) != 0;
        }
      any = any || parts[part];
    }
  parts[g_str_equal (panels, "year") ? PART_WHO : PART_WHEN] |= !any;
}

/* What stands beside a bar: "North Line, 2018". Owned. */
static char *
bar_words (Assembly *a, const Claim *claim, const gboolean parts[N_PARTS])
{
  g_autoptr (GString) words = g_string_new (NULL);
  for (int part = 0; part < N_PARTS; part++)
    {
      g_autofree char *one = parts[part] ? part_words (a, claim, part) : NULL;
      if (one != NULL && *one != '\0')
        g_string_append_printf (words, "%s%s", words->len > 0 ? words_label (a->words, "comma") : "", one);
    }
  return words->len > 0 ? g_strdup (words->str) : speaker_words (a, claim);
}

static void
write_multiples (Assembly *a, const Section *section, const char *panels, Block *parent)
{
  g_autoptr (GPtrArray) claims = alike_claims (a, section, TRUE);
  if (claims->len == 0)
    return;
  DrawingData *data = drawing_prepare (a, section, DRAWING_MULTIPLES);
  gboolean parts[N_PARTS];
  find_parts (a, claims, panels, parts);
  for (guint i = 0; i < claims->len; i++)
    {
      g_autofree char *panel = panel_words (a, claims->pdata[i], panels, claims),
                      *label = bar_words (a, claims->pdata[i], parts);
      add_count_bar (a, data, claims->pdata[i], label, panel);
    }
  add_counted (a, section, parent, data, claims);
}

/* Estimates: one row or one panel each, never one bar for two; a bound to come is an arrow (T5). */

static void
add_range_bar (Assembly *a, DrawingData *data, const Claim *claim)
{
  const Figure *figure = &claim->figure;
  g_autofree char *speaker = speaker_words (a, claim), *value = words_figure_value (a->words, figure);
  Bar *bar = drawing_data_add_bar (data, speaker);
  bar->group = g_strdup (speaker);
  bar->note = words_claim_date (a->words, claim, DATE_LONG);
  bar->when = words_claim_date (a->words, claim, DATE_SHORT);
  drawing_stretch (a, counted_time (claim), &bar->time);
  bar->bound = figure->kind == FIGURE_AT_MOST;
  bar->at_least = figure->kind == FIGURE_AT_LEAST;
  bar->low = bar->bound ? -1 : figure->low;
  bar->high = figure->kind == FIGURE_RANGE || bar->bound ? figure->high : figure->low;
  bar->value_text = figure->when != NULL
                        ? label_format (a->layout, a->lang, "figure-when", value, figure->when, NULL)
                        : g_steal_pointer (&value);
  g_autofree char *words =
      g_strdup_printf ("%s%s%s: %s", speaker, *bar->note != '\0' ? ", " : "", bar->note, bar->value_text);
  ground_bar (a, bar, claim, words);
}

static void
write_estimate (Assembly *a, const Section *section, Block *parent)
{
  const gboolean series = g_str_equal (key_text (section->keys, "over", "nothing"), "time");
  g_autoptr (GPtrArray) claims = alike_claims (a, section, series);
  const FieldRecord none = {NULL, NULL, NULL};
  if (claims->len == 0)
    return;
  DrawingData *data = drawing_prepare (a, section, DRAWING_RANGES);
  data->series = series;
  for (guint i = 0; i < claims->len; i++)
    add_range_bar (a, data, claims->pdata[i]);
  add_counted (a, section, parent, data, claims);
  if (yaml_find (section->keys, "note") != NULL)
    {
      Block *note = add_paragraph (a, parent, part_style (a, section, "note", "caption"), section->mark);
      InlineWriter writer;
      inline_writer_init (&writer, a, note->inlines, note->style, NULL, section->mark);
      template_write (&writer, yaml_find (section->keys, "note"), "", &none);
      inline_writer_finish (&writer);
      g_ptr_array_unref (writer.pending);
    }
}

void
assemble_counts (Assembly *a, const Section *section, Block *parent)
{
  const char *panels = key_text (section->keys, "panels", NULL);
  if (section->spec->kind == SECTION_ESTIMATE)
    write_estimate (a, section, parent);
  else if (panels != NULL)
    write_multiples (a, section, panels, parent);
  else
    {
      g_autoptr (GPtrArray) claims = section_records (a, section, RECORD_CLAIM);
      for (guint i = 0; i < claims->len; i++)
        write_comparison (a, section, claims->pdata[i], parent);
    }
}
