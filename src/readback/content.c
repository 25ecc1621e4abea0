/* content.c: see content.h. The operators that move the pen, show text or mark content; all others are passed over. */
#include "readback/content.h"
#include <math.h>
#include <string.h>
#include "readback/font.h"
#include "readback/piece.h"
#include "readback/token.h"

enum
{
  OPERATORS_LIMIT = 20000000,
  FORMS_DEPTH = 12,
  OPERANDS_LIMIT = 64,
  MARKS_LIMIT = 1000,
};

typedef struct
{
  Matrix ctm;
  ReadFont *font;
  double size, tracking, word_space, scale, leading, rise;
  int mode;
} State;

typedef struct
{
  int mcid; /* -1: none of its own */
  gboolean artifact;
  char *type, *subtype, *actual;
  gboolean said;  /* @actual stands in the text */
  Glyphs *glyphs; /* owned; of an artifact or an identifier */
} MarkLevel;

typedef struct
{
  Pdf *pdf;
  Content *content;
  GHashTable *fonts; /* object number → ReadFont* */
  GPtrArray *own;    /* fonts without a number */
  GHashTable *texts; /* key of a piece → Glyphs*, until the end */
  GPtrArray *keys;   /* of gint64*, in order of first use */
  GHashTable *forms; /* those being read */
  Glyphs *page_glyphs, *untagged;
  GArray *stack; /* of State */
  State state;
  Matrix text, line;
  GPtrArray *marks; /* of MarkLevel* */
  int page, form, depth, n_operators;
  Obj resources;          /* borrowed: of the stream in hand */
  GPtrArray *strings;     /* of GString*: operands that are strings or names */
  GArray *numbers;        /* of double */
  GArray *order;          /* of Operand */
  GHashTable *properties; /* of an inline dictionary in the operands: key → value as text; NULL: none */
} Reader;

typedef struct
{
  TokenKind kind;
  int index;
} Operand;

static gint64
piece_key (int page, int form, int mcid)
{
  return (gint64)((guint64)(form ? form : -page - 1) << 32 | (guint32)mcid);
}

static void
mark_level_free (gpointer data)
{
  MarkLevel *mark = data;
  g_free (mark->type);
  g_free (mark->subtype);
  g_free (mark->actual);
  if (mark->artifact)
    glyphs_free (mark->glyphs);
  g_free (mark);
}

static double
number (const Reader *r, int index)
{
  return index < (int)r->numbers->len ? g_array_index (r->numbers, double, index) : 0;
}

static const GString *
string (const Reader *r, int index)
{
  return index < (int)r->strings->len ? r->strings->pdata[index] : NULL;
}

/** Where the text shown now belongs: the innermost identifier or artifact; the page's untagged text otherwise. */
static Glyphs *
target (const Reader *r)
{
  for (int i = (int)r->marks->len - 1; i >= 0; i--)
    {
      const MarkLevel *mark = r->marks->pdata[i];
      if (mark->glyphs)
        return mark->glyphs;
    }
  return r->untagged;
}

/** The mark whose ActualText stands for what is shown now; NULL. */
static MarkLevel *
actual_mark (const Reader *r)
{
  for (guint i = 0; i < r->marks->len; i++)
    if (((MarkLevel *)r->marks->pdata[i])->actual)
      return r->marks->pdata[i];
  return NULL;
}

static void
show_code (Reader *r, guint code)
{
  State *s = &r->state;
  char buffer[8];
  const char *text = read_font_text (s->font, code, buffer);
  MarkLevel *mark = actual_mark (r);
  Matrix at = multiply ((Matrix){s->size * s->scale, 0, 0, s->size, 0, s->rise}, multiply (r->text, s->ctm));
  double width = read_font_width (s->font, code), size = hypot (at.c, at.d), em = hypot (at.a, at.b);
  if (mark)
    text = mark->said ? "" : mark->actual;
  if (mark)
    mark->said = TRUE;
  glyphs_add (target (r), text ? text : "\uFFFD", at.e, at.f, width * em, size);
  glyphs_add (r->page_glyphs, text ? text : "\uFFFD", at.e, at.f, width * em, size);
  r->content->n_invisible += s->mode == 3;
  double advance = (width * s->size + s->tracking + (code == 32 ? s->word_space : 0)) * s->scale;
  r->text = multiply ((Matrix){1, 0, 0, 1, advance, 0}, r->text);
}

