#include "export/pdf-tags.h"
#include "export/pdf-sheet.h"

typedef enum
{
  KID_CONTENT,
  KID_ELEMENT,
  KID_ANNOTATION
} KidKind;

typedef struct
{
  KidKind kind;
  int page;
  int number; /* identifier of content, index of an element, object of an annotation */
} Kid;

/* Nearly all have one, and there are as many lists as cells in the longest table: no memory of its own for that one. */
typedef struct
{
  guint n;
  union
  {
    Kid one;   /* n < 2 */
    Kid *many; /* room for the power of two that is not below n */
  } as;
} Kids;

typedef struct
{
  const Element *element; /* NULL: a Link made here */
  const char *numbering;  /* of an L */
  Kids kids;
  int parent; /* an owner; -1: the root */
  int object; /* 0: no element of its own */
  guint role : 16, met : 1;
} Node;

struct PdfTags
{
  const Pages *pages;
  PdfFile *file;
  const int *page_objects;
  GArray *nodes; /* of Node, by element */
  Kids root_kids;
  GPtrArray *contents; /* by page: GArray of int, identifier → element */
  GArray *annotations; /* of int: element, by StructParent less the number of pages */
  int root;
  int next_late;   /* node that is saved next, or one before it */
  int first_list;  /* object of the first page's list in the ParentTree; the others' follow */
  GHashTable *ids; /* object number → id; owned, looked up only */
};

static void write_late_node (gpointer data, int number, GString *out);

static const Kid *
kid_at (const Kids *kids, guint index)
{
  g_assert (index < kids->n);
  return kids->n < 2 ? &kids->as.one : &kids->as.many[index];
}

static void
kids_insert (Kids *kids, guint place, Kid kid)
{
  guint n = kids->n;
  if (n == 0)
    kids->as.one = kid;
  else if (n == 1)
    {
      Kid *many = g_new (Kid, 2);
      many[0] = place == 0 ? kid : kids->as.one;
      many[1] = place == 0 ? kids->as.one : kid;
      kids->as.many = many;
    }
  else
    {
      if ((n & (n - 1)) == 0)
        kids->as.many = g_renew (Kid, kids->as.many, 2 * (gsize)n);
      memmove (kids->as.many + place + 1, kids->as.many + place, (n - place) * sizeof (Kid));
      kids->as.many[place] = kid;
    }
  kids->n++;
}

static void
kids_add (Kids *kids, Kid kid)
{
  kids_insert (kids, kids->n, kid);
}

static void
kids_clear (Kids *kids)
{
  if (kids->n > 1)
    g_free (kids->as.many);
}

static Node *
node_at (const PdfTags *tags, int element)
{
  g_assert (element >= 0 && element < (int)tags->nodes->len);
  return &g_array_index (tags->nodes, Node, element);
}

static void
node_clear (gpointer node)
{
  kids_clear (&((Node *)node)->kids);
}

static int
add_node (PdfTags *tags, const Element *element, Role role, int parent)
{
  Node node = {.element = element, .role = role, .parent = parent};
  if (role != ROLE_NONE && role != ROLE_ARTIFACT)
    node.object = pdf_file_reserve_late (tags->file);
  g_array_append_val (tags->nodes, node);
  return tags->nodes->len - 1;
}

/* The nearest element with a role of its own, from @element up; -1: the root. */
static int
own_or_above (const PdfTags *tags, int element)
{
  while (element >= 0 && !node_at (tags, element)->object)
    element = node_at (tags, element)->element->parent;
  return element;
}

PdfTags *
pdf_tags_new (const Pages *pages, PdfFile *file, const int *page_objects)
{
  PdfTags *tags = g_new0 (PdfTags, 1);
  tags->pages = pages;
  tags->file = file;
  tags->ids = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  file->write_late = write_late_node;
  file->late_data = tags;
  tags->page_objects = page_objects;
  tags->nodes = g_array_new (FALSE, FALSE, sizeof (Node));
  g_array_set_clear_func (tags->nodes, node_clear);
  tags->annotations = g_array_new (FALSE, FALSE, sizeof (int));
  tags->contents = g_ptr_array_new_with_free_func ((GDestroyNotify)g_array_unref);
  for (int i = 0; i < pages_n_sheets (pages); i++)
    g_ptr_array_add (tags->contents, g_array_new (FALSE, FALSE, sizeof (int)));
  tags->root = pdf_file_reserve (file);
  tags->first_list = G_MAXINT;
  for (guint i = 0; i < pages->elements->len; i++)
    {
      const Element *element = &g_array_index (pages->elements, Element, i);
      g_assert (element->parent < (int)i);
      add_node (tags, element, element->role, own_or_above (tags, element->parent));
    }
  return tags;
}

