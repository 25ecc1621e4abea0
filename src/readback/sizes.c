/* sizes.c: where the bytes of a file are, by kind of object. Streams count as they lie in the file; other objects as written, or, in object
 * streams, the bytes of those streams shared out by the length of what is in them. What is left is cross-reference and the file's frame. */
#include <string.h>
#include <qpdf/qpdf-c.h>
#include "readback/parts.h"

typedef enum
{
  SIZE_FONTS,
  SIZE_CONTENT,
  SIZE_IMAGES,
  SIZE_STRUCTURE,
  SIZE_METADATA,
  SIZE_ATTACHMENTS,
  SIZE_COLOUR,
  SIZE_LINKS,
  SIZE_PAGES,
  SIZE_OTHER,
  N_SIZES
} SizeKind;

static const char *const size_names[] = {"fonts",       "content", "images", "structure", "metadata",
                                         "attachments", "colour",  "links",  "pages",     "other"};

enum
{
  OBJECTS_LIMIT = 8000000
};

typedef struct
{
  Pdf *pdf;
  GHashTable *streams;   /* object number → SizeKind + 1, of streams known by who refers to them */
  gint64 bytes[N_SIZES]; /* of streams */
  gint64 plain[N_SIZES]; /* of what is no stream, as written */
  gint64 object_streams, xref_streams;
  int counts[N_SIZES];
} Sizes;

static void
know (Sizes *sizes, Obj dict, const char *key, SizeKind kind)
{
  g_auto (Obj) stream = obj_get (dict, key);
  int n = obj_is_array (stream) ? MIN (obj_length (stream), 10000) : 0;
  for (int i = 0; i < n; i++)
    {
      g_auto (Obj) item = obj_item (stream, i);
      g_hash_table_insert (sizes->streams, GINT_TO_POINTER (obj_number (item)), GINT_TO_POINTER (kind + 1));
    }
  if (obj_is_stream (stream))
    g_hash_table_insert (sizes->streams, GINT_TO_POINTER (obj_number (stream)), GINT_TO_POINTER (kind + 1));
}

/** What a dictionary is, by its /Type or its habit; what it refers to is noted. */
static SizeKind
kind_of_dict (Sizes *sizes, Obj dict)
{
  g_auto (Obj) type = obj_get (dict, "/Type");
  g_auto (Obj) subtype = obj_get (dict, "/Subtype");
  g_auto (Obj) role = obj_get (dict, "/S");
  g_auto (Obj) parent = obj_get (dict, "/P");
  static const char *const fonts[] = {"/FontFile",  "/FontFile2", "/FontFile3",
                                      "/ToUnicode", "/CIDSet",    "/CIDToGIDMap"};
  for (guint i = 0; i < G_N_ELEMENTS (fonts); i++)
    know (sizes, dict, fonts[i], SIZE_FONTS);
  know (sizes, dict, "/DestOutputProfile", SIZE_COLOUR);
  if (obj_is_name (type, "/Page"))
    know (sizes, dict, "/Contents", SIZE_CONTENT);
  if (obj_is_name (type, "/Font") || obj_is_name (type, "/FontDescriptor"))
    return SIZE_FONTS;
  if (obj_is_name (type, "/Page") || obj_is_name (type, "/Pages") || obj_is_name (type, "/Catalog"))
    return SIZE_PAGES;
  if (obj_is_name (subtype, "/Link"))
    return SIZE_LINKS;
  if (obj_is_name (type, "/StructElem") || obj_is_name (type, "/StructTreeRoot") ||
      obj_is_name (type, "/OBJR") || (obj_is_name (role, NULL) && obj_is_dict (parent)))
    return SIZE_STRUCTURE;
  if (obj_is_name (type, "/Filespec") || obj_is_name (type, "/F"))
    return SIZE_ATTACHMENTS;
  return SIZE_OTHER;
}

static SizeKind
kind_of_array (Obj array)
{
  g_auto (Obj) first = obj_item (array, 0);
  g_auto (Obj) role = obj_get (first, "/S");
  g_auto (Obj) parent = obj_get (first, "/P");
  return obj_is_dict (first) && obj_is_name (role, NULL) && obj_is_dict (parent) ? SIZE_STRUCTURE
                                                                                 : SIZE_OTHER;
}

