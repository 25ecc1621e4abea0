#include "fixture.h"

Fonts *
fixture_fonts (void)
{
  g_autoptr (GError) error = NULL;
  const char *directory = g_getenv ("BRIEF_FONTS");
  g_autofree char *cache = directory ? g_build_filename (directory, ".cache", NULL) : NULL;
  Fonts *fonts = directory ? fonts_open (directory, cache, &error) : NULL;
  if (!fonts)
    return NULL;
  if (fonts_has_family (fonts, "Charis SIL") && fonts_has_family (fonts, "Inter") &&
      fonts_has_family (fonts, "Noto Naskh Arabic"))
    return fonts;
  fonts_free (fonts);
  return NULL;
}

int
fixture_face (Fonts *fonts, const char *name)
{
  PangoFontDescription *description = pango_font_description_from_string (name);
  pango_font_description_set_size (description, 10 * PANGO_SCALE);
  PangoContext *context = fonts_context (fonts);
  PangoFont *font = pango_font_map_load_font (pango_context_get_font_map (context), context, description);
  int index = fonts_face_index (fonts, font);
  g_object_unref (font);
  pango_font_description_free (description);
  return index;
}

/* The clusters of a shaped buffer → start and end bytes; the first glyph of a cluster in visual order carries its text. */
static void
fill_glyphs (GlyphRun *run, hb_buffer_t *buffer, const FontFace *face)
{
  unsigned n;
  hb_glyph_info_t *infos = hb_buffer_get_glyph_infos (buffer, &n);
  hb_glyph_position_t *places = hb_buffer_get_glyph_positions (buffer, &n);
  gint64 pen = 0;
  for (unsigned i = 0; i < n; i++)
    {
      guint end = strlen (run->text);
      for (unsigned k = 0; k < n; k++)
        if (infos[k].cluster > infos[i].cluster && infos[k].cluster < end)
          end = infos[k].cluster;
      gboolean follower = i > 0 && infos[i - 1].cluster == infos[i].cluster;
      Glyph glyph = {.id = infos[i].codepoint,
                     .x = (pen + places[i].x_offset) * run->size / face->units_per_em,
                     .y = -(gint64)places[i].y_offset * run->size / face->units_per_em,
                     .advance = (gint64)places[i].x_advance * run->size / face->units_per_em,
                     .start = infos[i].cluster,
                     .end = follower ? infos[i].cluster : end};
      pen += places[i].x_advance;
      g_array_append_val (run->glyphs, glyph);
    }
}

int
fixture_text (Pages *pages, GArray *ops, int face_index, double size, double x, double y, const char *text,
              const char *lang)
{
  const FontFace *face = fonts_face (pages->fonts, face_index);
  GlyphRun *run = glyph_run_new (face_index, PT (size), 0x000000);
  hb_buffer_t *buffer = hb_buffer_create ();
  int width = 0;
  g_free (run->text);
  run->text = g_strdup (text);
  run->x = PT (x);
  run->y = PT (y);
  run->lang = g_intern_string (lang);
  hb_buffer_add_utf8 (buffer, text, -1, 0, -1);
  hb_buffer_set_language (buffer, hb_language_from_string (lang, -1));
  hb_buffer_guess_segment_properties (buffer);
  run->rtl = hb_buffer_get_direction (buffer) == HB_DIRECTION_RTL;
  hb_shape (face->hb_font, buffer, NULL, 0);
  fill_glyphs (run, buffer, face);
  hb_buffer_destroy (buffer);
  for (guint i = 0; i < run->glyphs->len; i++)
    width += g_array_index (run->glyphs, Glyph, i).advance;
  ops_glyphs_take (ops, run);
  return width;
}

int
fixture_tagged (Pages *pages, GArray *ops, int element, int face, double size, double x, double y,
                const char *text)
{
  ops_tag_begin (ops, element);
  int width = fixture_text (pages, ops, face, size, x, y, text, "en");
  ops_tag_end (ops);
  return width;
}

GlyphRun *
fixture_last_run (GArray *ops)
{
  for (guint i = ops->len; i-- > 0;)
    if (g_array_index (ops, Op, i).kind == OP_GLYPHS)
      return g_array_index (ops, Op, i).as.glyphs;
  g_assert_not_reached ();
}

