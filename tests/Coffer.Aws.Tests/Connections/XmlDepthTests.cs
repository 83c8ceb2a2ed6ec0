using System.Text;
using Coffer.Aws.Connections;
using Xunit;

namespace Coffer.Aws.Tests.Connections;

/// <summary>What is counted is what a reader of XML would nest, however the bytes come.</summary>
public sealed class XmlDepthTests
{
    private const int Most = 3;

    public static TheoryData<string, bool> Documents => new()
    {
        { "<a><b><c></c></b></a>", true },
        { "<a><b><c><d>", false },
        { "<a/><b/><c/><d/><e/>", true },
        { "<a><b x='1'/><b x=\"2\"/><b /><b/></a>", true },
        { "<?xml version=\"1.0\"?><a><b>text</b><b>a > b</b></a>", true },
        { "<a><!-- <x><x><x><x> --><b/></a>", true },
        { "<a><!-- a --- b ---><b><c><d>", false },
        { "<a><!--</a>--><b><!--</b>--><c><!--</c>--><d>", false },
        { "<a><![CDATA[</a>]]><b><![CDATA[</b>]]]]><c><d>", false },
        { "<a><![CDATA[<x><x><x><x>]]></a>", true },
        { "<a><?x </a>?><b><?x </b> ??><c><d>", false },
        { "<a b='</a>'><b b=\"/>\"><c b='x/>'><d>", false },
        { "<a b='\"'><b b=\"'\"><c></c></b></a>", true },
        { "<!DOCTYPE a><a><b><c/></b></a>", true },
        { "<!><a><b><c><d>", false },
        { "<\0a\0>\0", false },
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public void It_is_followed_as_it_is_read(string document, bool isWithin)
    {
        var bytes = Encoding.UTF8.GetBytes(document);
        Assert.Equal(isWithin, new XmlDepth(Most).Follow(bytes));
        var byOne = new XmlDepth(Most);
        Assert.Equal(isWithin, bytes.All(one => byOne.Follow([one])));
    }

    [Fact]
    public void All_cases_ran() => Assert.Equal(16, Documents.Count);
}
