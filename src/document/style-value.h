/* style-value.h: single values of styles, as layouts write them. Within document/ only. */
#pragma once
#include "document/layout.h"

gboolean weight_read (const char *text, int *weight);     /* "semibold", "600" → 100–900 */
gboolean tracking_read (const char *text, int *tracking); /* "-0.018em", "-18" → 1/1000 em */
gboolean pad_read (const char *text, int *x, int *y);     /* "8pt", "8pt 4pt" */
gboolean percent_read (const char *text, int *value);     /* "2 %" → 200 [1/10000] */
/** "75 % 220 %" → 75 and 220: the least between 50 and 100, the most between 100 and 1000. */
gboolean spaces_read (const char *text, int *least, int *most);
/** "-0.007em 0.0115em" → 100 and 135 [1/10000 em], both positive and at most 300. */
gboolean gaps_read (const char *text, int *tight, int *loose);
/** Width, colour and gap in any order; "none". Reports. */
gboolean rule_read (const Layout *layout, const YamlNode *value, Rule *rule, Diags *diags);
/** Is @text a colour of the layout or #rrggbb? Reports at @value. */
gboolean colour_name_check (const Layout *layout, const YamlNode *value, const char *text, Diags *diags);
gboolean colour_lookup (const Layout *layout, const char *text, Colour *colour);
gboolean style_name_check (const Layout *layout, const YamlNode *value, Diags *diags);
