/* select.h: the wall. Store + Audience → Release, which starts from nothing and is given copies of what is granted.
 *
 * A record is granted when the audience's clearance is at or above its label (its own, else the briefing's, else the highest of
 * the scheme), the audience has all its needs, and nothing that it cannot do without is withheld:
 *
 *   source      falls with `within`: a voice is nothing without its document; and with any mention in its title or descriptor
 *   claim       falls with any of `about` and `said_by` (and so with any link of the chain), and with any record that its text,
 *               condition or note mentions
 *   relation    falls with `from`, with any of `to`, and when it has claims of which none is released
 *   judgement   falls with any of `basis` and with any mention in its text, because or if_wrong
 *   passage     falls with any mention; with `by: sentence` only the sentences that mention fall, and with them those that
 *               cite nothing, for they may lean on what is gone; it falls when nothing is left or its heading mentions
 *   entity      falls with any mention in its role
 *
 * Filtered without falling, because the record says the same without them: a claim's contests, not_comparable and compare; a
 * source's differs_from, may_be and entity; an entity's not_same_as and part_of; a relation's claims while one stays; single
 * alternatives and indicators of a judgement; the briefing's subject. What falls makes others fall until nothing changes.
 *
 * An audience that sees aliases (`sees: {source_names: alias}`) gets a source with `public_alias` as a source of that name and
 * kind and nothing else, under an id of its own (alias-1, …), whatever the source's label: the author's alias is the grant.
 *
 * A granted record is copied with its label spelled out, without needs and marks. The Release's label is the join of all labels in it.
 * Of the scheme go the labels that the audience is cleared for; labels above them may be code words.
 * At last every string of the Release is searched for names, spellings and addresses of withheld or aliased records, as whole
 * words in capitals or small letters, but for those that a released record shares, and for mentions ([F30], {F30}, @muhajir) of withheld records in fields
 * that are no prose; a find refuses the Release [release-refused] and names nothing.
 */
#pragma once
#include "facts/audience.h"

typedef enum
{
  VERDICT_WITHHELD,
  VERDICT_ALIAS,
  VERDICT_GRANTED
} Verdict;

typedef struct Selection Selection;

/** Who gets what, before anything is copied. NULL with diagnostics [clearance-missing] if the audience has no clearance for the
 *  scheme. The store must be without errors. Borrows both. Cost: linear in the records times the depth of dependence. */
Selection *selection_new (const Store *store, const Audience *audience, Diags *diags);
void selection_free (Selection *selection);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Selection, selection_free)

/** What becomes of a record and, if it is not plainly granted, why in words (author's eyes only). @why may be NULL; borrowed. */
Verdict selection_verdict (const Selection *selection, const char *id, const char **why);

/** The Release; NULL when it would name what is withheld, or no label covers it (diagnostics name nothing). */
Release *selection_release (Selection *selection, Diags *diags);

/** Why the last selection_release refused: one sentence a find, naming both sides (author's eyes only). Borrowed, of char*. */
const GPtrArray *selection_finds (const Selection *selection);

/** Has @name, of a file or a heading outside of the product, a word that names what is withheld or aliased? Words end at whatever is no
 *  letter and no digit. @with_ids: ids of such records count, too. Cost: linear in what is withheld. */
gboolean selection_has_withheld_word (const Selection *selection, const char *name, gboolean with_ids);

/** Looks through @text, which stands at @place of a finished product, for the same names and for whole sentences of withheld claims and
 *  judgements. Finds are added to @finds (of char*, one a name and place, author's eyes only). Cost: the needles, then linear in the text. */
typedef struct SelectionSearch SelectionSearch;
SelectionSearch *selection_search_begin (Selection *selection, GPtrArray *finds);
void selection_search_words (SelectionSearch *search, const char *place, const char *text);
void selection_search_end (SelectionSearch *search);

/** All three steps. NULL with diagnostics. */
Release *select_release (const Store *store, const Audience *audience, Diags *diags);
