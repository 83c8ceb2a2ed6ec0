using System.Reflection;
using System.Text;
using Coffer.Aws;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Coffer.Configuration.Tests;

/// <summary>What others may depend on, in one file: it changes only where somebody means it (COFFER_UPDATE=1 writes it again).</summary>
public sealed class PublicApiTests
{
    private const int MostTypes = 15;

    private static readonly Assembly[] Assemblies =
        [typeof(CofferException).Assembly, typeof(AwsAccess).Assembly, typeof(CofferConfigurationExtensions).Assembly];

    private static IEnumerable<Type> Types => Assemblies.SelectMany(assembly => assembly.GetExportedTypes());

    [Fact]
    public void The_public_API_is_the_approved_one()
    {
        var now = Text();
        if (Environment.GetEnvironmentVariable("COFFER_UPDATE") == "1")
        {
            File.WriteAllText(
                Path.Combine(Root(AppContext.BaseDirectory), "tests", "Coffer.Configuration.Tests", "Approved", "PublicApi.txt"), now);
            return;
        }

        Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Approved", "PublicApi.txt")), now);
    }

    [Fact]
    public void It_is_small() => Assert.InRange(Types.Count(), 5, MostTypes);

    [Fact]
    public void The_project_that_knows_AWS_has_none() => Assert.Empty(typeof(AwsAccess).Assembly.GetExportedTypes());

    private static string Text()
    {
        var text = new StringBuilder();
        foreach (var type in Types.OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(type.FullName).Append(" : ").AppendJoin(", ", Bases(type)).Append('\n');
            foreach (var member in type
                .GetMembers(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                .Where(member => member is not MethodInfo { IsSpecialName: true })
                .Select(Shown)
                .Order(StringComparer.Ordinal))
            {
                text.Append("    ").Append(member).Append('\n');
            }
        }

        return text.ToString();
    }

    private static IEnumerable<string> Bases(Type type) =>
        (type.BaseType is { } parent ? [parent] : Type.EmptyTypes).Concat(type.GetInterfaces()).Select(Name).Order(StringComparer.Ordinal);

    private static string Shown(MemberInfo member) => member switch
    {
        FieldInfo { IsLiteral: true } field => $"{Name(field.FieldType)} {field.Name} = {field.GetRawConstantValue()}",
        PropertyInfo property =>
            $"{Name(property.PropertyType)} {property.Name} {{ "
                + $"{(property.CanRead ? "get; " : "")}{(property.SetMethod?.IsPublic == true ? "set; " : "")}}}",
        MethodInfo method => $"{(method.IsStatic ? "static " : "")}{Name(method.ReturnType)} {method.Name}({Parameters(method)})",
        ConstructorInfo constructor => $"new({Parameters(constructor)})",
        _ => $"{member.MemberType} {member.Name}",
    };

    private static string Parameters(MethodBase method) => string.Join(
        ", ",
        method.GetParameters().Select(parameter => $"{Name(parameter.ParameterType)} "
            + $"{parameter.Name}{(parameter.HasDefaultValue ? $" = {parameter.DefaultValue ?? "null"}" : "")}"));

    private static string Name(Type type) => type.IsGenericType
        ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
        : type.Name;

    private static string Root(string folder) =>
        File.Exists(Path.Combine(folder, "Coffer.slnx")) ? folder : Root(Path.GetDirectoryName(folder)!);
}
