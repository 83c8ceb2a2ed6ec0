namespace Coffer.LocalAws.Services.Ecs;

/// <summary>What a resource's <c>status</c> says.</summary>
internal static class Status
{
    public const string Active = "ACTIVE";

    /// <summary>Deleted, and still to be seen.</summary>
    public const string Inactive = "INACTIVE";
}
