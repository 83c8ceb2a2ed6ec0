// What coffer exec does, as it is usually written with the AWS SDK for Go: list, then get and decrypt one after the other, then
// exec. Built in GOPATH mode against Debian's golang-github-aws-aws-sdk-go-v2-dev, which is older than AWS_ENDPOINT_URL.
package main

import (
	"context"
	"io"
	"log"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"syscall"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

var notInNames = regexp.MustCompile("[^A-Za-z0-9_]")

func endpoint(service, region string, _ ...interface{}) (aws.Endpoint, error) {
	url := os.Getenv("AWS_ENDPOINT_URL_" + strings.ToUpper(service))
	if url == "" {
		url = os.Getenv("AWS_ENDPOINT_URL")
	}
	return aws.Endpoint{URL: url, HostnameImmutable: true, SigningRegion: region}, nil
}

func main() {
	ctx := context.Background()
	bucket, environment, service := os.Getenv("COFFER_BUCKET"), os.Getenv("COFFER_ENVIRONMENT"), os.Getenv("COFFER_SERVICE")
	settings, err := config.LoadDefaultConfig(ctx, config.WithEndpointResolverWithOptions(aws.EndpointResolverWithOptionsFunc(endpoint)))
	check(err)
	objects, keys := s3.NewFromConfig(settings), kms.NewFromConfig(settings)
	variables := os.Environ()
	pages := s3.NewListObjectsV2Paginator(objects, &s3.ListObjectsV2Input{Bucket: &bucket, Prefix: aws.String(service + "/")})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		check(err)
		for _, item := range page.Contents {
			if strings.HasPrefix(*item.Key, service+"/.coffer/") {
				continue
			}
			object, err := objects.GetObject(ctx, &s3.GetObjectInput{Bucket: &bucket, Key: item.Key})
			check(err)
			ciphertext, err := io.ReadAll(object.Body)
			check(err)
			object.Body.Close()
			name := strings.TrimPrefix(*item.Key, service+"/")
			opened, err := keys.Decrypt(ctx, &kms.DecryptInput{
				CiphertextBlob:    ciphertext,
				EncryptionContext: map[string]string{"environment": environment, "service": service, "secret": name},
			})
			check(err)
			variable := strings.ToUpper(notInNames.ReplaceAllString(name, "_"))
			variables = append(variables, variable+"="+string(opened.Plaintext))
		}
	}
	command, err := exec.LookPath(os.Args[1])
	check(err)
	check(syscall.Exec(command, os.Args[1:], variables))
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