void
pdf_tags_free (PdfTags *tags)
{
  if (!tags)
    return;
  g_array_unref (tags->nodes);
  kids_clear (&tags->root_kids);
  g_array_unref (tags->annotations);
  g_hash_table_unref (tags->ids);
  g_ptr_array_unref (tags->contents);
  g_free (tags);
}

int
pdf_tags_owner (const PdfTags *tags, int element)
{
  for (int up = element; up >= 0; up = node_at (tags, up)->parent)
    if (node_at (tags, up)->role == ROLE_ARTIFACT)
      return -1;
  return own_or_above (tags, element);
}

static Kids *
kids_of (PdfTags *tags, int element)
{
  return element < 0 ? &tags->root_kids : &node_at (tags, element)->kids;
}

gboolean
pdf_tags_meet (PdfTags *tags, int element)
{
  element = own_or_above (tags, element);
  if (element < 0 || node_at (tags, element)->met)
    return FALSE;
  int parent = node_at (tags, element)->parent;
  node_at (tags, element)->met = TRUE;
  pdf_tags_meet (tags, parent);
  kids_add (kids_of (tags, parent), (Kid){KID_ELEMENT, 0, element});
  return TRUE;
}

int
pdf_tags_content (PdfTags *tags, int page, int element)
{
  GArray *contents = tags->contents->pdata[page];
  Kid kid = {KID_CONTENT, page, contents->len};
  pdf_tags_meet (tags, element);
  kids_add (&node_at (tags, element)->kids, kid);
  g_array_append_val (contents, element);
  return kid.number;
}

void
pdf_tags_label (PdfTags *tags, int element, const char *text)
{
  int list = element;
  while (list >= 0 && node_at (tags, list)->role != ROLE_L)
    list = node_at (tags, list)->parent;
  if (list < 0 || node_at (tags, list)->numbering)
    return;
  while (*text == '(' || *text == '[' || *text == ' ')
    text++;
  gunichar c = g_utf8_get_char (text);
  node_at (tags, list)->numbering = g_unichar_isdigit (c)       ? "Decimal"
                                    : g_unichar_isupper (c)     ? "UpperAlpha"
                                    : g_unichar_islower (c)     ? "LowerAlpha"
                                    : c == 0x25E6 || c == 'o'   ? "Circle"
                                    : c >= 0x25A0 && c < 0x25B0 ? "Square"
                                                                : "Disc";
}

int
pdf_tags_add_link (PdfTags *tags, int parent)
{
  return add_node (tags, NULL, ROLE_LINK, own_or_above (tags, parent));
}

int
pdf_tags_annotation (PdfTags *tags, int page, int element, int object)
{
  Kid kid = {KID_ANNOTATION, page, object};
  pdf_tags_meet (tags, element);
  element = own_or_above (tags, element);
  kids_add (&node_at (tags, element)->kids, kid);
  g_array_append_val (tags->annotations, element);
  return tags->contents->len + tags->annotations->len - 1;
}

const char *
pdf_tags_role (const PdfTags *tags, int element)
{
  return role_name (node_at (tags, element)->role);
}

int
pdf_tags_object (const PdfTags *tags, int element)
{
  element = own_or_above (tags, element);
  return element < 0 ? tags->root : node_at (tags, element)->object;
}

/* Elements that nothing was drawn for (an empty cell) stand before the first sibling with a higher index. */
static void
place_unmet (PdfTags *tags)
{
  for (guint i = 0; i < tags->nodes->len; i++)
    {
      Node *node = node_at (tags, i);
      if (node->met || !node->object)
        continue;
      Kids *kids = kids_of (tags, node->parent);
      guint place = 0;
      while (place < kids->n &&
             !(kid_at (kids, place)->kind == KID_ELEMENT && kid_at (kids, place)->number > (int)i))
        place++;
      kids_insert (kids, place, (Kid){KID_ELEMENT, 0, i});
      node->met = TRUE;
    }
}

/* The page that plain identifiers of an element's content mean: that of its first content. */
static int
page_of_kids (const Kids *kids)
{
  for (guint i = 0; i < kids->n; i++)
    if (kid_at (kids, i)->kind == KID_CONTENT)
      return kid_at (kids, i)->page;
  return -1;
}

/* The page of its element need not be said again (ISO 32000-1 table 325). */
static void
put_annotation (const PdfTags *tags, const Kid *kid, int home, GString *out)
{
  g_string_append (out, "<</Type/OBJR");
  if (kid->page != home)
    g_string_append_printf (out, "/Pg %d 0 R", tags->page_objects[kid->page]);
  g_string_append_printf (out, "/Obj %d 0 R>>", kid->number);
}

