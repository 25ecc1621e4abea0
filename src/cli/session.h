/* session.h: what the commands share: finding the case, the audience and the layout that were meant, and saying what there is
 * when they are not. Functions that return a STATUS_ have said what is wrong. */
#pragma once
#include "cli/author.h"
#include "cli/make.h"
#include "cli/order.h"

typedef struct
{
  Places *places;
  Diags *diags;
  char *folder; /* of the case, as a person would write it */
  Author *author;
  Order *order;      /* the build file beside the case; NULL without one */
  GPtrArray *wanted; /* of it; empty without one */
  Pool *pool;        /* borrowed: its workers stay for the next product; NULL: they end */
} Session;

/** Finds and reads a case and the build file beside it. Of the facts, only errors are kept in @diags. @name NULL: says which
 *  cases there are. */
int session_open (Session *session, const char *name);
void session_clear (Session *session);

/** The audience meant: @given if it exists, else the one that the build file pairs with @layout (NULL: with any). */
int session_audience (const Session *session, const char *given, const char *layout, const char **audience);

/** The layout's file, as a person would write it; owned. @name NULL: says which there are. */
int session_layout (const Session *session, const char *name, char **path);

/** Prints what was found wrong and returns the status for it. */
int session_report (const Session *session, gboolean json);

/** A product of this session's case; everything is copied but @release. */
Product *session_product (const Session *session, const char *audience, const char *layout,
                          const char *layout_path, const char *language, const char *output,
                          const char *release);

/** Makes one product, prints diagnostics and, unless @quiet, where it is; returns the status. */
int session_make (Session *session, Product *product, gboolean quiet);

/** The language of a product: @said; else that of its layout (`lang`, its own or that of what it extends); else the case's. Owned. */
char *product_language (const Places *places, const char *case_folder, const char *layout_path,
                        const char *said, const char *case_language);

/** "executive" for layouts/executive.yaml: how a layout is called in file names; owned. */
char *layout_name (const char *name);

/** What a line of the build file names, as a person would write its path: the folder of its case below @data, the file of its
 *  layout. Owned; NULL with a diagnostic [case-unknown], [layout-unknown] at that line. */
char *wanted_case (const Places *places, const char *data, const Wanted *wanted, Diags *diags);
char *wanted_layout (const Places *places, const char *case_folder, const Wanted *wanted, Diags *diags);

/** The path of the build file beside a case, or in the project; owned. It may not exist. */
char *build_file (const Places *places, const char *case_folder);
