/* build-file.c: see build-file.h. */
#include "facts/build-file.h"

#include <string.h>

#include "facts/store.h"

static const char *const lint_words[] = {"ignore", "warning", "error", NULL};

#define AT(member) G_STRUCT_OFFSET (BuildItem, member)
static const FieldSpec item_fields[] = {
    {"audience", &field_id, AT (audience), "who will read it", .required = TRUE},
    {"layout", &field_id, AT (layout), "how it looks", .required = TRUE},
    {"languages", &field_strings, AT (languages), "one product in each; not said: the case's own"},
    {"name", &field_string, AT (name), "its file name"},
    {"set", &field_record_map, AT (set), "values for the layout's settings: {size: 11pt}",
     .record = &set_value_spec},
    {"booklet", &field_boolean, AT (booklet), "two pages a side, to print on both sides, fold and stitch"},
    {"up", &field_integer, AT (up), "pages a side", .least = 2, .most = SHEETS_MOST_UP},
    {"paper", &field_string, AT (paper),
     "of a booklet's or several pages' side: A3, A4, A5, A6, Letter, Legal, or width x height"},
    {0}};
#undef AT
static const RecordSpec item_spec = {"product",          "one audience and one layout",
                                     sizeof (BuildItem), item_fields,
                                     RECORD_NO_ID,       RECORD_MARK (BuildItem, mark)};

#define AT(member) G_STRUCT_OFFSET (BuildCase, member)
static const FieldSpec case_fields[] = {
    {"case", &field_id, AT (case_name), "folder of the case, beside this file", .required = TRUE},
    {"make", &field_records, AT (make), "its products", .record = &item_spec, .required = TRUE},
    {"name", &field_string, AT (name),
     "pattern of file names: {case} {issue} {layout} {audience} {language}"},
    {0}};
#undef AT
static const RecordSpec case_spec = {"case's products",  "the products of one case",
                                     sizeof (BuildCase), case_fields,
                                     RECORD_NO_ID,       RECORD_MARK (BuildCase, mark)};

#define AT(member) G_STRUCT_OFFSET (BuildFile, member)
static const FieldSpec file_fields[] = {
    {"products", &field_records, AT (products), "what is made", .record = &case_spec, .required = TRUE},
    {"keep", &field_integer, AT (keep), "earlier versions of a file to keep", .least = 0, .most = 1000},
    {"lint", &field_word, AT (lint), "what findings of prose count as", .words = lint_words,
     .preset = "warning"},
    {0}};
#undef AT
static const RecordSpec file_spec = {
    "build file", "which products are made", sizeof (BuildFile), file_fields, RECORD_NO_ID, RECORD_NO_MARK};

/** A name is a file name: no folders, nothing hidden, and it ends in .pdf. */
static void
check_name (const char *name, Mark mark, Diags *diags)
{
  if (name && (strchr (name, '/') || *name == '.' || !g_str_has_suffix (name, ".pdf")))
    diags_error (diags, mark, "product-pattern", "{case}-{issue}-{layout}-{language}.pdf",
                 "“%s” is no name for a product", name);
}

/** What is asked of the printer's sheets. */
static void
check_sheets (BuildItem *item, Diags *diags)
{
  const char *problem = sheets_set (&item->sheets, item->booklet, item->up, item->paper);
  if (problem)
    diags_error (diags, item->mark, "product-sheets", NULL, "%s", problem);
}

BuildFile *
build_file_read (const char *path, Diags *diags, GError **error)
{
  g_autoptr (YamlNode) root = file_read_yaml (path, diags, error);
  if (!root)
    return NULL;
  BuildFile *file = record_read (&file_spec, root, NULL, diags);
  for (guint i = 0; i < file->products->len; i++)
    {
      const BuildCase *products = g_ptr_array_index (file->products, i);
      check_name (products->name, products->mark, diags);
      for (guint j = 0; j < products->make->len; j++)
        {
          BuildItem *item = g_ptr_array_index (products->make, j);
          check_name (item->name, item->mark, diags);
          check_sheets (item, diags);
        }
    }
  return file;
}

void
build_file_free (BuildFile *file)
{
  record_free (&file_spec, file);
}

char *
schema_of_build_file (void)
{
  g_autoptr (YamlWriter) writer = yaml_writer_new (YAML_AS_JSON);
  yaml_write_map_begin (writer);
  yaml_write_key (writer, "$schema");
  yaml_write_string (writer, "https://json-schema.org/draft/2020-12/schema");
  yaml_write_key (writer, "title");
  yaml_write_string (writer, "Products of briefings");
  record_write_schema (&file_spec, writer);
  yaml_write_end (writer);
  return yaml_writer_steal (writer);
}
