/* scheme.h: marking schemes and likelihood scales: data, read from schemes/ID.yaml and scales/ID.yaml and checked.
 *
 * A scheme is sound when its order has no rings, every `above` is a label, no alias is taken twice, and colours are colours.
 */
#pragma once
#include "release/schema.h"

/** The scheme @id from the first of @data_folders (NULL-terminated) that has it. @mark is the place that asks for it. NULL with
 *  a diagnostic, or with @error when a file cannot be opened. */
Scheme *scheme_read (const char *id, const char *const *data_folders, Mark mark, Diags *diags,
                     GError **error);
LikelihoodScale *scale_read (const char *id, const char *const *data_folders, Mark mark, Diags *diags,
                             GError **error);

/** The label that no other is above of; when several, the last. Never NULL in a sound scheme. */
const Label *scheme_highest (const Scheme *scheme);

/** The label that all others are above of, or NULL. */
const Label *scheme_lowest (const Scheme *scheme);

/** What to write in place of @word, which is no label: the nearest label, or all of them; owned. */
char *scheme_hint (const Scheme *scheme, const char *word);

/** The word of the scale, or NULL. */
const LikelihoodWord *scale_word (const LikelihoodScale *scale, const char *word);
