/* joint.c: see joint.h. A report has one product a line (report.c): it is read line by line, so its length does not matter. */
#include "cli/joint.h"
#include <string.h>
#include <glib/gstdio.h>
#include "base/yaml.h"
#include "cli/command.h"
#include "cli/report.h"
#include "cli/shard.h"

#define LINTS ", \"lints\": "

/** A product as a report tells of it. */
typedef struct
{
  int shard; /* 0: of no shard */
  ProductState state;
  double milliseconds;
  int findings;
  char *trouble, *lints, *why; /* NULL: none */
} Told;

static void
told_free (gpointer data)
{
  Told *told = data;
  g_free (told->trouble);
  g_free (told->lints);
  g_free (told->why);
  g_free (told);
}

static const char *
text_of (const YamlNode *map, const char *key)
{
  const YamlNode *node = yaml_find (map, key);
  return node && node->kind == YAML_SCALAR ? node->text : NULL;
}

static double
number_of (const YamlNode *map, const char *key)
{
  const char *text = text_of (map, key);
  return text ? g_ascii_strtod (text, NULL) : 0;
}

static ProductState
state_of (const char *word)
{
  Product product = {0};
  for (product.state = PRODUCT_FRESH; product.state <= PRODUCT_WORLD; product.state++)
    if (g_strcmp0 (word, report_state (&product, FALSE)) == 0)
      return product.state;
  return PRODUCT_WAITING;
}

/** Adds the product that a line of a report tells of, if it is such a line, under its file's name. */
static void
read_line (GHashTable *all, const char *line, int shard)
{
  const char *lints = strstr (line, LINTS);
  gsize length = strlen (line);
  if (!g_str_has_prefix (line, "  {\"file\": ") || !lints)
    return;
  while (length > 0 && line[length - 1] != '}')
    length--;
  g_autoptr (Diags) diags = diags_new ();
  g_autofree char *head = g_strdup_printf ("%.*s}", (int)(lints - line), line);
  g_autoptr (YamlNode) node = yaml_read (head, strlen (head), "report", diags);
  const char *file = node ? text_of (node, "file") : NULL;
  if (!file)
    return;
  Told *told = g_new0 (Told, 1);
  *told = (Told){.shard = shard,
                 .state = state_of (text_of (node, "state")),
                 .milliseconds = number_of (node, "milliseconds"),
                 .findings = (int)number_of (node, "findings"),
                 .trouble = g_strdup (text_of (node, "trouble")),
                 .why = g_strdup (text_of (node, "why"))};
  lints += strlen (LINTS);
  if (lints < line + length)
    told->lints = g_strndup (lints, (gsize)(line + length - 1 - lints));
  g_hash_table_replace (all, g_path_get_basename (file), told);
}

/** FALSE: there is no such report. */
static gboolean
read_report (GHashTable *all, const char *path, int shard)
{
  g_autofree char *text = NULL;
  if (!g_file_get_contents (path, &text, NULL, NULL))
    return FALSE;
  for (char *line = text, *end; line; line = end)
    {
      end = strchr (line, '\n');
      if (end)
        *end++ = '\0';
      read_line (all, line, shard);
    }
  return TRUE;
}

static GHashTable *
told_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, told_free);
}

/** File names of the plan's products (of char*, owned) and the shard of each (owned). */
static int *
divide (const Plan *plan, int shards, GPtrArray *names)
{
  const guint n = plan->products->len;
  g_autoptr (GHashTable) before = told_new ();
  g_autofree char *path = g_build_filename (plan->output, ".report", "build.json", NULL);
  g_autofree double *costs = g_new0 (double, n + 1);
  read_report (before, path, 0);
  for (guint i = 0; i < n; i++)
    {
      char *name = g_path_get_basename (((Product *)plan->products->pdata[i])->output);
      const Told *told = g_hash_table_lookup (before, name);
      g_ptr_array_add (names, name);
      costs[i] = told ? told->milliseconds : 0;
    }
  return shards_divide ((const char *const *)names->pdata, costs, (int)n, shards);
}

char *
joint_path (const Plan *plan, int number, int shards)
{
  g_autofree char *name = g_strdup_printf ("shard-%d-of-%d.json", number, shards);
  return g_build_filename (plan->output, ".report", name, NULL);
}

void
joint_take_shard (Plan *plan, int number, int shards)
{
  g_autofree char *path = joint_path (plan, number, shards);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree int *of = divide (plan, shards, names);
  (void)g_unlink (path);
  for (guint i = plan->products->len; i-- > 0;)
    if (of[i] != number)
      g_ptr_array_remove_index (plan->products, i);
}

/** What is not as it should be has failed: why? */
static void
blame (Product *product, const Told *told, int shard, int shards, gboolean reported)
{
  product->state =
      told && (told->state == PRODUCT_AUTHOR || told->state == PRODUCT_WORLD) ? told->state : PRODUCT_WORLD;
  g_free (product->trouble);
  if (told && product->state == told->state)
    product->trouble =
        told->trouble ? g_strdup (told->trouble) : g_strdup ("has errors; its shard said which");
  else if (!reported)
    product->trouble = g_strdup_printf ("shard %d of %d has not reported", shard, shards);
  else
    product->trouble =
        g_strdup_printf ("shard %d of %d has not made it from the facts that are here", shard, shards);
}

int
joint_merge (Plan *plan, int shards)
{
  int worst = STATUS_FINE;
  g_autoptr (GHashTable) all = told_new ();
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree int *of = divide (plan, shards, names);
  g_autofree gboolean *reported = g_new0 (gboolean, shards + 1);
  for (int k = 1; k <= shards; k++)
    {
      g_autofree char *path = joint_path (plan, k, shards);
      reported[k] = read_report (all, path, k);
    }
  for (guint i = 0; i < plan->products->len; i++)
    {
      Product *product = plan->products->pdata[i];
      const Told *told = g_hash_table_lookup (all, names->pdata[i]);
      if (product->state != PRODUCT_FRESH || !reported[of[i]])
        blame (product, told, of[i], shards, reported[of[i]]);
      else if (told && told->state == PRODUCT_MADE)
        product->state = PRODUCT_MADE;
      if (told)
        {
          product->milliseconds = told->milliseconds;
          product->findings = told->findings;
          product->lints = g_strdup (told->lints);
          g_free (product->why);
          product->why = g_strdup (told->why);
        }
      if (product->state == PRODUCT_AUTHOR)
        worst = MAX (worst, STATUS_AUTHOR);
      else if (product->state == PRODUCT_WORLD)
        worst = STATUS_WORLD;
    }
  return worst;
}
