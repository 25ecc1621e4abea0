/* proof.c: see proof.h. */
#include "cli/proof.h"
#include <string.h>
#include <unistd.h>
#include "base/yaml.h"
#include "cli/run.h"

enum
{
  TIMEOUT = 300 /* s; a product of a thousand pages is read in seconds */
};

/** Why the answer of `brief verify --format json` keeps the product back; owned; NULL: it does not. */
static char *
doubt_in (const char *json, gsize length)
{
  g_autoptr (Diags) diags = diags_new ();
  g_autoptr (YamlNode) root = yaml_read (json, length, "verify", diags);
  const YamlNode *findings = root ? yaml_find (root, "findings") : NULL;
  int n = 0;
  if (!findings || findings->kind != YAML_LIST)
    return g_strdup ("it could not be read back");
  for (guint i = 0; i < findings->items->len; i++)
    {
      const YamlNode *kind = yaml_find (findings->items->pdata[i], "kind");
      n += !kind || g_strcmp0 (kind->text, "page") != 0;
    }
  /* what it is, `brief verify` tells the author; a log of the night need not */
  return n ? g_strdup_printf ("brief verify has %d finding%s", n, n == 1 ? "" : "s") : NULL;
}

gboolean
product_proof (const Places *places, Product *product, const char *log)
{
  if (product->proven || product->doubt)
    return product->proven;
  g_autofree char *answer = g_strconcat (log, ".verify", NULL), *json = NULL;
  char *words[] = {
      places->program, (char *)"verify",  product->output,    (char *)"--against", product->case_folder,
      (char *)"-a",    product->audience, (char *)"--format", (char *)"json",      NULL};
  g_autoptr (GError) error = NULL;
  gsize length = 0;
  (void)unlink (answer);
  gboolean good =
      run_words (words, -1, answer, FALSE, TIMEOUT, &error); /* status 1, too, comes with an answer */
  g_autofree char *doubt =
      g_file_get_contents (answer, &json, &length, NULL) && length > 0
          ? doubt_in (json, length)
          : g_strdup_printf ("it could not be read back: %s", good ? "no answer" : error->message);
  (void)unlink (answer);
  product->proven = !doubt;
  product->doubt = doubt ? g_strdup_printf ("%s does not go out: %s", product->output, doubt) : NULL;
  return product->proven;
}
