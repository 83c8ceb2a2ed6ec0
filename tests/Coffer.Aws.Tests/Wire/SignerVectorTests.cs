using Coffer.Aws.Credentials;
using Coffer.Aws.Wire;
using Xunit;

namespace Coffer.Aws.Tests.Wire;

/// <summary>
/// Published signatures: those of the test suite of Signature Version 4 (https://github.com/awslabs/aws-c-auth), and the examples of
/// https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html.
/// </summary>
public sealed class SignerVectorTests
{
    private const string All = "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const string StsToken =
        "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8Y"
        + "UuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5V"
        + "SXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKw"
        + "T38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==";

    // The method, the path and the query before they are encoded, further headers, the body; the signature.
    private static readonly (
        string Method, string Path, (string, string)[] Query, (string, string)[] Headers, string Body, string Signature)[] Suite =
    [
        ("GET", "/", [], [], "", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
        ("POST", "/", [], [], "", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"),
        ("GET", "/" + All, [], [], "", "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f"),
        ("GET", "/\u1234", [], [], "", "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85"),
        ("GET", "/example space/", [], [], "", "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741"),
        ("GET", "//example//", [], [], "", "87cca117541a147f6df867677d98a7d80dff226d2bfca9e4ffa899665623c7e5"),
        ("GET", "/", [(All, All)], [], "", "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197"),
        ("GET", "/", [("\u1234", "bar")], [], "", "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04"),
        ("GET", "/", [("Param1", "value1"), ("Param2", "value2")], [], "",
            "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"),
        ("GET", "/", [], [("my-header1", " value1"), ("my-header2", " \"a   b   c\"")], "",
            "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736"),
        ("GET", "/", [], [("x-amz-security-token", "6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31553b73ebf194267")], "",
            "07ec1639c89043aa0e3e2de82b96708f198cceab042d4a97044c66dd9f74e7f8"),
        ("POST", "/", [], [("x-amz-security-token", StsToken)], "", "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead"),
        ("POST", "/", [], [
            ("content-length", "13"),
            ("content-type", "application/x-www-form-urlencoded"),
            ("x-amz-content-sha256", "9095672bbd1f56dfc5b65f3e153adc8731a4a654192329106275f4c7b24d0b6e")],
            "Param1=value1", "d3875051da38690788ef43de4db0d8f280229d82040bfac253562e56c3f20e0b"),
    ];

    private static readonly (string Path, (string, string)[] Query, (string, string)[] Headers, string Signature)[] OfS3 =
    [
        ("/test.txt", [], [("range", "bytes=0-9")], "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"),
        ("/", [("lifecycle", "")], [], "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"),
        ("/", [("max-keys", "2"), ("prefix", "J")], [], "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"),
    ];

    [Fact]
    public void The_published_signatures_come_out()
    {
        var signer = new Signer("us-east-1", "service");
        var keys = new AwsKeys("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", null, null);
        Assert.Equal(13, Suite.Length);
        Assert.All(Suite, vector =>
        {
            var request = Request(vector.Method, vector.Path, vector.Query, vector.Headers, vector.Body);
            request.Headers["host"] = "example.amazonaws.com";
            request.Headers["x-amz-date"] = "20150830T123600Z";
            Assert.Equal(
                $"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders="
                    + $"{string.Join(';', request.Headers.Keys)}, Signature={vector.Signature}",
                signer.Authorization(request, keys));
        });
    }

    [Fact]
    public void The_documented_signatures_of_S3_come_out()
    {
        var signer = new Signer("us-east-1", "s3");
        var keys = new AwsKeys("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", null, null);
        Assert.Equal(3, OfS3.Length);
        Assert.All(OfS3, vector =>
        {
            var request = Request("GET", vector.Path, vector.Query, vector.Headers, "");
            request.Headers["host"] = "examplebucket.s3.amazonaws.com";
            request.Headers["x-amz-content-sha256"] = RequestToSign.NoContent;
            request.Headers["x-amz-date"] = "20130524T000000Z";
            Assert.EndsWith($"Signature={vector.Signature}", signer.Authorization(request, keys), StringComparison.Ordinal);
        });
    }

    /// <summary>A signer keeps a day's key: not for another day, and not for other keys.</summary>
    [Fact]
    public void Another_day_and_other_keys_have_another_key()
    {
        var kept = new Signer("us-east-1", "service");
        AwsKeys[] all = [new("A", "one", null, null), new("A", "two", null, null)];
        List<string> signatures = [];
        foreach (var stamp in new[] { "20150830T123600Z", "20150831T123600Z" })
        {
            foreach (var keys in all)
            {
                var request = Request("GET", "/", [], [("x-amz-date", stamp)], "");
                Assert.Equal(new Signer("us-east-1", "service").Authorization(request, keys), kept.Authorization(request, keys));
                signatures.Add(kept.Authorization(request, keys));
            }
        }

        Assert.Equal(4, signatures.Distinct().Count());
    }

    private static RequestToSign Request(string method, string path, (string, string)[] query, (string, string)[] headers, string body)
    {
        var text = string.Join('&', query.Select(static one => $"{PercentText.OfQuery(one.Item1)}={PercentText.OfQuery(one.Item2)}"));
        var request = new RequestToSign(method, PercentText.OfPath(path), text, Signer.Hash(System.Text.Encoding.UTF8.GetBytes(body)));
        foreach ((var name, var value) in headers)
        {
            request.Headers[name] = value;
        }

        return request;
    }
}
