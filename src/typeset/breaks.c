/* breaks: where lines may end. Works token by token (what stands between white space): an address has rules of its own, a word
 * with soft hyphens has its author's divisions, others the dictionary's. Penalties are in the unit of linebreak.h.
 */
#include "typeset/breaks.h"
#include "typeset/break-edges.h"
#include "typeset/hyphenate.h"

#include <string.h>

static const float hyphenation = 5, in_german = 3, weak_place = 5, short_part = 3, capitalised = 1,
                   has_hyphen = 3;
static const float raised_row = 600;
static const float explicit_hyphen = 3, inside_token = 0.15, emergency = 30;
static const float url_after_scheme = 10, url_after = 5, url_before = 15;

/* What may happen before a byte of the text. */
enum
{
  NO_BREAK,
  BREAK_PLAIN,
  BREAK_ADDRESS, /* inside an address (URL): nothing hangs out at the next line's start */
  BREAK_SOFT
};

typedef struct
{
  ShapedText *shaped;
  Hyphenators *hyphenators;
  gint64 *width, *space; /* of all before a cluster; rigid and stretchable */
  gint64 *gaps;          /* that may be tracked: the em of each gap behind one of the clusters before */
  int *fills;
  guint8 *kinds;    /* by byte */
  float *penalties; /* by byte */
  GArray *points;
} Finder;

static gunichar
char_at (const ShapedText *shaped, int byte)
{
  return byte >= 0 && byte < shaped->length ? g_utf8_get_char (shaped->text + byte) : 0;
}

static int
next_byte (const ShapedText *shaped, int byte)
{
  return g_utf8_next_char (shaped->text + byte) - shaped->text;
}

static gunichar
char_before (const ShapedText *shaped, int byte)
{
  return byte > 0 ? g_utf8_get_char (g_utf8_prev_char (shaped->text + byte)) : 0;
}

/* White space at which a line may end; it vanishes there. The spaces that tie (U+00A0, U+202F) stay. */
static gboolean
is_white (gunichar c)
{
  return c == ' ' || c == '\t' || c == 0x2028 || (c >= 0x2000 && c <= 0x200B) || c == 0x3000;
}

static gboolean
is_letter (gunichar c)
{
  return g_unichar_isalpha (c) || g_unichar_ismark (c);
}

static void
allow (Finder *finder, int byte, int kind, float penalty)
{
  finder->kinds[byte] = kind;
  finder->penalties[byte] = penalty;
}

/* --- addresses --- */

static gboolean
is_url (const char *token, int length)
{
  return g_strstr_len (token, length, "://") || (length > 4 && memcmp (token, "www.", 4) == 0);
}

/* After / ? & #, after ://, and before . - _ ~ = with two more signs on either side; never in the scheme, and never after a
 * hyphen, which would be read as one of ours. */
static void
find_in_url (Finder *finder, int start, int end)
{
  const char *text = finder->shaped->text;
  const char *scheme = g_strstr_len (text + start, end - start, "://");
  int from = scheme ? (int)(scheme - text) + 3 : start + 4;
  if (scheme && from < end)
    allow (finder, from, BREAK_ADDRESS, url_after_scheme);
  for (int at = from + 1; at < end; at++)
    if (strchr ("/?&#", text[at - 1]) && g_ascii_isalnum (text[at]))
      allow (finder, at, BREAK_ADDRESS, url_after);
    else if (strchr (".-_~=", text[at]) && at - from >= 2 && end - at > 2)
      allow (finder, at, BREAK_ADDRESS, url_before);
}

/* --- words --- */

/* Signs that make what they touch a path, a key or an address for machines, not a word. */
static gboolean
is_code_sign (gunichar c)
{
  return g_unichar_isdigit (c) || (c < 128 && strchr ("/\\_{}<>@#=+*&|~", c ? (int)c : ' '));
}

static gboolean
is_in_code (const ShapedText *shaped, int start, int end)
{
  gunichar before = char_before (shaped, start), after = char_at (shaped, end);
  return is_code_sign (before) || is_code_sign (after) || before == '.' ||
         (after == '.' && g_unichar_isalnum (char_at (shaped, end + 1)));
}

