/* assemble.h: Release × Layout → Document: every word that is printed, in order, with role, style and citations.
 *
 *     AssembleOptions options = {.drops = layout_drops (layout), .n_drops = 1};
 *     Document *document = assemble_document (release, layout, "en-GB", &options, diags);
 *
 * The caller pages the document and, while it has more pages than layout->fit_pages, assembles again with one more drop and
 * tells the author [dropped-block]. Styles are borrowed from the Layout, which must outlive the Document.
 *
 * Every statement made from a record carries its citation; a chain is never collapsed; figures keep their kind, date and
 * status; what is contested stays visibly so. The same Release and Layout give the same Document. O(records × blocks).
 */
#pragma once
#include "document/block.h"
#include "document/layout.h"
#include "document/reduce.h"
#include "release/release.h"

typedef struct
{
  const GPtrArray *drops; /* of char*: ids of blocks, "indicators/3"; may be NULL */
  int n_drops;            /* the first so many are left out */
} AssembleOptions;

/** @lang: BCP 47, NULL: the layout's, else the briefing's. NULL only when that is no language; what is wrong is in @diags. */
Document *assemble_document (const Release *release, const Layout *layout, const char *lang,
                             const AssembleOptions *options, Diags *diags);

/** The chart of all relations that a `chart` block without keys would show, or the companion that @wish names: for `brief chart`.
 *  NULL: @lang is no language, or there is nothing to show, which is reported. Owned. */
DrawingData *assemble_chart (const Release *release, const Layout *layout, const char *lang,
                             const ChartWish *wish, Diags *diags);

/** The same of a graph alone (JSON: {"groups": …, "nodes": …, "edges": …}), in the colours and words of @layout. Classes of edges
 *  are the layout's. Mistakes are in @diags with their places in the graph's file. Owned; NULL: @lang is no language. O(bytes). */
DrawingData *assemble_graph (const YamlNode *graph, const Layout *layout, const char *lang,
                             const ChartWish *wish, Diags *diags);
