#include "export/pdf-content.h"
#include "export/pdf-sheet.h"
#include "export/pdf-text.h"

enum
{
  NOTHING_OPEN = -1,
  ARTIFACT_OPEN = -2,
  UNKNOWN = G_MININT
};

/* One content stream being written, with the graphics state as a reader would have it. */
typedef struct
{
  GString *out;
  const Pages *pages;
  const Page *page;
  int index, sheet; /* of the page; of where it stands */
  guint op;         /* being written */
  PdfTags *tags;
  const PdfFonts *fonts;
  const PdfImages *images;
  GArray *links, *dests;
  GArray *stack;     /* of int: elements begun */
  GArray *rules;     /* of guint: ops, paths of Layout artifacts that are drawn later */
  int artifacts;     /* depth of artifacts begun */
  guint artifact_op; /* where the outermost began */
  int open;          /* element of the open sequence, or NOTHING_OPEN, ARTIFACT_OPEN */
  ArtifactKind open_kind;
  gboolean in_text;
  gboolean text_around; /* the text object was begun before the open sequence and goes on after it */
  TextState text;
  gint64 fill, stroke; /* colours; -1: not set, which is black */
  int line_width, cap, join;
  char *dash;
} Content;

static void
end_text (Content *c)
{
  if (c->in_text)
    g_string_append (c->out, "ET\n");
  c->in_text = c->text_around = FALSE;
}

static void
begin_text (Content *c)
{
  if (c->in_text)
    return;
  g_string_append (c->out, "BT\n");
  c->in_text = TRUE;
  text_state_begin (&c->text);
}

/* Sequences and text objects hold each other whole (ISO 32000-1 14.6.1). */
static void
close_sequence (Content *c)
{
  if (!c->text_around)
    end_text (c);
  if (c->open != NOTHING_OPEN)
    g_string_append (c->out, "EMC\n");
  c->open = NOTHING_OPEN;
}

/* Where the shapes of an artifact stand: a Background artifact states its box (ISO 32000-1 table 330). */
static void
put_artifact_box (Content *c)
{
  int left = G_MAXINT, top = G_MAXINT, right = G_MININT, bottom = G_MININT;
  for (guint i = c->artifact_op; i < c->page->ops->len; i++)
    {
      const Op *op = &g_array_index (c->page->ops, Op, i);
      if (op->kind == OP_ARTIFACT_END)
        break;
      for (guint k = 0; op->kind == OP_PATH && k < op->as.path->steps->len; k++)
        {
          const PathStep *step = &g_array_index (op->as.path->steps, PathStep, k);
          for (int j = 0; j < (step->verb == 'c' ? 3 : step->verb == 'h' ? 0 : 1); j++)
            {
              left = MIN (left, step->x[j]), right = MAX (right, step->x[j]);
              top = MIN (top, step->y[j]), bottom = MAX (bottom, step->y[j]);
            }
        }
    }
  if (left > right)
    left = top = 0, right = c->page->width, bottom = c->page->height;
  g_string_append (c->out, "/BBox");
  put_sheet_box (c->out, c->pages, c->index, left, top, right, bottom);
}

static ArtifactKind
artifact_kind (const Content *c)
{
  return c->artifacts > 0 ? g_array_index (c->page->ops, Op, c->artifact_op).as.artifact : ARTIFACT_LAYOUT;
}

static void
open_artifact (Content *c)
{
  static const char *const types[] = {
      [ARTIFACT_LAYOUT] = "/Type/Layout",
      [ARTIFACT_HEADER] = "/Type/Pagination/Subtype/Header/Attached[/Top]",
      [ARTIFACT_FOOTER] = "/Type/Pagination/Subtype/Footer/Attached[/Bottom]",
      [ARTIFACT_BACKGROUND] = "/Type/Background",
      [ARTIFACT_WATERMARK] = "/Type/Pagination/Subtype/Watermark",
  };
  ArtifactKind kind = artifact_kind (c);
  g_string_append (c->out, "/Artifact<<");
  g_string_append (c->out, types[kind]);
  if (kind == ARTIFACT_BACKGROUND)
    put_artifact_box (c);
  g_string_append (c->out, ">>BDC\n");
  c->open = ARTIFACT_OPEN;
  c->open_kind = kind;
}

/* Is there nothing but text from the present op to where another tag or artifact begins or ends? */
static gboolean
only_text_follows (const Content *c)
{
  for (guint i = c->op; i < c->page->ops->len; i++)
    switch (g_array_index (c->page->ops, Op, i).kind)
      {
      case OP_PATH:
      case OP_IMAGE:
        return FALSE;
      case OP_TAG_BEGIN:
      case OP_TAG_END:
      case OP_ARTIFACT_BEGIN:
      case OP_ARTIFACT_END:
        return TRUE;
      default:
        break;
      }
  return TRUE;
}

