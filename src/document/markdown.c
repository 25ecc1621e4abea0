/* markdown.c: Markdown of facts files and layouts as blocks and inlines (cmark parses). What cmark calls raw HTML is printed as
 * the letters it is made of: nothing in a facts file can be more than words.
 */
#include <cmark.h>
#include <string.h>
#include "document/section-blocks.h"
#include "release/mentions.h"

enum
{
  DEPTH_LIMIT = 8
};

typedef struct
{
  InlineWriter *writer;
  int strong, emphasis, code;
  const char *link; /* URL of the link we are in */
} MarkdownState;

/** @text with citations on one line each, [F08,⏎F09]: cmark would cut them at the line's end. Owned. */
static char *
join_citations (const char *text)
{
  char *joined = g_strdup (text);
  g_autoptr (GPtrArray) mentions = mentions_read (text);
  for (guint i = 0; i < mentions->len; i++)
    {
      const Mention *mention = g_ptr_array_index (mentions, i);
      for (gsize at = mention->start; mention->kind == MENTION_CITE && at < mention->end; at++)
        if (joined[at] == '\n')
          joined[at] = ' ';
    }
  return joined;
}

static cmark_node *
parse (const char *text)
{
  /* not cmark's smart quotes: they are English ones (typography.h) */
  const int options = CMARK_OPT_VALIDATE_UTF8;
  g_autofree char *joined = join_citations (text);
  cmark_node *root = cmark_parse_document (joined, strlen (joined), options);
  cmark_consolidate_text_nodes (root);
  return root;
}

static const Style *
style_here (const MarkdownState *state)
{
  InlineWriter *writer = state->writer;
  const Style *style = writer->base;
  if (state->emphasis > 0)
    style = inline_style (writer->a, style, "emphasis");
  if (state->strong > 0)
    style = inline_style (writer->a, style, "strong");
  if (state->code > 0)
    style = inline_style (writer->a, style, "code");
  return style == writer->base ? NULL : style;
}

static void
write_text (MarkdownState *state, const char *text)
{
  if (state->link != NULL)
    {
      g_autofree char *set = typography_text (&state->writer->typography, text);
      inline_link (state->writer, set, state->link,
                   inline_style (state->writer->a, state->writer->base, "link"));
    }
  else
    inline_marked (state->writer, text, style_here (state));
}

static void
write_node (MarkdownState *state, cmark_node *node, gboolean entering)
{
  switch (cmark_node_get_type (node))
    {
    case CMARK_NODE_TEXT:
    case CMARK_NODE_HTML_INLINE:
      write_text (state, cmark_node_get_literal (node));
      break;
    case CMARK_NODE_CODE:
      state->code++;
      inline_words (state->writer, cmark_node_get_literal (node), style_here (state));
      state->code--;
      break;
    case CMARK_NODE_SOFTBREAK:
      write_text (state, " ");
      break;
    case CMARK_NODE_LINEBREAK:
      inline_writer_finish (state->writer);
      g_ptr_array_add (state->writer->out, inline_new (INLINE_LINE_BREAK, "", NULL));
      break;
    case CMARK_NODE_CODE_BLOCK:
    case CMARK_NODE_HTML_BLOCK:
      {
        g_autofree char *text = g_strdup (cmark_node_get_literal (node));
        inline_words (state->writer, g_strdelimit (g_strchomp (text), "\r\n\t", ' '), NULL);
        break;
      }
    case CMARK_NODE_PARAGRAPH:
      if (!entering)
        write_text (state, " ");
      break;
    case CMARK_NODE_EMPH:
      state->emphasis += entering ? 1 : -1;
      break;
    case CMARK_NODE_STRONG:
      state->strong += entering ? 1 : -1;
      break;
    case CMARK_NODE_LINK:
      state->link = entering ? cmark_node_get_url (node) : NULL;
      break;
    default:
      break;
    }
}

/* The inline children of @block. */
static void
write_inlines (InlineWriter *writer, cmark_node *block)
{
  MarkdownState state = {writer, 0, 0, 0, NULL};
  cmark_iter *iter = cmark_iter_new (block);
  cmark_event_type event;
  while ((event = cmark_iter_next (iter)) != CMARK_EVENT_DONE)
    if (cmark_iter_get_node (iter) != block || cmark_node_first_child (block) == NULL)
      write_node (&state, cmark_iter_get_node (iter), event == CMARK_EVENT_ENTER);
  cmark_iter_free (iter);
}

typedef struct
{
  Assembly *a;
  const char *lang;
  const Style *base, *first;
  gboolean begun;
  Mark mark;
} MarkdownBlocks;

static void write_blocks (MarkdownBlocks *state, cmark_node *parent, Block *into, int depth);

static void
write_paragraph (MarkdownBlocks *state, cmark_node *node, Block *into, const Style *style)
{
  Block *paragraph = add_paragraph (state->a, into, style, state->mark);
  InlineWriter writer;
  paragraph->lang = state->lang;
  inline_writer_init (&writer, state->a, paragraph->inlines, style, NULL, state->mark);
  writer.around = state->lang;
  writer.typography.lang = state->lang != NULL ? state->lang : state->a->lang;
  write_inlines (&writer, node);
  inline_writer_finish (&writer);
  g_ptr_array_unref (writer.pending);
}

