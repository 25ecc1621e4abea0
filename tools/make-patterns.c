/* make-patterns: hyphenation patterns → one C array a language, for typeset/patterns.c. Run at build time.
 *
 *     make-patterns LANG FILE [LANG FILE …] > patterns-data.h
 *
 * Reads TeX's plain lists (words of letters and digits, "." for the word's edge) and libhyphen's dictionaries (the same, after
 * a few lines of settings). Liang's trie is written breadth first: the children of a node stand together and in order, so a
 * node is its first child's number, its letter and its value. */
#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum
{
  EDGE = 1,          /* class of "."; classes of letters follow */
  LONGEST = 64,      /* letters of a pattern */
  MOST_LETTERS = 200 /* of an alphabet */
};

typedef struct
{
  int length;
  uint32_t letters[LONGEST];
  unsigned char digits[LONGEST + 1];
} Pattern;

typedef struct
{
  Pattern *patterns;
  size_t n_patterns, room;
  uint32_t alphabet[MOST_LETTERS];
  int n_alphabet;
} List;

typedef struct
{
  size_t from, to; /* patterns below this node */
  int depth;
} Node;

static void *
grown (void *items, size_t *room, size_t needed, size_t size)
{
  if (needed <= *room)
    return items;
  *room = needed * 2;
  items = realloc (items, *room * size);
  if (!items)
    exit (1);
  return items;
}

static uint32_t
take_letter (const char **text)
{
  const unsigned char *p = (const unsigned char *)*text;
  int more = *p >= 0xF0 ? 3 : *p >= 0xE0 ? 2 : *p >= 0xC0 ? 1 : 0;
  uint32_t letter = more == 3 ? *p & 7 : more == 2 ? *p & 15 : more == 1 ? *p & 31 : *p;
  for (p++; more-- > 0 && *p; p++)
    letter = letter << 6 | (*p & 63);
  *text = (const char *)p;
  return letter;
}

static void
add_pattern (List *list, const char *word)
{
  Pattern pattern = {0};
  const char *p = word;
  while (*p)
    if (*p >= '0' && *p <= '9')
      pattern.digits[pattern.length] = *p++ - '0';
    else if (pattern.length == LONGEST)
      return;
    else
      pattern.letters[pattern.length++] = take_letter (&p);
  if (pattern.length == 0)
    return;
  list->patterns = grown (list->patterns, &list->room, list->n_patterns + 1, sizeof *list->patterns);
  list->patterns[list->n_patterns++] = pattern;
}

/* Settings of libhyphen's files are words in capitals, some with a number; what stands before NEXTLEVEL divides at signs
 * (an apostrophe), which the typesetter does itself. "/" begins a change of spelling: not ours. */
static int
read_list (const char *file, List *list)
{
  char line[1024];
  FILE *in = fopen (file, "r");
  if (!in)
    {
      fprintf (stderr, "make-patterns: cannot read %s\n", file);
      return 0;
    }
  while (fgets (line, sizeof line, in))
    {
      line[strcspn (line, "%#\r\n")] = '\0';
      if (strcmp (line, "NEXTLEVEL") == 0)
        list->n_patterns = 0;
      if (isupper ((unsigned char)line[0]) || strchr (line, '/'))
        continue;
      for (char *word = strtok (line, " \t"); word; word = strtok (NULL, " \t"))
        add_pattern (list, word);
    }
  fclose (in);
  if (list->n_patterns == 0)
    fprintf (stderr, "make-patterns: %s holds no patterns\n", file);
  return list->n_patterns > 0;
}

static int
compare_letters (const void *a, const void *b)
{
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return x < y ? -1 : x > y;
}

static int
compare_patterns (const void *a, const void *b)
{
  const Pattern *x = a, *y = b;
  for (int i = 0; i < x->length && i < y->length; i++)
    if (x->letters[i] != y->letters[i])
      return x->letters[i] < y->letters[i] ? -1 : 1;
  return x->length - y->length;
}

/* Letters become classes in order of their code points. */
static void
number_letters (List *list)
{
  for (size_t i = 0; i < list->n_patterns; i++)
    for (int k = 0; k < list->patterns[i].length; k++)
      {
        uint32_t letter = list->patterns[i].letters[k];
        int at = 0;
        while (at < list->n_alphabet && list->alphabet[at] != letter)
          at++;
        if (letter == '.' || at < list->n_alphabet)
          continue;
        if (list->n_alphabet == MOST_LETTERS)
          exit (1);
        list->alphabet[list->n_alphabet++] = letter;
      }
  qsort (list->alphabet, list->n_alphabet, sizeof *list->alphabet, compare_letters);
  for (size_t i = 0; i < list->n_patterns; i++)
    for (int k = 0; k < list->patterns[i].length; k++)
      {
        uint32_t *letter = &list->patterns[i].letters[k];
        const uint32_t *found =
            bsearch (letter, list->alphabet, list->n_alphabet, sizeof *letter, compare_letters);
        *letter = *letter == '.' ? EDGE : EDGE + 1 + (found - list->alphabet);
      }
  qsort (list->patterns, list->n_patterns, sizeof *list->patterns, compare_patterns);
}