typedef struct
{
  Pages *pages;
  GArray *ops;
  int document, text, bold, sans, arabic;
} Sheet;

static Element *
element_at (const Sheet *sheet, int index)
{
  return &g_array_index (sheet->pages->elements, Element, index);
}

static int
add (const Sheet *sheet, int parent, Role role)
{
  return pages_add_element (sheet->pages, parent, role);
}

static void
add_heading (Sheet *sheet, const char *words, const char *dest, double y)
{
  int heading = add (sheet, sheet->document, ROLE_H1);
  ops_dest (sheet->ops, dest, PT (56), PT (y - 20));
  fixture_tagged (sheet->pages, sheet->ops, heading, sheet->bold, 18, 56, y, words);
  OutlineItem item = {1, g_strdup (words), g_strdup (dest), heading};
  g_array_append_val (sheet->pages->outline, item);
}

/* A link in the middle of a paragraph, a reference to a note, and a hyphen at a line's end. */
static int
add_paragraph (Sheet *sheet)
{
  int p = add (sheet, sheet->document, ROLE_P), link = add (sheet, p, ROLE_LINK),
      reference = add (sheet, p, ROLE_REFERENCE);
  int inner = add (sheet, reference, ROLE_LINK);
  GArray *ops = sheet->ops;
  ops_tag_begin (ops, p);
  double x = 56 + fixture_text (sheet->pages, ops, sheet->text, 10.5, 56, 100,
                                "The office finds waffles; see ", "en") /
                      1024.0;
  ops_tag_begin (ops, link);
  int width = fixture_text (sheet->pages, ops, sheet->text, 10.5, x, 100, "the source", "en");
  ops_link (ops, PT (x), PT (90), width, PT (14), link, "https://example.org/a b?q=é", "The source");
  ops_tag_end (ops);
  x += width / 1024.0;
  x += fixture_text (sheet->pages, ops, sheet->text, 10.5, x, 100, ", a well-known one ", "en") / 1024.0;
  ops_tag_begin (ops, reference);
  ops_tag_begin (ops, inner);
  width = fixture_text (sheet->pages, ops, sheet->text, 10.5, x, 100, "[1]", "en");
  ops_link (ops, PT (x), PT (90), width, PT (14), inner, "#note-1", "Note 1");
  ops_tag_end (ops);
  ops_tag_end (ops);
  fixture_text (sheet->pages, ops, sheet->text, 10.5, 56, 114, "AVATAR To. Vexing typographic prob-", "en");
  fixture_last_run (ops)->soft_hyphen = TRUE;
  fixture_text (sheet->pages, ops, sheet->text, 10.5, 56, 128, "lems go on.", "en");
  ops_tag_end (ops);
  return p;
}

static void
add_list (Sheet *sheet)
{
  int list = add (sheet, sheet->document, ROLE_L);
  for (int i = 0; i < 2; i++)
    {
      int item = add (sheet, list, ROLE_LI), label = add (sheet, item, ROLE_LBL),
          body = add (sheet, item, ROLE_LBODY);
      fixture_tagged (sheet->pages, sheet->ops, label, sheet->text, 10.5, 56, 160 + 14 * i, i ? "2." : "1.");
      fixture_tagged (sheet->pages, sheet->ops, body, sheet->text, 10.5, 72, 160 + 14 * i,
                      i ? "Second thing" : "First thing");
    }
}

