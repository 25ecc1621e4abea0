/* chart-case.h: for the chart's tests: a graph from a tab-separated file, and text widths without fonts. */
#pragma once
#include "chart/plan.h"
#include <string.h>

static inline int
case_word (const char *word, const char *const *words)
{
  for (int i = 0; words[i]; i++)
    if (g_str_equal (word, words[i]))
      return i;
  g_error ("unknown word %s", word);
}

static inline DrawingData *
case_read (const char *file)
{
  static const char *const kinds[] = {"organisation", "person", "event", "place", "state", "other", NULL};
  static const char *const ties[] = {"other",  "command",    "allied",     "hostile",
                                     "attack", "allegiance", "membership", NULL};
  static const char *const states[] = {"asserted", "assessed", "possible", "contested", "reported", NULL};
  DrawingData *data = drawing_data_new (DRAWING_CHART);
  g_autofree char *path = g_build_filename (g_getenv ("G_TEST_SRCDIR"), "tests", "unit", "chart", file, NULL);
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  for (int i = 0; lines[i]; i++)
    {
      g_auto (GStrv) f = g_strsplit (lines[i], "\t", -1);
      if (f[0] && f[0][0] == 'A')
        drawing_data_add_actor (data, f[1], f[3], (ActorKind)case_word (f[2], kinds));
      else if (f[0] && f[0][0] == 'T')
        {
          Tie *tie = drawing_data_add_tie (data, f[1], f[2], f[3], f[6]);
          tie->tie = (TieClass)case_word (f[4], ties);
          tie->status = (TieStatus)case_word (f[5], states);
          tie->claims = g_strdup (f[7] ? f[7] : "");
          tie->when = g_strdup (f[7] && f[8] ? f[8] : "");
        }
    }
  return data;
}

/* About the widths of a Helvetica-like face: narrow, wide and other letters. */
static inline int
case_width (gpointer data, const char *text, ChartText role)
{
  int size = role == CHART_TEXT_NAME ? 9 * 1024 : role == CHART_TEXT_ROW ? 7 * 1024 : 7 * 1024 + 512, sum = 0;

  for (const char *p = text; *p; p = g_utf8_next_char (p))
    sum += strchr (" ijltfI.,'", *p) ? 280 : strchr ("mwMWG", *p) ? 800 : 560;
  return sum * size / 1000;
}

static const ChartMeasure case_measure = {case_width,     NULL,           9 * 1024, 10 * 1024 + 820,
                                          7 * 1024 + 512, 8 * 1024 + 640, 7 * 1024, 8 * 1024 + 512};
