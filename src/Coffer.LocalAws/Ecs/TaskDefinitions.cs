using System.Globalization;

namespace Coffer.LocalAws.Ecs;

/// <summary>The revisions of families.</summary>
internal static class TaskDefinitions
{
    /// <summary>All of a family, oldest first.</summary>
    public static IReadOnlyList<EcsResource> OfFamily(EcsRequest request, string family) =>
        [.. request.Store.Under(request.Arn($"task-definition/{family}:")).OrderBy(Revision)];

    public static int Revision(EcsResource definition) => definition.Document["revision"]!.GetValue<int>();

    /// <summary>By ARN, <c>family:revision</c>, or the newest active one of a family; null where there is none.</summary>
    public static EcsResource? Find(EcsRequest request, string name)
    {
        if (name.StartsWith("arn:", StringComparison.Ordinal))
        {
            return request.Store.Find(name);
        }

        return name.Contains(':', StringComparison.Ordinal)
            ? request.Store.Find(request.Arn($"task-definition/{name}"))
            : OfFamily(request, name).LastOrDefault(definition => definition.Status == Status.Active);
    }

    public static string Arn(EcsRequest request, string family, int revision) =>
        request.Arn(string.Create(CultureInfo.InvariantCulture, $"task-definition/{family}:{revision}"));
}
