using Coffer.Core.Tests.Architecture;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Coffer.Core.Tests.Errors;

/// <summary>
/// The errors that the sources make: each creation of an exception whose text somebody reads, and each call of a method that makes one of a
/// text that it is given.
/// </summary>
internal sealed class SourceErrors
{
    // What somebody reads, with the places of its arguments: code, text, next step.
    private static readonly Dictionary<string, Shape> Shapes = new(StringComparer.Ordinal)
    {
        ["CofferException"] = new(0, 1, 2, SourceTexts.Unknown),
        ["SourceException"] = new(2, 0, 1, "78"),
        ["ExchangeException"] = new(-1, 1, 2, "65"),
        ["ProxyException"] = new(-1, 0, 1, "69"),
        ["NoWayException"] = new(0, 1, 2, "69"),
        ["UntrustedServerException"] = new(0, 1, 2, "69"),
        ["AnswerException"] = new(-1, 0, -1, "69"),
        ["EnvelopeException"] = new(-1, 1, -1, "65"),
        ["PairException"] = new(-1, 1, -1, "65"),
        ["ErrorRule"] = new(1, 2, 3, SourceTexts.Unknown),
    };

    private readonly SourceTexts texts;
    private readonly List<(string Path, SyntaxNode Root)> sources;
    private readonly Dictionary<string, Maker> makers = new(StringComparer.Ordinal);
    private readonly HashSet<FoundError> found = [];