static void
show (Reader *r, const GString *bytes)
{
  const guint8 *at = bytes ? (const guint8 *)bytes->str : NULL;
  gsize left = bytes ? bytes->len : 0;
  while (left && r->state.font)
    show_code (r, read_font_code (r->state.font, &at, &left));
}

static void
show_array (Reader *r)
{
  for (guint i = 0; i < r->order->len; i++)
    {
      Operand operand = g_array_index (r->order, Operand, i);
      if (operand.kind == TOKEN_STRING)
        show (r, string (r, operand.index));
      else if (operand.kind == TOKEN_NUMBER)
        {
          double back = number (r, operand.index) / 1000 * r->state.size * r->state.scale;
          r->text = multiply ((Matrix){1, 0, 0, 1, -back, 0}, r->text);
        }
    }
}

static void
next_line (Reader *r, double x, double y)
{
  r->line = multiply ((Matrix){1, 0, 0, 1, x, y}, r->line);
  r->text = r->line;
}

static Obj
resource (Reader *r, const char *category, const char *name)
{
  g_autofree char *key = g_strconcat ("/", name, NULL);
  g_auto (Obj) all = obj_get (r->resources, category);
  return obj_get (all, key);
}

static void
free_font (gpointer font)
{
  read_font_free (font);
}

static void
select_font (Reader *r)
{
  r->state.size = number (r, 0);
  if (!string (r, 0))
    return;
  g_auto (Obj) dict = resource (r, "/Font", string (r, 0)->str);
  int n = obj_number (dict);
  ReadFont *font = n ? g_hash_table_lookup (r->fonts, GINT_TO_POINTER (n)) : NULL;
  if (!font && (n || r->own->len < 1000))
    {
      font = read_font_new (dict);
      if (n)
        g_hash_table_insert (r->fonts, GINT_TO_POINTER (n), font);
      else
        g_ptr_array_add (r->own, font);
    }
  r->state.font = font;
}

/** TRUE: it was one of text's operators. */
static gboolean
apply_text (Reader *r, const char *name)
{
  State *s = &r->state;
  if (strcmp (name, "BT") == 0)
    r->text = r->line = (Matrix){1, 0, 0, 1, 0, 0};
  else if (strcmp (name, "Tf") == 0)
    select_font (r);
  else if (strcmp (name, "Tj") == 0)
    show (r, string (r, 0));
  else if (strcmp (name, "TJ") == 0)
    show_array (r);
  else if (strcmp (name, "Td") == 0)
    next_line (r, number (r, 0), number (r, 1));
  else if (strcmp (name, "TD") == 0)
    {
      s->leading = -number (r, 1);
      next_line (r, number (r, 0), number (r, 1));
    }
  else if (strcmp (name, "Tm") == 0)
    r->text = r->line =
        (Matrix){number (r, 0), number (r, 1), number (r, 2), number (r, 3), number (r, 4), number (r, 5)};
  else if (strcmp (name, "T*") == 0)
    next_line (r, 0, -s->leading);
  else if (strcmp (name, "'") == 0 || strcmp (name, "\"") == 0)
    {
      if (*name == '"')
        {
          s->word_space = number (r, 0);
          s->tracking = number (r, 1);
        }
      next_line (r, 0, -s->leading);
      show (r, string (r, 0));
    }
  else
    return FALSE;
  return TRUE;
}

static gboolean
apply_state (Reader *r, const char *name)
{
  State *s = &r->state;
  double *const value = !strcmp (name, "Tc")   ? &s->tracking
                        : !strcmp (name, "Tw") ? &s->word_space
                        : !strcmp (name, "TL") ? &s->leading
                        : !strcmp (name, "Ts") ? &s->rise
                                               : NULL;
  if (value)
    *value = number (r, 0);
  else if (strcmp (name, "Tz") == 0)
    s->scale = number (r, 0) / 100;
  else if (strcmp (name, "Tr") == 0)
    s->mode = (int)number (r, 0);
  else if (strcmp (name, "q") == 0 && r->stack->len < MARKS_LIMIT)
    g_array_append_val (r->stack, r->state);
  else if (strcmp (name, "Q") == 0 && r->stack->len)
    {
      r->state = g_array_index (r->stack, State, r->stack->len - 1);
      g_array_set_size (r->stack, r->stack->len - 1);
    }
  else if (strcmp (name, "cm") == 0)
    s->ctm = multiply (
        (Matrix){number (r, 0), number (r, 1), number (r, 2), number (r, 3), number (r, 4), number (r, 5)},
        s->ctm);
  else
    return FALSE;
  return TRUE;
}

