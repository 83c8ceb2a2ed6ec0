using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Coffer.Core.Tests.Errors;

/// <summary>What an expression of the sources may be as text: what only the run knows is <c>…</c>.</summary>
internal sealed class SourceTexts
{
    /// <summary>What only the run knows.</summary>
    public const string Unknown = "…";

    private const int MostAlternatives = 6;

    // By 'Class.Name'.
    private readonly Dictionary<string, ExpressionSyntax> constants = new(StringComparer.Ordinal);

    // A parameter, by what a call gives for it.
    private (string Name, IReadOnlyList<string?> Texts)? bound;

    /// <summary>Reads the constants of all sources.</summary>
    public SourceTexts(IEnumerable<SyntaxNode> roots)
    {
        foreach (var field in roots.SelectMany(root => root.DescendantNodes().OfType<FieldDeclarationSyntax>())
            .Where(field => field.Modifiers.Any(SyntaxKind.ConstKeyword)))
        {
            var of = ((BaseTypeDeclarationSyntax)field.Parent!).Identifier.Text;
            foreach (var variable in field.Declaration.Variables)
            {
                constants[$"{of}.{variable.Identifier.Text}"] = variable.Initializer!.Value;
            }
        }
    }

    /// <summary>The texts that an expression may be, each once; null for no text.</summary>
    public IReadOnlyList<string?> Of(ExpressionSyntax? expression) =>
        [.. Alternatives(expression, 0).Select(text => text is null ? null : Short(text)).Distinct()];

    /// <summary>The same, in a call that gives <paramref name="argument"/> for <paramref name="parameter"/>.</summary>
    public IReadOnlyList<string?> Of(ExpressionSyntax? expression, string parameter, ExpressionSyntax argument)
    {
        bound = (parameter, Of(argument));
        var all = Of(expression);
        bound = null;
        return all;
    }

    private static string Short(string text)
    {
        var one = text.Replace("\r", "", StringComparison.Ordinal).Replace("\n", " ", StringComparison.Ordinal);
        while (one.Contains("……", StringComparison.Ordinal) || one.Contains("… …", StringComparison.Ordinal))
        {
            one = one.Replace("……", "…", StringComparison.Ordinal).Replace("… …", "…", StringComparison.Ordinal);
        }

        return one.Trim();
    }

    private IReadOnlyList<string?> Alternatives(ExpressionSyntax? expression, int depth) => expression switch
    {
        _ when depth > 12 => [Unknown],
        null => [null],
        LiteralExpressionSyntax literal => [literal.IsKind(SyntaxKind.NullLiteralExpression) ? null : literal.Token.ValueText],
        ParenthesizedExpressionSyntax inner => Alternatives(inner.Expression, depth + 1),
        InterpolatedStringExpressionSyntax text => Glued(text.Contents.Select(part => Part(part, depth))),
        BinaryExpressionSyntax sum when sum.IsKind(SyntaxKind.AddExpression) =>
            Glued([Alternatives(sum.Left, depth + 1), Alternatives(sum.Right, depth + 1)]),
        BinaryExpressionSyntax either when either.IsKind(SyntaxKind.CoalesceExpression) =>
            [.. Alternatives(either.Left, depth + 1).Concat(Alternatives(either.Right, depth + 1))],
        ConditionalExpressionSyntax choice =>
            [.. Alternatives(choice.WhenTrue, depth + 1).Concat(Alternatives(choice.WhenFalse, depth + 1))],
        SwitchExpressionSyntax choice => [.. choice.Arms.SelectMany(arm => Alternatives(arm.Expression, depth + 1))],
        IdentifierNameSyntax name => Named(name, name.Identifier.Text, depth),
        MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax type } member
            when constants.TryGetValue($"{type.Identifier.Text}.{member.Name.Identifier.Text}", out var constant) =>
            Alternatives(constant, depth + 1),
        _ => [Unknown],
    };

    // Within a text, a choice of words is shown as a choice: 'is/are'.
    private IReadOnlyList<string?> Part(InterpolatedStringContentSyntax part, int depth)
    {
        if (part is InterpolatedStringTextSyntax text)
        {
            return [text.TextToken.ValueText.Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal)];
        }

        List<string> alternatives =
            [.. Alternatives(((InterpolationSyntax)part).Expression, depth + 1).Select(one => one ?? "").Distinct()];
        return alternatives is [var only] ? [only]
            : alternatives.Contains("") || alternatives.Exists(one => one.Contains(Unknown, StringComparison.Ordinal) || one.Length > 30)
                ? [Unknown]
                : [string.Join('/', alternatives)];
    }

    private static List<string?> Glued(IEnumerable<IReadOnlyList<string?>> parts)
    {
        List<string?> all = [""];
        foreach (var part in parts)
        {
            all = [.. all.SelectMany(start => part.Select(end => start + end))];
            if (all.Count > MostAlternatives)
            {
                return [Unknown];
            }
        }

        return all;
    }

    // A constant of the class, or a variable of the member that is set where it is declared.
    private IReadOnlyList<string?> Named(SyntaxNode at, string name, int depth)
    {
        if (bound is { } given && given.Name == name)
        {
            return given.Texts;
        }

        if (at.Ancestors().OfType<BaseTypeDeclarationSyntax>().Select(type => $"{type.Identifier.Text}.{name}")
            .FirstOrDefault(constants.ContainsKey) is { } constant)
        {
            return Alternatives(constants[constant], depth + 1);
        }

        var variable = at.Ancestors().OfType<MemberDeclarationSyntax>().FirstOrDefault()?.DescendantNodes()
            .OfType<VariableDeclaratorSyntax>().FirstOrDefault(one => one.Identifier.Text == name && one.Initializer is not null);
        return variable is null ? [Unknown] : Alternatives(variable.Initializer!.Value, depth + 1);
    }
}
