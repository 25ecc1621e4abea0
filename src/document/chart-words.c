/* chart-words.c: what stands around a chart that stands alone (design.md: charts carry their own marking): what it is about, as of when,
 * whom it rests on, what its numbers refer to, and its marking. In a document the pages say all that.
 */
#include <string.h>
#include "document/chart-words.h"

/* Documents named before "and 3 more". */
#define MOST_SOURCES 4

/* The document that @id was read in: a voice within a report is the report's. NULL: none is released. */
static const Source *
document_of (const Assembly *a, const char *id)
{
  const Source *source = release_find (a->release, RECORD_SOURCE, id);
  for (int depth = 0; source != NULL && source->within != NULL && depth < 16; depth++)
    {
      const Source *outer = release_find (a->release, RECORD_SOURCE, source->within);
      if (outer == NULL)
        break;
      source = outer;
    }
  return source;
}

static void
add_claim (Assembly *a, const char *id, GPtrArray *names)
{
  const Claim *claim = release_find (a->release, RECORD_CLAIM, id);
  for (guint k = 0; claim != NULL && k < claim->said_by->len; k++)
    {
      const Source *source = document_of (a, claim->said_by->pdata[k]);
      char *name = source != NULL ? words_source (a->words, source) : NULL;
      if (name != NULL && *name != '\0' && !g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
        g_ptr_array_add (names, name);
      else
        g_free (name);
    }
}

/* "Sources: A; B; C; D; and 3 more." in the order in which ties cite them; NULL: none. */
static char *
sources_words (Assembly *a, const DrawingData *data)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < data->ties->len; i++)
    {
      const Relation *relation = tie_relation (a, data->ties->pdata[i]);
      for (guint c = 0; relation != NULL && c < relation->claims->len; c++)
        add_claim (a, relation->claims->pdata[c], names);
    }
  for (guint i = 0; i < data->bars->len; i++)
    add_claim (a, ((const Bar *)data->bars->pdata[i])->id, names);
  for (guint i = 0; i < data->moments->len; i++)
    add_claim (a, ((const Moment *)data->moments->pdata[i])->id, names);
  if (names->len == 0)
    return NULL;
  g_autoptr (GString) list = g_string_new (NULL);
  for (guint i = 0; i < MIN (names->len, MOST_SOURCES); i++)
    g_string_append_printf (list, "%s%s", i > 0 ? "; " : "", (const char *)names->pdata[i]);
  if (names->len > MOST_SOURCES)
    {
      g_autofree char *more = g_strdup_printf ("%u", names->len - MOST_SOURCES);
      g_autofree char *others = label_format (a->layout, a->lang, "chart-and-others", more, NULL);
      g_string_append_printf (list, "; %s", others);
    }
  return label_format (a->layout, a->lang, "chart-sources", list->str, NULL);
}

/* What is seen, and the day it is true of: "Who is tied to whom · as of 26 August 2021". */
static char *
detail_words (Assembly *a, const DrawingData *data)
{
  const char *own = data->kind == DRAWING_CHART     ? words_label (a->words, "chart-title")
                    : data->kind == DRAWING_TREE    ? words_label (a->words, "tree-title")
                    : data->kind == DRAWING_MATRIX  ? words_label (a->words, "matrix-title")
                    : data->kind == DRAWING_LINEAGE ? words_label (a->words, "lineage-title")
                                                    : data->title; /* numbers and events say what they are */
  g_autofree char *seen = g_strdup (own);
  if (g_str_has_suffix (seen, "."))
    seen[strlen (seen) - 1] = '\0';
  return data->as_of != NULL ? g_strdup_printf ("%s · %s", seen, data->as_of) : g_strdup (seen);
}

static void
set_styles (const DrawingData *data, DrawingWords *words)
{
  words->heading_style = *data->name_style;
  words->heading_style.size = data->name_style->size * 3 / 2;
  words->heading_style.leading = words->heading_style.size * 6 / 5;
  words->heading_style.weight = 700;
  words->text_style = *data->label_style;
  words->text_style.size = MAX (words->text_style.size, 7 * 1024);
  words->text_style.leading = words->text_style.size * 13 / 10;
}

void
chart_words (Assembly *a, DrawingData *data)
{
  DrawingWords *words = &data->words;
  const Briefing *briefing = a->release->briefing;
  if (data->title == NULL || *data->title == '\0')
    return; /* a graph without a name */
  g_autofree char *title = briefing != NULL ? field_global (a, "briefing.title", NULL) : NULL;
  words->heading = g_strdup (title != NULL ? title : data->title);
  words->rtl = words_rtl (a->words);
  set_styles (data, words);
  words->marking_style = *data->name_style;
  words->marking = banner_look (a, &words->marking_style);
  if (briefing == NULL)
    return;
  words->detail = detail_words (a, data);
  g_autofree char *issue = g_strdup_printf ("%d", briefing->issue);
  g_autofree char *numbers = label_format (a->layout, a->lang, "chart-numbers", words->heading, issue, NULL);
  g_autofree char *sources = sources_words (a, data);
  words->source = sources != NULL ? g_strdup_printf ("%s %s", sources, numbers) : g_strdup (numbers);
}
