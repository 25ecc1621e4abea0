/* companions.c: what bars, ranges and timelines show, in words for those who do not see them. */
#include "chart/companions.h"

static void
say (GString *s, const char *words)
{
  if (words && *words)
    g_string_append_printf (s, "%s%s", s->len ? (s->str[s->len - 1] == ':' ? " " : ", ") : "", words);
}

char *
companion_alternative_text (const DrawingData *data)
{
  GString *all = g_string_new (data->title);

  if (data->alt && *data->alt)
    {
      g_string_free (all, TRUE);
      return g_strdup (data->alt);
    }
  if (g_str_has_suffix (all->str, "."))
    g_string_truncate (all, all->len - 1);
  if (data->unit && *data->unit)
    g_string_append_printf (all, all->len ? " (%s)" : "%s", data->unit);
  for (guint i = 0; i < data->bars->len; i++)
    {
      const Bar *bar = g_ptr_array_index (data->bars, i);
      if (bar->says)
        {
          g_string_append_printf (all, "%s%s",
                                  all->len ? (g_str_has_suffix (all->str, ".") ? " " : ". ") : "", bar->says);
          continue;
        }
      g_autoptr (GString) one = g_string_new (bar->label);
      g_string_append_c (one, ':');
      say (one, bar->value_text);
      say (one, bar->note);
      g_string_append_printf (all, "%s%s", all->len ? ". " : "", one->str);
    }
  for (guint i = 0; i < data->moments->len; i++)
    {
      const Moment *m = g_ptr_array_index (data->moments, i);
      if (m->says)
        {
          g_string_append_printf (all, "%s%s",
                                  all->len ? (g_str_has_suffix (all->str, ".") ? " " : ". ") : "", m->says);
          continue;
        }
      g_string_append_printf (all, "%s%s: %s%s", all->len ? ". " : "", m->when, m->text,
                              m->disputed ? "?" : "");
    }
  if (all->len && all->str[all->len - 1] != '.')
    g_string_append_c (all, '.');
  return g_string_free (all, FALSE);
}
