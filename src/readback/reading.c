/* reading.c: see reading.h. */
#include "readback/reading.h"
#include <stdlib.h>
#include <string.h>
#include "readback/table.h"

typedef struct
{
  const Structure *structure;
  GString *out;
  GString *line; /* what is being said; not yet in out */
  char *prefix;  /* of the line: "item 1 of 3: "; owned */
  int indent;
  gboolean printed;    /* the words on the page, not those that stand for them */
  gboolean flat;       /* one line: blocks are parted by " / " */
  const Piece *before; /* the last piece said on this line */
  const char *lang;
} Voice;

static void say_node (Voice *voice, const Node *node);

/** Spaces of every width, and several in a row, are one space to the ear. */
static void
single_spaces (GString *text)
{
  g_autofree char *copy = g_strdup (text->str);
  g_string_truncate (text, 0);
  for (const char *at = copy; *at; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);
      if (g_unichar_type (letter) != G_UNICODE_SPACE_SEPARATOR)
        g_string_append_unichar (text, letter);
      else if (!text->len || text->str[text->len - 1] != ' ')
        g_string_append_c (text, ' ');
    }
}

static void
flush (Voice *voice)
{
  single_spaces (voice->line);
  g_strchomp (voice->line->str);
  voice->line->len = strlen (voice->line->str);
  if (voice->line->len || *voice->prefix)
    {
      g_autofree char *head =
          voice->line->len ? g_strdup (voice->prefix) : g_strchomp (g_strdup (voice->prefix));
      if (voice->flat)
        g_string_append_printf (voice->out, "%s%s%s", voice->out->len ? " / " : "", head, voice->line->str);
      else
        g_string_append_printf (voice->out, "%*s%s%s\n", voice->indent, "", head, voice->line->str);
    }
  g_string_truncate (voice->line, 0);
  g_free (voice->prefix);
  voice->prefix = g_strdup ("");
  voice->before = NULL;
}

static void G_GNUC_PRINTF (2, 3) start (Voice *voice, const char *format, ...)
{
  va_list arguments;
  flush (voice);
  g_free (voice->prefix);
  va_start (arguments, format);
  voice->prefix = g_strdup_vprintf (format, arguments);
  va_end (arguments);
}

static void
pause_before (Voice *voice)
{
  if (voice->line->len && voice->line->str[voice->line->len - 1] != ' ')
    g_string_append_c (voice->line, ' ');
}

static void
say_piece (Voice *voice, const Piece *piece)
{
  if (!piece || !*piece->text)
    return;
  gboolean soft = g_str_has_suffix (voice->line->str, "\u00AD");
  if (soft)
    g_string_truncate (voice->line, voice->line->len - strlen ("\u00AD"));
  else if (voice->before && pieces_apart (voice->before, piece) && *piece->text != ' ')
    pause_before (voice);
  g_string_append (voice->line, piece->text);
  voice->before = piece;
}

static void
say_kids (Voice *voice, const Node *node)
{
  for (guint i = 0; i < node->kids->len; i++)
    say_node (voice, node->kids->pdata[i]);
}

char *
reading_of (const Structure *structure, const Node *node, gboolean printed)
{
  Voice voice = {.structure = structure, .printed = printed, .flat = TRUE, .prefix = g_strdup ("")};
  voice.out = g_string_new (NULL);
  voice.line = g_string_new (NULL);
  say_kids (&voice, node);
  flush (&voice);
  g_string_free (voice.line, TRUE);
  g_free (voice.prefix);
  return g_string_free (voice.out, FALSE);
}

static gboolean
is_one_of (const char *role, const char *const *list)
{
  return g_strv_contains (list, role);
}

/** The first piece with words that @node would say; NULL. */
static const Piece *
first_piece (const Node *node)
{
  if (node->kind == NODE_CONTENT)
    return node->piece && *node->piece->text ? node->piece : NULL;
  const Piece *found = NULL;
  for (guint i = 0; node->kids && i < node->kids->len && !found; i++)
    found = first_piece (node->kids->pdata[i]);
  return found;
}

/** Before brackets and words that stand for @node's: does its ink stand apart from what was said? */
static void
pause_before_node (Voice *voice, const Node *node)
{
  const Piece *first = first_piece (node);
  if (first && voice->before && (pieces_apart (voice->before, first) || *first->text == ' '))
    pause_before (voice);
}

