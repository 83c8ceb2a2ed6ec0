// The AWS SDK for Go as a client of secrets. README.md beside it has the words that each client knows.
// Debian's SDK is older than AWS_ENDPOINT_URL: it is given the endpoint.
package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

func of(service, secret string) map[string]string {
	return map[string]string{"environment": "staging", "service": service, "secret": secret}
}

func run(ctx context.Context, word string, rest []string) error {
	local := aws.EndpointResolverWithOptionsFunc(func(service, region string, _ ...interface{}) (aws.Endpoint, error) {
		return aws.Endpoint{URL: os.Getenv("AWS_ENDPOINT_URL"), HostnameImmutable: true, SigningRegion: region}, nil
	})
	settings, err := config.LoadDefaultConfig(ctx, config.WithEndpointResolverWithOptions(local))
	if err != nil {
		return err
	}
	keys := kms.NewFromConfig(settings)
	objects := s3.NewFromConfig(settings, func(options *s3.Options) { options.UsePathStyle = true })
	var out []byte
	switch word {
	case "seal", "open", "reseal":
		in, err := io.ReadAll(os.Stdin)
		if err != nil {
			return err
		}
		if out, err = crypt(ctx, keys, word, in, rest); err != nil {
			return err
		}
	case "put":
		body, err := os.ReadFile(rest[2])
		if err != nil {
			return err
		}
		answer, err := objects.PutObject(ctx, &s3.PutObjectInput{Bucket: &rest[0], Key: &rest[1], Body: bytes.NewReader(body)})
		if err != nil {
			return err
		}
		out = []byte(aws.ToString(answer.VersionId) + "\n")
	case "get":
		input := &s3.GetObjectInput{Bucket: &rest[0], Key: &rest[1]}
		if len(rest) > 2 {
			input.VersionId = &rest[2]
		}
		answer, err := objects.GetObject(ctx, input)
		if err != nil {
			return err
		}
		if out, err = io.ReadAll(answer.Body); err != nil {
			return err
		}
	case "list":
		pages := s3.NewListObjectsV2Paginator(objects, &s3.ListObjectsV2Input{Bucket: &rest[0], Prefix: &rest[1], MaxKeys: 2})
		for pages.HasMorePages() {
			page, err := pages.NextPage(ctx)
			if err != nil {
				return err
			}
			for _, item := range page.Contents {
				out = append(out, (aws.ToString(item.Key) + "\n")...)
			}
		}
	case "remove":
		if _, err := objects.DeleteObject(ctx, &s3.DeleteObjectInput{Bucket: &rest[0], Key: &rest[1]}); err != nil {
			return err
		}
	}
	_, err = os.Stdout.Write(out)
	return err
}

func crypt(ctx context.Context, keys *kms.Client, word string, in []byte, rest []string) ([]byte, error) {
	switch word {
	case "seal":
		answer, err := keys.Encrypt(ctx, &kms.EncryptInput{KeyId: &rest[0], Plaintext: in, EncryptionContext: of(rest[1], rest[2])})
		if err != nil {
			return nil, err
		}
		return answer.CiphertextBlob, nil
	case "open":
		answer, err := keys.Decrypt(ctx, &kms.DecryptInput{KeyId: &rest[0], CiphertextBlob: in, EncryptionContext: of(rest[1], rest[2])})
		if err != nil {
			return nil, err
		}
		return answer.Plaintext, nil
	default:
		answer, err := keys.ReEncrypt(ctx, &kms.ReEncryptInput{
			CiphertextBlob: in, SourceKeyId: &rest[0], DestinationKeyId: &rest[0],
			SourceEncryptionContext: of(rest[1], rest[2]), DestinationEncryptionContext: of(rest[1], rest[3]),
		})
		if err != nil {
			return nil, err
		}
		return answer.CiphertextBlob, nil
	}
}

func main() {
	if err := run(context.Background(), os.Args[1], os.Args[2:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
