/* plan.c: see plan.h. */
#include "cli/plan.h"
#include <string.h>
#include "cli/pins.h"
#include "cli/session.h"

#define USUAL_NAME "{case}-{issue}-{layout}-{audience}-{language}.pdf"

enum
{
  MOST_READINGS = 3 /* of a case that is being edited */
};

static void
author_free_any (gpointer author)
{
  author_free (author);
}

static void
product_free_any (gpointer product)
{
  product_free (product);
}

static void
findings_free (gpointer data)
{
  PlanFindings *findings = data;
  g_free (findings->case_name);
  diags_free (findings->diags);
  g_free (findings);
}

static void
unplanned_free (gpointer data)
{
  Unplanned *unplanned = data;
  g_free (unplanned->case_name);
  g_free (unplanned);
}

static void
count_unplanned (Plan *plan, const char *case_name)
{
  for (guint i = 0; i < plan->unplanned->len; i++)
    {
      Unplanned *known = plan->unplanned->pdata[i];
      if (strcmp (known->case_name, case_name) == 0)
        {
          known->n++;
          return;
        }
    }
  Unplanned *unplanned = g_new0 (Unplanned, 1);
  *unplanned = (Unplanned){g_strdup (case_name), 1};
  g_ptr_array_add (plan->unplanned, unplanned);
}

/** Everything that the facts of a case are read from: its folder, and what stands beside it. */
static void
note_inputs (const Plan *plan, Inputs *inputs, const char *case_folder)
{
  static const char *const beside[] = {"audiences.yaml", "schemes", "scales", "shared"};
  inputs_add (inputs, case_folder);
  for (guint i = 0; i < G_N_ELEMENTS (beside); i++)
    {
      g_autofree char *path = g_build_filename (plan->data, beside[i], NULL);
      inputs_add (inputs, path);
    }
}

/** Reads the case until none of its files was changed meanwhile. */
static Author *
read_case (Plan *plan, const char *folder, const char *case_name, Diags *diags)
{
  for (int n = 1;; n++)
    {
      g_autoptr (Inputs) inputs = inputs_new ();
      note_inputs (plan, inputs, folder);
      Author *author = author_open (plan->places, folder, diags);
      g_autofree char *changed = inputs_changed (inputs);
      if (!changed)
        return author;
      author_free (author);
      if (n == MOST_READINGS)
        {
          diags_error (diags, ((Mark){.file = g_intern_string (changed)}), "facts-edited",
                       "build again when the files are at rest",
                       "the files of case “%s” were edited while they were being read", case_name);
          return NULL;
        }
      g_autoptr (Diags) dropped = diags_new ();
      diags_absorb (dropped, diags);
    }
}

static Author *
plan_author (Plan *plan, const Wanted *wanted)
{
  gpointer found;
  if (g_hash_table_lookup_extended (plan->authors, wanted->case_name, NULL, &found))
    return found;
  PlanFindings *findings = g_new0 (PlanFindings, 1);
  findings->case_name = g_strdup (wanted->case_name);
  findings->diags = diags_new ();
  g_autofree char *folder = wanted_case (plan->places, plan->data, wanted, findings->diags);
  if (folder)
    note_inputs (plan, plan->inputs, folder);
  Author *author = folder ? read_case (plan, folder, wanted->case_name, findings->diags) : NULL;
  order_weigh (plan->order, findings->diags);
  if (diags_has_errors (findings->diags))
    {
      g_clear_pointer (&author, author_free);
      diags_absorb_errors (plan->diags, findings->diags); /* `check` prints the rest */
    }
  g_ptr_array_add (plan->findings, findings);
  g_hash_table_insert (plan->authors, g_strdup (wanted->case_name), author);
  return author;
}

static const char *
plan_release (Plan *plan, const Author *author, const Wanted *wanted)
{
  g_autofree char *key = g_strdup_printf ("%s\n%s", wanted->case_name, wanted->audience);
  gpointer found;
  if (g_hash_table_lookup_extended (plan->releases, key, NULL, &found))
    return found;
  const char *const *all = author_audiences (author);
  char *release = NULL;
  if (g_strv_contains (all, wanted->audience))
    release = author_release (author, wanted->audience, plan->diags);
  else
    {
      const char *near = nearest_match (wanted->audience, all, (int)g_strv_length ((char **)all));
      g_autofree char *hint = near ? g_strdup_printf ("did you mean “%s”?", near) : NULL;
      diags_error (plan->diags, wanted->mark, "audience-unknown", hint, "there is no audience “%s”",
                   wanted->audience);
    }
  g_hash_table_insert (plan->releases, g_steal_pointer (&key), release);
  return release;
}

