/* pdf-tags.h: elements → the structure tree (ISO 32000-1 14.7, 14.8; ISO 14289-1). Content says as it is written to which
 * element it belongs; the kids of an element stand in the order in which they were met. Roles are all standard types, so there
 * is no RoleMap; ROLE_NONE is transparent, ROLE_ARTIFACT makes its content an artifact.
 */
#pragma once
#include "export/pdf-object.h"
#include "typeset/page.h"

typedef struct PdfTags PdfTags;

/** @page_objects: object numbers, one a sheet (impose.h: a page, unless pages share one); borrowed, like @pages and @file. */
PdfTags *pdf_tags_new (const Pages *pages, PdfFile *file, const int *page_objects);
void pdf_tags_free (PdfTags *tags);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdfTags, pdf_tags_free)

/** The element that content of @element belongs to: itself or, for ROLE_NONE, the nearest above with a role; -1: none,
 *  the content is an artifact. */
int pdf_tags_owner (const PdfTags *tags, int element);
/** @element begins here: it takes its place among its parent's kids if this is the first time. TRUE: it is. */
gboolean pdf_tags_meet (PdfTags *tags, int element);
/** The next marked-content identifier on @page, for content of @element (an owner). */
int pdf_tags_content (PdfTags *tags, int page, int element);
/** The first words of a Lbl: from them its list's ListNumbering is told (ISO 32000-1 table 347). */
void pdf_tags_label (PdfTags *tags, int element, const char *text);
/** A Link element that the pages did not make, child of @parent. */
int pdf_tags_add_link (PdfTags *tags, int parent);
/** Annotation @object stands on @page and belongs to @element; returns its StructParent. */
int pdf_tags_annotation (PdfTags *tags, int page, int element, int object);

const char *pdf_tags_role (const PdfTags *tags, int element);
/** Object number of an element. */
int pdf_tags_object (const PdfTags *tags, int element);
/** Writes all elements, ParentTree and IDTree; returns the StructTreeRoot's object number. Once. */
int pdf_tags_write (PdfTags *tags);