/* One word of letters alone; neighbours may make it a code, and capitals inside an abbreviation. */
static void
divide_word (Finder *finder, int start, int end, const char *lang, gboolean with_hyphen)
{
  guint8 breaks[512];
  const ShapedText *shaped = finder->shaped;
  if (end - start > (int)sizeof breaks || is_in_code (shaped, start, end))
    return;
  for (int at = next_byte (shaped, start); at < end; at = next_byte (shaped, at))
    if (g_unichar_isupper (char_at (shaped, at)))
      return;
  if (hyphenate_word (finder->hyphenators, lang, shaped->text + start, end - start, breaks) == 0)
    return;
  /* German nouns have a capital; elsewhere it is a name's, which is better left whole. Its compounds have seams, where a division is
   * read with ease, and places that are only syllables; other languages know no such difference */
  gboolean german = g_str_has_prefix (lang, "de");
  gboolean name = g_unichar_isupper (char_at (shaped, start)) && !german;
  float base =
      hyphenation + (german ? in_german : 0) + (with_hyphen ? has_hyphen : 0) + (name ? capitalised : 0);
  for (int i = 0; i < end - start; i++)
    if (breaks[i])
      {
        gboolean is_short = g_utf8_strlen (shaped->text + start, i) == 2 ||
                            g_utf8_strlen (shaped->text + start + i, end - start - i) == 3;
        allow (finder, start + i, BREAK_SOFT,
               base + (is_short ? short_part : 0) + (german && breaks[i] < 3 ? weak_place : 0));
      }
}

static const char *
lang_at (Finder *finder, int byte, guint *span_index)
{
  const GArray *spans = finder->shaped->spans;
  while (*span_index + 1 < spans->len && g_array_index (spans, TextSpan, *span_index).end <= byte)
    ++*span_index;
  return g_array_index (spans, TextSpan, *span_index).lang;
}

static void
divide_token (Finder *finder, int start, int end, guint *span_index)
{
  const ShapedText *shaped = finder->shaped;
  gboolean with_hyphen = memchr (shaped->text + start, '-', end - start) != NULL;
  for (int at = start; at < end;)
    {
      int word = at;
      while (at < end && is_letter (char_at (shaped, at)))
        at = next_byte (shaped, at);
      if (at > word)
        divide_word (finder, word, at, lang_at (finder, word, span_index), with_hyphen);
      else
        at = next_byte (shaped, at);
    }
}

/* U+00AD is the author's own division and replaces the dictionary's. FALSE: the token has none. */
static gboolean
find_soft_hyphens (Finder *finder, int start, int end)
{
  gboolean any = FALSE;
  for (int at = start; at < end; at = next_byte (finder->shaped, at))
    if (char_before (finder->shaped, at) == 0xAD && at > start)
      {
        allow (finder, at, BREAK_SOFT, hyphenation);
        any = TRUE;
      }
  return any;
}

/* --- what UAX #14 allows inside a token --- */

/* A hyphen divides only with two letters before it and three letters or digits after it ("ISIS-K" stays whole). */
static gboolean
hyphen_may_divide (const ShapedText *shaped, int byte)
{
  int before = 0, after = 0;
  int at = g_utf8_prev_char (shaped->text + byte) - shaped->text;
  for (; at > 0 && before < 2 && is_letter (char_before (shaped, at)); before++)
    at = g_utf8_prev_char (shaped->text + at) - shaped->text;
  for (at = byte; at < shaped->length && after < 3 && g_unichar_isalnum (char_at (shaped, at)); after++)
    at = next_byte (shaped, at);
  return before == 2 && after == 3;
}

static void
find_by_rule (Finder *finder, int byte)
{
  const ShapedText *shaped = finder->shaped;
  gunichar before = char_before (shaped, byte), after = char_at (shaped, byte);
  g_assert (byte > 0 && byte < shaped->length);
  if (finder->kinds[byte] != NO_BREAK || before == 0xAD)
    return;
  if (before == '-' || before == 0x2010)
    {
      if (hyphen_may_divide (shaped, byte))
        allow (finder, byte, BREAK_PLAIN, explicit_hyphen);
    }
  else if (!((before == 0x2013 || before == '/') &&
             g_unichar_isdigit (after))) /* a range or a date stays whole */
    allow (finder, byte, BREAK_PLAIN, inside_token);
}

