using System.Text;
using Coffer.Iam.Documents;
using Xunit;

namespace Coffer.Iam.Tests.Documents;

public sealed class PolicyJsonTests
{
    [Fact]
    public void A_document_has_one_form()
    {
        var document = new PolicyDocument(
        [
            new Statement("OnlyTls", Effect.Deny, ["s3:*"], ["arn:aws:s3:::b", "arn:aws:s3:::b/*"])
            {
                Principals = [Principal.Everybody],
                Conditions =
                [
                    new Condition("Bool", "aws:SecureTransport", ["false"]),
                    new Condition("StringEquals", "aws:PrincipalAccount", ["111122223333", "444455556666"]),
                    new Condition("Bool", "aws:ViaAWSService", ["false"]),
                ],
            },
        ]);
        const string Expected = """
            {
              "Version": "2012-10-17",
              "Statement": [
                {
                  "Sid": "OnlyTls",
                  "Effect": "Deny",
                  "Principal": {
                    "AWS": [
                      "*"
                    ]
                  },
                  "Action": [
                    "s3:*"
                  ],
                  "Resource": [
                    "arn:aws:s3:::b",
                    "arn:aws:s3:::b/*"
                  ],
                  "Condition": {
                    "Bool": {
                      "aws:SecureTransport": "false",
                      "aws:ViaAWSService": "false"
                    },
                    "StringEquals": {
                      "aws:PrincipalAccount": [
                        "111122223333",
                        "444455556666"
                      ]
                    }
                  }
                }
              ]
            }

            """;
        Assert.Equal(Expected, Encoding.UTF8.GetString(PolicyJson.Write(document).Span));
    }

    [Theory]
    [InlineData("arn:aws:kms:eu-west-1:111122223333:key/a", "aws", "kms", "eu-west-1", "111122223333", "key/a")]
    [InlineData("arn:aws-cn:s3:::b/a:b", "aws-cn", "s3", "", "", "b/a:b")]
    public void An_ARN_is_taken_apart(string text, string partition, string service, string region, string account, string resource)
    {
        Assert.True(Arn.TryParse(text, out var arn));
        Assert.Equal(new Arn(partition, service, region, account, resource), arn);
        Assert.Equal(text, arn.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("alias/secrets")]
    [InlineData("arn:aws:kms:eu-west-1:111122223333")]
    [InlineData("arn:aws:kms:eu-west-1:111122223333:")]
    [InlineData("arn::kms:eu-west-1:111122223333:key/a")]
    [InlineData("ARN:aws:kms:eu-west-1:111122223333:key/a")]
    public void What_is_no_ARN_is_refused(string text) => Assert.False(Arn.TryParse(text, out _));
}
