/* assemble-claims.c: claims as table, list or paragraphs; and disputes: positions side by side at equal weight, who holds each
 * first, then the third voice that is neither (T6); contradictions that nobody denies but that strain one another (T13).
 */
#include <string.h>
#include "document/section-blocks.h"

static const DefaultColumn claim_columns[] = {
    {"head-claim", "{id}", 0, ALIGN_START, COLUMN_PLAIN},
    {"head-said", "{text}", 46, ALIGN_START, COLUMN_PLAIN},
    {"head-who", "{who}", 26, ALIGN_START, COLUMN_PLAIN},
    {"head-certainty", "{certainty|}", 16, ALIGN_START, COLUMN_PLAIN},
    {"head-as-of", "{as_of:short|undated}", 0, ALIGN_START, COLUMN_PLAIN}};

static void
table_group_free (gpointer data)
{
  TableGroup *group = data;
  g_free (group->heading);
  g_ptr_array_unref (group->records);
  g_free (group);
}

static TableGroup *
table_group_add (GPtrArray *groups, char *heading)
{
  TableGroup *group = g_new0 (TableGroup, 1);
  group->heading = heading;
  group->records = g_ptr_array_new ();
  g_ptr_array_add (groups, group);
  return group;
}

/* Each claim goes into the first group that has it; the others follow under `rest`. */
static GPtrArray *
group_claims (Assembly *a, const Section *section)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func (table_group_free);
  g_autoptr (GPtrArray) claims = section_records (a, section, RECORD_CLAIM);
  const YamlNode *list = yaml_find (section->keys, "groups");
  g_autoptr (GHashTable) placed = g_hash_table_new (NULL, NULL), wanted = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < claims->len; i++)
    g_hash_table_add (wanted, g_ptr_array_index (claims, i));
  for (guint g = 0; list != NULL && list->kind == YAML_LIST && g < list->items->len; g++)
    {
      const YamlNode *node = g_ptr_array_index (list->items, g);
      g_autoptr (GPtrArray) found = query_run (yaml_find (node, "where"), RECORD_CLAIM, &a->scope);
      TableGroup *group = table_group_add (groups, template_plain (a, yaml_find (node, "heading"), "", NULL));
      for (guint i = 0; i < found->len; i++)
        if (g_hash_table_contains (wanted, g_ptr_array_index (found, i)) &&
            g_hash_table_add (placed, g_ptr_array_index (found, i)))
          g_ptr_array_add (group->records, g_ptr_array_index (found, i));
    }
  TableGroup *rest =
      table_group_add (groups, groups->len > 0 ? template_plain (a, yaml_find (section->keys, "rest"),
                                                                 words_label (a->words, "rest"), NULL)
                                               : NULL);
  for (guint i = 0; i < claims->len; i++)
    if (!g_hash_table_contains (placed, g_ptr_array_index (claims, i)))
      g_ptr_array_add (rest->records, g_ptr_array_index (claims, i));
  for (guint g = groups->len; g-- > 0;)
    if (((const TableGroup *)g_ptr_array_index (groups, g))->records->len == 0)
      g_ptr_array_remove_index (groups, g);
  return groups;
}

static void
write_claim_text (Assembly *a, const Section *section, const Claim *claim, Block *into, const Style *style)
{
  Block *block = add_paragraph (a, into, style, section->mark);
  const FieldRecord record = {"claim", claim, NULL};
  InlineWriter writer;
  inline_writer_init (&writer, a, block->inlines, style, NULL, section->mark);
  template_write (&writer, yaml_find (section->keys, "text"), "{text}", &record);
  const char *own = node_words (yaml_find (section->keys, "text"), a->lang);
  if (own == NULL || (strstr (own, "{id") == NULL && strstr (own, "{cite") == NULL))
    inline_cite (&writer, claim->id);
  inline_writer_finish (&writer);
  g_ptr_array_unref (writer.pending);
}

