/* store.h: everything that is known about one case, as its author's files say it. Never seen by the render side.
 *
 *     g_autoptr (Store) store = store_read ("data/isis-k", folders, diags, &error);
 *     if (store) store_check (store, diags);               (rules.h)
 *     if (store && !diags_has_errors (diags)) release = select_release (store, audience, diags, NULL);    (select.h)
 *
 * A case is a folder. All *.yaml, *.yml and *.json in it and its folders are read, in the order of their names, but for
 * layouts/ and names that begin with a dot; links to elsewhere are not followed. `uses:` of the briefing adds folders that lie
 * beside the case. The marking scheme and the likelihood scale come from schemes/ID.yaml and scales/ID.yaml in the first of the
 * data folders that has them. A voice becomes a source “parent/voice” within its parent, with the parent's marking and needs
 * unless it has its own; ids of its siblings may be written short.
 *
 * Invariants: ids are unique across kinds (the first stays, others are reported); each record's mark tells where it stands.
 */
#pragma once
#include "release/schema.h"

typedef struct
{
  char *folder;
  Briefing *briefing;                 /* NULL with a diagnostic when there is none */
  Scheme *scheme;                     /* NULL with a diagnostic when it cannot be read */
  LikelihoodScale *scale;             /* NULL: none is named, or it cannot be read */
  GPtrArray *records[N_RECORD_KINDS]; /* owned records, in the author's order */
  GPtrArray *uses;                    /* of char*: as written */
  char *previous;                     /* case folder of the issue before, as written; NULL: none */
  GPtrArray *files;                   /* of char*: all that was read, in order */
  gboolean all_read; /* FALSE: a file is not sound YAML, so ids that lead nowhere may be in it */
  GHashTable *by_id; /* see store_find */
} Store;

/**
 * store_read: the files of a case as records.
 *
 * @case_folder:  path as it shall appear in diagnostics
 * @data_folders: folders with schemes/ and scales/, best first; NULL-terminated
 * @error:        the folder or a file cannot be opened (the world's fault)
 *
 * Returns: a Store even when there are mistakes (so that store_check finds the others); NULL only with @error.
 *          Nothing may be selected from it when @diags has errors. Cost: linear in the files.
 */
Store *store_read (const char *case_folder, const char *const *data_folders, Diags *diags, GError **error);
void store_free (Store *store);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Store, store_free)

/** The record with this id and kind, or NULL. O(1). */
gconstpointer store_find (const Store *store, RecordKind kind, const char *id);

/** The record with this id of whatever kind, NULL if none; *kind tells. O(1). */
gconstpointer store_find_any (const Store *store, const char *id, RecordKind *kind);

/** The known id nearest to @id among records of @kind, or NULL. Borrowed. */
const char *store_nearest (const Store *store, RecordKind kind, const char *id);

/** The label of a record: its own, else the briefing's, else the highest of the scheme. NULL only without scheme, or when its
 *  word is no label. */
const Label *store_label (const Store *store, RecordKind kind, gconstpointer record);

/** One file of the author's, parsed. NULL with @error (cannot be opened, larger than YAML_BYTES_LIMIT) or with @diags. */
YamlNode *file_read_yaml (const char *path, Diags *diags, GError **error);
