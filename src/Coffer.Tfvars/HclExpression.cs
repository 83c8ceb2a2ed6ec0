
namespace Coffer.Tfvars;

/// <summary>
/// Goes past the expression of an attribute. It is not interpreted: outside brackets, operands and operators must
/// take turns, so that it ends where Terraform thinks it ends; inside, only the brackets must match.
/// </summary>
internal static class HclExpression
{
    public static void Skip(HclLexer lexer)
    {
        var operand = false;
        while (true)
        {
            var token = lexer.Next();
            switch (token.Kind)
            {
                case HclTokenKind.LineComment or HclTokenKind.BlockComment:
                    continue;
                case HclTokenKind.Newline or HclTokenKind.End:
                    if (!operand)
                    {
                        throw lexer.Malformed(token.Start, "expected a value");
                    }

                    return;
                case HclTokenKind.Operator:
                    operand = SkipOperator(lexer, token, operand);
                    break;
                case HclTokenKind.Open when !operand || lexer.Content[token.Start] != '{':
                    lexer.SkipToClose(token);
                    operand = true;
                    break;
                case HclTokenKind.Identifier or HclTokenKind.Number or HclTokenKind.String or HclTokenKind.Template when !operand:
                    operand = true;
                    break;
                default:
                    throw Unexpected(lexer, token, operand);
            }
        }
    }

    /// <summary>Whether an operand stands before the next token.</summary>
    private static bool SkipOperator(HclLexer lexer, HclToken token, bool operand)
    {
        var unary = lexer.Is(token, "-"u8) || lexer.Is(token, "!"u8);
        var never = lexer.Is(token, "="u8) || lexer.Is(token, "=>"u8) || lexer.Is(token, "..."u8);
        var onlyUnary = lexer.Is(token, "!"u8);
        if (never || (operand ? onlyUnary : !unary))
        {
            throw Unexpected(lexer, token, operand);
        }

        if (lexer.Is(token, "."u8) && lexer.Rest is [(byte)'*', ..])
        {
            lexer.Position++;
            return true;
        }

        return false;
    }

    private static TfvarsException Unexpected(HclLexer lexer, HclToken token, bool operand) =>
        lexer.Malformed(token.Start, operand ? "expected a new line after the value" : "expected a value");
}
