/* token.h: content streams and character maps in tokens (ISO 32000-1 7.2, 7.8.2). Total: any bytes give tokens and then an end. */
#pragma once
#include <glib.h>

typedef enum
{
  TOKEN_NUMBER,
  TOKEN_STRING,   /* literal or hexadecimal: its bytes in text */
  TOKEN_NAME,     /* text without '/' */
  TOKEN_OPERATOR, /* also true, false, null */
  TOKEN_ARRAY_BEGIN,
  TOKEN_ARRAY_END,
  TOKEN_DICT_BEGIN,
  TOKEN_DICT_END,
} TokenKind;

typedef struct
{
  TokenKind kind;
  GString *text; /* bytes, zero-terminated besides */
  double number;
} Token;

typedef struct
{
  const char *at, *end;
  Token token;
} Tokens;

/** @bytes is borrowed. */
void tokens_begin (Tokens *tokens, const void *bytes, gsize length);
/** The next token into tokens->token; FALSE: there is none. The bytes of an inline image, from ID to EI, are passed over. */
gboolean tokens_next (Tokens *tokens);
void tokens_clear (Tokens *tokens);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Tokens, tokens_clear)