/* The element that ink belongs to now; -1: an artifact. */
static int
owner_now (const Content *c)
{
  if (c->artifacts == 0 && c->stack->len == 0)
    g_critical ("page %d: ink outside tags and artifacts", c->index + 1);
  return c->artifacts == 0 && c->stack->len > 0
             ? pdf_tags_owner (c->tags, g_array_index (c->stack, int, c->stack->len - 1))
             : -1;
}

static gboolean
is_open (const Content *c, int element)
{
  return element >= 0 ? c->open == element : c->open == ARTIFACT_OPEN && c->open_kind == artifact_kind (c);
}

static void
open_sequence (Content *c, int element)
{
  if (element < 0)
    {
      open_artifact (c);
      return;
    }
  int identifier = pdf_tags_content (c->tags, c->sheet, element);
  g_string_append_c (c->out, '/');
  g_string_append (c->out, pdf_tags_role (c->tags, element));
  g_string_append (c->out, "<</MCID ");
  put_whole (c->out, identifier);
  g_string_append (c->out, ">>BDC\n");
  c->open = element;
}

/* Shapes follow: the right sequence is open afterwards, out of all text objects. */
static void
open_for_shapes (Content *c)
{
  int element = owner_now (c);
  if (!is_open (c, element) || c->text_around)
    {
      close_sequence (c);
      end_text (c);
      open_sequence (c, element);
    }
  end_text (c);
}

/* Greys as DeviceGray, so that print sets them in black alone; both have the output intent's meaning (ISO 19005-3 6.2.4.3). */
static void
set_colour (Content *c, gint64 *now, Colour colour, gboolean stroke)
{
  int parts[3] = {colour >> 16 & 255, colour >> 8 & 255, colour & 255};
  if (*now == colour)
    return;
  *now = colour;
  if (parts[0] == parts[1] && parts[1] == parts[2])
    {
      put_operand (c->out, (parts[0] * 1000 + 127) / 255, 3);
      g_string_append (c->out, stroke ? " G\n" : " g\n");
      return;
    }
  for (int i = 0; i < 3; i++)
    put_operand (c->out, (parts[i] * 1000 + 127) / 255, 3);
  g_string_append (c->out, stroke ? " RG\n" : " rg\n");
}

static void
put_point (Content *c, int x, int y)
{
  put_operand (c->out, hundredths (x), 2);
  put_operand (c->out, hundredths (c->page->height - y), 2);
}

static void
set_line (Content *c, const Path *path)
{
  g_autoptr (GString) dash = g_string_new ("[");
  for (int i = 0; i < path->n_dash; i++)
    put_operand (dash, hundredths (path->dash[i]), 2);
  g_string_append (dash, "]0 d\n");
  set_colour (c, &c->stroke, path->stroke_colour, TRUE);
  if (c->line_width != path->width)
    {
      put_operand (c->out, ((gint64)path->width * 1000 + 512) >> 10, 3);
      g_string_append (c->out, " w\n");
    }
  if (strcmp (c->dash, dash->str) != 0)
    {
      g_string_append (c->out, dash->str);
      g_free (c->dash);
      c->dash = g_strdup (dash->str);
    }
  if (c->cap != path->cap)
    g_string_append_printf (c->out, "%d J\n", path->cap);
  if (c->join != path->join)
    g_string_append_printf (c->out, "%d j\n", path->join);
  c->line_width = path->width;
  c->cap = path->cap;
  c->join = path->join;
}

/* A rectangle whose first side lies is four numbers (ISO 32000-1 table 59: m l l l h in this order). */
static gboolean
put_rectangle (Content *c, const GArray *steps)
{
  int x[4], y[4];
  for (guint i = 0; i < 5 && steps->len == 5; i++)
    {
      const PathStep *step = &g_array_index (steps, PathStep, i);
      if (step->verb != "mlllh"[i])
        return FALSE;
      if (i < 4)
        {
          x[i] = hundredths (step->x[0]);
          y[i] = hundredths (c->page->height - step->y[0]);
        }
    }
  if (steps->len != 5 || x[0] != x[3] || x[1] != x[2] || y[0] != y[1] || y[2] != y[3])
    return FALSE;
  put_operand (c->out, x[0], 2);
  put_operand (c->out, y[0], 2);
  put_operand (c->out, x[1] - x[0], 2);
  put_operand (c->out, y[2] - y[0], 2);
  g_string_append (c->out, " re\n");
  return TRUE;
}

