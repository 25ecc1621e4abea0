/* template.h: the layout's own wording: "{briefing.title} · page {page} of {pages}", "{from}, {is} of {to}".
 *
 *   {field}            a value of the briefing or of the record in hand; missing is a diagnostic, never a hole
 *   {field:format}     dates: long, short; numbers: spelled; texts: capital
 *   {field|words}      words instead when there is none; {field|} for nothing
 *   {F30} [F30] @id    as in passages: figure, citation, name (in a case's own layout)
 *   **words**          in the style `strong`
 * `{{` prints a brace. Fields are checked when the layout is read, with their place in the file.
 */
#pragma once
#include "base/yaml.h"

typedef enum
{
  PART_WORDS,
  PART_FIELD
} PartKind;

typedef struct
{
  PartKind kind;
  char *text;     /* PART_WORDS: the words. PART_FIELD: its name */
  char *format;   /* NULL: none */
  char *fallback; /* NULL: the value must be there */
  int column;     /* bytes before it in the template */
} TemplatePart;

/** The parts in order; owned, with its parts. */
GPtrArray *template_parse (const char *text);

/** Are all fields of @node's text known for the briefing or for @record? Reports at their columns. */
gboolean template_check (const YamlNode *node, const char *record, Diags *diags);

/** Could @name be the id of a record (it holds a digit) and not a field? */
gboolean template_is_id (const char *name);

typedef struct
{
  const char *record; /* NULL: the briefing's */
  const char *name;
  const char *meaning;
} TemplateField;

/** All fields, for the docs and the schema; ends with a NULL name. */
extern const TemplateField template_fields[];