static void
put_kids (const PdfTags *tags, const Kids *kids, GString *out)
{
  int home = page_of_kids (kids);
  if (home >= 0)
    {
      g_string_append (out, "/Pg");
      put_reference (out, tags->page_objects[home]);
    }
  if (kids->n == 0)
    return;
  g_string_append (out, kids->n > 1 ? "/K[" : "/K");
  for (guint i = 0; i < kids->n; i++)
    {
      const Kid *kid = kid_at (kids, i);
      if (kid->kind == KID_ELEMENT)
        put_reference (out, node_at (tags, kid->number)->object);
      else if (kid->kind == KID_ANNOTATION)
        put_annotation (tags, kid, home, out);
      else if (kid->page == home)
        {
          if (!strchr ("[>", out->str[out->len - 1]))
            g_string_append_c (out, ' ');
          put_whole (out, kid->number);
        }
      else
        g_string_append_printf (out, "<</Type/MCR/Pg %d 0 R/MCID %d>>", tags->page_objects[kid->page],
                                kid->number);
    }
  if (kids->n > 1)
    g_string_append_c (out, ']');
}

static void
put_headers (const PdfTags *tags, const GArray *headers, GString *out)
{
  if (!headers)
    return;
  g_string_append (out, "/Headers[");
  for (guint i = 0; i < headers->len; i++)
    {
      const Node *head = node_at (tags, g_array_index (headers, int, i));
      put_byte_string (out, g_hash_table_lookup (tags->ids, GINT_TO_POINTER (head->object)));
    }
  g_string_append_c (out, ']');
}

/* ISO 32000-1 14.8.5: what a cell heads, how far it spans, where a figure stands, how a list is numbered. */
static void
put_attributes (const PdfTags *tags, const Node *node, GString *out)
{
  const Element *element = node->element;
  gboolean is_cell = node->role == ROLE_TH || node->role == ROLE_TD;
  if (is_cell && (element->scope != SCOPE_NONE || element->col_span > 1 || element->row_span > 1 ||
                  element->more->headers))
    {
      g_string_append (out, "/A<</O/Table");
      if (node->role == ROLE_TH && element->scope != SCOPE_NONE)
        g_string_append (out, element->scope == SCOPE_ROW ? "/Scope/Row" : "/Scope/Column");
      if (element->col_span > 1)
        g_string_append_printf (out, "/ColSpan %d", element->col_span);
      if (element->row_span > 1)
        g_string_append_printf (out, "/RowSpan %d", element->row_span);
      put_headers (tags, element->more->headers, out);
      g_string_append (out, ">>");
    }
  else if (node->role == ROLE_FIGURE && element->more->has_box)
    {
      g_assert (element->more->page >= 0 && element->more->page < (int)tags->pages->pages->len);
      g_string_append (out, "/A<</O/Layout/Placement/Block/BBox");
      put_sheet_box (out, tags->pages, element->more->page, element->more->x, element->more->y,
                     element->more->x + element->more->width, element->more->y + element->more->height);
      g_string_append (out, ">>");
    }
  else if (node->role == ROLE_L && node->numbering)
    g_string_append_printf (out, "/A<</O/List/ListNumbering/%s>>", node->numbering);
}

static void
put_text_entry (GString *out, const char *key, const char *text)
{
  if (!text || !*text)
    return;
  g_string_append (out, key);
  put_text_string (out, text);
}

/* A Link that no annotation came to is plain words. */
static const char *
role_as_written (const Node *node)
{
  for (guint i = 0; node->role == ROLE_LINK && i < node->kids.n; i++)
    if (kid_at (&node->kids, i)->kind == KID_ANNOTATION)
      return "Link";
  return node->role == ROLE_LINK ? "Span" : role_name (node->role);
}

static void
put_node (const PdfTags *tags, const Node *node, const char *id, GString *out)
{
  g_string_append (out, "<</S/");
  g_string_append (out, role_as_written (node));
  g_string_append (out, "/P");
  put_reference (out, node->parent < 0 ? tags->root : node_at (tags, node->parent)->object);
  if (id)
    {
      g_string_append (out, "/ID");
      put_byte_string (out, id);
    }
  if (node->element)
    {
      put_text_entry (out, "/Lang", node->element->lang);
      put_text_entry (out, "/T", node->element->more->title);
      put_text_entry (out, "/Alt", node->element->more->alt);
      put_text_entry (out, "/ActualText", node->element->more->actual_text);
      put_text_entry (out, "/E", node->element->more->expansion);
      put_attributes (tags, node, out);
    }
  put_kids (tags, &node->kids, out);
  g_string_append (out, ">>");
}

static void
put_owners (const PdfTags *tags, int page, GString *out)
{
  const GArray *contents = tags->contents->pdata[page];
  g_string_append_c (out, '[');
  for (guint k = 0; k < contents->len; k++)
    {
      if (k)
        g_string_append_c (out, ' ');
      put_reference (out, node_at (tags, g_array_index (contents, int, k))->object);
    }
  g_string_append_c (out, ']');
}

