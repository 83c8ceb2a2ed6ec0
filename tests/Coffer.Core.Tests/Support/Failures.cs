using Xunit;

namespace Coffer.Core.Tests.Support;

/// <summary>Failures as users meet them: a code, a message and a hint that fit on a terminal.</summary>
internal static class Failures
{
    public static CofferException Of(ErrorCode code, Action action) => Checked(code, Assert.Throws<CofferException>(action));

    public static async Task<CofferException> OfAsync(ErrorCode code, Func<Task> action) =>
        Checked(code, await Assert.ThrowsAsync<CofferException>(action));

    private static CofferException Checked(ErrorCode code, CofferException exception)
    {
        Assert.Equal(code, exception.Code);
        Assert.False(exception.Message.EndsWith('.'), exception.Message);
        Assert.All($"{exception.Message}{exception.Hint}", c => Assert.True(c is '\n' or (>= ' ' and not '\x7f'), exception.Message));
        return exception;
    }
}
