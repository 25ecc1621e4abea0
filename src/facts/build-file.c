/* build-file.c: see build-file.h. */
#include "facts/build-file.h"

#include <string.h>

#include "facts/rules.h"
#include "facts/store.h"

static const char *const lint_words[] = {"ignore", "warning", "error", NULL};
static const char *const failure_words[] = {"keep-going", "stop", NULL};

#define AT(member) G_STRUCT_OFFSET (BuildChoice, member)
static const FieldSpec choice_fields[] = {
    {"case", &field_ids, AT (cases), "only of these cases"},
    {"audience", &field_ids, AT (audiences), "only for these audiences"},
    {"layout", &field_ids, AT (layouts), "only in these layouts"},
    {"language", &field_strings, AT (languages), "only in these languages"},
    {0}};
#undef AT
static const RecordSpec choice_spec = {"choice of products", "those products that have all of these",
                                       sizeof (BuildChoice), choice_fields,
                                       RECORD_NO_ID,         RECORD_MARK (BuildChoice, mark)};

#define AT(member) G_STRUCT_OFFSET (BuildItem, member)
static const FieldSpec item_fields[] = {
    {"audience", &field_ids, AT (audiences), "who will read it; of a list, each", .required = TRUE},
    {"layout", &field_ids, AT (layouts), "how it looks; of a list, each", .required = TRUE},
    {"languages", &field_strings, AT (languages), "one product in each; not said: the case's own"},
    {"name", &field_string, AT (name), "its file name"},
    {"set", &field_record_map, AT (set), "values for the layout's settings: {size: 11pt}",
     .record = &set_value_spec},
    {"linearise", &field_boolean, AT (linearise), "first page in front, for reading over a network"},
    {"booklet", &field_boolean, AT (booklet), "two pages a side, to print on both sides, fold and stitch"},
    {"up", &field_integer, AT (up), "pages a side", .least = 2, .most = SHEETS_MOST_UP},
    {"paper", &field_string, AT (paper),
     "of a booklet's or several pages' side: A3, A4, A5, A6, Letter, Legal, or width x height"},
    {0}};
#undef AT
static const RecordSpec item_spec = {"product",          "audiences and layouts, each with each",
                                     sizeof (BuildItem), item_fields,
                                     RECORD_NO_ID,       RECORD_MARK (BuildItem, mark)};

#define AT(member) G_STRUCT_OFFSET (BuildCase, member)
static const FieldSpec case_fields[] = {
    {"case", &field_ids, AT (cases), "folder of the case, beside this file; of a list, each",
     .required = TRUE},
    {"make", &field_records, AT (make), "its products", .record = &item_spec, .required = TRUE},
    {"exclude", &field_records, AT (exclude), "what of these is not made", .record = &choice_spec},
    {"include", &field_records, AT (include), "what is made besides, whatever is excluded",
     .record = &item_spec},
    {"name", &field_string, AT (name),
     "pattern of file names: {case} {issue} {layout} {audience} {language}"},
    {0}};
#undef AT
static const RecordSpec case_spec = {"case's products",  "the products of one case, or of several alike",
                                     sizeof (BuildCase), case_fields,
                                     RECORD_NO_ID,       RECORD_MARK (BuildCase, mark)};

#define AT(member) G_STRUCT_OFFSET (BuildMail, member)
static const FieldSpec mail_fields[] = {
    {"to", &field_strings, AT (to), "addresses", .required = TRUE},
    {"from", &field_string, AT (from), "the sender's address", .required = TRUE},
    {"subject", &field_string, AT (subject), "its heading", .required = TRUE},
    {0}};
#undef AT
static const RecordSpec mail_spec = {
    "mail",        "a letter with the products attached", sizeof (BuildMail), mail_fields, RECORD_NO_ID,
    RECORD_NO_MARK};

#define AT(member) G_STRUCT_OFFSET (BuildDelivery, member)
static const FieldSpec delivery_fields[] = {
    {"of", &field_records, AT (of), "which products; not said: all", .record = &choice_spec},
    {"folder", &field_string, AT (folder), "copied into this folder, seen from the one above data/"},
    {"command", &field_strings, AT (command),
     "words of a command, not of a shell; {files}: all paths, {file}: one, and the command runs for each"},
    {"mail", &field_record, AT (mail), "a letter for the command to read", .record = &mail_spec},
    {"timeout", &field_integer, AT (timeout), "seconds that a command may take", .least = 1, .most = 86400,
     .preset = "600"},
    {0}};
#undef AT
static const RecordSpec delivery_spec = {"delivery",
                                         "where products go when all of them are made",
                                         sizeof (BuildDelivery),
                                         delivery_fields,
                                         RECORD_ID (BuildDelivery, id),
                                         RECORD_MARK (BuildDelivery, mark)};

