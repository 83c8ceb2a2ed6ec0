using Coffer.Core.Formats.Releases;

namespace Coffer.Core.UseCases.Synchronization;

/// <summary>Why a service's release can, or cannot, be pinned.</summary>
internal enum PinState
{
    /// <summary>It can.</summary>
    Pinned,

    /// <summary>It is not written yet: this is a dry run.</summary>
    NotWritten,

    /// <summary>It is not written yet, and only the first upload shows whether it will be.</summary>
    NotKnown,

    /// <summary>The bucket keeps no versions.</summary>
    NoVersions,

    /// <summary>A large secret was uploaded before the bucket kept versions.</summary>
    UnversionedSecret,
}

/// <summary>A service's release after an upload.</summary>
/// <param name="Service">The service.</param>
/// <param name="State">Whether it can be pinned.</param>
/// <param name="Pin">The value of <c>COFFER_RELEASE</c>, where it can.</param>
internal sealed record ServiceRelease(string Service, PinState State, ReleasePin? Pin);