static SizeKind
kind_of_stream (const Sizes *sizes, Obj stream)
{
  g_auto (Obj) type = obj_get (stream, "/Type");
  g_auto (Obj) subtype = obj_get (stream, "/Subtype");
  gpointer known = g_hash_table_lookup (sizes->streams, GINT_TO_POINTER (obj_number (stream)));
  if (known)
    return (SizeKind)(GPOINTER_TO_INT (known) - 1);
  if (obj_is_name (type, "/Metadata"))
    return SIZE_METADATA;
  if (obj_is_name (type, "/EmbeddedFile"))
    return SIZE_ATTACHMENTS;
  if (obj_is_name (subtype, "/Image"))
    return SIZE_IMAGES;
  return obj_is_name (subtype, "/Form") ? SIZE_CONTENT : SIZE_OTHER;
}

static void
count_object (Sizes *sizes, Obj object)
{
  if (obj_is_null (object) || obj_is_stream (object))
    return;
  SizeKind kind = obj_is_array (object) ? kind_of_array (object) : kind_of_dict (sizes, object);
  sizes->plain[kind] +=
      (gint64)strlen (qpdf_oh_unparse_resolved (pdf_handle (sizes->pdf), object.handle)) + 1;
  sizes->counts[kind]++;
}

static void
count_stream (Sizes *sizes, Obj stream)
{
  if (!obj_is_stream (stream))
    return;
  g_auto (Obj) type = obj_get (stream, "/Type");
  g_autoptr (GBytes) data = obj_raw_data (stream);
  gint64 length = data ? (gint64)g_bytes_get_size (data) : 0;
  if (obj_is_name (type, "/ObjStm"))
    sizes->object_streams += length;
  else if (obj_is_name (type, "/XRef"))
    sizes->xref_streams += length;
  else
    {
      SizeKind kind = kind_of_stream (sizes, stream);
      sizes->bytes[kind] += length;
      sizes->counts[kind]++;
    }
}

static gint64
n_objects (Pdf *pdf, gsize file_length)
{
  g_auto (Obj) trailer = pdf_trailer (pdf);
  g_auto (Obj) size = obj_get (trailer, "/Size");
  gint64 said = CLAMP (obj_integer (size), 0, OBJECTS_LIMIT);
  return MIN (said,
              (gint64)file_length * 8 + 100); /* no object takes less than an eighth of a byte, deflated */
}

static void
write_kinds (const Sizes *sizes, gsize file_length, YamlWriter *writer)
{
  gint64 all = 0, known = sizes->xref_streams;
  for (int i = 0; i < N_SIZES; i++)
    all += sizes->plain[i];
  for (int i = 0; i < N_SIZES; i++)
    {
      double share = all ? (double)sizes->plain[i] / (double)all : 0;
      gint64 bytes =
          sizes->bytes[i] +
          (sizes->object_streams ? (gint64)(share * (double)sizes->object_streams) : sizes->plain[i]);
      if (!sizes->counts[i])
        continue;
      known += bytes;
      yaml_write_key (writer, size_names[i]);
      yaml_write_map_begin (writer);
      write_number_key (writer, "objects", sizes->counts[i]);
      write_number_key (writer, "bytes", bytes);
      yaml_write_end (writer);
    }
  write_number_key (writer, "xref_and_frame", MAX ((gint64)file_length - known + sizes->xref_streams, 0));
}

void
write_sizes (Pdf *pdf, gsize file_length, YamlWriter *writer)
{
  Sizes sizes = {.pdf = pdf, .streams = g_hash_table_new (NULL, NULL)};
  gint64 n = n_objects (pdf, file_length);
  for (int pass = 0; pass < 2; pass++) /* streams are known by who refers to them */
    for (gint64 i = 1; i < n; i++)
      {
        g_auto (Obj) object = pdf_object (pdf, (int)i);
        if (pass == 0)
          count_object (&sizes, object);
        else
          count_stream (&sizes, object);
      }
  yaml_write_key (writer, "sizes");
  yaml_write_map_begin (writer);
  write_number_key (writer, "file", (gint64)file_length);
  write_kinds (&sizes, file_length, writer);
  yaml_write_end (writer);
  g_hash_table_unref (sizes.streams);
}