#define AT(member) G_STRUCT_OFFSET (BuildFile, member)
static const FieldSpec file_fields[] = {
    {"products", &field_records, AT (products), "what is made", .record = &case_spec, .required = TRUE},
    {"keep", &field_integer, AT (keep), "earlier issues of a product to keep; not said: all", .least = -1,
     .most = 1000, .preset = "-1"},
    {"linearise", &field_boolean, AT (linearise), "every product with its first page in front"},
    {"lint", &field_word, AT (lint), "what findings of prose count as", .words = lint_words,
     .preset = "warning"},
    {"on_failure", &field_word, AT (on_failure), "what becomes of the other products when one fails",
     .words = failure_words, .preset = "keep-going"},
    {"deliver", &field_record_map, AT (deliver), "where products go, by a name of your own",
     .record = &delivery_spec},
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

static void
check_items (GPtrArray *items, Diags *diags)
{
  for (guint i = 0; i < items->len; i++)
    {
      BuildItem *item = g_ptr_array_index (items, i);
      check_name (item->name, item->mark, diags);
      check_sheets (item, diags);
    }
}

static gboolean
has_control (const char *text)
{
  for (; *text; text++)
    if ((guchar)*text < 0x20 || *text == 0x7F)
      return TRUE;
  return FALSE;
}

/** An address is one word of ASCII with an @ in it: it becomes part of a line that a mailer reads. */
static gboolean
is_address (const char *text)
{
  const char *at = strchr (text, '@');
  gboolean plain = at && at > text && at[1];
  for (; plain && *text; text++)
    plain = (guchar)*text > 0x20 && (guchar)*text < 0x7F && !strchr ("<>,;:\"()[]\\", *text);
  return plain;
}

static void
check_mail (const BuildDelivery *delivery, Diags *diags)
{
  const BuildMail *mail = delivery->mail;
  gboolean good = mail->from && is_address (mail->from) && mail->subject && !has_control (mail->subject);
  for (guint i = 0; i < mail->to->len; i++)
    good = good && is_address (mail->to->pdata[i]);
  if (!good && mail->from && mail->subject)
    diags_error (
        diags, delivery->mark, "deliver-mail", "mail: {to: [a@example.org], from: b@example.org, subject: …}",
        "the letter of “%s” has an address that is none, or a subject of more than one line", delivery->id);
}

static void
check_delivery (const BuildDelivery *delivery, Diags *diags)
{
  int n_each = 0, n_all = 0;
  for (guint i = 0; i < delivery->command->len; i++)
    {
      const char *word = delivery->command->pdata[i];
      n_each += strstr (word, "{file}") != NULL;
      n_all += g_str_equal (word, "{files}");
    }
  if (!delivery->folder == !delivery->command->len)
    diags_error (diags, delivery->mark, "deliver-where", "folder: published, or command: [lp, \"{file}\"]",
                 "“%s” needs either a folder or a command", delivery->id);
  else if (delivery->command->len && !delivery->mail && (n_each > 0) == (n_all > 0))
    diags_error (diags, delivery->mark, "deliver-files",
                 "{files} is a word of its own and becomes every path; {file} is one path",
                 "the command of “%s” needs either {files} or {file}: what is it to deliver?", delivery->id);
  else if (delivery->mail && (!delivery->command->len || n_each || n_all))
    diags_error (diags, delivery->mark, "deliver-letter", "command: [sendmail, -t, -oi]",
                 "the letter of “%s” has the products in it, and goes to a command that reads one",
                 delivery->id);
  if (delivery->mail)
    check_mail (delivery, diags);
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
      check_items (products->make, diags);
      check_items (products->include, diags);
    }
  for (guint i = 0; i < file->deliver->len; i++)
    check_delivery (g_ptr_array_index (file->deliver, i), diags);
  return file;
}

void
build_file_free (BuildFile *file)
{
  record_free (&file_spec, file);
}

static gboolean
is_among (const GPtrArray *words, const char *word)
{
  for (guint i = 0; i < words->len; i++)
    if (g_strcmp0 (words->pdata[i], word) == 0)
      return TRUE;
  return words->len == 0;
}

gboolean
build_choice_has (const BuildChoice *choice, const char *case_name, const char *audience, const char *layout,
                  const char *language)
{
  return is_among (choice->cases, case_name) && is_among (choice->audiences, audience) &&
         is_among (choice->layouts, layout) && is_among (choice->languages, language);
}

void
build_file_weigh (const BuildFile *file, Diags *facts)
{
  if (!file || g_str_equal (file->lint, "warning"))
    return;
  for (int i = 0; prose_codes[i]; i++)
    diags_weigh (facts, prose_codes[i], g_str_equal (file->lint, "error") ? DIAG_ERROR : DIAG_IGNORED);
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
