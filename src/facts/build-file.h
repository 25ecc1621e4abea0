/* build-file.h: data/briefings.yaml: which products are made: case × audience × layout × language.
 *
 *     products:
 *       - case: isis-k
 *         make: [{audience: minister, layout: executive}, {audience: desk, layout: analyst, languages: [en, fr]}]
 *         name: "{case}-{issue}-{layout}-{language}.pdf"
 *     keep: 5
 *     lint: warning
 */
#pragma once
#include "base/decode.h"
#include "base/set-value.h"
#include "base/sheets.h"

typedef struct
{
  Mark mark;
  char *audience, *layout;
  GPtrArray *languages; /* of char*; empty: the case's own */
  char *name;           /* pattern; NULL: that of its case */
  GPtrArray *set;       /* of SetValue*: for the layout's settings */
  gboolean booklet;
  int up;
  char *paper;   /* as written; NULL: not said */
  Sheets sheets; /* what these three come to */
} BuildItem;

typedef struct
{
  Mark mark;
  char *case_name;
  GPtrArray *make; /* of BuildItem* */
  char *name;      /* pattern of file names; NULL: the usual one */
} BuildCase;

typedef struct
{
  GPtrArray *products; /* of BuildCase* */
  int keep;            /* earlier versions to keep; 0: none */
  char *lint;          /* ignore | warning | error: what findings of prose count as */
} BuildFile;

/** NULL with @error (it cannot be opened) or when it is no YAML; mistakes are in @diags. */
BuildFile *build_file_read (const char *path, Diags *diags, GError **error);
void build_file_free (BuildFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BuildFile, build_file_free)

/** JSON Schema of a build file: owned text. */
char *schema_of_build_file (void);
