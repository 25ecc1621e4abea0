/* yaml-quick.h: what nearly every file of facts, every layout and the text of every Release is written in, read an order of magnitude faster
 * than libfyaml reads it: within yaml.h alone.
 *
 * It knows: block and flow lists and maps, scalars on one line (plain, in single and in double quotes), folded and literal text whose lines
 * are equally indented, comments. It does not know: anchors, aliases, tags, directives, documents, `?` keys, scalars of several lines,
 * values left empty, tabs, other line ends than \n. And it says of no text that it is wrong: whatever it does not know, and every
 * mistake, is left to libfyaml, whose words and places are then those that authors see.
 */
#pragma once
#include "base/yaml.h"

/** @file: interned. @text is known to be UTF-8 without control characters. The tree that libfyaml would lead to, in all fields of all
 *  nodes; NULL: let libfyaml read it. O(length). */
YamlNode *yaml_quick (const char *text, gsize length, const char *file);

/** The same by libfyaml, with all that it has to say. */
YamlNode *yaml_thorough (const char *text, gsize length, const char *file, Diags *diags);

/** A node as yaml_node_free frees it; scalars take @text, @length bytes that need no end. */
YamlNode *yaml_node_new (YamlKind kind, Mark mark);
YamlNode *yaml_scalar_new (Mark mark, const char *text, gsize length, gboolean plain);
