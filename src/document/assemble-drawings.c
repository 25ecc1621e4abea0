/* assemble-drawings.c: what all figures that are drawn have in common, and the timeline. What is drawn is handed over as words and
 * numbers; the figure's alternative text is made from the same. Ties are in assemble-chart.c, numbers in assemble-counts.c.
 */
#include <string.h>
#include "document/section-drawings.h"
#include "document/spoken.h"

/* Words of sets of charts and of what a chart leaves out; they are called as their labels. */
static const char *const chart_phrases[] = {
    "chart-part",          "chart-overview", "chart-elsewhere",   "chart-others", "chart-and-others",
    "chart-widths",        "chart-weaker",   "chart-see",         "chart-to",     "chart-index",
    "chart-left-out",      "chart-near",     "chart-near-one",    "chart-kinds",  "chart-limit",
    "chart-organisations", "chart-persons",  "chart-events",      "chart-places", "chart-states",
    "chart-others-kind",   "chart-dense",    "chart-dense-others"};

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
                                           {"within", "chart-within"},
                                           {"lasted", "chart-lasted"},
                                           {"goes-on", "chart-goes-on"},
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
  data->rtl = words_rtl (a->words);
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
  data->inset = MAX (-block->style->indent_start, 0);
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

/* The day as an end of an axis: as exact as it is given. Owned. */
static char *
day_words (Assembly *a, Day day)
{
  const Date date = {.kind = DATE_ON, .from = day};
  return words_date (a->words, &date, DATE_SHORT);
}

char *
drawing_escape (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", "{", -1);
  return g_strjoinv ("{{", parts);
}

void
drawing_stretch (Assembly *a, const Date *date, Stretch *stretch)
{
  if (date->kind != DATE_ON && date->kind != DATE_SPAN)
    return;
  const Day to = date->kind == DATE_ON ? date->from : date->to;
  stretch->lasted = date->kind == DATE_SPAN;
  stretch->open = date->ongoing || to.year == 0;
  if (date->from.year != 0)
    {
      stretch->first = day_first_number (date->from);
      stretch->begin = day_words (a, date->from);
    }
  if (to.year != 0)
    {
      stretch->last = day_last_number (to);
      stretch->end = day_words (a, to);
    }
}

char *
drawing_target (Assembly *a, const char *claim)
{
  return a->has_notes && a->note_place == NOTES_END ? g_strdup_printf ("#note-%s", claim) : NULL;
}

char *
drawing_says (Assembly *a, const char *words, const char *claims)
{
  g_autofree char *bare = spoken_text (a, words);
  if (claims == NULL || *claims == '\0')
    return g_steal_pointer (&bare);
  if (g_str_has_suffix (bare, "."))
    bare[strlen (bare) - 1] = '\0';
  g_autofree char *numbers = label_format (a->layout, a->lang, "chart-claims", claims, NULL);
  return g_strdup_printf ("%s (%s).", bare, numbers);
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
  data->rail = g_str_equal (key_text (section->keys, "as", "drawing"), "rail");
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
      moment->id = g_strdup (claim->id);
      moment->claims = cite_claim (a, claim->id);
      moment->target = drawing_target (a, claim->id);
      moment->inferred = date->inferred != NULL;
      moment->disputed = claim_is_contested (&a->scope, claim);
      g_autofree char *words =
          g_strdup_printf ("%s: %s%s", moment->when, text, moment->disputed ? " (?)" : "");
      moment->says = drawing_says (a, words, moment->claims);
      drawing_stretch (a, date, &moment->time);
    }
  g_autofree char *title = drawing_escape (words_label (a->words, "timeline"));
  /* each event carries its number in the drawing; a caption of all of them again would be longer than it */
  add_figure (a, section, parent, data, title, NULL, NULL);
}

void
assemble_drawing (Assembly *a, const Section *section, Block *parent)
{
  switch (section->spec->kind)
    {
    case SECTION_COMPARISON:
    case SECTION_ESTIMATE:
      assemble_counts (a, section, parent);
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
        if (g_str_equal (key_text (section->keys, "as", "drawing"), "table"))
          {
            assemble_matrix_table (a, section, parent, data);
            break;
          }
        g_autofree char *title = drawing_escape (words_label (a->words, figures[f].title));
        g_autofree char *caption = drawing_escape (words_label (a->words, figures[f].caption));
        add_figure (a, section, parent, data, title, caption, NULL);
        break;
      }
    }
}
