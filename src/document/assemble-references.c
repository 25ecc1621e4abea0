/* assemble-references.c: "see figure {number:chart}, page {page:chart}": blocks of the layout that refer to one another by their
 * ids. Numbers are known when all is assembled; pages when the document is set.
 */
#include <string.h>
#include "document/section-blocks.h"

/* A block of the layout that is printed. */
typedef struct
{
  const char *id; /* interned */
  Block *block;   /* where it begins; borrowed */
  char *number;   /* of its figure, its table or its heading; NULL: it has none */
  int caption;    /* CaptionKind of what has the number; -1: a heading */
} Named;

typedef struct
{
  Inline *run; /* borrowed from its block */
  char *id;
  gboolean is_number;
  Mark mark;
} Reference;

struct References
{
  GArray *named, *references;
  GPtrArray *captions[2]; /* of the first figure and the first table: begin with a label; borrowed */
  gsize label_lengths[2];
};

static void
named_clear (gpointer data)
{
  Named *named = data;
  g_free (named->number);
}

static void
reference_clear (gpointer data)
{
  g_free (((Reference *)data)->id);
}

References *
references_new (void)
{
  References *references = g_new0 (References, 1);
  references->named = g_array_new (FALSE, FALSE, sizeof (Named));
  g_array_set_clear_func (references->named, named_clear);
  references->references = g_array_new (FALSE, FALSE, sizeof (Reference));
  g_array_set_clear_func (references->references, reference_clear);
  return references;
}

void
references_free (References *references)
{
  g_array_unref (references->named);
  g_array_unref (references->references);
  g_free (references);
}

static const Named *
find_named (const References *references, const char *id)
{
  for (guint i = 0; i < references->named->len; i++)
    if (g_str_equal (g_array_index (references->named, Named, i).id, id))
      return &g_array_index (references->named, Named, i);
  return NULL;
}

void
name_section (Assembly *a, const Section *section, const Block *parent, guint n_blocks,
              const int n_captions[2])
{
  if (section->id == NULL || find_named (a->references, section->id) != NULL)
    return;
  Block *first = NULL;
  for (guint i = n_blocks; i < parent->children->len && (first == NULL || first->kind == BLOCK_PAGE_BREAK);
       i++)
    first = g_ptr_array_index (parent->children, i);
  if (first == NULL)
    return;
  if (first->page != NULL && first->children->len > 0) /* what is on pages of its own, and not those */
    first = g_ptr_array_index (first->children, 0);
  /* a section with a heading is found at its heading */
  if (first->kind == BLOCK_GROUP && first->children->len > 0 &&
      ((Block *)g_ptr_array_index (first->children, 0))->kind == BLOCK_HEADING)
    first = g_ptr_array_index (first->children, 0);
  Named named = {.id = section->id, .block = first, .caption = -1};
  for (int kind = CAPTION_TABLE; kind >= CAPTION_FIGURE; kind--)
    if (a->n_captions[kind] > n_captions[kind])
      named.caption = kind;
  if (named.caption >= 0)
    named.number = g_strdup_printf ("%d", n_captions[named.caption] + 1);
  else if (first->kind == BLOCK_HEADING && first->label != NULL && first->label->len > 0)
    named.number = g_strdup (((Inline *)g_ptr_array_index (first->label, 0))->text);
  g_array_append_val (a->references->named, named);
}

void
number_caption (Assembly *a, InlineWriter *writer, CaptionKind kind, const Style *style)
{
  static const char *const labels[] = {"figure-number", "table-number"};
  g_autofree char *number = g_strdup_printf ("%d", ++a->n_captions[kind]);
  g_autofree char *label = label_format (a->layout, a->lang, labels[kind], number, NULL);
  inline_words (writer, label, style);
  inline_words (writer, " ", style);
  if (a->n_captions[kind] != 1 || writer->out->len == 0)
    return;
  a->references->captions[kind] = writer->out;
  a->references->label_lengths[kind] = strlen (label) + 1;
}

void
write_reference (InlineWriter *writer, const char *id, gboolean is_number)
{
  Assembly *a = writer->a;
  inline_writer_finish (writer);
  if (writer->space)
    {
      writer->space = FALSE;
      inline_words (writer, " ", NULL);
    }
  Inline *run = inline_new (is_number ? INLINE_TEXT : INLINE_PAGE_OF, is_number ? "" : "88", NULL);
  Reference reference = {.run = run, .id = g_strdup (id), .is_number = is_number, .mark = writer->mark};
  run->id = g_strdup (id); /* until it is resolved, so that no words are joined to it */
  g_ptr_array_add (writer->out, run);
  g_array_append_val (a->references->references, reference);
}

guint
references_count (const Assembly *a)
{
  return a->references->references->len;
}

void
references_forget (Assembly *a, guint n)
{
  g_array_set_size (a->references->references, n);
}

/* The CaptionKind of what it prints the number of; -1: none. */
static int
resolve (Assembly *a, const Reference *reference)
{
  const Named *named = find_named (a->references, reference->id);
  if (named == NULL)
    diags_warning (a->diags, reference->mark, "reference-unknown",
                   "give the block an `id:`; it may be empty or dropped",
                   "no block that is printed has the id “%s”", reference->id);
  else if (reference->is_number && named->number == NULL)
    diags_warning (
        a->diags, reference->mark, "reference-unnumbered", "numbered: true, or refer to its page",
        "the block “%s” has no number: it is no figure or table with a caption, and its heading has none",
        reference->id);
  g_clear_pointer (&reference->run->id, g_free);
  const char *words = named == NULL ? "?" : reference->is_number ? named->number : NULL;
  if (reference->is_number || named == NULL)
    {
      reference->run->kind = INLINE_TEXT;
      g_free (reference->run->text);
      reference->run->text = g_strdup (words != NULL ? words : "?");
    }
  else
    {
      if (named->block->id == NULL)
        named->block->id = new_id (a, "b");
      reference->run->target = g_strdup (named->block->id);
    }
  return reference->is_number && named != NULL ? named->caption : -1;
}

void
references_resolve (Assembly *a)
{
  References *references = a->references;
  gboolean named[2] = {FALSE, FALSE};
  for (guint i = 0; i < references->references->len; i++)
    {
      const int kind = resolve (a, &g_array_index (references->references, Reference, i));
      if (kind >= 0)
        named[kind] = TRUE;
    }
  for (int kind = CAPTION_FIGURE; kind <= CAPTION_TABLE; kind++)
    {
      GPtrArray *caption = references->captions[kind];
      if (caption == NULL || a->n_captions[kind] != 1 || named[kind])
        continue;
      /* the only one needs no number */
      Inline *label = g_ptr_array_index (caption, 0);
      g_autofree char *text = label->text;
      label->text = g_strdup (text + MIN (references->label_lengths[kind], strlen (text)));
      if (*label->text == '\0')
        g_ptr_array_remove_index (caption, 0);
    }
}
