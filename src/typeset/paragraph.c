/* paragraph: inlines → one text → shape → break points → lines with heights. */
#include "typeset/paragraph-data.h"
#include "typeset/hyphenate.h"
#include "typeset/shape-memo.h"

#include <string.h>

enum
{
  BALANCED_FROM = 14 * PANGO_SCALE, /* type of this size is a heading, whatever its block is called */
  MEMO_FROM = 12 /* break points: lines of fewer are chosen in less time than they are looked up */
};

/* --- one text --- */

typedef struct
{
  GString *text;
  GArray *spans; /* of TextSpan */
  gboolean french;
  gsize own; /* where the current inline starts: what is before belongs to others */
} Collector;

static gunichar
last_char (const GString *text)
{
  return text->len ? g_utf8_get_char (g_utf8_find_prev_char (text->str, text->str + text->len)) : 0;
}

/* Typed spaces that French typography makes narrow and unbreakable: before ; ! ? and », after «; before : a whole one. */
static void
tie_french (Collector *collector, gunichar next)
{
  GString *text = collector->text;
  if (text->len <= collector->own || text->str[text->len - 1] != ' ')
    return;
  gunichar space = next == ':'                                                 ? 0xA0
                   : next == ';' || next == '!' || next == '?' || next == 0xBB ? 0x202F
                                                                               : 0;
  if (!space)
    return;
  g_string_truncate (text, text->len - 1);
  g_string_append_unichar (text, space);
}

/* White space is one space; none at the start of a line. */
static void
append_text (Collector *collector, const char *words)
{
  GString *text = collector->text;
  for (const char *p = words; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean white = c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029;
      gunichar last = last_char (text);
      if (!white)
        {
          if (collector->french)
            tie_french (collector, c);
          g_string_append_unichar (text, c);
        }
      else if (collector->french && last == 0xAB)
        g_string_append_unichar (text, 0x202F);
      else if (last != ' ' && last != 0 && last != 0x2028 && last != '\t')
        g_string_append_c (text, ' ');
    }
}

/* What an inline says on this page; owned. */
static char *
inline_words (const Inline *inline_, const PageNumbers *numbers)
{
  const char *words = inline_->text ? inline_->text : "";
  switch (inline_->kind)
    {
    case INLINE_PAGE:
      if (numbers && numbers->page > 0)
        return g_strdup_printf ("%d", numbers->page);
      break;
    case INLINE_PAGES:
      if (numbers && numbers->pages > 0)
        return g_strdup_printf ("%d", numbers->pages);
      break;
    case INLINE_RUNNING_LAST:
      if (numbers && numbers->running_last)
        words = numbers->running_last;
      break;
    case INLINE_RUNNING_HEAD:
      if (numbers && numbers->running_head)
        words = numbers->running_head;
      break;
    case INLINE_PAGE_OF:
      {
        const char *page =
            numbers && numbers->page_of ? numbers->page_of (numbers->data, inline_->target) : NULL;
        words = page ? page : words;
        break;
      }
    case INLINE_LINE_BREAK:
      return g_strdup ("\xE2\x80\xA8"); /* U+2028 */
    case INLINE_FILL:
      return g_strdup ("\t");
    case INLINE_TEXT:
    case INLINE_LINK:
    case INLINE_REFERENCE:
      break;
    }
  return g_strdup (words);
}

/* Words of the other direction in a language of their own (a name in Arabic script in an English sentence) are isolated (UAX #9
 * 2.4), as a page of the web does for <bdi>: or the comma and the year that follow would be drawn into them. */
