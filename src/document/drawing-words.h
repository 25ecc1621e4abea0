/* drawing-words.h: the words around a drawing. Included by drawing-data.h alone. */
#pragma once
#include "document/style.h"

/** What stands around a drawing that stands alone (chart/alone.h); in a document its pages say it. Styles by value: they outlive
 *  the document that made them. */
typedef struct
{
  char *heading; /* what it is about; NULL: nothing stands around */
  char *detail;  /* what is seen: "Who is tied to whom, as of 26 August 2021"; NULL */
  char *source;  /* what the numbers refer to, and whom it rests on; NULL */
  char *marking; /* as printed, at head and foot; NULL: none */
  Style heading_style, text_style, marking_style;
  gboolean rtl; /* its language is written from the right */
} DrawingWords;