static void
add_table (Sheet *sheet)
{
  static const char *const words[3][3] = {
      {"Place", "2020", "2021"}, {"Kunduz", "1,204", ""}, {"Herat", "n/a", NULL}};
  int table = add (sheet, sheet->document, ROLE_TABLE), head = add (sheet, table, ROLE_THEAD), body = -1;
  int columns[3] = {-1, -1, -1}, of_row = -1;
  for (int r = 0; r < 3; r++)
    {
      if (r == 1)
        body = add (sheet, table, ROLE_TBODY);
      int row = add (sheet, r ? body : head, ROLE_TR);
      for (int c = 0; c < 3 && words[r][c]; c++)
        {
          int cell = add (sheet, row, r == 0 || c == 0 ? ROLE_TH : ROLE_TD);
          element_at (sheet, cell)->scope = r == 0 ? SCOPE_COLUMN : c == 0 ? SCOPE_ROW : SCOPE_NONE;
          if (r == 0 || c == 0)
            {
              element_more (element_at (sheet, cell))->id = g_strdup_printf ("head-%d-%d", r, c);
              *(r == 0 ? &columns[c] : &of_row) = cell;
            }
          else
            {
              const int last = r == 2 ? 2 : c; /* the cell that spans has two columns above it */
              GArray *headers = element_more (element_at (sheet, cell))->headers =
                  g_array_new (FALSE, FALSE, sizeof (int));
              g_array_append_vals (headers, &columns[c], (guint)(last - c + 1));
              g_array_append_val (headers, of_row);
              element_at (sheet, cell)->col_span = last - c + 1;
            }
          if (*words[r][c])
            fixture_tagged (sheet->pages, sheet->ops, cell, sheet->sans, 9, 56 + 90 * c, 210 + 13 * r,
                            words[r][c]);
        }
    }
  ops_artifact_begin (sheet->ops, ARTIFACT_LAYOUT);
  ops_rectangle (sheet->ops, PT (56), PT (214), PT (300), PT (0.5), 0x808080);
  ops_artifact_end (sheet->ops);
}

/* A box, a curve with a dash, a label, and a link that the drawing brought along without an element. */
static void
add_figure (Sheet *sheet)
{
  int figure = add (sheet, sheet->document, ROLE_FIGURE);
  Element *element = element_at (sheet, figure);
  element_more (element)->alt = g_strdup ("A box named Directorate with a line to the right");
  element_more (element)->has_box = TRUE;
  element_more (element)->page = 0;
  element_more (element)->x = PT (56);
  element_more (element)->y = PT (260);
  element_more (element)->width = PT (300);
  element_more (element)->height = PT (80);
  Path *box = path_new (), *curve = path_new ();
  ops_tag_begin (sheet->ops, figure);
  path_step (box, 'm', PT (56), PT (260));
  path_step (box, 'l', PT (156), PT (260));
  path_step (box, 'l', PT (156), PT (300));
  path_step (box, 'l', PT (56), PT (300));
  path_step (box, 'h', 0, 0);
  box->fill = box->stroke = TRUE, box->fill_colour = 0xEEF2F8, box->stroke_colour = 0x204080,
  box->width = PT (0.75);
  ops_path_take (sheet->ops, box);
  path_step (curve, 'm', PT (156), PT (280));
  path_curve (curve, PT (200), PT (280), PT (220), PT (330), PT (300), PT (330));
  curve->stroke = TRUE, curve->stroke_colour = 0xB04020, curve->width = PT (1);
  curve->n_dash = 2, curve->dash[0] = PT (3), curve->dash[1] = PT (2), curve->cap = 1;
  ops_path_take (sheet->ops, curve);
  int width = fixture_text (sheet->pages, sheet->ops, sheet->sans, 8, 64, 282, "Directorate", "en");
  ops_link (sheet->ops, PT (64), PT (274), width, PT (10), -1, "#two", "To the second part");
  ops_tag_end (sheet->ops);
}

static void
add_arabic (Sheet *sheet)
{
  static const char words[] = "تنظيم الدولة";
  int p = add (sheet, sheet->document, ROLE_P), span = add (sheet, p, ROLE_SPAN);
  element_more (element_at (sheet, span))->actual_text = g_strdup (words);
  element_at (sheet, span)->lang = g_intern_string ("ar");
  ops_tag_begin (sheet->ops, p);
  double x =
      56 + fixture_text (sheet->pages, sheet->ops, sheet->text, 10.5, 56, 370, "Name: ", "en") / 1024.0;
  ops_tag_begin (sheet->ops, span);
  x += fixture_text (sheet->pages, sheet->ops, sheet->arabic, 12, x, 370, words, "ar") / 1024.0;
  ops_tag_end (sheet->ops);
  fixture_text (sheet->pages, sheet->ops, sheet->text, 10.5, x, 370, " as printed.", "en");
  ops_tag_end (sheet->ops);
}