/* Marks what may happen inside each token; byte and character are stepped together, which keeps this linear. */
static void
find_in_tokens (Finder *finder)
{
  const ShapedText *shaped = finder->shaped;
  guint span_index = 0;
  for (int at = 0, character = 0; at < shaped->length;)
    {
      int start = at, first = character;
      while (at < shaped->length && !is_white (char_at (shaped, at)))
        at = next_byte (shaped, at), character++;
      if (at == start)
        {
          at = next_byte (shaped, at), character++;
          continue;
        }
      if (is_url (shaped->text + start, at - start))
        {
          find_in_url (finder, start, at);
          continue;
        }
      if (!find_soft_hyphens (finder, start, at) && finder->hyphenators)
        divide_token (finder, start, at, &span_index);
      for (int inside = start; inside < at; inside = next_byte (shaped, inside), first++)
        if (inside > start && shaped->may_end[first])
          find_by_rule (finder, inside);
    }
}

/* --- points --- */

/* White space at a line's end; a forced end itself, too. */
static gboolean
vanishes (const ShapedText *shaped, const Cluster *cluster)
{
  return cluster->kind == CLUSTER_BREAK ||
         (cluster->kind == CLUSTER_SPACE && is_white (char_at (shaped, cluster->start)));
}

/* A row of raised numbers hangs on its word: "3," here and "4" at the start of the next line read as two rows, and numbers on
 * a line of their own as nothing at all. Long rows in narrow columns may still be divided, so it costs and is not forbidden. */
static float
raised_penalty (const ShapedText *shaped, int next)
{
  const TextSpan *before = shaped_span (shaped, shaped_cluster (shaped, next - 1)),
                 *after = shaped_span (shaped, shaped_cluster (shaped, next));
  return before->style->rise > 0 && after->style->rise > 0 ? raised_row : 0;
}

static void
add_point (Finder *finder, int next, float penalty)
{
  const ShapedText *shaped = finder->shaped;
  const BreakPoint *last =
      finder->points->len ? &g_array_index (finder->points, BreakPoint, finder->points->len - 1) : NULL;
  int end = next, floor = last ? last->next : 0;
  while (end > floor && vanishes (shaped, shaped_cluster (shaped, end - 1)))
    end--;
  BreakPoint point = {.end_width = finder->width[end],
                      .start_width = finder->width[next],
                      .end_space = finder->space[end],
                      .start_space = finder->space[next],
                      .end_gaps = finder->gaps[MAX (end - 1, 0)], /* none behind the last letter */
                      .start_gaps = finder->gaps[next],
                      .end_fills = finder->fills[end],
                      .start_fills = finder->fills[next],
                      .penalty = penalty,
                      .part = -1,
                      .end = end,
                      .next = next};
  if (end > 0)
    {
      point.tail = break_tail (finder->shaped, end, FALSE);
      point.extra = point.tail - shaped_piece (shaped, shaped_cluster (shaped, end - 1))->tracking;
    }
  point.hang_end = break_hang_end (shaped, end, FALSE);
  point.hang_start = break_hang_start (shaped, next);
  g_array_append_val (finder->points, point);
}

static BreakPoint *
last_point (Finder *finder)
{
  return &g_array_index (finder->points, BreakPoint, finder->points->len - 1);
}

static void
add_sums (Finder *finder)
{
  const ShapedText *shaped = finder->shaped;
  for (guint i = 0; i < shaped->clusters->len; i++)
    {
      const Cluster *cluster = shaped_cluster (shaped, i);
      finder->width[i + 1] = finder->width[i] + (cluster->stretches ? 0 : cluster->width);
      finder->space[i + 1] = finder->space[i] + (cluster->stretches ? cluster->width : 0);
      finder->fills[i + 1] = finder->fills[i] + (cluster->kind == CLUSTER_FILL);
      finder->gaps[i + 1] = finder->gaps[i] + cluster->gap;
    }
}