static void
put_steps (Content *c, const GArray *steps)
{
  if (put_rectangle (c, steps))
    return;
  for (guint i = 0; i < steps->len; i++)
    {
      const PathStep *step = &g_array_index (steps, PathStep, i);
      for (int j = 0; j < (step->verb == 'c' ? 3 : step->verb == 'h' ? 0 : 1); j++)
        put_point (c, step->x[j], step->y[j]);
      if (step->verb != 'h')
        g_string_append_c (c->out, ' ');
      g_string_append_c (c->out, step->verb);
      g_string_append_c (c->out, '\n');
    }
}

static void
draw_path (Content *c, const Path *path)
{
  if (path->steps->len == 0 || !(path->fill || path->stroke))
    return;
  open_for_shapes (c);
  if (path->fill)
    set_colour (c, &c->fill, path->fill_colour, FALSE);
  if (path->stroke)
    set_line (c, path);
  put_steps (c, path->steps);
  if (!path->fill)
    g_string_append (c->out, "S\n");
  else
    g_string_append_printf (c->out, "%s%s\n", path->stroke ? "B" : "f", path->even_odd ? "*" : "");
}

/* --- rules between rows are drawn behind the text that they stand among, which then is one text object --- */

/* From the artifact that begins at @index to its end, if it is nothing but shapes of the layout: they wait. Returns where it ends; @index:
 * they do not. */
static guint
defer_rules (Content *c, guint index)
{
  const GArray *ops = c->page->ops;
  guint end = index + 1;
  if (c->artifacts > 0 || !c->in_text || g_array_index (ops, Op, index).as.artifact != ARTIFACT_LAYOUT)
    return index;
  while (end < ops->len && g_array_index (ops, Op, end).kind == OP_PATH)
    end++;
  if (end >= ops->len || g_array_index (ops, Op, end).kind != OP_ARTIFACT_END)
    return index;
  for (guint i = index + 1; i < end; i++)
    g_array_append_val (c->rules, i);
  return end;
}

static void
draw_rules (Content *c)
{
  int artifacts = c->artifacts;
  guint artifact_op = c->artifact_op, n = c->rules->len;
  c->artifacts = 1;
  for (guint i = 0; i < n; i++)
    {
      guint at = g_array_index (c->rules, guint, i);
      for (c->artifact_op = at; g_array_index (c->page->ops, Op, c->artifact_op).kind == OP_PATH;)
        c->artifact_op--;
      draw_path (c, g_array_index (c->page->ops, Op, at).as.path);
    }
  g_array_set_size (c->rules, 0);
  c->artifacts = artifacts;
  c->artifact_op = artifact_op;
}

/* Could a rule that waits touch letters of @run, which is to be painted over it? Letters keep within 1.25 sizes above their line and half a
 * size below. */
static gboolean
touches_rule (const Content *c, const GlyphRun *run)
{
  gint64 top = run->y - (gint64)run->size * 5 / 4, bottom = run->y + (gint64)run->size / 2;
  for (guint i = 0; i < c->rules->len; i++)
    {
      const Path *path = g_array_index (c->page->ops, Op, g_array_index (c->rules, guint, i)).as.path;
      int half = path->stroke ? path->width : 0;
      for (guint k = 0; k < path->steps->len; k++)
        {
          const PathStep *step = &g_array_index (path->steps, PathStep, k);
          for (int j = 0; j < (step->verb == 'c' ? 3 : step->verb == 'h' ? 0 : 1); j++)
            if (step->y[j] + half > top && step->y[j] - half < bottom)
              return TRUE;
        }
    }
  return FALSE;
}

/* Shapes that are no rules keep their order. */
static void
write_path (Content *c, const Path *path)
{
  draw_rules (c);
  draw_path (c, path);
}

static void
write_image (Content *c, const ImagePlace *image)
{
  draw_rules (c);
  open_for_shapes (c);
  g_string_append_c (c->out, 'q');
  put_operand (c->out, hundredths (image->width), 2);
  g_string_append (c->out, " 0 0");
  put_operand (c->out, hundredths (image->height), 2);
  put_point (c, image->x, image->y + image->height);
  g_string_append_printf (c->out, " cm/Im%d Do Q\n", pdf_images_number (c->images, image->bitmap));
}

/* One text object holds neighbouring sequences of text: places count from the one before, so that the rows of a table are alike and deflate to
 * little. There the state is set before the sequence begins: what is alike stands together. */
static void
write_run (Content *c, const GlyphRun *run)
{
  if (run->glyphs->len == 0)
    return;
  if (touches_rule (c, run))
    draw_rules (c);
  int element = owner_now (c);
  gboolean stays = is_open (c, element);
  if (!stays)
    {
      close_sequence (c);
      c->text_around = only_text_follows (c);
      if (!c->text_around)
        {
          end_text (c);
          open_sequence (c, element);
        }
    }
  begin_text (c);
  set_colour (c, &c->fill, run->colour, FALSE);
  text_prepare_run (&c->text, c->out, c->fonts, run, c->page->height);
  if (!stays && c->text_around)
    open_sequence (c, element);
  if (text_has_ink (&c->text))
    text_write_run (&c->text, c->out, c->fonts);
}

