using Coffer.LocalAws.Server;

namespace Coffer.LocalAws.Faults;

/// <summary>Services as options, faults and the log spell them: <c>kms</c>.</summary>
internal static class ServiceName
{
    public static IEnumerable<string> All => Enum.GetNames<AwsService>().Select(Of);

    public static AwsService? Find(string name) =>
        All.Contains(name, StringComparer.Ordinal) ? Enum.Parse<AwsService>(name, ignoreCase: true) : null;

    private static string Of(string name) => name.ToLowerInvariant();
}