/* A break before cluster @i, if there may be one. */
static void
consider (Finder *finder, int i)
{
  const ShapedText *shaped = finder->shaped;
  const Cluster *before = shaped_cluster (shaped, i - 1), *after = shaped_cluster (shaped, i);
  const TextSpan *span = shaped_span (shaped, after);
  int kind = finder->kinds[after->start];
  gboolean whole = span->style->nobreak && shaped_span (shaped, before) == span;
  if (before->kind == CLUSTER_BREAK)
    {
      add_point (finder, i, 0);
      last_point (finder)->forced = TRUE;
    }
  else if (before->kind == CLUSTER_FILL || after->kind == CLUSTER_BREAK)
    return; /* what stands at the end edge keeps to its fill */
  else if (whole)
    return;
  else if (vanishes (shaped, before))
    {
      if (shaped->may_end[after->character])
        add_point (finder, i, raised_penalty (shaped, i));
    }
  else if (kind != NO_BREAK && !(span->tied && span->start == after->start))
    {
      const ShapedPiece *piece = shaped_piece (shaped, before);
      if (kind == BREAK_SOFT && piece->cursive)
        return;
      add_point (finder, i, finder->penalties[after->start]);
      BreakPoint *point = last_point (finder);
      gunichar c = char_before (shaped, after->start);
      point->soft = kind == BREAK_SOFT;
      point->hyphen = point->soft || c == '-' || c == 0x2010;
      if (point->soft)
        { /* the hyphen follows at the same distance */
          point->tail = break_tail (finder->shaped, point->end, TRUE);
          point->extra = piece->hyphen_width + point->tail;
          point->end_gaps = finder->gaps[point->end];
          point->hang_end = break_hang_end (shaped, point->end, TRUE);
        }
      else if (kind == BREAK_ADDRESS)
        point->hang_start = 0;
    }
}

/* Divisions inside a ligature ("of-fice"): the line ends with the one half and the next begins with the other. */
static void
consider_inside (Finder *finder, int i)
{
  const Cluster whole = *shaped_cluster (finder->shaped, i);
  for (int byte = whole.start + 1; byte < whole.end; byte++)
    {
      if (finder->kinds[byte] != BREAK_SOFT || shaped_span (finder->shaped, &whole)->style->nobreak)
        continue;
      int part = shaped_divide_cluster (finder->shaped, i, byte);
      if (part < 0)
        return;
      const Cluster *first = &g_array_index (finder->shaped->parts, Cluster, part), *second = first + 1;
      add_point (finder, i, finder->penalties[byte]);
      BreakPoint *point = last_point (finder);
      point->end = i;
      point->next = i + 1;
      point->part = part;
      point->soft = point->hyphen = TRUE;
      point->tail = 0;
      point->extra = shaped_piece (finder->shaped, first)->hyphen_width;
      point->end_width = finder->width[i] + first->width;
      point->start_width = finder->width[i + 1] - second->width;
      point->end_gaps = finder->gaps[i] + first->gap;
      point->start_gaps = finder->gaps[i + 1] - whole.gap;
      point->hang_end = i > 0 ? break_hang_end (finder->shaped, i, TRUE) : 0;
      point->hang_start = 0;
    }
}

/* Points after which a line by force (the last one, mostly) would hold one word of fewer than five letters, or part of one. */
static void
mark_runts (Finder *finder)
{
  enum
  {
    FEW = 5
  };
  const ShapedText *shaped = finder->shaped;
  for (guint i = finder->points->len; i-- > 1;)
    {
      const BreakPoint *forced = &g_array_index (finder->points, BreakPoint, i);
      int letters = 0, at = forced->end;
      for (guint k = i; forced->forced && k-- > 0;)
        {
          BreakPoint *point = &g_array_index (finder->points, BreakPoint, k);
          for (; at > point->next && letters < FEW; at--)
            {
              const Cluster *cluster = shaped_cluster (shaped, at - 1);
              letters += cluster->kind == CLUSTER_SPACE ? FEW : is_letter (char_at (shaped, cluster->start));
            }
          if (letters >= FEW || point->forced)
            break;
          point->runt = TRUE;
        }
    }
}