static void
write_link (Content *c, const LinkArea *area)
{
  int element = area->element;
  if (!area->target)
    return; /* the Figure's Alt says it */
  if (element < 0)
    {
      if (c->artifacts > 0 || c->stack->len == 0)
        return; /* a link that no structure holds would be no link to a reader (ISO 14289-1 7.18.5) */
      element = pdf_tags_add_link (c->tags, g_array_index (c->stack, int, c->stack->len - 1));
    }
  if (pdf_tags_owner (c->tags, element) < 0)
    return;
  if (pdf_tags_meet (c->tags, element))
    close_sequence (c);
  PdfLink link = {area, c->index, element};
  g_array_append_val (c->links, link);
}

static void
begin_tag (Content *c, int element)
{
  g_array_append_val (c->stack, element);
  /* a new kid stands after the content so far, so that content ends here */
  if (pdf_tags_owner (c->tags, element) >= 0 && pdf_tags_meet (c->tags, element))
    close_sequence (c);
}

static void
write_op (Content *c, guint index)
{
  const Op *op = &g_array_index (c->page->ops, Op, index);
  c->op = index;
  switch (op->kind)
    {
    case OP_GLYPHS:
      write_run (c, op->as.glyphs);
      break;
    case OP_PATH:
      write_path (c, op->as.path);
      break;
    case OP_IMAGE:
      write_image (c, op->as.image);
      break;
    case OP_TAG_BEGIN:
      begin_tag (c, op->as.element);
      break;
    case OP_TAG_END:
      g_assert (c->stack->len > 0);
      g_array_set_size (c->stack, c->stack->len - 1);
      break;
    case OP_ARTIFACT_BEGIN:
      if (c->artifacts++ == 0)
        c->artifact_op = index;
      if (c->open == ARTIFACT_OPEN && op->as.artifact == ARTIFACT_BACKGROUND)
        close_sequence (c); /* each states its own box */
      break;
    case OP_ARTIFACT_END:
      g_assert (c->artifacts > 0);
      c->artifacts--;
      break;
    case OP_LINK:
      write_link (c, op->as.link);
      break;
    case OP_DEST:
      {
        PdfDest dest = {op->as.dest.name, c->index, op->as.dest.x, op->as.dest.y};
        g_array_append_val (c->dests, dest);
        break;
      }
    }
}

/* A list tells its numbering by its first label. */
static void
note_labels (const Page *page, PdfTags *tags)
{
  int element = -1;
  for (guint i = 0; i < page->ops->len; i++)
    {
      const Op *op = &g_array_index (page->ops, Op, i);
      if (op->kind == OP_TAG_BEGIN)
        element = op->as.element;
      else if (op->kind == OP_TAG_END)
        element = -1;
      else if (op->kind == OP_GLYPHS && element >= 0 && strcmp (pdf_tags_role (tags, element), "Lbl") == 0)
        pdf_tags_label (tags, element, op->as.glyphs->text);
    }
}

void
pdf_content_write (const Pages *pages, int index, PdfTags *tags, const PdfFonts *fonts,
                   const PdfImages *images, GString *out, GArray *links, GArray *dests)
{
  Page *page = pages->pages->pdata[index];
  page_open (page);
  Content c = {.out = out,
               .pages = pages,
               .page = page,
               .index = index,
               .sheet = pages_place (pages, index).sheet,
               .tags = tags,
               .fonts = fonts,
               .images = images,
               .links = links,
               .dests = dests};
  c.stack = g_array_new (FALSE, FALSE, sizeof (int));
  c.rules = g_array_new (FALSE, FALSE, sizeof (guint));
  c.open = NOTHING_OPEN;
  c.line_width = UNKNOWN;
  text_state_init (&c.text);
  c.fill = c.stroke = -1;
  c.dash = g_strdup ("[]0 d\n");
  note_labels (page, tags);
  for (guint i = 0; i < page->ops->len; i++)
    {
      if (g_array_index (page->ops, Op, i).kind == OP_ARTIFACT_BEGIN)
        {
          guint end = defer_rules (&c, i);
          if (end > i)
            {
              i = end;
              continue;
            }
        }
      write_op (&c, i);
    }
  draw_rules (&c);
  close_sequence (&c);
  end_text (&c);
  text_state_clear (&c.text);
  g_array_unref (c.stack);
  g_array_unref (c.rules);
  g_free (c.dash);
  page_close (page);
}
