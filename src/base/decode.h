/* decode.h: tables of fields. One table a record kind drives reading, checking, copying, freeing, canonical
 * writing, JSON Schema and the manual, so that a key is described in one place and nowhere else.
 *
 *     typedef struct { char *id; Mark mark; char *kind; GPtrArray *about; } Claim;
 *     static const FieldSpec claim_fields[] = {
 *       {"kind", &field_word, G_STRUCT_OFFSET (Claim, kind), "what sort of statement", .words = kinds,
 * .required = TRUE},
 *       {"about", &field_ids, G_STRUCT_OFFSET (Claim, about), "whom it is about"},
 *       {0}};
 *     const RecordSpec claim_spec = {"claim", "one statement", sizeof (Claim), claim_fields,
 *                                    RECORD_ID (Claim, id), RECORD_MARK (Claim, mark)};
 *     Claim *claim = record_read (&claim_spec, node, "F30", diags);   … record_free (&claim_spec, claim);
 *
 * A mistake is a diagnostic with its place; the field then stays as it was and reading goes on, so one run
 * shows all. A field "not said" is NULL, an empty list, 0, FALSE, DATE_NONE, as its type tells; not-said
 * fields are not written. Records own all they point to. Lists in a record are never NULL once record_new has
 * made it.
 *
 * check-source: lengths: the table and every type of field
 */
#pragma once
#include "base/yaml.h"

typedef struct FieldSpec FieldSpec;
typedef struct FieldType FieldType;
typedef struct RecordSpec RecordSpec;

struct FieldSpec
{
  const char *key;
  const FieldType *type;
  gsize offset;
  const char *meaning;      /* one line, for the manual and the schema */
  const char *const *words; /* field_word(s): NULL-terminated list, in the order to be shown */
  double least, most;       /* integers, numbers, ratios; lengths [upt]; both 0: unbounded */
  const char *preset;       /* the value when not said, as the author would write it; NULL: zero */
  const RecordSpec *record; /* field_record, field_records, field_record_map */
  gboolean required;
  gboolean author_only; /* belongs to the author's files: never in a Release */
};

/** @at points to the field inside its record. All may rely on the field being zero or valid. */
struct FieldType
{
  const char *name;                                   /* "list of ids", for the manual */
  void (*init) (const FieldSpec *field, gpointer at); /* NULL: zero is right */
  void (*read) (const FieldSpec *field, gpointer at, const YamlNode *node, Diags *diags);
  void (*clear) (const FieldSpec *field, gpointer at); /* frees and zeroes; NULL: nothing is owned */
  void (*copy) (const FieldSpec *field, gpointer to, gconstpointer from); /* @to was init-ed */
  gboolean (*is_said) (const FieldSpec *field, gconstpointer at);
  void (*write) (const FieldSpec *field, gconstpointer at,
                 YamlWriter *writer);                          /* the value alone; it is_said */
  void (*schema) (const FieldSpec *field, YamlWriter *writer); /* keys of a JSON Schema of it */
};

struct RecordSpec
{
  const char *name, *meaning;
  gsize size;
  const FieldSpec *fields; /* until key is NULL */
  int id_offset;           /* of a char *id that comes from the map's key; -1: none */
  int mark_offset;         /* of a Mark; -1: none */
  /* May be NULL: a shorter way to write it (a text or list for a map). TRUE: it was that, well formed or
   * reported. */
  gboolean (*read_short) (gpointer record, const YamlNode *node, Diags *diags);
  /* May be NULL: rules across its fields, after all are read. */
  void (*check) (gpointer record, const YamlNode *node, Diags *diags);
};

#define RECORD_ID(type, member)   .id_offset = (int)G_STRUCT_OFFSET (type, member)
#define RECORD_MARK(type, member) .mark_offset = (int)G_STRUCT_OFFSET (type, member)
#define RECORD_NO_ID              .id_offset = -1
#define RECORD_NO_MARK            .mark_offset = -1

extern const FieldType field_string;  /* char* */
extern const FieldType field_id;      /* char*: letters, digits, - _ . / + ; begins with a letter or digit */
extern const FieldType field_word;    /* char*: one of @words */
extern const FieldType field_strings; /* GPtrArray* of char*; a text alone is a list of one, here and below */
extern const FieldType field_ids;     /* GPtrArray* of char* */
extern const FieldType field_words;   /* GPtrArray* of char* */
extern const FieldType field_integer; /* int */
extern const FieldType field_number;  /* double */
extern const FieldType field_ratio;   /* double: 0.7 or 70 % */
extern const FieldType field_boolean; /* gboolean */
extern const FieldType field_length;  /* int [upt] */
extern const FieldType field_colour;  /* guint32 0xRRGGBB; give a preset */
extern const FieldType field_date;    /* Date */
extern const FieldType field_inline;  /* a struct of @record by value; said when any of its fields is */
extern const FieldType field_record;  /* a pointer to one struct of @record, or NULL */
extern const FieldType
    field_records; /* GPtrArray* of structs of @record: a list; one map alone is a list of one */
extern const FieldType field_record_map; /* GPtrArray* of structs of @record: a map, key = id, order kept */
extern const FieldType
    field_elsewhere; /* a known key that the caller reads from the node itself; offset unused */

/** A record with nothing said but presets. Owned. The second makes one in place, of zeroed memory: see record_clear. */
gpointer record_new (const RecordSpec *spec);
void record_init (const RecordSpec *spec, gpointer record);

/** Is any field said? */
gboolean record_says (const RecordSpec *spec, gconstpointer record);

/** Reads @node; @id (may be NULL) is copied into it. Never NULL: what is wrong is left out and reported.
 * Owned. */
gpointer record_read (const RecordSpec *spec, const YamlNode *node, const char *id, Diags *diags);

/** The same onto a record that has values: keys not said stay as they are (styles and layouts that extend
 * others). A list that is said replaces; a field_record is read onto the old one. Required keys are not asked
 * for. */
void record_read_onto (const RecordSpec *spec, gpointer record, const YamlNode *node, Diags *diags);

gpointer record_copy (const RecordSpec *spec, gconstpointer record);
void record_copy_into (const RecordSpec *spec, gpointer to, gconstpointer from); /* @to was init-ed */
void record_clear (const RecordSpec *spec, gpointer record);
void record_free (const RecordSpec *spec, gpointer record);

/** Writes a map of what is said, in the table's order; not the id, not the mark. */
void record_write (const RecordSpec *spec, gconstpointer record, YamlWriter *writer);

/** Writes an array of records as a map keyed by id. */
void record_map_write (const RecordSpec *spec, const GPtrArray *records, YamlWriter *writer);

const char *record_id (const RecordSpec *spec, gconstpointer record);

/** Id syntax of field_id. */
gboolean id_is_valid (const char *id);

/** The text of a scalar that says something; NULL with [type-wrong] when it is a list or map, or says
 * nothing. Borrowed. */
const char *node_text (const YamlNode *node, const char *wanted, Diags *diags);

/** JSON Schema (draft 2020-12) of one record: the keys of an object begun by the caller, who says its
 * description. */
void record_write_schema (const RecordSpec *spec, YamlWriter *writer);

/** The manual: one line a key: name, type, meaning, words. Appended to @out. */
void record_describe (const RecordSpec *spec, GString *out);
