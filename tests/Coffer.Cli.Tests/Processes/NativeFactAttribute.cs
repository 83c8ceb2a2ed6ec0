using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Xunit;

namespace Coffer.Cli.Tests;

/// <summary>A test that starts programs often: left out where they are not the native ones, which start in milliseconds.</summary>
[AttributeUsage(AttributeTargets.Method)]
[SuppressMessage("Design", "CA1019", Justification = "The base has them.")]
public sealed class NativeFactAttribute : FactAttribute
{
    public NativeFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) => Skip = LeftOut.Reason;
}