GArray *
breaks_find (ShapedText *shaped, Hyphenators *hyphenators)
{
  int n = shaped->clusters->len;
  Finder finder = {.shaped = shaped, .hyphenators = hyphenators};
  finder.width = g_new0 (gint64, n + 1);
  finder.space = g_new0 (gint64, n + 1);
  finder.gaps = g_new0 (gint64, n + 1);
  finder.fills = g_new0 (int, n + 1);
  finder.kinds = g_new0 (guint8, shaped->length + 1);
  finder.penalties = g_new0 (float, shaped->length + 1);
  finder.points = g_array_new (FALSE, TRUE, sizeof (BreakPoint));
  add_sums (&finder);
  find_in_tokens (&finder);
  add_point (&finder, 0, 0);
  for (int i = 1; i < n; i++)
    {
      consider (&finder, i);
      if (shaped_cluster (shaped, i)->end - shaped_cluster (shaped, i)->start > 1)
        consider_inside (&finder, i);
    }
  add_point (&finder, n, 0);
  last_point (&finder)->forced = TRUE;
  mark_runts (&finder);
  g_free (finder.width);
  g_free (finder.space);
  g_free (finder.gaps);
  g_free (finder.fills);
  g_free (finder.kinds);
  g_free (finder.penalties);
  return finder.points;
}

/* What must stand on one line between two points. */
static gint64
piece_width (const BreakPoint *from, const BreakPoint *to)
{
  return to->end_width - from->start_width + to->end_space - from->start_space + to->extra;
}

/* What an emergency break before a cluster costs: a range parts after its dash, tied words part at what ties them, and both before
 * letters do or the groups of a figure. */
static double
emergency_penalty (const ShapedText *shaped, const Cluster *cluster, gboolean tie)
{
  gunichar before = char_before (shaped, cluster->start);
  gboolean figure = g_unichar_isdigit (char_at (shaped, tie ? cluster->end : cluster->start));
  if (tie)
    return figure && g_unichar_isdigit (before) ? emergency : 0;
  return figure && before == 0x2013 ? 0 : emergency;
}

/* Breaks between the clusters of one piece: the sums run on from the point before it. The space that tied words vanishes. */
static void
add_emergency_points (const ShapedText *shaped, const BreakPoint *from, const BreakPoint *to, GArray *points)
{
  gint64 width = from->start_width, space = from->start_space, gaps = from->start_gaps, gap = 0;
  int fills = from->start_fills, next = from->next;
  for (int i = from->next; i < to->end; i++)
    {
      const Cluster *cluster = shaped_cluster (shaped, i);
      BreakPoint point = {.end_width = width,
                          .end_space = space,
                          .end_gaps = gaps - gap,
                          .end_fills = fills,
                          .emergency = TRUE,
                          .part = -1,
                          .end = i,
                          .next = i};
      gboolean tie = cluster->kind == CLUSTER_SPACE && i + 1 < to->end;
      *(cluster->stretches ? &space : &width) += cluster->width;
      fills += cluster->kind == CLUSTER_FILL;
      gap = cluster->gap;
      gaps += gap;
      if (i <= next || cluster->n_glyphs == 0)
        continue;
      point.penalty = emergency_penalty (shaped, cluster, tie);
      if (tie)
        point.next = i + 1;
      point.start_width = tie ? width : point.end_width;
      point.start_space = tie ? space : point.end_space;
      point.start_gaps = tie ? gaps : gaps - gap;
      point.start_fills = point.end_fills;
      next = point.next;
      g_array_append_val (points, point);
    }
}

GArray *
breaks_add_emergency (const ShapedText *shaped, const GArray *points, int measure)
{
  GArray *all = NULL;
  for (guint i = 1; i < points->len; i++)
    {
      const BreakPoint *from = &g_array_index (points, BreakPoint, i - 1);
      const BreakPoint *to = from + 1;
      if (piece_width (from, to) > measure)
        {
          if (!all)
            {
              all = g_array_new (FALSE, TRUE, sizeof (BreakPoint));
              g_array_append_vals (all, points->data, i);
            }
          add_emergency_points (shaped, from, to, all);
        }
      if (all)
        g_array_append_vals (all, to, 1);
    }
  return all;
}

int
breaks_widest_piece (const GArray *points)
{
  gint64 widest = 0;
  for (guint i = 1, from = 0; i < points->len; i++)
    {
      const BreakPoint *to = &g_array_index (points, BreakPoint, i);
      if (to->soft)
        continue;
      widest = MAX (widest, piece_width (&g_array_index (points, BreakPoint, from), to));
      from = i;
    }
  return MIN (widest, G_MAXINT);
}
