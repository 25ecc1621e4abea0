/* assemble-figures.c: the strip of key figures: a large number, what it counts, who says so, as of when, provisional or not.
 * A bound is never printed as a number alone, a compared count stands with its partner, a caption names the population (T2–T5).
 */
#include <string.h>
#include "document/section-blocks.h"

typedef struct
{
  const Claim *claim, *beside;
  const YamlNode *keys; /* the layout's words for this one; NULL: the block's */
} Shown;

static const Claim *
claim_by_key (Assembly *a, const YamlNode *map, const char *key)
{
  const char *id = key_text (map, key, NULL);
  const Claim *claim = id != NULL ? release_find (a->release, RECORD_CLAIM, id) : NULL;
  if (id != NULL && claim == NULL)
    diags_note (a->diags, yaml_find (map, key)->mark, "figure-absent",
                "it may be withheld from this audience", "no claim “%s” here", id);
  return claim;
}

static gboolean
said_together (const Claim *a, const Claim *b)
{
  return a != b && a->said_by->len == 1 && b->said_by->len == 1 && g_strcmp0 (a->kind, b->kind) == 0 &&
         g_str_equal (g_ptr_array_index (a->said_by, 0), g_ptr_array_index (b->said_by, 0)) &&
         a->figure.kind == FIGURE_EXACT && b->figure.kind == FIGURE_EXACT && a->figure.population != NULL &&
         g_strcmp0 (a->figure.population, b->figure.population) == 0 &&
         date_compare (&a->as_of, &b->as_of) == 0 && a->period.kind == DATE_NONE &&
         b->period.kind == DATE_NONE;
}

/* Which claim goes into the caption of @claim: the one it is compared with, or one that the same speaker gave at the same time of
 * the same population: killed and, beside them, injured. They stand apart and are not added (T3, T20).
 */
static const Claim *
partner_of (Assembly *a, const Claim *claim)
{
  const GPtrArray *claims = a->release->claims;
  if (claim->compare.with != NULL)
    return release_find (a->release, RECORD_CLAIM, claim->compare.with);
  for (guint i = 0; i < claims->len; i++)
    {
      const Claim *other = g_ptr_array_index (claims, i);
      if (other == claim)
        break; /* the first of the two takes the second */
      if (said_together (claim, other))
        return NULL;
    }
  for (guint i = 0; i < claims->len; i++)
    if (said_together (claim, g_ptr_array_index (claims, i)))
      return g_ptr_array_index (claims, i);
  return NULL;
}

static GArray *
shown_figures (Assembly *a, const Section *section)
{
  GArray *shown = g_array_new (FALSE, TRUE, sizeof (Shown));
  const YamlNode *show = yaml_find (section->keys, "show");
  for (guint i = 0; show != NULL && show->kind == YAML_LIST && i < show->items->len; i++)
    {
      const YamlNode *keys = g_ptr_array_index (show->items, i);
      const Shown one = {claim_by_key (a, keys, "claim"), claim_by_key (a, keys, "beside"), keys};
      if (one.claim != NULL)
        g_array_append_val (shown, one);
    }
  if (show != NULL)
    return shown;
  g_autoptr (GPtrArray) claims = section_records (a, section, RECORD_CLAIM);
  g_autoptr (GHashTable) partners = g_hash_table_new (NULL, NULL);
  const gboolean pairs = key_boolean (section->keys, "pairs", TRUE);
  for (guint i = 0; i < claims->len; i++)
    {
      Shown one = {g_ptr_array_index (claims, i), NULL, NULL};
      if (one.claim->figure.kind == FIGURE_NONE)
        continue;
      if (pairs)
        one.beside = partner_of (a, one.claim);
      if (one.beside != NULL)
        g_hash_table_add (partners, (gpointer)one.beside);
      if (!g_hash_table_contains (partners, one.claim))
        g_array_append_val (shown, one);
    }
  for (guint i = shown->len; i-- > 0;) /* a partner that came first */
    if (g_hash_table_contains (partners, g_array_index (shown, Shown, i).claim))
      g_array_remove_index (shown, i);
  return shown;
}

/* The layout's template for a part: of this figure, else of the block. */
static const YamlNode *
part_template (const Section *section, const Shown *shown, const char *key)
{
  const YamlNode *own = shown->keys != NULL ? yaml_find (shown->keys, key) : NULL;
  return own != NULL ? own : yaml_find (section->keys, key);
}

