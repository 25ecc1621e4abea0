/* glyph-names.c: names of glyphs as letters, for files without ToUnicode. Accented letters are put together: "eacute" is e and acute. */
#include <stdlib.h>
#include <string.h>
#include "readback/font.h"

typedef struct
{
  const char *name;
  gunichar letter;
} NamedLetter;

static const NamedLetter accents[] = {
    {"grave", 0x300},       {"acute", 0x301},        {"circumflex", 0x302}, {"tilde", 0x303},
    {"macron", 0x304},      {"breve", 0x306},        {"dotaccent", 0x307},  {"dieresis", 0x308},
    {"ring", 0x30A},        {"hungarumlaut", 0x30B}, {"caron", 0x30C},      {"cedilla", 0x327},
    {"commaaccent", 0x326}, {"ogonek", 0x328},
};

static const NamedLetter letters[] = {
    {"space", ' '},
    {"exclam", '!'},
    {"quotedbl", '"'},
    {"numbersign", '#'},
    {"dollar", '$'},
    {"percent", '%'},
    {"ampersand", '&'},
    {"quotesingle", '\''},
    {"quoteright", 0x2019},
    {"quoteleft", 0x2018},
    {"parenleft", '('},
    {"parenright", ')'},
    {"asterisk", '*'},
    {"plus", '+'},
    {"comma", ','},
    {"hyphen", '-'},
    {"period", '.'},
    {"slash", '/'},
    {"zero", '0'},
    {"one", '1'},
    {"two", '2'},
    {"three", '3'},
    {"four", '4'},
    {"five", '5'},
    {"six", '6'},
    {"seven", '7'},
    {"eight", '8'},
    {"nine", '9'},
    {"colon", ':'},
    {"semicolon", ';'},
    {"less", '<'},
    {"equal", '='},
    {"greater", '>'},
    {"question", '?'},
    {"at", '@'},
    {"bracketleft", '['},
    {"backslash", '\\'},
    {"bracketright", ']'},
    {"asciicircum", '^'},
    {"underscore", '_'},
    {"grave", '`'},
    {"braceleft", '{'},
    {"bar", '|'},
    {"braceright", '}'},
    {"asciitilde", '~'},
    {"exclamdown", 0xA1},
    {"cent", 0xA2},
    {"sterling", 0xA3},
    {"currency", 0xA4},
    {"yen", 0xA5},
    {"brokenbar", 0xA6},
    {"section", 0xA7},
    {"dieresis", 0xA8},
    {"copyright", 0xA9},
    {"ordfeminine", 0xAA},
    {"guillemotleft", 0xAB},
    {"logicalnot", 0xAC},
    {"softhyphen", 0xAD},
    {"registered", 0xAE},
    {"macron", 0xAF},
    {"degree", 0xB0},
    {"plusminus", 0xB1},
    {"twosuperior", 0xB2},
    {"threesuperior", 0xB3},
    {"acute", 0xB4},
    {"mu", 0xB5},
    {"paragraph", 0xB6},
    {"periodcentered", 0xB7},
    {"cedilla", 0xB8},
    {"onesuperior", 0xB9},
    {"ordmasculine", 0xBA},
    {"guillemotright", 0xBB},
    {"onequarter", 0xBC},
    {"onehalf", 0xBD},
    {"threequarters", 0xBE},
    {"questiondown", 0xBF},
    {"AE", 0xC6},
    {"Eth", 0xD0},
    {"multiply", 0xD7},
    {"Oslash", 0xD8},
    {"Thorn", 0xDE},
    {"germandbls", 0xDF},
    {"ae", 0xE6},
    {"eth", 0xF0},
    {"divide", 0xF7},
    {"oslash", 0xF8},
    {"thorn", 0xFE},
    {"Lslash", 0x141},
    {"lslash", 0x142},
    {"OE", 0x152},
    {"oe", 0x153},
    {"dotlessi", 0x131},
    {"dotlessj", 0x237},
    {"florin", 0x192},
    {"circumflex", 0x2C6},
    {"caron", 0x2C7},
    {"endash", 0x2013},
    {"emdash", 0x2014},
    {"quotesinglbase", 0x201A},
    {"quotedblleft", 0x201C},
    {"quotedblright", 0x201D},
    {"quotedblbase", 0x201E},
    {"dagger", 0x2020},
    {"daggerdbl", 0x2021},
    {"bullet", 0x2022},
    {"ellipsis", 0x2026},
    {"perthousand", 0x2030},
    {"guilsinglleft", 0x2039},
    {"guilsinglright", 0x203A},
    {"fraction", 0x2044},
    {"Euro", 0x20AC},
    {"trademark", 0x2122},
    {"minus", 0x2212},
    {"nbspace", 0xA0},
    {"arrowright", 0x2192},
};

static const struct
{
  const char *name, *text;
} ligatures[] = {{"ff", "ff"}, {"fi", "fi"}, {"fl", "fl"}, {"ffi", "ffi"}, {"ffl", "ffl"}};

static gunichar
letter_of (const char *name)
{
  if (g_ascii_isalpha (name[0]) && !name[1])
    return (gunichar)name[0];
  for (guint i = 0; i < G_N_ELEMENTS (letters); i++)
    if (strcmp (name, letters[i].name) == 0)
      return letters[i].letter;
  const char *digits = g_str_has_prefix (name, "uni") ? name + 3 : name[0] == 'u' ? name + 1 : "";
  gsize n = strspn (digits, "0123456789ABCDEF");
  gunichar letter = n >= 4 && n <= 6 && !digits[n] ? (gunichar)g_ascii_strtoull (digits, NULL, 16) : 0;
  if (letter)
    return g_unichar_validate (letter) ? letter : 0;
  for (guint i = 0; g_ascii_isalpha (name[0]) && i < G_N_ELEMENTS (accents); i++)
    if (strcmp (name + 1, accents[i].name) == 0 &&
        g_unichar_compose ((gunichar)name[0], accents[i].letter, &letter))
      return letter;
  return 0;
}

gboolean
glyph_name_text (const char *name, char out[32])
{
  g_autofree char *plain = g_strndup (name, strcspn (name, ".")); /* "a.sc" is an a */
  g_auto (GStrv) parts = g_strsplit (plain, "_", 8);
  out[0] = '\0';
  for (guint i = 0; i < G_N_ELEMENTS (ligatures); i++)
    if (strcmp (plain, ligatures[i].name) == 0)
      return g_strlcpy (out, ligatures[i].text, 32) < 32;
  for (int i = 0; parts[i]; i++)
    {
      char letter[8] = "";
      gunichar found = letter_of (parts[i]);
      if (!found)
        return FALSE;
      g_unichar_to_utf8 (found, letter);
      g_strlcat (out, letter, 32);
    }
  return out[0] != '\0';
}
