/* audience.h: who may know what: data/audiences.yaml. An audience never says how anything looks.
 *
 *     audiences:
 *       press: {title: Press and public, clearance: {tlp-2: CLEAR}, needs: [], sees: {source_names: alias}, wording: plain}
 *
 * Default is no: without a clearance for the scheme of a case an audience may know nothing of it.
 */
#pragma once
#include "facts/store.h"

typedef struct
{
  char *source_names; /* alias: a source with public_alias appears under it alone; real or NULL: as it is */
} AudienceSight;

typedef struct
{
  char *id;
  Mark mark;
  Text *title;
  GPtrArray *clearance; /* of TextVariant*: lang = scheme id, text = label id */
  GPtrArray *needs;     /* of char* */
  AudienceSight sees;
  char *wording; /* "plain" | NULL */
} Audience;

typedef struct
{
  GPtrArray *list; /* of Audience*, owned, in the author's order */
} Audiences;

/** Reads an audiences file. NULL with @error (it cannot be opened) or when it is no YAML; mistakes are in @diags. */
Audiences *audiences_read (const char *path, Diags *diags, GError **error);
/** Who there is when nobody has said: one audience, `public`, cleared for the lowest label of @scheme and without needs. Where no label
 *  is below all others, or @scheme is NULL, it is cleared for nothing. Owned. */
Audiences *audiences_of_public (const Scheme *scheme);
void audiences_free (Audiences *audiences);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Audiences, audiences_free)

/** The audience @id, or NULL. Borrowed. */
const Audience *audiences_find (const Audiences *audiences, const char *id);

/** Are the clearances labels of @scheme [clearance-unknown]? A case without a scheme is not looked at. */
void audiences_check (const Audiences *audiences, const Scheme *scheme, Diags *diags);

/** Its label in @scheme; NULL: none, it may know nothing. */
const Label *audience_clearance (const Audience *audience, const Scheme *scheme);

/** JSON Schema of an audiences file: owned text. */
char *schema_of_audiences (void);