/* A value is the place of [zeros to skip][count][digits…] in the pool; equal ones are kept once. 0: none. */
static unsigned
value_of (const Pattern *pattern, unsigned char *pool, unsigned *pool_length)
{
  int first = 0, last = pattern->length;
  while (first <= last && pattern->digits[first] == 0)
    first++;
  while (last > first && pattern->digits[last] == 0)
    last--;
  if (first > last)
    return 0;
  unsigned count = last - first + 1;
  for (unsigned at = 1; at + 2 <= *pool_length; at += 2 + pool[at + 1])
    if (pool[at] == first && pool[at + 1] == count &&
        memcmp (pool + at + 2, pattern->digits + first, count) == 0)
      return at;
  unsigned at = *pool_length;
  if (at + 2 + count > 65535)
    exit (1);
  pool[at] = first;
  pool[at + 1] = count;
  memcpy (pool + at + 2, pattern->digits + first, count);
  *pool_length = at + 2 + count;
  return at;
}

static void
print_numbers (const char *type, const char *what, const char *name, const uint32_t *numbers, size_t count)
{
  printf ("static const %s %s_%s[%zu] = {", type, what, name, count);
  for (size_t i = 0; i < count; i++)
    printf ("%s%u,", i % 20 ? "" : "\n", numbers[i]);
  printf ("\n};\n");
}

/* Breadth first: a node is the run of sorted patterns that begin with its letters. */
static void
print_trie (const char *name, const List *list)
{
  static unsigned char pool[65536];
  unsigned pool_length = 1;
  size_t n = 1, room = 0, room2 = 0, room3 = 0, room4 = 0;
  Node *nodes = grown (NULL, &room, 1, sizeof *nodes);
  uint32_t *first = NULL, *label = grown (NULL, &room3, 1, sizeof *label), *value = NULL;
  nodes[0] = (Node){0, list->n_patterns, 0};
  label[0] = 0;
  for (size_t i = 0; i < n; i++)
    {
      Node node = nodes[i];
      first = grown (first, &room2, i + 2, sizeof *first);
      value = grown (value, &room4, i + 1, sizeof *value);
      first[i] = n;
      value[i] = 0;
      for (size_t at = node.from; at < node.to;)
        {
          if (list->patterns[at].length == node.depth)
            {
              value[i] = value_of (&list->patterns[at++], pool, &pool_length);
              continue;
            }
          size_t end = at;
          uint32_t letter = list->patterns[at].letters[node.depth];
          while (end < node.to && list->patterns[end].letters[node.depth] == letter)
            end++;
          nodes = grown (nodes, &room, n + 1, sizeof *nodes);
          label = grown (label, &room3, n + 1, sizeof *label);
          nodes[n] = (Node){at, end, node.depth + 1};
          label[n++] = letter;
          at = end;
        }
    }
  first[n] = n;
  print_numbers ("guint32", "first", name, first, n + 1);
  print_numbers ("guint8", "label", name, label, n);
  print_numbers ("guint16", "value", name, value, n);
  uint32_t *bytes = calloc (pool_length, sizeof *bytes);
  for (unsigned i = 0; bytes && i < pool_length; i++)
    bytes[i] = pool[i];
  print_numbers ("guint8", "digits", name, bytes, pool_length);
  print_numbers ("guint32", "letters", name, list->alphabet, list->n_alphabet);
  free (bytes), free (nodes), free (first), free (label), free (value);
}

/* "en-GB" → en_GB */
static void
c_name (const char *lang, char *name, size_t room)
{
  snprintf (name, room, "%s", lang);
  for (char *p = name; *p; p++)
    if (*p == '-')
      *p = '_';
}

int
main (int argc, char **argv)
{
  if (argc < 3 || argc % 2 == 0)
    return 2;
  for (int i = 1; i < argc; i += 2)
    {
      List list = {0};
      char name[16];
      c_name (argv[i], name, sizeof name);
      if (!read_list (argv[i + 1], &list))
        return 1;
      number_letters (&list);
      print_trie (name, &list);
      free (list.patterns);
    }
  printf ("static const Patterns all_patterns[] = {\n");
  for (int i = 1; i < argc; i += 2)
    {
      char name[16];
      c_name (argv[i], name, sizeof name);
      printf ("  {\"%s\", first_%s, label_%s, value_%s, digits_%s, letters_%s, G_N_ELEMENTS (letters_%s)},\n",
              argv[i], name, name, name, name, name, name);
    }
  printf ("};\n");
  return ferror (stdout) || fflush (stdout) != 0;
}
