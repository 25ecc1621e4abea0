/* assemble-drawings.c: figures that are drawn: bars of a comparison, ranges of estimates, a timeline. What is drawn is handed
 * over as words and numbers; the figure's alternative text is made from the same. The chart is in assemble-chart.c.
 */
#include <string.h>
#include "document/section-blocks.h"

/* Words of sets of charts and of what a chart leaves out; they are called as their labels. */
static const char *const chart_phrases[] = {
    "chart-part",          "chart-overview", "chart-elsewhere", "chart-others", "chart-and-others",
    "chart-widths",        "chart-weaker",   "chart-see",       "chart-to",     "chart-index",
    "chart-left-out",      "chart-near",     "chart-near-one",  "chart-kinds",  "chart-limit",
    "chart-organisations", "chart-persons",  "chart-events",    "chart-places", "chart-states",
    "chart-others-kind"};

static gboolean
kind_has_ties (DrawingKind kind)
{
  return kind == DRAWING_CHART || kind == DRAWING_TREE || kind == DRAWING_MATRIX || kind == DRAWING_LINEAGE;
}

DrawingData *
drawing_prepare (Assembly *a, const Section *section, DrawingKind kind)
{
  /* phrase of the drawing ← label of the layout */
  static const char *const phrases[][2] = {{"allied", "chart-allied"},
                                           {"hostile", "chart-hostile"},
                                           {"attack", "chart-attack"},
                                           {"command", "chart-command"},
                                           {"allegiance", "chart-allegiance"},
                                           {"membership", "chart-membership"},
                                           {"other", "chart-other"},
                                           {"asserted", "chart-asserted"},
                                           {"assessed", "chart-assessed"},
                                           {"possible", "chart-possible"},
                                           {"reported", "chart-reported"},
                                           {"contested", "chart-contested"},
                                           {"contested-means", "chart-contested-means"},
                                           {"undated", "undated"},
                                           {"inferred", "chart-inferred"},
                                           {"may-rise", "chart-may-rise"},
                                           {"now", "chart-now"}};
  DrawingData *data = drawing_data_new (kind);
  const Layout *layout = a->layout;
  data->mark = section->mark;
  for (guint i = 0; i < G_N_ELEMENTS (phrases); i++)
    drawing_data_set_phrase (data, phrases[i][0], words_label (a->words, phrases[i][1]));
  g_autofree char *thousand = words_number (a->words, 1000);
  g_autofree char *separator =
      strlen (thousand) > 4 ? g_strndup (thousand + 1, strlen (thousand) - 4) : g_strdup ("");
  drawing_data_set_phrase (data, "group-separator", separator);
  drawing_data_set_phrase (data, "lang", a->lang);
  for (guint i = 0; kind_has_ties (kind) && i < G_N_ELEMENTS (chart_phrases); i++)
    drawing_data_set_phrase (data, chart_phrases[i], words_label (a->words, chart_phrases[i]));
  data->name_style = part_style (a, section, "name", "chart-name");
  data->label_style = part_style (a, section, "label", "chart-label");
  data->small_style = part_style (a, section, "small", "chart-small");
  data->ink = layout_colour (layout, "ink", 0x15191E);
  data->grey = layout_colour (layout, "grey", 0x4D5761);
  data->hairline = layout_colour (layout, "hairline", 0xC9CFD5);
  data->accent = layout_colour (layout, "accent", 0x12527C);
  data->alert = layout_colour (layout, "alert", 0xA3281A);
  data->event_ground = layout_colour (layout, "event", 0xF4EFE2);
  data->state_ground = layout_colour (layout, "state", 0xEEF1F4);
  return data;
}

/* Figure > drawing and caption: "Figure 2. A sentence that says what is seen. Unit and source." with the claims it rests on. */
Block *
add_figure (Assembly *a, const Section *section, Block *parent, DrawingData *data, const char *title,
            const char *caption, const GPtrArray *claims)
{
  Block *block =
      block_add_take (parent, block_new (BLOCK_FIGURE, ROLE_FIGURE, section_style (a, section, "figure")));
  Block *words = block_add_take (
      block, block_new (BLOCK_PARAGRAPH, ROLE_CAPTION, part_style (a, section, "caption", "caption")));
  const FieldRecord none = {NULL, NULL, NULL};
  InlineWriter writer;
  block->mark = words->mark = section->mark;
  block->drawing = data;
  block->height = key_length (section->keys, "height", 0);
  inline_writer_init (&writer, a, words->inlines, words->style, NULL, section->mark);
  const Style *strong = inline_style (a, words->style, "caption-title");
  g_autofree char *own_title = template_plain (a, yaml_find (section->keys, "title"), title, &none);
  number_caption (a, &writer, CAPTION_FIGURE, strong);
  inline_words (&writer, own_title, strong);
  if (data->title == NULL)
    data->title = g_strdup (own_title);
  if (caption != NULL || yaml_find (section->keys, "caption") != NULL)
    {
      inline_words (&writer, " ", NULL);
      template_write (&writer, yaml_find (section->keys, "caption"), caption != NULL ? caption : "", &none);
    }
  for (guint i = 0; claims != NULL && i < claims->len; i++)
    inline_cite (&writer, ((const Claim *)g_ptr_array_index (claims, i))->id);
  inline_writer_finish (&writer);
  g_ptr_array_unref (writer.pending);
  return block;
}

