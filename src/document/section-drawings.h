/* section-drawings.h: sections of a layout → figures: what each draws, and the parts that they share. Within document/ only. */
#pragma once
#include "document/section-blocks.h"

/** What `brief chart` shows of a graph alone. */
DrawingData *graph_data (Assembly *a, const Section *section, const YamlNode *root);

/** What `brief chart --figure` shows: a companion of the chart. NULL with [figure-empty]. Owned. */
DrawingData *figure_data (Assembly *a, const char *name);

void assemble_drawing (Assembly *a, const Section *section, Block *parent);
/** Figures of numbers: comparison, estimate. */
void assemble_counts (Assembly *a, const Section *section, Block *parent);
/** The matrix as a table, for whoever does not see the drawing. Takes @data. */
void assemble_matrix_table (Assembly *a, const Section *section, Block *parent, DrawingData *data);

/** A drawing with the words, colours and styles of the layout. Owned. */
DrawingData *drawing_prepare (Assembly *a, const Section *section, DrawingKind kind);
DrawingData *chart_data (Assembly *a, const Section *section);
/** How the chart of @section is made, whatever it shows: effort, fold, parallel. */
void chart_manner (DrawingData *data, const Section *section);
/** The same ties for a leadership tree (offices alone, unless the block asks) or a matrix. */
DrawingData *ties_data (Assembly *a, const Section *section, DrawingKind kind);
/** When, for an axis; @stretch stays undated if @date is. */
void drawing_stretch (Assembly *a, const Date *date, Stretch *stretch);
/** Where a thing of a drawing that rests on @claim leads: its note at the end; NULL: there is none. Owned. */
char *drawing_target (Assembly *a, const char *claim);
/** @words as a sentence with its claims, for those who do not see the drawing. Owned. */
char *drawing_says (Assembly *a, const char *words, const char *claims);
/** @text (may be NULL) as a template that says just that. Owned. */
char *drawing_escape (const char *text);
/** The figure block with its caption; takes @data. */
Block *add_figure (Assembly *a, const Section *section, Block *parent, DrawingData *data, const char *title,
                   const char *caption, const GPtrArray *claims);
