/* set-value.h: values for the settings that a layout offers: `--set width=75mm`, or `set: {width: 75mm}` in the build file. They
 * are carried as texts with their places; only the layout knows what they mean and checks them (document/settings.h).
 */
#pragma once
#include "base/decode.h"

typedef struct
{
  char *name, *value;
  Mark mark; /* in the build file; on the command line the words themselves */
} SetValue;

extern const RecordSpec set_value_spec; /* for a field_record_map */

/** An empty list, which owns its SetValue*. */
GPtrArray *set_values_new (void);
void set_values_add (GPtrArray *values, const char *name, const char *value, Mark mark);
void set_values_add_all (GPtrArray *values, const GPtrArray *more);

/** One value as one text, for a pipe; owned. set_values_add_text reads it back; FALSE: it is none. */
char *set_value_to_text (const SetValue *value);
gboolean set_values_add_text (GPtrArray *values, const char *text);