/* A short unit stands beside an exact number when the caption has other things to say; else it begins the caption. */
static gboolean
unit_is_beside (const Section *section, const Shown *shown)
{
  const Figure *figure = &shown->claim->figure;
  if (part_template (section, shown, "unit") != NULL)
    return TRUE;
  return figure->kind == FIGURE_EXACT && figure->unit != NULL && g_utf8_strlen (figure->unit, -1) <= 10 &&
         (shown->claim->period.kind != DATE_NONE || shown->beside != NULL);
}

/* "at most" small before a large number, in the order of the language. */
static void
write_value (Assembly *a, const Section *section, const Shown *shown, Block *into)
{
  const Figure *figure = &shown->claim->figure;
  const Style *style = part_style (a, section, "value", "figure-value");
  const YamlNode *own = part_template (section, shown, "value"),
                 *unit = part_template (section, shown, "unit");
  const FieldRecord record = {"claim", shown->claim, shown->beside};
  Block *block = add_paragraph (a, into, style, section->mark);
  const Style *small = inline_style (a, style, "figure-unit");
  InlineWriter writer;
  inline_writer_init (&writer, a, block->inlines, style, NULL, section->mark);
  const char *key = figure->kind == FIGURE_AT_MOST    ? "at-most"
                    : figure->kind == FIGURE_AT_LEAST ? "at-least"
                    : figure->kind == FIGURE_ROUNDED  ? "about"
                                                      : NULL;
  if (own != NULL)
    template_write (&writer, own, "", &record);
  else if (key != NULL)
    {
      g_auto (GStrv) around = g_strsplit (words_label (a->words, key), "{0}", 2);
      g_autofree char *number =
          words_number (a->words, figure->kind == FIGURE_AT_MOST ? figure->high : figure->low);
      inline_words (&writer, around[0], small);
      inline_words (&writer, number, NULL);
      inline_words (&writer, around[1] != NULL ? around[1] : "", small);
    }
  else
    {
      g_autofree char *value = words_figure_value (a->words, figure);
      inline_words (&writer, value, NULL);
    }
  g_autofree char *words = unit != NULL                      ? template_plain (a, unit, "", &record)
                           : unit_is_beside (section, shown) ? g_strdup (words_term (a->words, figure->unit))
                                                             : NULL;
  if (words != NULL && *words != '\0')
    {
      g_autofree char *spaced = g_strconcat ("\xC2\xA0", words, NULL);
      inline_words (&writer, spaced, small);
    }
  inline_writer_finish (&writer);
  g_ptr_array_unref (writer.pending);
}

static void
add_piece (Assembly *a, GString *caption, const char *piece)
{
  if (piece != NULL && *piece != '\0')
    g_string_append_printf (caption, "%s%s", caption->len > 0 ? words_label (a->words, "comma") : "", piece);
}

/* What is counted, when, against what. */
static char *
plain_caption (Assembly *a, const Section *section, const Shown *shown)
{
  const Claim *claim = shown->claim;
  g_autoptr (GString) caption = g_string_new (NULL);
  g_autofree char *period = words_date (a->words, &claim->period, DATE_LONG);
  if (!unit_is_beside (section, shown))
    add_piece (a, caption, words_term (a->words, claim->figure.unit));
  else if (claim->figure.population != NULL &&
           strstr (claim->figure.population, claim->figure.unit) == NULL &&
           strstr (claim->figure.unit, claim->figure.population) == NULL)
    add_piece (a, caption, words_term (a->words, claim->figure.population));
  add_piece (a, caption, words_term (a->words, claim->figure.when));
  add_piece (a, caption, period);
  /* a unit alone is no caption; whose word the number is belongs to it when it is one party's and not a record (T5, T7) */
  if (claim->holders != NULL && shown->beside == NULL)
    {
      g_autofree char *by =
          label_format (a->layout, a->lang, "by-holders", words_term (a->words, claim->holders), NULL);
      add_piece (a, caption, by);
    }
  if (shown->beside != NULL && claim->compare.with != NULL)
    {
      g_autofree char *value = words_figure_value (a->words, &shown->beside->figure);
      g_autofree char *when = words_date (a->words, &shown->beside->period, DATE_LONG);
      g_autofree char *against = label_format (a->layout, a->lang, "against", value, when, NULL);
      add_piece (a, caption, against);
    }
  else if (shown->beside != NULL)
    {
      g_autofree char *figure = words_figure (a->words, &shown->beside->figure);
      g_autofree char *beside = label_format (a->layout, a->lang, "beside", figure, NULL);
      /* "; beside them …" continues a caption; alone it begins one */
      const char *words = beside;
      while (caption->len == 0 && *words != '\0' && !g_unichar_isalnum (g_utf8_get_char (words)))
        words = g_utf8_next_char (words);
      g_string_append (caption, words);
    }
  return words_capital (a->words, caption->str);
}

