/* style-value.h: single values of styles, as layouts write them. Within document/ only. */
#pragma once
#include "document/layout.h"

gboolean weight_read (const char *text, int *weight);     /* "semibold", "600" → 100–900 */
gboolean tracking_read (const char *text, int *tracking); /* "-0.018em", "-18" → 1/1000 em */
gboolean pad_read (const char *text, int *x, int *y);     /* "8pt", "8pt 4pt" */
/** Width, colour and gap in any order; "none". Reports. */
gboolean rule_read (const Layout *layout, const YamlNode *value, Rule *rule, Diags *diags);
/** Is @text a colour of the layout or #rrggbb? Reports at @value. */
gboolean colour_name_check (const Layout *layout, const YamlNode *value, const char *text, Diags *diags);
gboolean colour_lookup (const Layout *layout, const char *text, Colour *colour);
gboolean style_name_check (const Layout *layout, const YamlNode *value, Diags *diags);
