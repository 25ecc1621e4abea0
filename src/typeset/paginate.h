/* paginate.h: blocks → pages. Columns, keeps, widows and orphans, tables over pages, margin column, furniture, outline and
 * destinations; page references are set with guesses and set again until they are stable (three rounds at most).
 *
 * What a layout may rely on:
 *   space   of two neighbours the larger counts; none at the top of a column, none inside a rule or a padded ground
 *   span    across all columns and the margin column; only from the column's own edge (not within a list or beside a bar)
 *   boxes   a block in the very style of its parent stands in its parent's box: no second indent, rule or ground
 *   keeps   a heading stays with two lines of what follows; three lines are whole; else two lines at either side of a cut;
 *           a keep_together group higher than a page begins where it stands
 *   ends    of columns are chosen over the whole document: a hyphen at a page's end, a last page of few lines or uneven
 *           columns cost a line of white elsewhere, but never a page; white of a line is given to the spaces between blocks
 *           where there is no grid
 *   columns are balanced before a spanning block, before a page break and at the end
 *   grid    text whose leading is the page's baseline stands on it
 *   floats  a block with `floats` that does not fit goes to the top of the next column, and what follows (text, headings, rows
 *           of tables) fills the rest; floats keep their order, go no farther than the next page and pass no page break. What is
 *           kept with its neighbour, or stands in a list or a frame, does not float
 *   ASIDE   level with the next block's first line, below earlier notes, above the page's end; in the text where there is
 *           no margin column (cells, spanning groups); it goes on below a spanning heading, which never stands beside one
 *   NOTES   of the document (at the foot, at the side) stand where they are first cited: at the foot of that column, two lines of
 *           each at least, the rest below the next; or in the margin column. What a note cites follows it
 *   ROW     `span` of 12 columns each (0: equal shares), after `offset` empty ones; what does not fit goes to a next row
 *   LIST    labels of a list share one column, as wide as the widest, unless an item says its label_width
 *   FIGURE  first child above the drawing, the others below; drawn as wide as its column and at most as high as a page
 *   TABLE   words at its edges stand in line with the text; a head higher than a third of a page is not repeated
 *   GROUP   without content, but with a rule: the rule
 * A row (of a table or of blocks) is cut only if no column can hold it.
 *
 * Diagnostics: [too-tall] fits no page and runs over its end; [too-wide] a drawing; [table-too-wide], [table-ragged];
 * [figure-not-drawn]; [furniture-too-tall]; [pages-unstable]; [page-too-small] (then the result is NULL).
 * Cost: linear in the content; every text is shaped once, but for those that print page numbers.
 */
#pragma once
#include "typeset/page.h"

/** @drawer: NULL if there are no figures. Errors in the author's input go to @diags with the block's mark; the result, owned,
 *  is NULL only if nothing can be set at all. Its count of pages tells whether a product fits: the caller may then assemble
 *  again without what may be dropped. */
Pages *paginate_document (const Document *document, Fonts *fonts, const FigureDrawer *drawer, Diags *diags);