/** A file's name is read by whoever gets the file, and by others: it may tell no more than the product. Names only, of its whole; ids, too,
 *  of what the author wrote into the pattern. */
static gboolean
name_tells (const Author *author, const Wanted *wanted, const char *file, const char *literal)
{
  return author_names_withheld (author, wanted->audience, file, FALSE) ||
         author_names_withheld (author, wanted->audience, literal, TRUE);
}

/** Name of the product's file and, with {issue} left open, of all its issues. FALSE with a diagnostic. */
static gboolean
name_product (Plan *plan, const Author *author, const Wanted *wanted, Product *product)
{
  const char *pattern = wanted->name ? wanted->name : USUAL_NAME;
  const int issue = author_issue (author);
  g_autofree char *problem = NULL;
  g_autofree char *file = product_name (pattern, author_case (author), issue, product->layout,
                                        wanted->audience, product->language, &problem);
  if (!file)
    {
      diags_error (plan->diags, wanted->mark, "product-name", NULL, "%s", problem);
      return FALSE;
    }
  g_autoptr (GString) literal = g_string_new (NULL);
  for (const char *p = pattern; *p; p++)
    if (*p == '{')
      {
        p += strcspn (p, "}");
        g_string_append_c (literal, ' ');
      }
    else
      g_string_append_c (literal, *p);
  if (name_tells (author, wanted, file, literal->str))
    {
      diags_error (plan->diags, wanted->mark, "product-name-withheld", "give it a `name` of other words",
                   "the name %s has a word that audience “%s” may not know", file, wanted->audience);
      return FALSE;
    }
  product->issue = issue;
  product->line = product_name (pattern, author_case (author), -1, product->layout, wanted->audience,
                                product->language, &problem);
  product->output = g_build_filename (plan->output, file, NULL);
  return TRUE;
}

static gboolean
is_named_twice (Plan *plan, const Wanted *wanted, const char *output)
{
  for (guint i = 0; i < plan->products->len; i++)
    if (strcmp (((Product *)plan->products->pdata[i])->output, output) == 0)
      {
        diags_error (plan->diags, wanted->mark, "product-twice",
                     "give the products names with {layout}, {audience} or {language}",
                     "two products are called %s", output);
        return TRUE;
      }
  return FALSE;
}

static void
note_layouts (Plan *plan, const Product *product)
{
  inputs_add (plan->inputs, BRIEF_HYPHEN_DIR); /* dictionaries of languages without patterns of our own */
  g_auto (GStrv) folders = product_layout_folders (plan->places, product);
  for (int i = 0; folders[i]; i++)
    inputs_add (plan->inputs, folders[i]);
}

static void
add_product (Plan *plan, const Wanted *wanted)
{
  Author *author = plan_author (plan, wanted);
  if (!author)
    {
      count_unplanned (plan, wanted->case_name);
      return;
    }
  const char *release = plan_release (plan, author, wanted);
  Product *product = product_new ();
  product->case_folder = g_build_filename (plan->data, wanted->case_name, NULL);
  product->case_name = g_strdup (wanted->case_name);
  product->audience = g_strdup (wanted->audience);
  product->layout = layout_name (wanted->layout);
  product->layout_path = wanted_layout (plan->places, product->case_folder, wanted, plan->diags);
  product->language = product_language (plan->places, product->case_folder, product->layout_path,
                                        wanted->language, author_language (author));
  product->release = release;
  product->sheets = wanted->sheets;
  product->linearise = wanted->linearise;
  product->chosen = TRUE;
  set_values_add_all (product->set, wanted->set);
  if (!release || !product->layout_path || !name_product (plan, author, wanted, product) ||
      is_named_twice (plan, wanted, product->output))
    {
      product_free (product);
      count_unplanned (plan, wanted->case_name);
      return;
    }
  g_autofree char *base = g_path_get_basename (product->output);
  g_autofree char *key = g_strconcat (base, ".key", NULL);
  product->key = g_build_filename (plan->output, ".cache", wanted->audience, key, NULL);
  product->kept = g_build_filename (plan->output, ".cache", wanted->audience, "charts", NULL);
  g_autofree char *pins = pins_path (product->case_folder, wanted->audience);
  product->pins = pins_read (pins, wanted->audience, release, product->diags);
  note_layouts (plan, product);
  g_ptr_array_add (plan->products, product);
}