void
assemble_claims (Assembly *a, const Section *section, Block *parent)
{
  const char *as = key_text (section->keys, "as", "table");
  if (g_str_equal (as, "table"))
    {
      g_autoptr (GPtrArray) groups = group_claims (a, section);
      add_table (a, section, parent, "claim", claim_columns, G_N_ELEMENTS (claim_columns), groups);
      return;
    }
  g_autoptr (GPtrArray) claims = section_records (a, section, RECORD_CLAIM);
  const gboolean is_list = g_str_equal (as, "list");
  const Style *style = section_style (a, section, is_list ? "list" : "text");
  Block *list = is_list ? block_add_take (parent, block_new (BLOCK_LIST, ROLE_L, style)) : NULL;
  for (guint i = 0; i < claims->len; i++)
    if (!is_dropped (a, section->id, (int)i + 1))
      write_claim_text (a, section, g_ptr_array_index (claims, i),
                        is_list ? add_item (a, list, style, "–", section->mark) : parent, style);
}

/* Disputes */

/* Who holds it: its own words, else its speakers. */
static char *
holder_of (Assembly *a, const Claim *claim)
{
  g_autofree char *who = words_claim_who (a->words, claim, FALSE);
  return words_capital (a->words, claim->holders != NULL ? words_term (a->words, claim->holders) : who);
}

static void
write_position (Assembly *a, const Section *section, const Claim *claim, const char *stance, Block *into)
{
  Block *head = add_paragraph (a, into, part_style (a, section, "holder", "holder"), section->mark);
  g_autofree char *holder = holder_of (a, claim);
  const char *lang, *text = text_of (a, claim->text, &lang);
  InlineWriter writer;
  block_add_text (head, holder, NULL);
  if (stance != NULL)
    {
      g_autofree char *words = g_strconcat (words_label (a->words, "colon"), stance, NULL);
      block_add_text (head, words, NULL);
    }
  Block *body = add_paragraph (a, into, part_style (a, section, "position", "position"), section->mark);
  inline_writer_init (&writer, a, body->inlines, body->style, lang, section->mark);
  if (text != NULL)
    markdown_inlines (&writer, text);
  inline_cite (&writer, claim->id);
  inline_writer_finish (&writer);
  g_autofree char *date = words_claim_date (a->words, claim, DATE_LONG);
  g_ptr_array_unref (writer.pending);
  if (*date != '\0')
    {
      Block *foot =
          add_paragraph (a, into, part_style (a, section, "source", "figure-source"), section->mark);
      g_autofree char *certainty = words_claim_certainty (a->words, claim);
      g_autofree char *as_of = label_format (a->layout, a->lang, "as-of", date, NULL);
      g_autofree char *line =
          g_strconcat (certainty, *certainty != '\0' ? words_label (a->words, "comma") : "", as_of, NULL);
      g_autofree char *capital = words_capital (a->words, line);
      block_add_text (foot, capital, NULL);
    }
}

static gboolean
shares_subject (const Claim *a, const Claim *b)
{
  guint n = 0;
  for (guint i = 0; i < a->about->len; i++)
    for (guint k = 0; k < b->about->len; k++)
      n += g_str_equal (g_ptr_array_index (a->about, i), g_ptr_array_index (b->about, k));
  return n >= MIN (2, a->about->len);
}

static gboolean
shares_tag (const Claim *a, const Claim *b)
{
  for (guint i = 0; i < a->tags->len; i++)
    for (guint k = 0; k < b->tags->len; k++)
      if (g_str_equal (g_ptr_array_index (a->tags, i), g_ptr_array_index (b->tags, k)))
        return TRUE;
  return FALSE;
}

/* The document that carries the position speaking for itself on the same question: neither for nor against. */
static const Claim *
third_voice (Assembly *a, const Claim *claim)
{
  const GPtrArray *claims = a->release->claims;
  const Source *speaker = claim->said_by->len > 0 ? release_find (a->release, RECORD_SOURCE,
                                                                  g_ptr_array_index (claim->said_by, 0))
                                                  : NULL;
  for (guint i = 0; speaker != NULL && speaker->within != NULL && i < claims->len; i++)
    {
      const Claim *other = g_ptr_array_index (claims, i);
      if (other != claim && other->contests->len == 0 && other->said_by->len == 1 &&
          g_str_equal (g_ptr_array_index (other->said_by, 0), speaker->within) &&
          shares_subject (claim, other) && shares_tag (claim, other) &&
          g_strcmp0 (other->certainty, "assessed") == 0)
        return other;
    }
  return NULL;
}

