/* order.c: see order.h. Includes facts/ for the build file, and nothing of the render side. */
#include "cli/order.h"
#include "facts/build-file.h"

static void
wanted_free (gpointer data)
{
  Wanted *wanted = data;
  g_free (wanted->case_name);
  g_free (wanted->audience);
  g_free (wanted->layout);
  g_free (wanted->language);
  g_free (wanted->name);
  g_ptr_array_unref (wanted->set);
  g_free (wanted);
}

static void
delivery_free (gpointer data)
{
  Delivery *delivery = data;
  g_free (delivery->id);
  g_free (delivery->folder);
  g_strfreev (delivery->command);
  g_strfreev (delivery->to);
  g_free (delivery->from);
  g_free (delivery->subject);
  g_free (delivery);
}

typedef struct
{
  Order *order;
  const BuildCase *of;
  const BuildItem *item;
  gboolean excluding; /* `exclude` counts */
} Adding;

static gboolean
is_excluded (const Adding *adding, const char *case_name, const char *audience, const char *layout,
             const char *language)
{
  const GPtrArray *exclude = adding->of->exclude;
  for (guint i = 0; adding->excluding && i < exclude->len; i++)
    if (build_choice_has (exclude->pdata[i], case_name, audience, layout, language))
      return TRUE;
  return FALSE;
}

static void
add_wanted (const Adding *adding, const char *case_name, const char *audience, const char *layout,
            const char *language)
{
  if (is_excluded (adding, case_name, audience, layout, language))
    return;
  Wanted *wanted = g_new0 (Wanted, 1);
  wanted->case_name = g_strdup (case_name);
  wanted->audience = g_strdup (audience);
  wanted->layout = g_strdup (layout);
  wanted->language = g_strdup (language);
  wanted->name = g_strdup (adding->item->name ? adding->item->name : adding->of->name);
  wanted->set = set_values_new ();
  set_values_add_all (wanted->set, adding->item->set);
  wanted->sheets = adding->item->sheets;
  wanted->linearise = adding->item->linearise || ((const BuildFile *)adding->order->file)->linearise;
  wanted->mark = adding->item->mark;
  g_ptr_array_add (adding->order->wanted, wanted);
}

/** Every case × audience × layout × language of one entry, in this order. */
static void
add_matrix (const Adding *adding)
{
  const BuildItem *item = adding->item;
  const GPtrArray *cases = adding->of->cases, *languages = item->languages;
  for (guint c = 0; c < cases->len; c++)
    for (guint a = 0; a < item->audiences->len; a++)
      for (guint l = 0; l < item->layouts->len; l++)
        {
          for (guint k = 0; k < languages->len; k++)
            add_wanted (adding, cases->pdata[c], item->audiences->pdata[a], item->layouts->pdata[l],
                        languages->pdata[k]);
          if (languages->len == 0)
            add_wanted (adding, cases->pdata[c], item->audiences->pdata[a], item->layouts->pdata[l], NULL);
        }
}

static void
add_items (Order *order, const BuildCase *of, const GPtrArray *items, gboolean excluding)
{
  for (guint i = 0; i < items->len; i++)
    {
      const Adding adding = {order, of, items->pdata[i], excluding};
      add_matrix (&adding);
    }
}

static char **
words_of (const GPtrArray *words)
{
  char **copy = g_new0 (char *, words->len + 1);
  for (guint i = 0; i < words->len; i++)
    copy[i] = g_strdup (words->pdata[i]);
  return copy;
}

static void
add_delivery (Order *order, const BuildDelivery *from)
{
  Delivery *delivery = g_new0 (Delivery, 1);
  delivery->id = g_strdup (from->id);
  delivery->folder = g_strdup (from->folder);
  delivery->command = from->command->len ? words_of (from->command) : NULL;
  if (from->mail)
    {
      delivery->to = words_of (from->mail->to);
      delivery->from = g_strdup (from->mail->from);
      delivery->subject = g_strdup (from->mail->subject);
    }
  delivery->timeout = from->timeout;
  delivery->choices = from->of;
  delivery->mark = from->mark;
  g_ptr_array_add (order->deliveries, delivery);
}

Order *
order_read (const char *path, Diags *diags)
{
  g_autoptr (GError) error = NULL;
  BuildFile *file = build_file_read (path, diags, &error);
  if (error)
    diags_error (diags, ((Mark){.file = g_intern_string (path)}), "build-file-unreadable", NULL, "%s",
                 error->message);
  if (!file)
    return NULL;
  Order *order = g_new0 (Order, 1);
  order->file = file;
  order->wanted = g_ptr_array_new_with_free_func (wanted_free);
  order->deliveries = g_ptr_array_new_with_free_func (delivery_free);
  order->keep = file->keep;
  order->stop = g_strcmp0 (file->on_failure, "stop") == 0;
  for (guint i = 0; i < file->products->len; i++)
    {
      const BuildCase *of = file->products->pdata[i];
      add_items (order, of, of->make, TRUE);
      add_items (order, of, of->include, FALSE);
    }
  for (guint i = 0; i < file->deliver->len; i++)
    add_delivery (order, file->deliver->pdata[i]);
  return order;
}

void
order_free (Order *order)
{
  if (!order)
    return;
  g_ptr_array_unref (order->wanted);
  g_ptr_array_unref (order->deliveries);
  build_file_free (order->file);
  g_free (order);
}

void
order_weigh (const Order *order, Diags *facts)
{
  build_file_weigh (order ? order->file : NULL, facts);
}

gboolean
delivery_has (const Delivery *delivery, const char *case_name, const char *audience, const char *layout,
              const char *language)
{
  const GPtrArray *choices = delivery->choices;
  for (guint i = 0; i < choices->len; i++)
    if (build_choice_has (choices->pdata[i], case_name, audience, layout, language))
      return TRUE;
  return choices->len == 0;
}