static const Product *
first_of (const Plan *plan, const Delivery *delivery)
{
  for (guint i = 0; i < plan->products->len; i++)
    if (plan_delivers (delivery, plan->products->pdata[i]))
      return plan->products->pdata[i];
  return NULL;
}

/** A letter's heading goes to whoever gets the products. */
static void
check_subjects (Plan *plan)
{
  const GPtrArray *deliveries = plan->order->deliveries;
  for (guint d = 0; d < deliveries->len; d++)
    {
      const Delivery *delivery = deliveries->pdata[d];
      if (!first_of (plan, delivery) && !diags_has_errors (plan->diags))
        diags_warning (plan->diags, delivery->mark, "deliver-nothing", NULL,
                       "“%s” delivers none of the products", delivery->id);
      for (guint i = 0; delivery->subject && i < plan->products->len; i++)
        {
          const Product *product = plan->products->pdata[i];
          const Author *author = g_hash_table_lookup (plan->authors, product->case_name);
          if (!plan_delivers (delivery, product) || !author ||
              !author_names_withheld (author, product->audience, delivery->subject, TRUE))
            continue;
          diags_error (plan->diags, delivery->mark, "subject-withheld", "say it in other words",
                       "the subject of “%s” has a word that audience “%s” may not know", delivery->id,
                       product->audience);
          break;
        }
    }
}

char *
plan_output (const Places *places, const char *path, const char *given)
{
  g_autofree char *data = g_path_get_dirname (path), *absolute = g_canonicalize_filename (data, NULL);
  g_autofree char *above = g_path_get_dirname (absolute);
  g_autofree char *usual = g_build_filename (above, "output", NULL);
  return given ? g_strdup (given) : places_short (places, usual);
}

Plan *
plan_new (const Places *places, const char *path, const char *output)
{
  Plan *plan = g_new0 (Plan, 1);
  plan->places = places;
  plan->diags = diags_new ();
  plan->path = g_strdup (path);
  plan->data = g_path_get_dirname (path);
  plan->output = plan_output (places, path, output);
  plan->inputs = inputs_new ();
  plan->authors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, author_free_any);
  plan->releases = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  plan->products = g_ptr_array_new_with_free_func (product_free_any);
  plan->unplanned = g_ptr_array_new_with_free_func (unplanned_free);
  plan->findings = g_ptr_array_new_with_free_func (findings_free);
  inputs_add (plan->inputs, path);
  plan->order = order_read (path, plan->diags);
  for (guint i = 0; plan->order && i < plan->order->wanted->len; i++)
    add_product (plan, plan->order->wanted->pdata[i]);
  if (plan->order)
    check_subjects (plan);
  return plan;
}

void
plan_free (Plan *plan)
{
  if (!plan)
    return;
  g_ptr_array_unref (plan->products);
  g_ptr_array_unref (plan->findings);
  g_ptr_array_unref (plan->unplanned);
  g_hash_table_unref (plan->authors);
  g_hash_table_unref (plan->releases);
  inputs_free (plan->inputs);
  order_free (plan->order);
  diags_free (plan->diags);
  g_free (plan->path);
  g_free (plan->data);
  g_free (plan->output);
  g_free (plan);
}

const char *
plan_choose (Plan *plan, const char *const *patterns)
{
  for (guint i = 0; patterns[0] && i < plan->products->len; i++)
    ((Product *)plan->products->pdata[i])->chosen = FALSE;
  for (int k = 0; patterns[k]; k++)
    {
      gboolean any = FALSE;
      for (guint i = 0; i < plan->products->len; i++)
        {
          Product *product = plan->products->pdata[i];
          g_autofree char *name = g_path_get_basename (product->output);
          if (g_pattern_match_simple (patterns[k], name))
            any = product->chosen = TRUE;
        }
      if (!any)
        return patterns[k];
    }
  return NULL;
}

gboolean
plan_delivers (const Delivery *delivery, const Product *product)
{
  return delivery_has (delivery, product->case_name, product->audience, product->layout, product->language);
}