static const Node *
annotation_in (const Node *node)
{
  for (guint i = 0; i < node->kids->len; i++)
    {
      const Node *kid = node->kids->pdata[i];
      if (kid->kind == NODE_OBJECT)
        return kid;
    }
  return NULL;
}

/** What is said instead of the element's content; NULL: its content. E is an expansion of what is there (14.9.5). */
static const char *
replacement (const Voice *voice, const Node *node)
{
  if (voice->printed)
    return node->actual;
  return node->expansion ? node->expansion : node->actual ? node->actual : node->alt;
}

static void
say_link (Voice *voice, const Node *node)
{
  const Node *annotation = annotation_in (node);
  const char *target = annotation && annotation->target ? annotation->target : "nowhere";
  pause_before_node (voice, node);
  gsize begun = voice->line->len;
  g_string_append (voice->line, "[link: ");
  gsize words = voice->line->len;
  voice->before = NULL;
  if (replacement (voice, node))
    g_string_append (voice->line, replacement (voice, node));
  else
    say_kids (voice, node);
  if (voice->line->len < words || strncmp (voice->line->str + begun, "[link: ", 7) != 0)
    return; /* a block in a link ended the line */
  g_autofree char *said = g_strstrip (g_strdup (voice->line->str + words));
  gboolean ends = voice->line->len > words && g_str_has_suffix (voice->line->str, " ");
  g_string_truncate (voice->line, words);
  g_string_append_printf (voice->line, "%s → %s]%s", *said ? said : "without words", target, ends ? " " : "");
}

static int
count_role (const Node *node, const char *role)
{
  int n = 0;
  for (guint i = 0; i < node->kids->len; i++)
    {
      const Node *kid = node->kids->pdata[i];
      if (kid->kind == NODE_ELEMENT)
        n += strcmp (kid->role, role) == 0 ? 1 : count_role (kid, role);
    }
  return n;
}

static int
count_own (const Node *node, const char *role)
{
  int n = 0;
  for (guint i = 0; i < node->kids->len; i++)
    {
      const Node *kid = node->kids->pdata[i];
      n += kid->kind == NODE_ELEMENT && strcmp (kid->role, role) == 0;
    }
  return n;
}

static void
say_list (Voice *voice, const Node *node)
{
  int n = count_own (node, "LI"), item = 0;
  flush (voice);
  if (!voice->flat)
    start (voice, "list of %d", n);
  flush (voice);
  voice->indent += 2;
  for (guint i = 0; i < node->kids->len; i++)
    {
      const Node *kid = node->kids->pdata[i];
      if (kid->kind == NODE_ELEMENT && strcmp (kid->role, "LI") == 0 && !voice->flat)
        start (voice, "item %d of %d: ", ++item, n);
      say_node (voice, kid);
    }
  flush (voice);
  voice->indent -= 2;
}

static void
say_figure (Voice *voice, const Node *node)
{
  const char *words = replacement (voice, node);
  int n_links = count_role (node, "Link");
  start (voice, "%s: ", strcmp (node->role, "Formula") == 0 ? "formula" : "figure");
  if (words)
    g_string_append (voice->line, words);
  else
    say_kids (voice, node);
  if (n_links && words)
    g_string_append_printf (voice->line, " (%d link%s in it)", n_links, n_links == 1 ? "" : "s");
  flush (voice);
}

static void
say_table (Voice *voice, const Node *node)
{
  flush (voice);
  if (voice->flat) /* a table in a cell: its words, without a second grid */
    {
      say_kids (voice, node);
      return;
    }
  g_autoptr (ReadTable) table = read_table_new (voice->structure, node, voice->printed);
  start (voice, "table, %d column%s, %d row%s", table->n_columns, table->n_columns == 1 ? "" : "s",
         table->n_rows, table->n_rows == 1 ? "" : "s");
  if (table->caption)
    g_string_append_printf (voice->line, ": %s", table->caption);
  flush (voice);
  for (int row = 0; row < table->n_rows; row++)
    {
      g_autofree char *words = read_table_row (table, row);
      g_string_append_printf (voice->out, "%*s  row %d%s\n", voice->indent, "", row + 1, words);
    }
}

