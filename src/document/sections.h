/* sections.h: the kinds of block that a layout's `body:` may list, each with its keys. One table checks a file, names the
 * nearest word, writes the schema, and tells the assembler which function makes the block. Within document/ only.
 */
#pragma once
#include "document/keys.h"
#include "document/layout.h"

typedef enum
{
  SECTION_TITLE,
  SECTION_PASSAGE,
  SECTION_HEADING,
  SECTION_MARKDOWN,
  SECTION_FIGURES,
  SECTION_JUDGEMENTS,
  SECTION_INDICATORS,
  SECTION_CONTESTED,
  SECTION_CLAIMS,
  SECTION_COMPARISON,
  SECTION_ESTIMATE,
  SECTION_LEADERSHIP,
  SECTION_RELATIONS,
  SECTION_CHART,
  SECTION_TREE,
  SECTION_LINEAGE,
  SECTION_MATRIX,
  SECTION_TIMELINE,
  SECTION_IMAGE,
  SECTION_COVER,
  SECTION_PARTICULARS,
  SECTION_DISTRIBUTION,
  SECTION_ENTITIES,
  SECTION_SOURCES,
  SECTION_SOURCE_SUMMARY,
  SECTION_TABLE,
  SECTION_LIKELIHOOD_KEY,
  SECTION_NOTES,
  SECTION_SOURCE_KEY,
  SECTION_CONTRADICTIONS,
  SECTION_CONTENTS,
  SECTION_TEXT,
  SECTION_BANNER,
  SECTION_GROUP,
  SECTION_PAGE,
  SECTION_ROW,
  SECTION_STACK,
  SECTION_ASIDE,
  SECTION_SPACER,
  SECTION_RULE,
  SECTION_PAGE_BREAK,
  SECTION_COLUMN_BREAK
} SectionKind;

struct SectionSpec
{
  SectionKind kind;
  const char *name;
  const KeySpec *keys;
  const char *record;    /* whose fields its templates and its query name; NULL: the briefing's only */
  const char *shorthand; /* the key that `- heading: Some words` fills; NULL: none */
  gboolean container;    /* its `body:` (or itself, as a list) is sections */
  const char *meaning;
};

extern const SectionSpec section_specs[];
extern const KeySpec section_common_keys[];
extern const KeySpec column_keys[], cell_keys[], shown_keys[], shown_group_keys[];

/** Checks `body:` and what is in it and makes Sections of it. */
GPtrArray *sections_read (const Layout *layout, const YamlNode *list, Diags *diags);
void section_free (gpointer section);
/** Checks the rows of a table that a layout writes (assemble-free-table.c). Reports [table-row-form]. */
gboolean table_rows_check (const YamlNode *rows, const KeySpec *key, const KeyContext *context, Diags *diags);
/** Checks a list of small maps: columns, shown figures, groups. */
gboolean sections_check_list (const YamlNode *list, const KeySpec *key, const KeyContext *context,
                              Diags *diags);
