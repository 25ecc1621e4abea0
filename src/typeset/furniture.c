#include "typeset/emit.h"

/* Between two parts of one line of furniture. */
#define PART_GAP (12 * PANGO_SCALE)

typedef struct
{
  Paragraph *paragraph;
  Style style; /* the block's, set from its own side */
  int natural;
} Part;

static gboolean
part_init (Part *part, Setting *setting, const Block *block, Align align, const PageNumbers *numbers)
{
  *part = (Part){NULL};
  if (!block || !block->inlines || block->inlines->len == 0)
    return FALSE;
  part->style = *block->style;
  part->style.align = align;
  part->style.hyphenate = FALSE;
  part->style.indent_first = part->style.indent_start = part->style.indent_end = 0;
  const char *lang = block->lang ? block->lang : g_intern_string (setting->document->lang);
  /* what is wrong with furniture is said for the first page */
  Diags *diags = numbers->page == 1 ? setting->diags : setting->quiet;
  part->paragraph =
      paragraph_new (setting->fonts, block->inlines, &part->style, lang, numbers, diags, block->mark);
  part->natural = paragraph_max_width (part->paragraph);
  return TRUE;
}

/* Lines of a part in @width from @x; the first stands on @baseline, the others below it. @bottom grows. */
static void
part_emit (Part *part, Setting *setting, int page, int x, int width, int baseline, GArray *ops, int *bottom)
{
  int n = paragraph_break (part->paragraph, MAX (width, PANGO_SCALE));
  int left = setting_left_of (setting, page, x, MAX (width, PANGO_SCALE));
  int y = baseline - paragraph_line (part->paragraph, 0)->ascent;
  for (int i = 0; i < n; i++)
    {
      paragraph_emit_line (part->paragraph, i, left, y, ops, setting->pages, -1);
      y += paragraph_line (part->paragraph, i)->height;
    }
  *bottom = MAX (*bottom, y);
}

/* A letterhead's image, its middle on the middle of the line's capitals; @x and @width give way to it. */
static void
emit_image (Setting *setting, const Furniture *furniture, int baseline, int capital, GArray *ops, int *x,
            int *width)
{
  const Drawing *drawing =
      furniture->image ? setting_drawing (setting, furniture->image, *width, setting->page->height) : NULL;
  if (!drawing)
    return;
  int left = furniture->image_at_end ? *x + *width - drawing->width : *x;
  ops_append_moved (ops, drawing->ops, left, baseline - capital / 2 - drawing->height / 2);
  if (!furniture->image_at_end)
    *x += drawing->width + PART_GAP;
  *width -= drawing->width + PART_GAP;
}

/* Left and right share the line: the right has what it needs, up to two thirds; the centre what both leave. */
static void
emit_furniture (Setting *setting, const Furniture *furniture, ArtifactKind kind, int page, int baseline,
                int limit, const PageNumbers *numbers)
{
  Part left, centre, right;
  gboolean has_left = part_init (&left, setting, furniture->left, ALIGN_START, numbers);
  gboolean has_centre = part_init (&centre, setting, furniture->centre, ALIGN_CENTRE, numbers);
  gboolean has_right = part_init (&right, setting, furniture->right, ALIGN_END, numbers);
  if (!has_left && !has_centre && !has_right && !furniture->image)
    return;
  GArray *ops = ((Page *)setting->pages->pages->pdata[page])->ops;
  int x = setting_text_left (setting, page) - setting->aside_total;
  int width = setting->text_width + setting->aside_total, bottom = baseline;
  const Part *some = has_left ? &left : has_right ? &right : &centre;
  ops_artifact_begin (ops, kind);
  emit_image (setting, furniture, baseline, some->style.size * 7 / 10, ops, &x, &width);
  int right_width = has_right ? MIN (right.natural, has_left || has_centre ? width * 2 / 3 : width) : 0;
  int left_width = has_right ? width - right_width - PART_GAP : width;
  if (has_left)
    part_emit (&left, setting, page, x, left_width, baseline, ops, &bottom);
  if (has_centre)
    {
      int side = MAX (has_left ? MIN (left.natural, left_width) + PART_GAP : 0,
                      has_right ? right_width + PART_GAP : 0);
      part_emit (&centre, setting, page, x + side, width - 2 * side, baseline, ops, &bottom);
    }
  if (has_right) /* one upt more than it needs, lest rounding break its line */
    part_emit (&right, setting, page, x + width - right_width - 1, right_width + 1, baseline, ops, &bottom);
  ops_artifact_end (ops);
  if (bottom > limit && numbers->page == 1)
    {
      const Block *block = has_left ? furniture->left : has_right ? furniture->right : furniture->centre;
      diags_warning (
          setting->diags, block->mark, "furniture-too-tall", "say less, in a smaller style, or move it",
          "the %s takes more lines than it has room for", kind == ARTIFACT_HEADER ? "header" : "footer");
    }
  paragraph_free (left.paragraph);
  paragraph_free (centre.paragraph);
  paragraph_free (right.paragraph);
}

void
emit_header (Setting *setting, int page, int n_pages, const RunningHeads *heads)
{
  const Document *document = setting->document;
  const Furniture *first = &document->first_header;
  gboolean is_first = page == 0 && (first->left || first->centre || first->right || first->image);
  PageNumbers numbers = setting->numbers;
  numbers.page = page + 1;
  numbers.pages = n_pages;
  numbers.running_head = heads->first;
  numbers.running_last = heads->last;
  emit_furniture (setting, is_first ? first : &document->header, ARTIFACT_HEADER, page,
                  setting->page->header_y, MAX (setting->page->top, setting->page->header_y), &numbers);
}

void
emit_footer (Setting *setting, int page, int n_pages, const RunningHeads *heads)
{
  const Document *document = setting->document;
  PageNumbers numbers = setting->numbers;
  numbers.page = page + 1;
  numbers.pages = n_pages;
  numbers.running_head = heads->first;
  numbers.running_last = heads->last;
  emit_furniture (setting, &document->footer, ARTIFACT_FOOTER, page,
                  setting->page->height - setting->page->footer_y, setting->page->height, &numbers);
}