static void
cite_shown (InlineWriter *writer, const Shown *shown)
{
  inline_cite (writer, shown->claim->id);
  if (shown->beside != NULL)
    inline_cite (writer, shown->beside->id);
}

/* FALSE: there is nothing to say below the number, and its citation is due elsewhere. */
static gboolean
write_caption (Assembly *a, const Section *section, const Shown *shown, Block *into)
{
  g_autofree char *caption = plain_caption (a, section, shown);
  const Style *style = part_style (a, section, "caption", "figure-caption");
  const FieldRecord record = {"claim", shown->claim, shown->beside};
  const YamlNode *own = part_template (section, shown, "caption");
  if (own == NULL && *caption == '\0')
    return FALSE;
  Block *block = add_paragraph (a, into, style, section->mark);
  InlineWriter writer;
  inline_writer_init (&writer, a, block->inlines, style, NULL, section->mark);
  if (own != NULL)
    template_write (&writer, own, "", &record);
  else
    {
      inline_words (&writer, caption, NULL);
      inline_words (&writer, ".", NULL);
    }
  cite_shown (&writer, shown);
  inline_writer_finish (&writer);
  g_ptr_array_unref (writer.pending);
  return TRUE;
}

static gboolean
certainty_is_plain (const Claim *claim)
{
  return claim->certainty == NULL || g_str_equal (claim->certainty, "asserted") ||
         g_str_equal (claim->certainty, "article");
}

static void
write_source (Assembly *a, const Section *section, const Shown *shown, gboolean cite, Block *into)
{
  const Claim *claim = shown->claim;
  const YamlNode *own = part_template (section, shown, "source");
  const FieldRecord record = {"claim", claim, shown->beside};
  Block *block = add_paragraph (a, into, part_style (a, section, "source", "figure-source"), section->mark);
  InlineWriter writer;
  inline_writer_init (&writer, a, block->inlines, block->style, NULL, section->mark);
  if (own != NULL)
    template_write (&writer, own, "", &record);
  else
    {
      g_autofree char *who = words_claim_who (a->words, claim, FALSE);
      g_autofree char *capital = words_capital (a->words, who);
      g_autofree char *when = words_claim_date (a->words, claim, DATE_LONG);
      g_autofree char *status = certainty_is_plain (claim) && claim->figure.status == NULL
                                    ? NULL
                                    : words_claim_certainty (a->words, claim);
      g_autoptr (GString) line = g_string_new (capital);
      if (*when != '\0' && strstr (who, when) == NULL) /* "… report, July 2021" says it already */
        {
          g_autofree char *as_of = label_format (a->layout, a->lang, "as-of", when, NULL);
          add_piece (a, line, as_of);
        }
      g_string_append_c (line, '.');
      if (status != NULL && *status != '\0')
        {
          const char *only =
              certainty_is_plain (claim)
                  ? words_label (a->words,
                                 g_str_equal (claim->figure.status, "verified") ? "verified" : "provisional")
                  : status;
          g_autofree char *sentence = words_capital (a->words, only);
          g_string_append_printf (line, " %s.", sentence);
        }
      inline_words (&writer, line->str, NULL);
    }
  if (cite)
    cite_shown (&writer, shown);
  inline_writer_finish (&writer);
  g_ptr_array_unref (writer.pending);
}

void
assemble_figures (Assembly *a, const Section *section, Block *parent)
{
  g_autoptr (GArray) shown = shown_figures (a, section);
  /* fewer than the layout has room for share the whole width: no empty place at the end */
  const int columns = MIN (key_integer (section->keys, "columns", 4), MAX (1, (int)shown->len));
  Block *box =
      block_add_take (parent, block_new (BLOCK_GROUP, ROLE_DIV, section_style (a, section, "figures")));
  Block *row = NULL;
  int place = 0;
  box->mark = section->mark;
  for (guint i = 0; i < shown->len; i++)
    {
      if (is_dropped (a, section->id, (int)i + 1))
        continue;
      if (columns > 1 && place++ % columns == 0)
        row = block_add_take (box,
                              block_new (BLOCK_ROW, ROLE_NONE, part_style (a, section, "row", "figure-row")));
      Block *cell =
          block_add_take (columns > 1 ? row : box,
                          block_new (BLOCK_GROUP, ROLE_DIV, part_style (a, section, "cell", "figure-cell")));
      cell->span = columns > 1 ? 12 / columns : 0;
      cell->mark = section->mark;
      const Shown *one = &g_array_index (shown, Shown, i);
      write_value (a, section, one, cell);
      const gboolean captioned = write_caption (a, section, one, cell);
      write_source (a, section, one, !captioned, cell);
    }
}
