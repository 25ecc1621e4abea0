/* Folding: who becomes a row of whom, what becomes of each tie, and that nothing vanishes. */
#include "chart-case.h"
#include "chart/signs.h"
#include <string.h>

static int
actor_index (const DrawingData *data, const char *id)
{
  for (guint i = 0; i < data->actors->len; i++)
    if (g_str_equal (((const Actor *)g_ptr_array_index (data->actors, i))->id, id))
      return (int)i;
  g_assert_not_reached ();
}

static void
test_first_case (void)
{
  DrawingData *data = case_read ("first-case.tsv");
  g_autoptr (ChartFold) fold = chart_fold (data, 1, FALSE);
  int sirajuddin = actor_index (data, "sirajuddin"), haqqani = actor_index (data, "haqqani");

  g_assert_cmpint (fold->boxes->len, ==, 11);
  g_assert_cmpint (fold->lines->len, ==, 28);
  /* he has an office in two bodies: he stands in the one with fewer leaders */
  g_assert_cmpint (fold->actor_box[sirajuddin], ==, fold->actor_box[haqqani]);
  g_assert_cmpint (fold->actor_row[sirajuddin], ==, 0);
  g_assert_cmpint (fold->actor_row[haqqani], ==, -1);
  drawing_data_free (data);
}

static void
test_contested_row (void)
{
  DrawingData *data = case_read ("first-case.tsv");
  g_autoptr (ChartFold) fold = chart_fold (data, 1, FALSE);
  int baradar = actor_index (data, "baradar");
  const FoldBox *box = &g_array_index (fold->boxes, FoldBox, fold->actor_box[baradar]);
  const FoldRow *row = &g_array_index (box->rows, FoldRow, fold->actor_row[baradar]);

  g_assert_true (row->contested);
  g_assert_cmpstr (row->text, ==, "Mullah Abdul Ghani Baradar, top commander?");
  drawing_data_free (data);
}

static void
test_nothing_vanishes (void)
{
  DrawingData *data = case_read ("first-case.tsv");

  for (int level = 0; level < 4; level++)
    for (int leaves = 0; leaves < 2; leaves++)
      {
        g_autoptr (ChartFold) fold = chart_fold (data, level, leaves);
        for (guint t = 0; t < data->ties->len; t++)
          {
            const FoldTie *fate = &g_array_index (fold->ties, FoldTie, t);
            const Tie *tie = g_ptr_array_index (data->ties, t);
            gboolean said = FALSE;
            if (fate->fate != FATE_ROW)
              {
                const FoldLine *line = &g_array_index (fold->lines, FoldLine, fate->line);
                g_assert_nonnull (strstr (line->label, tie->label));
                continue;
              }
            for (guint b = 0; b < fold->boxes->len; b++)
              for (guint r = 0; r < g_array_index (fold->boxes, FoldBox, b).rows->len; r++)
                said = said ||
                       strstr (g_array_index (g_array_index (fold->boxes, FoldBox, b).rows, FoldRow, r).text,
                               tie->label);
            g_assert_true (said);
          }
      }
  drawing_data_free (data);
}

/* Two fight, trade and have a truce, in both directions; two others are allied twice. */
static DrawingData *
pairs (ParallelTies parallel)
{
  static const struct
  {
    const char *id, *from, *to, *label;
    TieClass tie;
    TieStatus status;
  } ties[] = {{"1", "a", "b", "fights", TIE_HOSTILE, TIE_ASSERTED},
              {"2", "b", "a", "pays", TIE_OTHER, TIE_CONTESTED},
              {"3", "a", "b", "truce", TIE_ALLIED, TIE_POSSIBLE},
              {"4", "b", "c", "arms", TIE_ALLIED, TIE_ASSERTED},
              {"5", "b", "c", "feeds", TIE_ALLIED, TIE_ASSERTED}};
  DrawingData *data = drawing_data_new (DRAWING_CHART);

  data->parallel = parallel;
  drawing_data_add_actor (data, "a", "North", ACTOR_ORGANISATION);
  drawing_data_add_actor (data, "b", "South", ACTOR_ORGANISATION);
  drawing_data_add_actor (data, "c", "West", ACTOR_ORGANISATION);
  for (guint i = 0; i < G_N_ELEMENTS (ties); i++)
    {
      Tie *tie = drawing_data_add_tie (data, ties[i].id, ties[i].from, ties[i].to, ties[i].label);
      tie->tie = ties[i].tie;
      tie->status = ties[i].status;
      tie->claims = g_strdup (ties[i].id);
    }
  return data;
}