/** A property of the mark that begins: from its dictionary in the stream or among the resources. Owned; NULL. */
static char *
property (Reader *r, const char *key, gboolean is_text)
{
  const char *direct = r->properties ? g_hash_table_lookup (r->properties, key) : NULL;
  if (r->properties || r->strings->len < 2)
    {
      const GString *bytes = (const GString *)(const void *)direct;
      return !bytes    ? NULL
             : is_text ? pdf_text ((const guint8 *)bytes->str, bytes->len)
                       : pdf_clean (bytes->str, -1);
    }
  g_autofree char *name = g_strconcat ("/", key, NULL);
  g_auto (Obj) list = resource (r, "/Properties", string (r, 1)->str);
  g_auto (Obj) value = obj_get (list, name);
  if (is_text)
    return obj_text (value);
  return obj_is_number (value) ? g_strdup_printf ("%d", (int)CLAMP (obj_integer (value), -1, G_MAXINT))
                               : obj_name (value);
}

static Glyphs *
glyphs_of (Reader *r, int mcid)
{
  gint64 key = piece_key (r->page, r->form, mcid);
  Glyphs *glyphs = g_hash_table_lookup (r->texts, &key);
  if (!glyphs)
    {
      gint64 *kept = g_memdup2 (&key, sizeof key);
      glyphs = glyphs_new ();
      g_hash_table_insert (r->texts, kept, glyphs);
      g_ptr_array_add (r->keys, kept);
    }
  return glyphs;
}

static void
mark_begin (Reader *r, gboolean with_list)
{
  MarkLevel *mark = g_new0 (MarkLevel, 1);
  mark->mcid = -1;
  mark->artifact = string (r, 0) && strcmp (string (r, 0)->str, "Artifact") == 0;
  if (with_list)
    {
      g_autofree char *mcid = property (r, "MCID", FALSE);
      mark->type = property (r, "Type", FALSE);
      mark->subtype = property (r, "Subtype", FALSE);
      mark->actual = property (r, "ActualText", TRUE);
      gint64 value = mcid && g_ascii_isdigit (*mcid) ? g_ascii_strtoll (mcid, NULL, 10) : -1;
      mark->mcid = value >= 0 && value < G_MAXINT ? (int)value : -1;
    }
  if (mark->artifact)
    mark->glyphs = glyphs_new ();
  else if (mark->mcid >= 0)
    mark->glyphs = glyphs_of (r, mark->mcid);
  if (r->marks->len < MARKS_LIMIT)
    g_ptr_array_add (r->marks, mark);
  else
    mark_level_free (mark);
}

/** Text of @glyphs into @list, if there is any. */
static void
note_artifact (const Reader *r, GPtrArray *list, const Glyphs *glyphs, const char *type, const char *subtype)
{
  Piece *piece = glyphs_to_piece (glyphs);
  if (*g_strstrip (piece->text))
    {
      Artifact *artifact = g_new0 (Artifact, 1);
      *artifact = (Artifact){g_strdup (type), g_strdup (subtype), g_strdup (piece->text), r->page};
      g_ptr_array_add (list, artifact);
    }
  piece_free (piece);
}

static void
mark_end (Reader *r)
{
  if (!r->marks->len)
    return;
  const MarkLevel *mark = r->marks->pdata[r->marks->len - 1];
  if (mark->artifact)
    note_artifact (r, r->content->artifacts, mark->glyphs, mark->type, mark->subtype);
  g_ptr_array_set_size (r->marks, (int)r->marks->len - 1);
}

static void read_stream (Reader *r, const void *bytes, gsize length);

