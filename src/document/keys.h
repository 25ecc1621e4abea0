/* keys.h: tables of the keys that a layout may use: they check a file, name the nearest word, and write the schema.
 *
 *     static const KeySpec spacer_keys[] = {{"height", KEY_LENGTH, .meaning = "white space"}, {NULL}};
 *     keys_check (node, spacer_keys, "spacer", context, diags);
 */
#pragma once
#include "base/yaml.h"

typedef struct Layout Layout;

typedef enum
{
  KEY_TEXT,     /* any text */
  KEY_WORDS,    /* text, or a map of languages */
  KEY_TEMPLATE, /* words with {fields} of kind @of; parsed, its fields checked */
  KEY_LENGTH,   /* "12 mm" */
  KEY_SIZE,     /* length or per cent */
  KEY_INTEGER,  /* low..high */
  KEY_NUMBER,
  KEY_BOOLEAN,
  KEY_CHOICE,   /* one of @choices, "a|b|c" */
  KEY_WEIGHT,   /* regular … black or 100–900 */
  KEY_TRACKING, /* "-0.018em", "20" (1/1000 em), "2 %" */
  KEY_PERCENT,  /* "2 %", low to high in 1/100 of a per cent */
  KEY_SPACES,   /* "75 % 220 %": least and most of a word space */
  KEY_GAPS,     /* "-0.007em 0.0115em": how much narrower and wider a gap between letters may be */
  KEY_COLOUR,   /* name in `colours:` or #rrggbb */
  KEY_STYLE,    /* name in `styles:` */
  KEY_PAGE,     /* name in `pages:` */
  KEY_RULE,     /* "0.7pt ink 6pt": width, colour, gap; none */
  KEY_PAD,      /* "4pt" or "8pt 4pt": sides, then above and below */
  KEY_FAMILY,   /* name in `fonts:` or a family */
  KEY_ID,       /* id of a record: checked against the Release when assembling */
  KEY_IDS,      /* one or a list */
  KEY_STRINGS,  /* one text or a list */
  KEY_QUERY,    /* query.h */
  KEY_SECTIONS, /* list of sections */
  KEY_COLUMNS,  /* columns of a table: {head, text, width, align, style} */
  KEY_ROWS,     /* rows of cells: words or {text, col_span, …} */
  KEY_SHOWN,    /* items of a figure strip */
  KEY_GROUPS,   /* {heading, where} of a grouped table */
  KEY_MAP       /* checked elsewhere */
} KeyType;

typedef struct
{
  const char *name;
  KeyType type;
  const char *choices; /* KEY_CHOICE */
  int low, high;       /* KEY_INTEGER */
  const char *meaning; /* one line, for the schema and for people */
} KeySpec;

/** What a check needs besides the node: the layout (styles, colours) and the record kind whose fields templates may name. */
typedef struct
{
  const Layout *layout;
  const char *record; /* "claim", "relation" …; NULL: none */
} KeyContext;

/** Is @node a map that uses only @keys (and @more, may be NULL), each with a value of its type? Reports what is wrong; FALSE if any. */
gboolean keys_check (const YamlNode *node, const KeySpec *keys, const KeySpec *more, const char *where,
                     const KeyContext *context, Diags *diags);
/** Is one value of the type? Reports. */
gboolean key_check (const YamlNode *value, const KeySpec *key, const KeyContext *context, Diags *diags);
const KeySpec *key_find (const KeySpec *keys, const char *name);

/* Reading values that were checked; the fallback when absent or null. Texts are borrowed. */
const char *key_text (const YamlNode *map, const char *key, const char *fallback);
int key_integer (const YamlNode *map, const char *key, int fallback);
int key_length (const YamlNode *map, const char *key, int fallback);
gboolean key_boolean (const YamlNode *map, const char *key, gboolean fallback);
/** The texts of one scalar or of a list; owned array of borrowed char*. NULL if absent. */
GPtrArray *key_strings (const YamlNode *node);
/** "a|b|c" → is @word among them. */
gboolean choice_has (const char *choices, const char *word);
/** Reports an unknown @word with the nearest of the "a|b|c" list. */
void choice_complain (const YamlNode *value, const char *choices, const char *what, const char *code,
                      Diags *diags);