static void
test_parallel (void)
{
  static const ParallelTies asked[] = {PARALLEL_MERGE, PARALLEL_SIDE};

  for (guint k = 0; k < G_N_ELEMENTS (asked); k++)
    for (int level = 0; level < 4; level++)
      {
        DrawingData *data = pairs (asked[k]);
        g_autoptr (ChartFold) fold = chart_fold (data, level, FALSE);
        g_assert_cmpint (fold->lines->len, ==, 2);
        const FoldLine *unlike = &g_array_index (fold->lines, FoldLine, 0),
                       *alike = &g_array_index (fold->lines, FoldLine, 1);
        g_assert_cmpint (unlike->parts->len, ==, 3);
        g_assert_false (g_array_index (unlike->parts, FoldPart, 0).back);
        g_assert_true (g_array_index (unlike->parts, FoldPart, 1).back);
        g_assert_cmpstr (g_array_index (unlike->parts, FoldPart, 1).words, ==, "pays?");
        g_assert_true (unlike->list);
        g_assert_cmpint (unlike->tie, ==, TIE_OTHER);
        g_assert_cmpint (unlike->status, ==, TIE_ASSERTED);
        g_assert_cmpstr (unlike->label, ==, "fights; pays; truce");
        g_assert_cmpint (alike->tie, ==, TIE_ALLIED);
        g_assert_cmpint (alike->list, ==, asked[k] == PARALLEL_SIDE);
        g_assert_cmpint (alike->side, ==, asked[k] == PARALLEL_SIDE);
        /* a list has an entry a line, with its claims after its words, whatever the width */
        g_autoptr (ChartPlan) plan = chart_plan_new (fold, &case_measure);
        const PlanLine *line = &g_array_index (plan->lines, PlanLine, 0);
        g_assert_cmpstr (line->label, ==, "fights 1 pays? 2 truce 3");
        g_assert_cmpint (line->entries->len, ==, 3);
        for (int w = 0; w < line->n_wraps; w++)
          g_assert_cmpint (line->wraps[w].lines->len, >=, 3);
        g_assert_cmpint (line->wraps[0].width, >, CHART_SIGN);
        drawing_data_free (data);
      }
}

static void
test_separate (void)
{
  DrawingData *data = pairs (PARALLEL_SEPARATE);

  for (int level = 0; level < 4; level++)
    {
      g_autoptr (ChartFold) fold = chart_fold (data, level, FALSE);
      g_assert_cmpint (fold->lines->len, ==, 5);
    }
  data->parallel = PARALLEL_AUTO;
  g_autoptr (ChartFold) fold = chart_fold (data, 3, FALSE);
  g_assert_cmpint (fold->lines->len, ==, 4); /* only the two alike, where there is no room */
  g_assert_null (g_array_index (fold->lines, FoldLine, 0).parts);
  drawing_data_free (data);
}

/* More strokes than lie side by side share one, and a label ends somewhere. */
static void
test_many_parallel (void)
{
  DrawingData *data = drawing_data_new (DRAWING_CHART);

  data->parallel = PARALLEL_SIDE;
  drawing_data_add_actor (data, "a", "North", ACTOR_ORGANISATION);
  drawing_data_add_actor (data, "b", "South", ACTOR_ORGANISATION);
  for (int i = 0; i < 300; i++)
    {
      g_autofree char *id = g_strdup_printf ("no. %d", i);
      drawing_data_add_tie (data, id, i & 1 ? "a" : "b", i & 1 ? "b" : "a", id);
    }
  g_autoptr (ChartFold) fold = chart_fold (data, 2, FALSE);
  g_assert_cmpint (fold->lines->len, ==, 1);
  g_assert_false (g_array_index (fold->lines, FoldLine, 0).side);
  g_autoptr (ChartPlan) plan = chart_plan_new (fold, &case_measure);
  g_assert_cmpint (plan->cuts, ==, 1);
  g_assert_cmpint (g_utf8_strlen (g_array_index (plan->lines, PlanLine, 0).label, -1), <, 400);
  drawing_data_free (data);
}

static void
test_bundle (void)
{
  DrawingData *data = drawing_data_new (DRAWING_CHART);
  static const char *const words[] = {"pays", "arms", "trains", "shelters"};

  drawing_data_add_actor (data, "a", "North", ACTOR_ORGANISATION);
  drawing_data_add_actor (data, "b", "South", ACTOR_ORGANISATION);
  for (int i = 0; i < 4; i++)
    drawing_data_add_tie (data, words[i], "a", "b", words[i]);
  g_autoptr (ChartFold) fold = chart_fold (data, 2, FALSE);
  g_assert_cmpint (fold->lines->len, ==, 1);
  g_assert_cmpstr (g_array_index (fold->lines, FoldLine, 0).label, ==, "pays; arms; trains; shelters");
  drawing_data_free (data);
}