static void
show_form (Reader *r)
{
  if (!string (r, 0) || r->depth >= FORMS_DEPTH)
    return;
  g_auto (Obj) form = resource (r, "/XObject", string (r, 0)->str);
  g_auto (Obj) subtype = obj_get (form, "/Subtype");
  int n = obj_number (form);
  if (!obj_is_name (subtype, "/Form") || !g_hash_table_add (r->forms, GINT_TO_POINTER (n)))
    return;
  g_autoptr (GBytes) data = obj_data (form);
  g_auto (Obj) own = obj_get (form, "/Resources");
  g_auto (Obj) matrix = obj_get (form, "/Matrix");
  State kept = r->state;
  Matrix text = r->text, line = r->line;
  Obj resources = r->resources;
  int outer = r->form, n_marks = (int)r->marks->len;
  double m[6] = {1, 0, 0, 1, 0, 0};
  for (int i = 0; i < 6 && obj_length (matrix) == 6; i++)
    {
      g_auto (Obj) item = obj_item (matrix, i);
      m[i] = obj_real (item);
    }
  r->state.ctm = multiply ((Matrix){m[0], m[1], m[2], m[3], m[4], m[5]}, r->state.ctm);
  r->resources = obj_is_dict (own) ? own : r->resources;
  r->form = n;
  r->depth++;
  if (data)
    read_stream (r, g_bytes_get_data (data, NULL), g_bytes_get_size (data));
  r->depth--;
  while ((int)r->marks->len > n_marks)
    mark_end (r);
  r->form = outer;
  r->resources = resources;
  r->state = kept;
  r->text = text;
  r->line = line;
  g_hash_table_remove (r->forms, GINT_TO_POINTER (n));
}

static void
apply (Reader *r, const char *name)
{
  if (apply_text (r, name) || apply_state (r, name))
    ;
  else if (strcmp (name, "BDC") == 0 || strcmp (name, "BMC") == 0)
    mark_begin (r, name[1] == 'D');
  else if (strcmp (name, "EMC") == 0)
    mark_end (r);
  else if (strcmp (name, "Do") == 0)
    show_form (r);
  g_array_set_size (r->numbers, 0);
  g_array_set_size (r->order, 0);
  g_ptr_array_set_size (r->strings, 0);
  g_clear_pointer (&r->properties, g_hash_table_unref);
}

static void
free_string (gpointer data)
{
  g_string_free (data, TRUE);
}

/** << … >> of a mark: names, numbers and strings under its keys; what is deeper is passed over. */
static void
read_properties (Reader *r, Tokens *tokens)
{
  GHashTable *list = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_string);
  g_autofree char *key = NULL;
  int depth = 1;
  while (depth > 0 && tokens_next (tokens))
    {
      const Token *token = &tokens->token;
      gboolean opens = token->kind == TOKEN_DICT_BEGIN || token->kind == TOKEN_ARRAY_BEGIN;
      depth += opens - (token->kind == TOKEN_DICT_END || token->kind == TOKEN_ARRAY_END);
      if (depth != 1 || opens || token->kind == TOKEN_ARRAY_END)
        {
          if (depth == 1 || opens)
            g_clear_pointer (&key, g_free);
          continue;
        }
      if (!key && token->kind == TOKEN_NAME)
        key = g_strdup (token->text->str);
      else if (key)
        {
          g_hash_table_insert (list, g_steal_pointer (&key),
                               g_string_new_len (token->text->str, (gssize)token->text->len));
        }
    }
  g_clear_pointer (&r->properties, g_hash_table_unref);
  r->properties = list;
}

static void
take_operand (Reader *r, const Token *token)
{
  Operand operand = {token->kind, 0};
  if (r->order->len >= 65536)
    return;
  if (token->kind == TOKEN_NUMBER)
    {
      operand.index = (int)r->numbers->len;
      g_array_append_val (r->numbers, token->number);
    }
  else if (token->kind == TOKEN_STRING || token->kind == TOKEN_NAME)
    {
      operand.index = (int)r->strings->len;
      g_ptr_array_add (r->strings, g_string_new_len (token->text->str, (gssize)token->text->len));
    }
  else
    return;
  g_array_append_val (r->order, operand);
}