static void
add_note (Sheet *sheet)
{
  int note = add (sheet, sheet->document, ROLE_NOTE), label = add (sheet, note, ROLE_LBL),
      p = add (sheet, note, ROLE_P);
  element_more (element_at (sheet, note))->id = g_strdup ("note-1");
  ops_dest (sheet->ops, "note-1", PT (56), PT (390));
  fixture_tagged (sheet->pages, sheet->ops, label, sheet->text, 8.5, 56, 400, "1");
  fixture_tagged (sheet->pages, sheet->ops, p, sheet->text, 8.5, 66, 400, "Committee report, p. 4–6.");
}

static void
add_furniture (Sheet *sheet, const char *folio)
{
  ops_artifact_begin (sheet->ops, ARTIFACT_HEADER);
  fixture_text (sheet->pages, sheet->ops, sheet->sans, 8, 56, 30, "PUBLIC", "en");
  ops_artifact_end (sheet->ops);
  ops_artifact_begin (sheet->ops, ARTIFACT_BACKGROUND);
  ops_rectangle (sheet->ops, 0, 0, PT (20), PT (842), 0xDDE4EE);
  ops_artifact_end (sheet->ops);
  ops_artifact_begin (sheet->ops, ARTIFACT_FOOTER);
  fixture_text (sheet->pages, sheet->ops, sheet->sans, 8, 300, 810, folio, "en");
  ops_artifact_end (sheet->ops);
}

static void
fill_second_page (Sheet *sheet, int open_paragraph)
{
  sheet->ops = pages_add (sheet->pages, PT (595.276), PT (841.89))->ops;
  add_furniture (sheet, "2");
  fixture_tagged (sheet->pages, sheet->ops, open_paragraph, sheet->text, 10.5, 56, 60, "It ends here.");
  add_heading (sheet, "Naïve café – part two", "two", 100);
  int p = add (sheet, sheet->document, ROLE_P);
  fixture_tagged (sheet->pages, sheet->ops, p, sheet->text, 10.5, 56, 130, "Set narrower by expansion.");
  GlyphRun *run = fixture_last_run (sheet->ops);
  run->scale = 9825;
  for (guint i = 0; i < run->glyphs->len; i++)
    g_array_index (run->glyphs, Glyph, i).x = (gint64)g_array_index (run->glyphs, Glyph, i).x * 9825 / 10000;
}

Pages *
fixture_document (Fonts *fonts)
{
  Sheet sheet = {.pages = pages_new (fonts),
                 .text = fixture_face (fonts, "Charis SIL"),
                 .bold = fixture_face (fonts, "Charis SIL Bold"),
                 .sans = fixture_face (fonts, "Inter"),
                 .arabic = fixture_face (fonts, "Noto Naskh Arabic")};
  Pages *pages = sheet.pages;
  pages->title = g_strdup ("Fixture: naïve & <bold>");
  pages->lang = g_strdup ("en");
  pages->author = g_strdup ("Desk");
  pages->subject = g_strdup ("Everything on two pages");
  pages->created = g_strdup ("2021-08-26");
  pages->marking = g_strdup ("PUBLIC");
  pages->digest = g_strdup ("0123456789abcdef");
  pages->case_id = g_strdup ("a<b");
  pages->issue = 3;
  pages->facts = g_strdup ("{\"release\": 1}\n");
  sheet.document = add (&sheet, -1, ROLE_DOCUMENT);
  sheet.ops = pages_add (pages, PT (595.276), PT (841.89))->ops;
  add_furniture (&sheet, "1");
  add_heading (&sheet, "Findings", "one", 70);
  add_paragraph (&sheet);
  add_list (&sheet);
  add_table (&sheet);
  add_figure (&sheet);
  add_arabic (&sheet);
  add_note (&sheet);
  int p = add (&sheet, sheet.document, ROLE_P);
  fixture_tagged (pages, sheet.ops, p, sheet.text, 10.5, 56, 780, "This paragraph begins on one page.");
  fill_second_page (&sheet, p);
  return pages;
}
