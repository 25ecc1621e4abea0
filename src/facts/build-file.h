/* build-file.h: data/briefings.yaml: which products are made (case × audience × layout × language), and where they go then.
 *
 *     products:
 *       - case: [isis-k, ferry]
 *         make: [{audience: [minister, desk], layout: [executive, analyst], languages: [en, fr]}]
 *         exclude: [{audience: minister, layout: analyst}]
 *         include: [{audience: press, layout: public}]
 *         name: "{case}-{issue}-{layout}-{audience}-{language}.pdf"
 *     keep: 5
 *     lint: warning
 *     on_failure: keep-going
 *     deliver:
 *       web: {folder: web, of: {audience: press}}
 *       printer: {command: [lp, -o, sides=two-sided-long-edge, "{file}"], of: {layout: analyst}}
 *
 * A list in `case` or in an entry of `make` is one side of a matrix; docs/builds.md is the manual of it.
 */
#pragma once
#include "base/decode.h"
#include "base/set-value.h"
#include "base/sheets.h"

/** Some of the products: each list that is said must have the product's own word. All empty: every product. */
typedef struct
{
  Mark mark;
  GPtrArray *cases, *audiences, *layouts, *languages; /* of char* */
} BuildChoice;

typedef struct
{
  Mark mark;
  GPtrArray *audiences, *layouts; /* of char* */
  GPtrArray *languages;           /* of char*; empty: the case's own */
  char *name;                     /* pattern; NULL: that of its case */
  GPtrArray *set;                 /* of SetValue*: for the layout's settings */
  gboolean linearise;             /* first page in front */
  gboolean booklet;
  int up;
  char *paper;   /* as written; NULL: not said */
  Sheets sheets; /* what these three come to */
} BuildItem;

typedef struct
{
  Mark mark;
  GPtrArray *cases;   /* of char*: folders beside the file */
  GPtrArray *make;    /* of BuildItem* */
  GPtrArray *exclude; /* of BuildChoice*: taken from what `make` comes to */
  GPtrArray *include; /* of BuildItem*: added after that */
  char *name;         /* pattern of file names; NULL: the usual one */
} BuildCase;

/** A letter with the products attached, for a command that reads one: sendmail. */
typedef struct
{
  GPtrArray *to; /* of char* */
  char *from, *subject;
} BuildMail;

/** Where products go when all of them are made. Either @folder or @command is said. */
typedef struct
{
  Mark mark;
  char *id;
  GPtrArray *of;      /* of BuildChoice*; empty: every product */
  char *folder;       /* from the folder above data/ */
  GPtrArray *command; /* of char*: words of a command, never a shell's; {files} or {file} stand for paths */
  BuildMail *mail;    /* goes into the command's standard input; NULL: nothing does */
  int timeout;        /* s */
} BuildDelivery;

typedef struct
{
  GPtrArray *products; /* of BuildCase* */
  gboolean linearise;  /* every product: first page in front */
  int keep;            /* earlier issues of a product to keep; -1: all, nothing is removed */
  char *lint;          /* ignore | warning | error: what findings of prose count as */
  char *on_failure;    /* keep-going | stop */
  GPtrArray *deliver;  /* of BuildDelivery*, in the file's order */
} BuildFile;

/** NULL with @error (it cannot be opened) or when it is no YAML; mistakes are in @diags. */
BuildFile *build_file_read (const char *path, Diags *diags, GError **error);
void build_file_free (BuildFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BuildFile, build_file_free)

/** Is the product one of those that @choice means? */
gboolean build_choice_has (const BuildChoice *choice, const char *case_name, const char *audience,
                           const char *layout, const char *language);

/** Do the findings of prose count as this file says (rules.h)? @file NULL: as warnings. */
void build_file_weigh (const BuildFile *file, Diags *facts);

/** JSON Schema of a build file: owned text. */
char *schema_of_build_file (void);
