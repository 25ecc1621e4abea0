/* structure.h: the structure tree of a PDF, taken out of the file: elements, content, annotations. Rule: ISO 32000-1 14.7, 14.8. */
#pragma once
#include "readback/content.h"

typedef enum
{
  NODE_ELEMENT,
  NODE_CONTENT, /* @text: what its identifier marks */
  NODE_OBJECT,  /* an annotation or another object: @subtype, @target, @contents */
} NodeKind;

typedef struct Node Node;
struct Node
{
  NodeKind kind;
  char *type;                                         /* as written; element */
  char *role;                                         /* the standard type by the role map; element */
  char *title, *lang, *alt, *actual, *expansion, *id; /* NULL: not said */
  GPtrArray *attributes;             /* of char*: "Table.Scope", value, …; keys sorted; NULL: none */
  GPtrArray *kids;                   /* of Node*; element */
  int page;                          /* from 0; -1: none of its own */
  int mcid;                          /* content; -1 */
  const Piece *piece;                /* content, borrowed; NULL: the page has no such identifier */
  char *subtype, *target, *contents; /* object */
};

typedef struct
{
  Node *root;          /* kind element, type "StructTreeRoot"; NULL: untagged */
  GPtrArray *role_map; /* of char*: type, standard type, … */
  GHashTable *by_id;   /* ID → Node*, borrowed */
  int n_elements;
  gboolean cut; /* deeper or larger than we read */
} Structure;

/** @content must live as long as the result. Cycles and elements met twice are left out the second time. */
Structure *structure_read (Pdf *pdf, const Content *content);
void structure_free (Structure *structure);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Structure, structure_free)

/** The value of "Table.Scope" on this element; NULL. Borrowed. */
const char *node_attribute (const Node *node, const char *key);

/** Where a link, an action or an outline entry leads: "page 3", an address, "“name”"; NULL: nowhere. Owned. @page (may be NULL): from 0, or -1. */
char *target_of (Pdf *pdf, Obj holder, int *page);