/* A row reads as the box's sentence: who does it first, to whom it is done last; the date where the words have none. */
static void
test_rows_read (void)
{
  DrawingData *data = drawing_data_new (DRAWING_CHART);

  drawing_data_add_actor (data, "g", "Northern Guard", ACTOR_ORGANISATION)->subject = TRUE;
  drawing_data_add_actor (data, "k", "Kim Tarn", ACTOR_PERSON);
  drawing_data_add_actor (data, "v", "Vale", ACTOR_PLACE);
  drawing_data_add_actor (data, "o", "Old Guard", ACTOR_ORGANISATION);
  Tie *leads = drawing_data_add_tie (data, "1", "k", "g", "leads");
  leads->tie = TIE_COMMAND;
  Tie *present = drawing_data_add_tie (data, "2", "g", "v", "present");
  present->phrase = g_strdup ("present in");
  present->when = g_strdup ("2015");
  drawing_data_add_tie (data, "3", "g", "o", "fights")->tie = TIE_HOSTILE;
  drawing_data_add_tie (data, "4", "g", "o", "rejects its rule")->tie = TIE_HOSTILE;
  g_autoptr (ChartFold) usual = chart_fold (data, 2, FALSE), fuller = chart_fold (data, 3, FALSE);
  const FoldBox *box = &g_array_index (usual->boxes, FoldBox, 0);

  g_assert_cmpint (box->rows->len, ==, 2);
  g_assert_cmpstr (g_array_index (box->rows, FoldRow, 0).text, ==, "Kim Tarn, leads");
  g_assert_cmpstr (g_array_index (box->rows, FoldRow, 1).text, ==, "present in Vale, 2015");
  g_assert_cmpint (usual->lines->len, ==, 2);
  g_assert_cmpint (fuller->lines->len, ==, 1);
  g_assert_cmpstr (g_array_index (fuller->lines, FoldLine, 0).label, ==, "fights; rejects its rule");
  drawing_data_free (data);
}

/* Words that are too long are cut after a word, between signs, and in a time that does not grow with what is cut off. */
static void
test_cut_words (void)
{
  static const struct
  {
    const char *text, *want;
    int most;
  } cases[] = {
      {"Northern Guard", "Northern Guard", 14},
      {"Northern Guard of the Valley", "Northern Guard…", 16},
      {"Northern Guard of the Valley", "Northern Guard…", 14},
      {"Donaudampfschifffahrtselektrizität und Bahn", "Donaudampfschifffahrtsele…", 25},
      {"a\xCC\x81\xCC\xA3 b", "a\xCC\x81\xCC\xA3…", 4},
      {"e\xCC\x81\xCC\xA3", "e\xCC\x81\xCC\xA3", 1},
      {"", "", 5},
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gboolean cut = FALSE;
      g_autofree char *got = signs_cut (cases[i].text, cases[i].most, &cut);
      g_assert_cmpstr (got, ==, cases[i].want);
      g_assert_cmpint (cut, ==, strcmp (cases[i].text, cases[i].want) != 0);
    }
}

/* Two lists of numbers are one list: in order, each once, letters said once where they do not change. */
static void
test_numbers (void)
{
  static const char *const cases[][3] = {
      {"F23, 81, 89", "F83", "F23, 81, 83, 89"},
      {"F75", "F87", "F75, 87"},
      {"F9, F10", NULL, "F9, 10"},
      {"12, 3", "3, 7", "3, 7, 12"},
      {"", "F02, 03", "F02, 03"},
      {"F7", "G2, 3", "F7, G2, 3"},
      {NULL, NULL, ""},
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *joined = numbers_join (cases[i][0], cases[i][1]);
      g_assert_cmpstr (joined, ==, cases[i][2]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/fold/first-case", test_first_case);
  g_test_add_func ("/chart/fold/contested-row", test_contested_row);
  g_test_add_func ("/chart/fold/nothing-vanishes", test_nothing_vanishes);
  g_test_add_func ("/chart/fold/bundle", test_bundle);
  g_test_add_func ("/chart/fold/rows-read", test_rows_read);
  g_test_add_func ("/chart/fold/cut-words", test_cut_words);
  g_test_add_func ("/chart/fold/numbers", test_numbers);
  g_test_add_func ("/fold/parallel", test_parallel);
  g_test_add_func ("/fold/separate", test_separate);
  g_test_add_func ("/fold/many-parallel", test_many_parallel);
  return g_test_run ();
}