/* Comparison */

static void
add_count_bar (Assembly *a, DrawingData *data, const Claim *claim)
{
  g_autofree char *period =
      words_date (a->words, claim->period.kind != DATE_NONE ? &claim->period : &claim->as_of, DATE_LONG);
  Bar *bar = drawing_data_add_bar (data, period);
  g_autofree char *number = cite_text (a, claim);
  bar->value_text = words_figure_value (a->words, &claim->figure);
  bar->low = bar->high = claim->figure.kind == FIGURE_AT_MOST ? claim->figure.high : claim->figure.low;
  bar->claims = g_steal_pointer (&number);
}

static char *
escape_braces (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", "{", -1);
  return g_strjoinv ("{{", parts);
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
  add_count_bar (a, data, claim);
  add_count_bar (a, data, with);
  data->unit = g_strdup (words_term (a->words, claim->figure.unit));
  g_string_append_c (caption, '.');
  if (change != NULL)
    g_string_append_printf (caption, " %s.", change);
  if (plain_note != NULL)
    g_string_append_printf (caption, " %s", plain_note);
  g_autofree char *title = g_strdup_printf ("%s.", unit);
  g_autofree char *safe_title = escape_braces (title), *safe = escape_braces (caption->str);
  add_figure (a, section, parent, data, safe_title, safe, claims);
}

/* Estimates: one row each, never one bar for two; a bound to come is an arrow (T5). */

static void
add_range_bar (Assembly *a, DrawingData *data, const Claim *claim)
{
  const Figure *figure = &claim->figure;
  const char *speaker = claim->said_by->len > 0 ? g_ptr_array_index (claim->said_by, 0) : NULL;
  const Source *source = speaker != NULL ? release_find (a->release, RECORD_SOURCE, speaker) : NULL;
  g_autofree char *name =
      source != NULL ? words_source (a->words, source) : g_strdup (words_label (a->words, "unsourced"));
  g_autofree char *capital = words_capital (a->words, name);
  g_autofree char *value = words_figure_value (a->words, figure);
  Bar *bar = drawing_data_add_bar (data, capital);
  bar->note = words_claim_date (a->words, claim, DATE_LONG);
  bar->claims = cite_text (a, claim);
  bar->bound = figure->kind == FIGURE_AT_MOST;
  bar->low = bar->bound ? -1 : figure->low;
  bar->high = figure->kind == FIGURE_RANGE || bar->bound ? figure->high : figure->low;
  bar->value_text = figure->when != NULL
                        ? label_format (a->layout, a->lang, "figure-when", value, figure->when, NULL)
                        : g_steal_pointer (&value);
}

static void
write_estimate (Assembly *a, const Section *section, Block *parent)
{
  g_autoptr (GPtrArray) found = section_records (a, section, RECORD_CLAIM);
  g_autoptr (GPtrArray) claims = g_ptr_array_new ();
  DrawingData *data = drawing_prepare (a, section, DRAWING_RANGES);
  const FieldRecord none = {NULL, NULL, NULL};
  for (guint i = 0; i < found->len; i++)
    {
      Claim *claim = g_ptr_array_index (found, i);
      if (claim->figure.kind == FIGURE_NONE || claim->figure.kind == FIGURE_WORDS)
        continue;
      if (claims->len > 0 && g_strcmp0 (claim->figure.unit, data->unit) != 0)
        {
          diags_warning (a->diags, section->mark, "estimate-units", "where: {ids: …}, or a tag of its own",
                         "claim %s counts %s and is not drawn beside %s: an axis has one unit", claim->id,
                         claim->figure.unit != NULL ? claim->figure.unit : "nothing said",
                         data->unit != NULL ? data->unit : "what has no unit");
          continue;
        }
      add_range_bar (a, data, claim);
      g_ptr_array_add (claims, claim);
      if (data->unit == NULL)
        data->unit = g_strdup (claim->figure.unit);
    }
  g_autofree char *raw_unit = g_steal_pointer (&data->unit);
  data->unit = g_strdup (words_term (a->words, raw_unit));
  if (claims->len == 0)
    {
      drawing_data_free (data);
      return;
    }
  g_autofree char *unit = words_capital (a->words, data->unit != NULL ? data->unit : "");
  g_autofree char *title = g_strdup_printf ("%s.", unit);
  g_autofree char *safe = escape_braces (title);
  add_figure (a, section, parent, data, safe, NULL, claims);
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

/* Timeline */

static int
compare_events (gconstpointer x, gconstpointer y)
{
  const Claim *p = *(Claim *const *)x, *q = *(Claim *const *)y;
  const Date *a = p->period.kind != DATE_NONE ? &p->period : &p->as_of,
             *b = q->period.kind != DATE_NONE ? &q->period : &q->as_of;
  return date_compare (a, b);
}

static char *
event_text (Assembly *a, const Section *section, const Claim *claim)
{
  const YamlNode *own = yaml_find (section->keys, "text");
  const FieldRecord record = {"claim", claim, NULL};
  const char *lang, *text = text_of (a, claim->text, &lang);
  if (own != NULL)
    return template_plain (a, own, "", &record);
  return text != NULL ? markdown_plain (a, text) : g_strdup ("");
}

static void
write_timeline_table (Assembly *a, const Section *section, GPtrArray *claims, Block *parent)
{
  static const DefaultColumn columns[] = {
      {"head-date", "{as_of:short|undated}", 0, ALIGN_START, COLUMN_PLAIN},
      {"head-event", "{text}{cite}", 60, ALIGN_START, COLUMN_PLAIN},
      {"head-who", "{who}", 30, ALIGN_START, COLUMN_PLAIN}};
  TableGroup group = {NULL, claims};
  g_autoptr (GPtrArray) groups = g_ptr_array_new ();
  g_ptr_array_add (groups, &group);
  add_table (a, section, parent, "claim", columns, G_N_ELEMENTS (columns), groups);
}

/* Its number, and a note for it. */
static char *
cite_claim (Assembly *a, char *id)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  g_ptr_array_add (one, id);
  return claims_numbers (a, one);
}

static void
write_timeline (Assembly *a, const Section *section, Block *parent)
{
  g_autoptr (GPtrArray) claims = section_records (a, section, RECORD_CLAIM);
  g_ptr_array_sort (claims, compare_events);
  if (g_str_equal (key_text (section->keys, "as", "drawing"), "table"))
    {
      write_timeline_table (a, section, claims, parent);
      return;
    }
  if (claims->len == 0)
    return;
  DrawingData *data = drawing_prepare (a, section, DRAWING_TIMELINE);
  for (guint i = 0; i < claims->len; i++)
    {
      const Claim *claim = g_ptr_array_index (claims, i);
      if (is_dropped (a, section->id, (int)i + 1))
        continue;
      const Date *date = claim->period.kind != DATE_NONE ? &claim->period : &claim->as_of;
      Date bare = *date; /* the drawing marks inferred days itself */
      bare.inferred = NULL;
      g_autofree char *when = words_date (a->words, &bare, DATE_SHORT);
      g_autofree char *text = event_text (a, section, claim);
      Moment *moment =
          drawing_data_add_moment (data, *when != '\0' ? when : words_label (a->words, "undated"), text);
      moment->claims = cite_claim (a, claim->id);
      moment->inferred = date->inferred != NULL;
      moment->disputed = claim_is_contested (&a->scope, claim);
      if (date->kind != DATE_ON && date->kind != DATE_SPAN)
        continue;
      moment->first = date->from.year != 0 ? day_first_number (date->from) : day_first_number (date->to);
      moment->last = date->kind == DATE_ON ? day_last_number (date->from)
                     : date->to.year != 0  ? day_last_number (date->to)
                                           : -1;
    }
  g_autofree char *title = escape_braces (words_label (a->words, "timeline"));
  /* each event carries its number in the drawing; a caption of all of them again would be longer than it */
  add_figure (a, section, parent, data, title, NULL, NULL);
}

void
assemble_drawing (Assembly *a, const Section *section, Block *parent)
{
  g_autoptr (GPtrArray) claims = NULL;
  switch (section->spec->kind)
    {
    case SECTION_COMPARISON:
      claims = section_records (a, section, RECORD_CLAIM);
      for (guint i = 0; i < claims->len; i++)
        write_comparison (a, section, g_ptr_array_index (claims, i), parent);
      break;
    case SECTION_ESTIMATE:
      write_estimate (a, section, parent);
      break;
    case SECTION_TIMELINE:
      write_timeline (a, section, parent);
      break;
    default:
      {
        static const struct
        {
          SectionKind section;
          DrawingKind drawing;
          const char *title, *caption;
        } figures[] = {{SECTION_TREE, DRAWING_TREE, "tree-title", "tree-caption"},
                       {SECTION_MATRIX, DRAWING_MATRIX, "matrix-title", "matrix-caption"},
                       {SECTION_LINEAGE, DRAWING_LINEAGE, "lineage-title", "lineage-caption"},
                       {SECTION_CHART, DRAWING_CHART, "chart-title", "chart-caption"}};
        guint f = 0;
        while (figures[f].section != section->spec->kind)
          g_assert (++f < G_N_ELEMENTS (figures));
        DrawingData *data = figures[f].drawing == DRAWING_CHART ? chart_data (a, section)
                                                                : ties_data (a, section, figures[f].drawing);
        if (data->actors->len == 0)
          {
            drawing_data_free (data); /* a figure of nothing is no figure */
            break;
          }
        g_autofree char *title = escape_braces (words_label (a->words, figures[f].title));
        g_autofree char *caption = escape_braces (words_label (a->words, figures[f].caption));
        add_figure (a, section, parent, data, title, caption, NULL);
        break;
      }
    }
}
