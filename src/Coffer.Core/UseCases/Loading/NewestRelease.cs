using Coffer.Core.Formats.Releases;

namespace Coffer.Core.UseCases.Loading;

/// <summary>What is kept of the newest release from one load to the next, so that only a change of it is sent again.</summary>
internal sealed class NewestRelease
{
    /// <summary>The release, and the tag of its object; nothing before the first load.</summary>
    public (string? Tag, Release? Release) Found { get; set; }
}