/* @denied and those who deny it, side by side (or one below the other), each as wide as the others. */
static void
write_dispute (Assembly *a, const Section *section, const Claim *denied, const GPtrArray *deniers,
               Block *parent)
{
  const Claim *third = key_boolean (section->keys, "third", TRUE) ? third_voice (a, denied) : NULL;
  const int n = 1 + (int)deniers->len + (third != NULL);
  const gboolean beside = key_boolean (section->keys, "columns", TRUE) && n <= 4;
  Block *box =
      block_add_take (parent, block_new (BLOCK_GROUP, ROLE_DIV, section_style (a, section, "dispute")));
  Block *row = beside ? block_add_take (box, block_new (BLOCK_ROW, ROLE_NONE, bare_style (a))) : box;
  box->mark = section->mark;
  for (int i = 0; i < n; i++)
    {
      const Claim *claim = i == 0                   ? denied
                           : i <= (int)deniers->len ? g_ptr_array_index (deniers, i - 1)
                                                    : third;
      Block *cell = block_add_take (
          row, block_new (BLOCK_GROUP, ROLE_DIV, part_style (a, section, "cell", "dispute-cell")));
      cell->span = beside ? 12 / n : 0;
      cell->mark = section->mark;
      write_position (a, section, claim,
                      i == 0           ? words_label (a->words, "says-so")
                      : claim != third ? words_label (a->words, "denies")
                                       : NULL,
                      cell);
    }
}

static void
write_contested (Assembly *a, const Section *section, GPtrArray *claims, Block *parent)
{
  for (guint i = 0; i < a->release->claims->len; i++)
    {
      Claim *denied = g_ptr_array_index (a->release->claims, i);
      if (!g_hash_table_contains (a->scope.denied, denied->id))
        continue;
      g_autoptr (GPtrArray) deniers = g_ptr_array_new ();
      gboolean asked = g_ptr_array_find (claims, denied, NULL);
      for (guint k = 0; k < a->release->claims->len; k++)
        {
          Claim *denier = g_ptr_array_index (a->release->claims, k);
          if (g_ptr_array_find_with_equal_func (denier->contests, denied->id, g_str_equal, NULL))
            {
              g_ptr_array_add (deniers, denier);
              asked |= g_ptr_array_find (claims, denier, NULL);
            }
        }
      if (deniers->len > 0 && asked)
        write_dispute (a, section, denied, deniers, parent);
    }
}

/* Claims that stand against one another without denying: listed with who says each and when. */
static void
write_contradictions (Assembly *a, const Section *section, const GPtrArray *claims, Block *parent)
{
  const Style *style = section_style (a, section, "list");
  Block *list = block_add_take (parent, block_new (BLOCK_LIST, ROLE_L, style));
  list->mark = section->mark;
  for (guint i = 0; i < claims->len; i++)
    {
      const Claim *claim = g_ptr_array_index (claims, i);
      Block *item = add_item (a, list, style, "–", section->mark);
      Block *block = add_paragraph (a, item, style, section->mark);
      const FieldRecord record = {"claim", claim, NULL};
      InlineWriter writer;
      inline_writer_init (&writer, a, block->inlines, style, NULL, section->mark);
      template_write (&writer, NULL, "{text} ({who}; {as_of|undated})", &record);
      inline_cite (&writer, claim->id);
      inline_writer_finish (&writer);
      g_ptr_array_unref (writer.pending);
    }
}

void
assemble_positions (Assembly *a, const Section *section, Block *parent)
{
  g_autoptr (GPtrArray) claims = section_records (a, section, RECORD_CLAIM);
  if (section->spec->kind == SECTION_CONTESTED)
    write_contested (a, section, claims, parent);
  else
    write_contradictions (a, section, claims, parent);
}