static void
read_stream (Reader *r, const void *bytes, gsize length)
{
  g_auto (Tokens) tokens;
  tokens_begin (&tokens, bytes, length);
  while (!r->content->cut && tokens_next (&tokens))
    {
      if (tokens.token.kind == TOKEN_OPERATOR)
        {
          r->content->cut = ++r->n_operators > OPERATORS_LIMIT;
          apply (r, tokens.token.text->str);
        }
      else if (tokens.token.kind == TOKEN_DICT_BEGIN)
        read_properties (r, &tokens);
      else
        take_operand (r, &tokens.token);
    }
}

static void
read_page (Reader *r)
{
  g_autoptr (GString) bytes = pdf_page_content (r->pdf, r->page);
  g_auto (Obj) resources = pdf_page_get (r->pdf, r->page, "/Resources");
  r->resources = resources;
  r->state = (State){.ctm = {1, 0, 0, 1, 0, 0}, .scale = 1};
  r->text = r->line = r->state.ctm;
  r->page_glyphs = glyphs_new ();
  r->untagged = glyphs_new ();
  read_stream (r, bytes->str, bytes->len);
  while (r->marks->len)
    mark_end (r);
  g_array_set_size (r->stack, 0);
  note_artifact (r, r->content->untagged, r->untagged, NULL, NULL);
  /* a form shown on several pages counts once */
  for (guint i = 0; i < r->keys->len; i++)
    if (!g_hash_table_contains (r->content->pieces, r->keys->pdata[i]))
      g_hash_table_insert (r->content->pieces, g_memdup2 (r->keys->pdata[i], sizeof (gint64)),
                           glyphs_to_piece (g_hash_table_lookup (r->texts, r->keys->pdata[i])));
  g_hash_table_remove_all (r->texts);
  g_ptr_array_set_size (r->keys, 0);
  Piece *whole = glyphs_to_piece (r->page_glyphs);
  g_ptr_array_add (r->content->pages, g_string_new (whole->text));
  piece_free (whole);
  glyphs_free (r->page_glyphs);
  glyphs_free (r->untagged);
}

static void
artifact_free (gpointer data)
{
  Artifact *artifact = data;
  g_free (artifact->type);
  g_free (artifact->subtype);
  g_free (artifact->text);
  g_free (artifact);
}

Content *
content_read (Pdf *pdf)
{
  Content *content = g_new0 (Content, 1);
  content->artifacts = g_ptr_array_new_with_free_func (artifact_free);
  content->untagged = g_ptr_array_new_with_free_func (artifact_free);
  content->pages = g_ptr_array_new_with_free_func (free_string);
  content->pieces = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify)piece_free);
  Reader r = {.pdf = pdf, .content = content};
  r.fonts = g_hash_table_new_full (NULL, NULL, NULL, free_font);
  r.own = g_ptr_array_new_with_free_func (free_font);
  r.texts = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, (GDestroyNotify)glyphs_free);
  r.keys = g_ptr_array_new_with_free_func (g_free);
  r.forms = g_hash_table_new (NULL, NULL);
  r.stack = g_array_new (FALSE, FALSE, sizeof (State));
  r.marks = g_ptr_array_new_with_free_func (mark_level_free);
  r.strings = g_ptr_array_new_with_free_func (free_string);
  r.numbers = g_array_new (FALSE, FALSE, sizeof (double));
  r.order = g_array_new (FALSE, FALSE, sizeof (Operand));
  for (r.page = 0; r.page < pdf_n_pages (pdf); r.page++)
    read_page (&r);
  g_hash_table_unref (r.texts);
  g_hash_table_unref (r.fonts);
  g_hash_table_unref (r.forms);
  g_ptr_array_unref (r.own);
  g_ptr_array_unref (r.keys);
  g_ptr_array_unref (r.marks);
  g_ptr_array_unref (r.strings);
  g_array_unref (r.stack);
  g_array_unref (r.numbers);
  g_array_unref (r.order);
  g_clear_pointer (&r.properties, g_hash_table_unref);
  return content;
}

void
content_free (Content *content)
{
  g_ptr_array_unref (content->artifacts);
  g_ptr_array_unref (content->untagged);
  g_ptr_array_unref (content->pages);
  g_hash_table_unref (content->pieces);
  g_free (content);
}

const Piece *
content_piece (const Content *content, int page, int form, int mcid)
{
  gint64 key = piece_key (page, form, mcid);
  return g_hash_table_lookup (content->pieces, &key);
}