static void
write_list (MarkdownBlocks *state, cmark_node *node, Block *into, int depth)
{
  const gboolean ordered = cmark_node_get_list_type (node) == CMARK_ORDERED_LIST;
  const Style *style = named_style (state->a, "list");
  Block *list = block_add_take (into, block_new (BLOCK_LIST, ROLE_L, style));
  int number = cmark_node_get_list_start (node);
  const Style *base = state->base;
  list->mark = state->mark;
  state->base = style;
  for (cmark_node *item = cmark_node_first_child (node); item != NULL; item = cmark_node_next (item))
    {
      g_autofree char *label = ordered ? g_strdup_printf ("%d.", number++) : g_strdup ("–");
      state->begun = TRUE;
      write_blocks (state, item, add_item (state->a, list, style, label, state->mark), depth + 1);
    }
  state->base = base;
}

static void
write_heading (MarkdownBlocks *state, cmark_node *node, Block *into)
{
  const int level = MIN (cmark_node_get_heading_level (node) + 1, 3);
  const Style *style = named_style (state->a, level == 2 ? "heading" : "subheading");
  g_autoptr (GPtrArray) inlines = g_ptr_array_new_with_free_func ((GDestroyNotify)inline_free);
  InlineWriter writer;
  inline_writer_init (&writer, state->a, inlines, style, NULL, state->mark);
  writer.around = state->lang;
  writer.typography.lang = state->lang != NULL ? state->lang : state->a->lang;
  write_inlines (&writer, node);
  inline_writer_finish (&writer);
  g_ptr_array_unref (writer.pending);
  add_heading (state->a, into, NULL, style, level, inlines);
}

static void
write_quote (MarkdownBlocks *state, cmark_node *node, Block *into, int depth)
{
  Block *quote =
      block_add_take (into, block_new (BLOCK_GROUP, ROLE_BLOCKQUOTE, named_style (state->a, "quote")));
  quote->mark = state->mark;
  write_blocks (state, node, quote, depth + 1);
}

static void
write_blocks (MarkdownBlocks *state, cmark_node *parent, Block *into, int depth)
{
  for (cmark_node *node = cmark_node_first_child (parent); node != NULL; node = cmark_node_next (node))
    {
      const cmark_node_type type = cmark_node_get_type (node);
      /* deeper than any reader follows, all words of a part become one paragraph: nothing is lost, and no stack overflows */
      const gboolean nests = depth < DEPTH_LIMIT;
      if (type == CMARK_NODE_LIST && nests)
        write_list (state, node, into, depth);
      else if (type == CMARK_NODE_HEADING && nests)
        write_heading (state, node, into);
      else if (type == CMARK_NODE_BLOCK_QUOTE && nests)
        write_quote (state, node, into, depth);
      else if (type != CMARK_NODE_THEMATIC_BREAK)
        {
          write_paragraph (state, node, into,
                           state->begun || state->first == NULL ? state->base : state->first);
          state->begun = TRUE;
        }
    }
}

void
markdown_blocks (Assembly *a, const char *text, const char *lang, const Style *base, const Style *first,
                 Block *parent, Mark mark)
{
  MarkdownBlocks state = {a, lang, base, first, FALSE, mark};
  cmark_node *root = parse (text);
  write_blocks (&state, root, parent, 0);
  cmark_node_free (root);
}

void
markdown_inlines (InlineWriter *writer, const char *text)
{
  cmark_node *root = parse (text);
  MarkdownState state = {writer, 0, 0, 0, NULL};
  cmark_iter *iter = cmark_iter_new (root);
  cmark_event_type event;
  gboolean begun = FALSE;
  while ((event = cmark_iter_next (iter)) != CMARK_EVENT_DONE)
    {
      cmark_node *node = cmark_iter_get_node (iter);
      if (cmark_node_get_type (node) == CMARK_NODE_PARAGRAPH)
        {
          if (begun && event == CMARK_EVENT_ENTER)
            write_text (&state, " ");
          begun = TRUE;
        }
      else
        write_node (&state, node, event == CMARK_EVENT_ENTER);
    }
  cmark_iter_free (iter);
  cmark_node_free (root);
}

char *
markdown_plain (Assembly *a, const char *text)
{
  cmark_node *root = parse (text);
  g_autoptr (GString) out = g_string_new (NULL);
  cmark_iter *iter = cmark_iter_new (root);
  cmark_event_type event;
  while ((event = cmark_iter_next (iter)) != CMARK_EVENT_DONE)
    {
      cmark_node *node = cmark_iter_get_node (iter);
      const cmark_node_type type = cmark_node_get_type (node);
      if (event == CMARK_EVENT_ENTER &&
          (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE || type == CMARK_NODE_HTML_INLINE))
        g_string_append (out, cmark_node_get_literal (node));
      else if (event == CMARK_EVENT_ENTER && (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK))
        g_string_append_c (out, ' ');
    }
  cmark_iter_free (iter);
  cmark_node_free (root);
  GString *plain = g_string_new (NULL);
  for (const char *p = out->str; *p != '\0'; p++)
    {
      const char *end = *p == '[' ? strchr (p, ']') : NULL;
      g_autofree char *id = end != NULL ? g_strndup (p + 1, (gsize)(end - p - 1)) : NULL;
      if (id != NULL && template_is_id (g_strdelimit (id, " ,;", '-')))
        {
          if (plain->len > 0 && plain->str[plain->len - 1] == ' ')
            g_string_truncate (plain, plain->len - 1);
          p = end;
        }
      else
        g_string_append_c (plain, *p);
    }
  Typography typography = {.lang = a->lang};
  char *set = typography_text (&typography, plain->str);
  g_string_free (plain, TRUE);
  return set;
}