    private SourceErrors()
    {
        sources =
        [
            .. new[] { "Core", "Aws", "Cli", "Configuration" }
                .SelectMany(project => Directory.EnumerateFiles(
                    Path.Combine(DocumentationTests.Root, "src", $"Coffer.{project}"), "*.cs", SearchOption.AllDirectories))
                .Where(path => !path.Contains("/obj/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
                .Select(path => (path, CSharpSyntaxTree.ParseText(File.ReadAllText(path)).GetRoot())),
        ];
        texts = new SourceTexts(sources.Select(source => source.Root));
    }

    /// <summary>How many creations were met.</summary>
    public int Creations { get; private set; }

    /// <summary>All, each once, in the order of rooms and texts.</summary>
    public IReadOnlyList<FoundError> All =>
        [.. found.OrderBy(error => error.Room, StringComparer.Ordinal).ThenBy(error => error.Text, StringComparer.Ordinal)];

    /// <summary>Reads the sources.</summary>
    public static SourceErrors Read()
    {
        var errors = new SourceErrors();
        errors.EachCreation();
        errors.EachCallOfMakers();
        return errors;
    }

    private void EachCreation()
    {
        foreach ((var path, var root) in sources)
        {
            foreach (var node in root.DescendantNodes())
            {
                (var type, var arguments) = node switch
                {
                    ObjectCreationExpressionSyntax creation => (creation.Type.ToString(), creation.ArgumentList),
                    ImplicitObjectCreationExpressionSyntax creation => (TargetOf(creation), creation.ArgumentList),
                    PrimaryConstructorBaseTypeSyntax based => (based.Type.ToString(), based.ArgumentList),
                    _ => (null, null),
                };
                if (type is not null && arguments is not null && Shapes.TryGetValue(type, out var shape))
                {
                    Creations++;
                    Add(path, shape, arguments);
                    AddMaker(node, shape, arguments);
                }
            }
        }
    }

    // A method that makes an error of a text it is given: who calls it says the text.
    private void AddMaker(SyntaxNode node, Shape shape, ArgumentListSyntax arguments)
    {
        if (Argument(arguments, shape.Text, "message") is { } text
            && node.Ancestors().OfType<BaseMethodDeclarationSyntax>().FirstOrDefault() is MethodDeclarationSyntax method
            && text.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Select(name => Place(method, name))
                .Where(place => place >= 0 && method.ParameterList.Parameters[place].Type?.ToString() == "string")
                .Select(place => (int?)place).FirstOrDefault() is { } given)
        {
            var code = Argument(arguments, shape.Code, "code");
            var hint = Argument(arguments, shape.Hint, "hint");
            makers[$"{TypeOf(method)}.{method.Identifier.Text}"] = new Maker(
                new Shape(Place(method, code), given, Place(method, hint), Code(code, shape.Otherwise)),
                text,
                method.ParameterList.Parameters[given].Identifier.Text,
                Hints(hint));
        }
    }

    private void EachCallOfMakers()
    {
        foreach ((var path, var root) in sources)
        {
            foreach (var call in root.DescendantNodes().OfType<InvocationExpressionSyntax>())
            {
                var name = call.Expression is MemberAccessExpressionSyntax
                    ? call.Expression.ToString()
                    : $"{TypeOf(call)}.{call.Expression}";
                if (makers.TryGetValue(name, out var maker)
                    && Argument(call.ArgumentList, maker.Shape.Text, maker.Parameter) is { } given)
                {
                    var plain = texts.Of(maker.Text);
                    Add(path, maker.Shape, call.ArgumentList, texts.Of(maker.Text, maker.Parameter, given).Except(plain), maker.Hints);
                }
            }
        }
    }

    private void Add(string path, Shape shape, ArgumentListSyntax arguments) =>
        Add(path, shape, arguments, texts.Of(Argument(arguments, shape.Text, "message")), "");

    private void Add(string path, Shape shape, ArgumentListSyntax arguments, IEnumerable<string?> said, string otherHints)
    {
        var room = Path.GetRelativePath(DocumentationTests.Root, Path.GetDirectoryName(path)!);
        var codes = Code(Argument(arguments, shape.Code, "code"), shape.Otherwise);
        var hints = Hints(Argument(arguments, shape.Hint, "hint"));
        foreach (var text in said.OfType<string>().Where(text => text.Any(char.IsAsciiLetterLower)))
        {
            found.Add(new FoundError(room, codes, text, hints.Length > 0 ? hints : otherHints));
        }
    }

    private string Hints(ExpressionSyntax? expression) =>
        string.Join(" · ", texts.Of(expression).Where(hint => hint is not (null or SourceTexts.Unknown)));

    private static string? TypeOf(SyntaxNode node) =>
        node.Ancestors().OfType<BaseTypeDeclarationSyntax>().FirstOrDefault()?.Identifier.Text;

    private static string Code(ExpressionSyntax? expression, string otherwise)
    {
        List<string> codes =
        [
            .. (expression?.DescendantNodesAndSelf() ?? []).OfType<MemberAccessExpressionSyntax>()
                .Where(member => member.Expression.ToString() == "ErrorCode").Select(member => member.Name.Identifier.Text)
                .Concat(expression is IdentifierNameSyntax name ? [name.Identifier.Text] : [])
                .Where(name => Enum.TryParse<ErrorCode>(name, out _))
                .Select(name => $"{(int)Enum.Parse<ErrorCode>(name)}").Distinct(),
        ];
        return codes.Count > 0 ? string.Join(", ", codes) : expression is null ? otherwise : SourceTexts.Unknown;
    }

    private static ExpressionSyntax? Argument(ArgumentListSyntax list, int place, string name) =>
        list.Arguments.FirstOrDefault(argument => argument.NameColon?.Name.Identifier.Text == name)?.Expression
        ?? (place >= 0 && place < list.Arguments.Count && list.Arguments[place].NameColon is null
            ? list.Arguments[place].Expression
            : null);

    private static int Place(MethodDeclarationSyntax method, ExpressionSyntax? expression) => expression is IdentifierNameSyntax name
        ? method.ParameterList.Parameters.IndexOf(parameter => parameter.Identifier.Text == name.Identifier.Text)
        : -1;

    // The type of 'new(…)': that of the member, or of the array, around it.
    private static string? TargetOf(ImplicitObjectCreationExpressionSyntax creation)
    {
        var type = creation.Ancestors().Select(node => node switch
        {
            MethodDeclarationSyntax method => method.ReturnType.ToString(),
            PropertyDeclarationSyntax property => property.Type.ToString(),
            VariableDeclarationSyntax variable => variable.Type.ToString(),
            _ => null,
        }).FirstOrDefault(name => name is not null);
        return type is null ? null : Shapes.Keys.FirstOrDefault(name => type.Contains(name, StringComparison.Ordinal));
    }

    private sealed record Maker(Shape Shape, ExpressionSyntax Text, string Parameter, string Hints);

    private sealed record Shape(int Code, int Text, int Hint, string Otherwise);
}
