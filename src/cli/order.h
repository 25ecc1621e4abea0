/* order.h: what a build file orders: products one by one, what becomes of failures and earlier issues, and where products go.
 *
 * The build file's own words (facts/build-file.h) stay behind this header, as the Store does behind author.h.
 */
#pragma once
#include "base/diag.h"
#include "base/set-value.h"
#include "base/sheets.h"

/** A product that is wanted: one cell of the matrix. */
typedef struct
{
  char *case_name, *audience, *layout;
  char *language; /* NULL: the case's own */
  char *name;     /* pattern; NULL: the usual one */
  GPtrArray *set; /* of SetValue*: for the layout's settings */
  Sheets sheets;
  gboolean linearise; /* first page in front */
  Mark mark;
} Wanted;

/** A delivery: when all products that it has are made. Either @folder or @command. */
typedef struct
{
  char *id;
  char *folder;         /* as written; NULL: a command */
  char **command;       /* words, NULL-terminated; {file} and {files} not yet filled in; NULL: a folder */
  char **to;            /* addresses of a letter; NULL: none is written */
  char *from, *subject; /* of the letter */
  int timeout;          /* s */
  const void *choices;  /* inside of the order */
  Mark mark;
} Delivery;

typedef struct
{
  GPtrArray *wanted;     /* of Wanted*, in the file's order */
  GPtrArray *deliveries; /* of Delivery* */
  int keep;              /* earlier issues of a product to keep; -1: all */
  gboolean stop;         /* after the first failure nothing more is begun */
  gpointer file;         /* of facts/ */
} Order;

/** Mistakes are in @diags; NULL when it cannot be read at all. Owned. */
Order *order_read (const char *path, Diags *diags);
void order_free (Order *order);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Order, order_free)

/** Gives the findings of prose among @facts the level that `lint` says. @order NULL: as warnings. */
void order_weigh (const Order *order, Diags *facts);

/** Is a product one of those that the delivery is about? @language: what it is made in. */
gboolean delivery_has (const Delivery *delivery, const char *case_name, const char *audience,
                       const char *layout, const char *language);