/* Elements are numbered in their order, and saved by rising numbers. Behind them are numbered the lists of the ParentTree. */
static void
write_late_node (gpointer data, int number, GString *out)
{
  PdfTags *tags = data;
  if (number >= tags->first_list)
    {
      put_owners (tags, number - tags->first_list, out);
      return;
    }
  while (node_at (tags, tags->next_late)->object != number)
    tags->next_late++;
  put_node (tags, node_at (tags, tags->next_late), g_hash_table_lookup (tags->ids, GINT_TO_POINTER (number)),
            out);
}

typedef struct
{
  char *id;
  int object;
} Identity;

static int
by_bytes (gconstpointer a, gconstpointer b)
{
  return strcmp (((const Identity *)a)->id, ((const Identity *)b)->id);
}

static void
identity_clear (gpointer identity)
{
  g_free (((Identity *)identity)->id);
}

/* An element's ID; every Note has one (ISO 14289-1 7.9), none is given twice. Owned, or NULL. */
static char *
choose_id (const Node *node, int index, GHashTable *given)
{
  const char *wish = node->element ? node->element->more->id : NULL;
  if (wish && *wish && !g_hash_table_contains (given, wish))
    return g_strdup (wish);
  return node->role == ROLE_NOTE ? g_strdup_printf ("note.%d", index) : NULL;
}

static void
give_ids (PdfTags *tags, GArray *identities)
{
  g_autoptr (GHashTable) given = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < tags->nodes->len; i++)
    {
      const Node *node = node_at (tags, i);
      if (!node->object)
        continue;
      Identity identity = {choose_id (node, i, given), node->object};
      if (!identity.id)
        continue;
      g_hash_table_insert (tags->ids, GINT_TO_POINTER (node->object), g_strdup (identity.id));
      g_hash_table_add (given, identity.id);
      g_array_append_val (identities, identity);
    }
  g_array_sort (identities, by_bytes);
}

/* The lists of the ParentTree, one a page, are objects of their own, each saved before the first element of its page: rows of tables and their
 * cells are told there and here in the same order, which deflates to little when it stands near. */
static void
reserve_lists (PdfTags *tags)
{
  int next = 0, n_pages = (int)tags->contents->len;
  for (int i = 0; i < n_pages; i++)
    {
      int number = pdf_file_reserve_late (tags->file);
      if (i == 0)
        tags->first_list = number;
      g_assert (number == tags->first_list + i);
    }
  for (guint i = 0; i < tags->nodes->len && next < n_pages; i++)
    for (int page = node_at (tags, i)->object ? page_of_kids (&node_at (tags, i)->kids) : -1; next <= page;
         next++)
      pdf_file_save_before (tags->file, tags->first_list + next, node_at (tags, i)->object);
}

/* Page i: an array by identifier; annotation k: its element. ISO 32000-1 14.7.4.4. */
static int
write_parent_tree (PdfTags *tags)
{
  GString *out = g_string_new ("/Nums[");
  int n_pages = tags->contents->len;
  reserve_lists (tags);
  for (int i = 0; i < n_pages; i++)
    g_string_append_printf (out, "%s%d %d 0 R", i ? "\n" : "", i, tags->first_list + i);
  for (guint k = 0; k < tags->annotations->len; k++)
    g_string_append_printf (out, "\n%d %d 0 R", n_pages + k,
                            node_at (tags, g_array_index (tags->annotations, int, k))->object);
  g_string_append_c (out, ']');
  return pdf_file_add_take (tags->file, out);
}

int
pdf_tags_write (PdfTags *tags)
{
  g_autoptr (GArray) identities = g_array_new (FALSE, FALSE, sizeof (Identity));
  g_array_set_clear_func (identities, identity_clear);
  place_unmet (tags);
  give_ids (tags, identities);
  GString *out = g_string_new ("/Type/StructTreeRoot");
  g_assert (page_of_kids (&tags->root_kids) < 0);
  put_kids (tags, &tags->root_kids, out);
  g_string_append_printf (out, "/ParentTree %d 0 R/ParentTreeNextKey %u", write_parent_tree (tags),
                          tags->contents->len + tags->annotations->len);
  if (identities->len)
    {
      g_string_append (out, "/IDTree<</Names[");
      for (guint i = 0; i < identities->len; i++)
        {
          put_byte_string (out, g_array_index (identities, Identity, i).id);
          put_reference (out, g_array_index (identities, Identity, i).object);
        }
      g_string_append (out, "]>>");
    }
  pdf_file_set_take (tags->file, tags->root, out);
  return tags->root;
}
