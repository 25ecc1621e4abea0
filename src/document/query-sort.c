/* query-sort.c: the order of what a query found: by dates, by words, or by names as the product's language sorts them (UCA by ICU:
 * Öllinger stands with O in German and after Z in Swedish). Stable; what is equal stays as the author has it.
 */
#include "document/query-sort.h"
#include <string.h>
#include <unicode/ucol.h>
#include <unicode/ustring.h>

typedef struct
{
  RecordKind kind;
  const char *key;
  gboolean down;
  const GPtrArray *ids; /* the query's own order; NULL */
  const QueryScope *scope;
  UCollator *collator; /* NULL: names are not asked for, or ICU has no rules */
} Order;

static int
position (const GPtrArray *list, gconstpointer record)
{
  const char *id = *(char *const *)record; /* every record begins with its id: record.h */
  for (guint i = 0; i < list->len; i++)
    if (g_str_equal (g_ptr_array_index (list, i), id))
      return (int)i;
  return G_MAXINT;
}

static int
compare_names (const Order *order, const char *a, const char *b)
{
  UErrorCode status = U_ZERO_ERROR;
  if (a == NULL || b == NULL || order->collator == NULL)
    return g_strcmp0 (a, b);
  UCollationResult result = ucol_strcollUTF8 (order->collator, a, -1, b, -1, &status);
  return U_FAILURE (status) ? g_strcmp0 (a, b) : result == UCOL_LESS ? -1 : result == UCOL_GREATER ? 1 : 0;
}

/* By its sorting form, which is for the name in the case's own language; else by the name as printed. */
static const char *
entity_name (const Order *order, const Entity *entity)
{
  if (entity == NULL)
    return NULL;
  const char *lang = order->scope->lang, *own = text_in (entity->name, NULL),
             *name = text_in (entity->name, lang);
  if (entity->sort != NULL && (name == NULL || g_strcmp0 (name, own) == 0))
    return entity->sort;
  return name != NULL ? name : own != NULL ? own : entity->id;
}

static const char *
name_of_id (const Order *order, const char *id)
{
  const Entity *entity = id != NULL ? release_find (order->scope->release, RECORD_ENTITY, id) : NULL;
  return entity != NULL ? entity_name (order, entity) : id;
}

static int
compare_claims (const char *key, const Claim *a, const Claim *b)
{
  if (g_str_equal (key, "as_of"))
    return date_compare (&a->as_of, &b->as_of);
  if (g_str_equal (key, "period"))
    return date_compare (&a->period, &b->period);
  return g_strcmp0 (g_str_equal (key, "kind") ? a->kind : a->id, g_str_equal (key, "kind") ? b->kind : b->id);
}

static int
compare_relations (const Order *order, const Relation *a, const Relation *b)
{
  if (g_str_equal (order->key, "when"))
    return date_compare (&a->when, &b->when);
  if (g_str_equal (order->key, "is"))
    return g_strcmp0 (a->is, b->is);
  if (g_str_equal (order->key, "from"))
    return compare_names (order, name_of_id (order, a->from), name_of_id (order, b->from));
  return compare_names (order, name_of_id (order, a->to->len > 0 ? g_ptr_array_index (a->to, 0) : NULL),
                        name_of_id (order, b->to->len > 0 ? g_ptr_array_index (b->to, 0) : NULL));
}

static int
compare_by_key (const Order *order, gconstpointer a, gconstpointer b)
{
  const char *key = order->key, *lang = order->scope->lang;
  if (order->kind == RECORD_CLAIM)
    return compare_claims (key, a, b);
  if (order->kind == RECORD_ENTITY)
    return g_str_equal (key, "kind") ? g_strcmp0 (((const Entity *)a)->kind, ((const Entity *)b)->kind)
                                     : compare_names (order, entity_name (order, a), entity_name (order, b));
  if (order->kind == RECORD_SOURCE)
    return g_str_equal (key, "date") ? date_compare (&((const Source *)a)->date, &((const Source *)b)->date)
                                     : compare_names (order, text_in (((const Source *)a)->name, lang),
                                                      text_in (((const Source *)b)->name, lang));
  return order->kind == RECORD_RELATION ? compare_relations (order, a, b) : 0;
}

static int
compare_records (gconstpointer a, gconstpointer b, gpointer data)
{
  const Order *order = data;
  gconstpointer x = *(gconstpointer *)a, y = *(gconstpointer *)b;
  if (order->ids != NULL)
    {
      const int px = position (order->ids, x), py = position (order->ids, y);
      return px < py ? -1 : px > py;
    }
  const int result = compare_by_key (order, x, y);
  return order->down ? -result : result;
}

/* Loading the rules of a language costs a millisecond: only when names are compared. */
static UCollator *
collator_for (const char *key, const char *lang)
{
  UErrorCode status = U_ZERO_ERROR;
  if (key == NULL || (!g_str_equal (key, "name") && !g_str_equal (key, "from") && !g_str_equal (key, "to")))
    return NULL;
  UCollator *collator = ucol_open (lang != NULL ? lang : "en", &status);
  return U_SUCCESS (status) ? collator : NULL;
}

void
query_sort (GPtrArray *found, const YamlNode *query, RecordKind kind, const QueryScope *scope)
{
  const char *key = query->kind == YAML_MAP ? key_text (query, "sort", NULL) : NULL;
  g_autoptr (GPtrArray) ids = key_strings (query->kind == YAML_MAP ? yaml_find (query, "ids") : query);
  Order order = {.kind = kind,
                 .key = key != NULL && *key == '-' ? key + 1 : key,
                 .down = key != NULL && *key == '-',
                 .ids = key == NULL ? ids : NULL,
                 .scope = scope};
  if (key == NULL && ids == NULL)
    return;
  order.collator = collator_for (order.key, scope->lang);
  g_ptr_array_sort_with_data (found, compare_records, &order); /* GLib's is a merge sort: stable */
  if (order.collator != NULL)
    ucol_close (order.collator);
}