static void
say_block (Voice *voice, const Node *node)
{
  static const char *const heads[][2] = {
      {"Caption", "caption: "},    {"Note", "note: "},   {"BlockQuote", "quotation: "},
      {"TOC", "contents"},         {"TOCI", "entry: "},  {"Index", "index"},
      {"Form", "form: "},          {"LI", "item: "},     {"Code", "code: "},
      {"BibEntry", "reference: "}, {"Title", "title: "},
  };
  const char *role = node->role;
  flush (voice);
  if (role[0] == 'H' && (g_ascii_isdigit (role[1]) || !role[1]) && !voice->flat)
    start (voice, role[1] ? "heading level %s: " : "heading%s: ", role + 1);
  for (guint i = 0; i < G_N_ELEMENTS (heads) && !voice->flat; i++)
    if (strcmp (role, heads[i][0]) == 0)
      start (voice, "%s", heads[i][1]);
  if (replacement (voice, node))
    g_string_append (voice->line, replacement (voice, node));
  else
    say_kids (voice, node);
  flush (voice);
}

static const char *const inline_roles[] = {"Span",   "Quote", "Reference", "Lbl",     "Link", "Annot", "Ruby",
                                           "RB",     "RT",    "RP",        "Warichu", "WT",   "WP",    "Em",
                                           "Strong", "Sub",   "NonStruct", "Private", NULL};
/* what only holds others, or stays on the line of its item */
static const char *const silent_roles[] = {"Document",         "Part",  "Art",   "Sect",  "Div",
                                           "StructTreeRoot",   "THead", "TBody", "TFoot", "TR",
                                           "DocumentFragment", "Aside", NULL};

static void
say_inline (Voice *voice, const Node *node)
{
  if (strcmp (node->role, "Link") == 0 || strcmp (node->role, "Annot") == 0)
    say_link (voice, node);
  else if (replacement (voice, node))
    {
      pause_before_node (voice, node);
      g_string_append (voice->line, replacement (voice, node));
      const Node *last = node->kids->len ? node->kids->pdata[node->kids->len - 1] : NULL;
      voice->before = last && last->kind == NODE_CONTENT ? last->piece : voice->before;
    }
  else
    say_kids (voice, node);
  if (strcmp (node->role, "Lbl") == 0)
    pause_before (voice);
}

static void
say_element (Voice *voice, const Node *node)
{
  const char *role = node->role;
  if (strcmp (role, "Table") == 0)
    say_table (voice, node);
  else if (strcmp (role, "Figure") == 0 || strcmp (role, "Formula") == 0)
    say_figure (voice, node);
  else if (strcmp (role, "L") == 0)
    say_list (voice, node);
  else if (is_one_of (role, inline_roles))
    say_inline (voice, node);
  else if (strcmp (role, "LI") == 0 || strcmp (role, "LBody") == 0)
    say_kids (voice, node);
  else if (strcmp (role, "P") == 0 && *voice->prefix && !voice->line->len)
    say_kids (voice, node); /* the first paragraph of an item or a note goes on its line */
  else if (strcmp (role, "P") == 0 && *voice->prefix && strlen (voice->line->str) < 8)
    {
      pause_before (voice); /* … also after its label */
      say_kids (voice, node);
    }
  else if (is_one_of (role, silent_roles) && !replacement (voice, node))
    {
      flush (voice);
      say_kids (voice, node);
      flush (voice);
    }
  else
    say_block (voice, node);
}

static void
say_node (Voice *voice, const Node *node)
{
  if (node->kind == NODE_CONTENT)
    say_piece (voice, node->piece);
  if (node->kind != NODE_ELEMENT)
    return;
  const char *outer = voice->lang;
  gboolean other = node->lang && *node->lang && (!outer || g_ascii_strcasecmp (node->lang, outer) != 0);
  gboolean is_inline = is_one_of (node->role, inline_roles);
  if (!other || !is_inline)
    {
      if (other)
        voice->lang = node->lang;
      say_element (voice, node);
      voice->lang = outer;
      return;
    }
  pause_before_node (voice, node);
  voice->before = NULL;
  g_string_append_printf (voice->line, "‹%s: ", node->lang);
  voice->lang = node->lang;
  say_element (voice, node);
  voice->lang = outer;
  g_string_append (voice->line, "›");
}

char *
reading_text (const Structure *structure, const char *title, const char *lang)
{
  Voice voice = {.structure = structure, .prefix = g_strdup (""), .lang = lang};
  voice.out = g_string_new (NULL);
  voice.line = g_string_new (NULL);
  g_string_append_printf (voice.out, "document: %s; language: %s\n", title ? title : "without a title",
                          lang ? lang : "not said");
  if (structure->root)
    say_kids (&voice, structure->root);
  flush (&voice);
  g_string_free (voice.line, TRUE);
  g_free (voice.prefix);
  return g_string_free (voice.out, FALSE);
}