static gboolean
needs_isolation (const Inline *inline_, const char *words, const char *around)
{
  if (!inline_->lang)
    return FALSE;
  if (language_runs_rtl (around) != language_runs_rtl (inline_->lang))
    return TRUE;
  for (const char *p = words; *p; p = g_utf8_next_char (p))
    {
      GUnicodeScript script = g_unichar_get_script (g_utf8_get_char (p));
      if (script == G_UNICODE_SCRIPT_ARABIC || script == G_UNICODE_SCRIPT_HEBREW ||
          script == G_UNICODE_SCRIPT_SYRIAC || script == G_UNICODE_SCRIPT_THAANA ||
          script == G_UNICODE_SCRIPT_NKO)
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_box (const Inline *inline_, const Style *block)
{
  const Style *style = inline_->style;
  return style && style != block && (style->has_ground || style->has_outline);
}

static void
collect_inline (Paragraph *paragraph, Collector *collector, int index, const PageNumbers *numbers)
{
  PlacedInline *place = &paragraph->places[index];
  const Inline *inline_ = place->source;
  TextSpan span = {.start = collector->text->len,
                   .style = inline_->style ? inline_->style : paragraph->style,
                   .lang = inline_->lang ? g_intern_string (inline_->lang) : paragraph->lang,
                   .source = index,
                   .tied = inline_->kind == INLINE_REFERENCE,
                   .box = has_box (inline_, paragraph->style)};
  g_autofree char *words = inline_words (inline_, numbers);
  collector->own = collector->text->len;
  collector->french = g_str_has_prefix (span.lang, "fr");
  if (inline_->kind == INLINE_LINE_BREAK || inline_->kind == INLINE_FILL)
    g_string_append (collector->text, words);
  else if (needs_isolation (inline_, words, paragraph->lang))
    {
      g_string_append (collector->text, "\xE2\x81\xA8"); /* U+2068 */
      append_text (collector, words);
      g_string_append (collector->text, "\xE2\x81\xA9"); /* U+2069 */
    }
  else
    append_text (collector, words);
  span.end = collector->text->len;
  place->start = span.start;
  place->end = span.end;
  if (span.end > span.start)
    g_array_append_val (collector->spans, span);
  if (span.style != paragraph->style && (span.style->size != paragraph->style->size || span.style->rise ||
                                         span.box || span.style->leading > paragraph->style->leading))
    paragraph->uniform = FALSE;
}

/* --- diagnostics --- */

static void
report_missing (const Paragraph *paragraph)
{
  g_autoptr (GArray) told = g_array_new (FALSE, FALSE, sizeof (gunichar));
  for (guint i = 0; i < paragraph->shaped->clusters->len; i++)
    {
      const Cluster *cluster = shaped_cluster (paragraph->shaped, i);
      if (cluster->kind != CLUSTER_MISSING)
        continue;
      gunichar c = g_utf8_get_char (paragraph->shaped->text + cluster->start);
      gboolean known = FALSE;
      for (guint k = 0; k < told->len && !known; k++)
        known = g_array_index (told, gunichar, k) == c;
      if (known)
        continue;
      g_array_append_val (told, c);
      if (g_unichar_iscntrl (c))
        diags_warning_once (paragraph->diags, paragraph->mark, "missing-glyph",
                            "remove the control character", "U+%04X is not a character that can be printed",
                            c);
      else
        diags_warning_once (paragraph->diags, paragraph->mark, "missing-glyph",
                            "drop a face that has it into fonts/, or write it otherwise",
                            "no face has “%.*s” (U+%04X); a box stands for it", cluster->end - cluster->start,
                            paragraph->shaped->text + cluster->start, c);
    }
}

/* Words are to be divided and nobody knows where: the page is sound, but not what its layout asked for. */
static void
report_undivided (const Paragraph *paragraph)
{
  int n = 0;
  const PangoScript *scripts = pango_language_get_scripts (pango_language_from_string (paragraph->lang), &n);
  gboolean divides = scripts && n > 0 &&
                     (scripts[0] == PANGO_SCRIPT_LATIN || scripts[0] == PANGO_SCRIPT_CYRILLIC ||
                      scripts[0] == PANGO_SCRIPT_GREEK);
  if (divides && hyphenators_tell_missing (fonts_hyphenators (paragraph->fonts), paragraph->lang))
    diags_note (paragraph->diags, paragraph->mark, "no-hyphenation",
                "install the package with the patterns of this language (hyphen-…)",
                "there are no hyphenation patterns for “%s”; its words stay whole", paragraph->lang);
}

/* The product depends on the dictionaries of these languages, also where its words were divided before and are remembered. */
static void
use_hyphenators (Fonts *fonts, const GArray *spans, const char *lang)
{
  Hyphenators *hyphenators = fonts_hyphenators (fonts);
  hyphenators_use (hyphenators, lang);
  for (guint i = 0; i < spans->len; i++)
    hyphenators_use (hyphenators, g_array_index (spans, TextSpan, i).lang);
}

/* --- life --- */

Paragraph *
paragraph_new (Fonts *fonts, const GPtrArray *inlines, const Style *style, const char *lang,
               const PageNumbers *numbers, Diags *diags, Mark mark)
{
  Paragraph *paragraph = g_new0 (Paragraph, 1);
  Collector collector = {.text = g_string_new (NULL), .spans = g_array_new (FALSE, TRUE, sizeof (TextSpan))};
  paragraph->fonts = fonts;
  paragraph->style = style;
  paragraph->lang = g_intern_string (lang ? lang : "en");
  paragraph->diags = diags;
  paragraph->mark = mark;
  paragraph->uniform = TRUE;
  paragraph->n_places = inlines ? inlines->len : 0;
  paragraph->places = g_new0 (PlacedInline, MAX (paragraph->n_places, 1));
  for (int i = 0; i < paragraph->n_places; i++)
    {
      paragraph->places[i].source = g_ptr_array_index (inlines, i);
      paragraph->places[i].link = paragraph->places[i].span = -1;
      collect_inline (paragraph, &collector, i, numbers);
    }
  if (style->hyphenate)
    use_hyphenators (fonts, collector.spans, lang);
  paragraph->shaped = shape_text_with_breaks (fonts, g_string_free (collector.text, FALSE), collector.spans,
                                              lang, style->hyphenate, &paragraph->points);
  paragraph->lines = g_array_new (FALSE, TRUE, sizeof (Line));
  paragraph->no_hyphen = g_array_new (FALSE, FALSE, sizeof (int));
  if (diags)
    report_missing (paragraph);
  if (diags && style->hyphenate)
    report_undivided (paragraph);
  return paragraph;
}

void
paragraph_free (Paragraph *paragraph)
{
  if (!paragraph)
    return;
  if (paragraph->used && paragraph->used != paragraph->points)
    g_array_free (paragraph->used, TRUE);
  g_array_free (paragraph->points, TRUE);
  g_array_free (paragraph->lines, TRUE);
  g_array_free (paragraph->no_hyphen, TRUE);
  shaped_text_free (paragraph->shaped);
  g_free (paragraph->places);
  g_free (paragraph);
}

/* --- heights --- */

static int
leading_of (const Style *style)
{
  return style->leading > 0 ? style->leading : style->size * 6 / 5;
}

/* Room that one style asks for above and below the baseline of a line whose block has @block's style. */
static void
style_room (const Paragraph *paragraph, const TextSpan *span, int *above, int *below)
{
  const Style *style = span->style, *block = paragraph->style;
  int em_above = style->size * EM_ABOVE / 100, em_below = style->size - em_above;
  int slack = leading_of (block) - block->size; /* of the block: half above, half below */
  if (style->size > block->size)
    {
      int half = (leading_of (style) - style->size) / 2;
      *above = em_above + half + style->rise;
      *below = em_below + half - style->rise;
    }
  else
    { /* small and raised: the slack may be used up before the line grows */
      *above = em_above + style->rise - slack / 2;
      *below = em_below - style->rise - slack / 2;
    }
  if (span->box)
    {
      *above = MAX (*above, style->size * 74 / 100 + style->rise + style->pad_y);
      *below = MAX (*below, style->pad_y - style->rise);
    }
}

static void
set_height (const Paragraph *paragraph, Line *line)
{
  const Style *block = paragraph->style;
  int leading = leading_of (block);
  int above = block->size * EM_ABOVE / 100 + (leading - block->size) / 2;
  int below = leading - above;
  if (!paragraph->uniform)
    for (int i = line->first, piece = -1; i < line->end; i++)
      {
        const Cluster *cluster = shaped_cluster (paragraph->shaped, i);
        if (cluster->piece == piece)
          continue;
        int up, down;
        piece = cluster->piece;
        style_room (paragraph, shaped_span (paragraph->shaped, cluster), &up, &down);
        above = MAX (above, up);
        below = MAX (below, down);
      }
  line->shown.ascent = above;
  line->shown.height = above + below;
}

/* --- lines --- */

static BreakRules
make_rules (const Paragraph *paragraph, int width)
{
  const Style *style = paragraph->style;
  int measure = MAX (width - style->indent_start - style->indent_end, 1);
  BreakRules rules = {.width = measure,
                      .first_width = MAX (measure - style->indent_first, 1),
                      .justify = style->align == ALIGN_JUSTIFY,
                      .em = MAX (style->size, 1),
                      .hyphens_in_row = style->hyphens_in_row,
                      .protrude = style->protrude && style->align == ALIGN_JUSTIFY,
                      .limits = {.expand = style->expand / 10000.0,
                                 .track_loose = style->track_loose / 10000.0,
                                 .track_tight = style->track_tight / 10000.0,
                                 .tightest = style->space_least / 100.0,
                                 .loosest = style->space_most / 100.0},
                      .no_hyphen = (const int *)paragraph->no_hyphen->data,
                      .n_no_hyphen = paragraph->no_hyphen->len};
  rules.balance = !rules.justify && !style->hyphenate && (style->keep_next || style->size >= BALANCED_FROM);
  return rules;
}

static void
add_line (Paragraph *paragraph, const BreakRules *rules, int from, int to)
{
  const BreakPoint *points = (const BreakPoint *)paragraph->used->data;
  Line line = {
      .from = from, .to = to, .first = points[from].next, .end = points[to].end, .next = points[to].next};
  line.fit = linebreak_fit (points, paragraph->used->len, rules, from, to);
  if (line.fit.share.ratio > LINEBREAK_RAGGED || line.fit.share.ratio < 0)
    {
      line.fit.justified = FALSE;
      line.fit.share = (LineShare){.ratio = 1};
    }
  line.measure = from == 0 ? rules->first_width : rules->width;
  line.emergency = points[to].emergency;
  line.head_part = points[from].part >= 0 ? points[from].part + 1 : -1;
  line.end_part = points[to].part;
  if (line.end_part >= 0)
    line.next = line.end; /* the other half is the next line's: nothing vanishes */
  line.tail = points[to].tail;
  line.soft = points[to].soft;
  line.shown.hyphen = points[to].hyphen;
  line.shown.last = to == (int)paragraph->used->len - 1;
  line.shown.width = CLAMP (line.fit.natural, 0, G_MAXINT);
  if (line.fit.fill || (line.fit.justified && (line.fit.space > 0 || line.fit.stock.rest <= 0)))
    line.shown.width = line.measure;
  set_height (paragraph, &line);
  g_array_append_val (paragraph->lines, line);
}

/* Letters of neighbouring lines shall look alike: the breaks being fixed, shares move between letters and spaces. */
static void
smooth_lines (Paragraph *paragraph, const BreakRules *rules)
{
  int n = paragraph->lines->len;
  if (!rules->justify || n < 2)
    return;
  g_autofree LineShare *shares = g_new (LineShare, n);
  g_autofree LineStock *stocks = g_new (LineStock, n);
  g_autofree gboolean *fixed = g_new (gboolean, n);
  for (int i = 0; i < n; i++)
    {
      const LineFit *fit = &g_array_index (paragraph->lines, Line, i).fit;
      shares[i] = fit->share;
      stocks[i] = fit->stock;
      fixed[i] = !fit->justified;
    }
  line_shares_smooth (shares, stocks, fixed, n, &rules->limits);
  for (int i = 0; i < n; i++)
    g_array_index (paragraph->lines, Line, i).fit.share = shares[i];
}

/* As linebreak_choose; what was chosen before among the same points by the same rules is chosen again. */
static void
choose_lines (const Paragraph *paragraph, const BreakRules *rules, GArray *chosen)
{
  const GArray *points = paragraph->used;
  if (points->len < MEMO_FROM)
    {
      linebreak_choose ((const BreakPoint *)points->data, (int)points->len, rules, chosen);
      return;
    }
  Memo *memo = fonts_lines (paragraph->fonts);
  const LineLimits *limits = &rules->limits;
  const double numbers[] = {
      rules->first_width,  rules->width,       rules->justify,        rules->protrude, rules->balance,
      rules->em,           rules->n_no_hyphen, rules->hyphens_in_row, limits->expand,  limits->track_loose,
      limits->track_tight, limits->tightest,   limits->loosest};
  g_autoptr (GByteArray) key = g_byte_array_sized_new (sizeof numbers + points->len * sizeof (BreakPoint) +
                                                       rules->n_no_hyphen * sizeof (int));
  g_byte_array_append (key, (const guint8 *)numbers, sizeof numbers);
  g_byte_array_append (key, (const guint8 *)rules->no_hyphen, rules->n_no_hyphen * sizeof (int));
  g_byte_array_append (key, (const guint8 *)points->data, points->len * sizeof (BreakPoint));
  GBytes *known = memo_find (memo, MEMO_LINES, key->data, key->len);
  if (known)
    {
      gsize size;
      const int *ends = g_bytes_get_data (known, &size);
      g_array_append_vals (chosen, ends, size / sizeof (int));
      return;
    }
  linebreak_choose ((const BreakPoint *)points->data, (int)points->len, rules, chosen);
  GBytes *kept = g_bytes_new (chosen->data, chosen->len * sizeof (int));
  if (!memo_keep (memo, MEMO_LINES, key->data, key->len, kept, g_bytes_get_size (kept),
                  (GDestroyNotify)g_bytes_unref))
    g_bytes_unref (kept);
}

int
paragraph_break (Paragraph *paragraph, int width)
{
  if (paragraph->used && paragraph->width == width)
    return paragraph->lines->len;
  BreakRules rules = make_rules (paragraph, width);
  g_autoptr (GArray) chosen = g_array_new (FALSE, FALSE, sizeof (int));
  if (paragraph->used && paragraph->used != paragraph->points)
    g_array_free (paragraph->used, TRUE);
  paragraph->used =
      breaks_add_emergency (paragraph->shaped, paragraph->points, MIN (rules.first_width, rules.width));
  if (!paragraph->used)
    paragraph->used = paragraph->points;
  paragraph->width = width;
  choose_lines (paragraph, &rules, chosen);
  g_array_set_size (paragraph->lines, 0);
  for (guint i = 0, from = 0; i < chosen->len; i++)
    {
      int to = g_array_index (chosen, int, i);
      add_line (paragraph, &rules, from, to);
      from = to;
    }
  smooth_lines (paragraph, &rules);
  return paragraph->lines->len;
}

void
paragraph_forbid_hyphen (Paragraph *paragraph, int line)
{
  GArray *lines = paragraph->no_hyphen;
  guint at = 0;
  g_assert (line >= 0);
  while (at < lines->len && g_array_index (lines, int, at) < line)
    at++;
  if (at < lines->len && g_array_index (lines, int, at) == line)
    return;
  g_array_insert_val (lines, at, line);
  paragraph->width = -1;
}

void
paragraph_allow_hyphens (Paragraph *paragraph)
{
  if (paragraph->no_hyphen->len == 0)
    return;
  g_array_set_size (paragraph->no_hyphen, 0);
  paragraph->width = -1;
}

const ParagraphLine *
paragraph_line (const Paragraph *paragraph, int index)
{
  g_assert (index >= 0 && index < (int)paragraph->lines->len);
  return &g_array_index (paragraph->lines, Line, index).shown;
}

int
paragraph_line_of (const Paragraph *paragraph, int index)
{
  g_assert (index >= 0 && index < paragraph->n_places && paragraph->lines->len > 0);
  int start = paragraph->places[index].start, low = 0, high = paragraph->lines->len - 1;
  while (low < high)
    {
      int middle = (low + high) / 2, next = g_array_index (paragraph->lines, Line, middle).next;
      gboolean before = next < (int)paragraph->shaped->clusters->len &&
                        g_array_index (paragraph->shaped->clusters, Cluster, next).start <= start;
      if (before)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static int
with_indents (const Paragraph *paragraph, gint64 width)
{
  const Style *style = paragraph->style;
  return CLAMP (width + style->indent_start + style->indent_end + MAX (style->indent_first, 0), 0, G_MAXINT);
}

int
paragraph_min_width (Paragraph *paragraph)
{
  return with_indents (paragraph, breaks_widest_piece (paragraph->points));
}

int
paragraph_max_width (Paragraph *paragraph)
{
  const BreakPoint *points = (const BreakPoint *)paragraph->points->data;
  gint64 widest = 0;
  for (guint i = 1, from = 0; i < paragraph->points->len; i++)
    if (points[i].forced)
      {
        gint64 width = points[i].end_width - points[from].start_width + points[i].end_space -
                       points[from].start_space + points[i].extra;
        widest = MAX (widest, width);
        from = i;
      }
  return with_indents (paragraph, widest);
}

const char *
paragraph_text (const Paragraph *paragraph)
{
  return paragraph->shaped->text;
}

int
paragraph_width_before (const Paragraph *paragraph, int end)
{
  gint64 width = 0;
  for (guint i = 0; i < paragraph->shaped->clusters->len; i++)
    {
      const Cluster *cluster = shaped_cluster (paragraph->shaped, i);
      if (cluster->start < end)
        width += cluster->width;
    }
  return CLAMP (width, 0, G_MAXINT);
}
