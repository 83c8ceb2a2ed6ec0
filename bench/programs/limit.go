// What coffer exec does, as near to the wire as Go's own library comes, without an SDK: connections are opened early, requests signed
// by hand, all secrets fetched and opened at once. With COFFER_RELEASE one object has all of them. No retries, no other credentials.
package main

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/tls"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"time"
)

// How many connections to a service there are before it is known how many secrets, and how many there may be.
const early, most = 4, 128

var (
	notInNames                   = regexp.MustCompile("[^A-Za-z0-9_]")
	region, keyId, secretKey     = os.Getenv("AWS_REGION"), os.Getenv("AWS_ACCESS_KEY_ID"), os.Getenv("AWS_SECRET_ACCESS_KEY")
	bucket, environment, service = os.Getenv("COFFER_BUCKET"), os.Getenv("COFFER_ENVIRONMENT"), os.Getenv("COFFER_SERVICE")
	stamp                        = time.Now().UTC().Format("20060102T150405Z")
	sessions                     = tls.NewLRUClientSessionCache(0)
	signingKeys                  = map[string][]byte{"s3": signingKey("s3"), "kms": signingKey("kms")}
)

func signingKey(name string) []byte {
	key := []byte("AWS4" + secretKey)
	for _, part := range []string{stamp[:8], region, name, "aws4_request"} {
		key = mac(key, part)
	}
	return key
}

func mac(key []byte, text string) []byte {
	hash := hmac.New(sha256.New, key)
	hash.Write([]byte(text))
	return hash.Sum(nil)
}

func digest(bytes []byte) string {
	sum := sha256.Sum256(bytes)
	return hex.EncodeToString(sum[:])
}

type endpoint struct {
	name, base string
	client     http.Client
	waiting    chan net.Conn
}

func open(name string, count int) *endpoint {
	base := os.Getenv("AWS_ENDPOINT_URL_" + strings.ToUpper(name))
	if base == "" {
		base = os.Getenv("AWS_ENDPOINT_URL")
	}
	address, err := url.Parse(base)
	check(err)
	opened := &endpoint{name: name, base: base, waiting: make(chan net.Conn, count)}
	settings := &tls.Config{ServerName: address.Hostname(), ClientSessionCache: sessions}
	dial := func(ctx context.Context) (net.Conn, error) {
		if address.Scheme == "https" {
			return (&tls.Dialer{Config: settings}).DialContext(ctx, "tcp", address.Host)
		}
		return (&net.Dialer{}).DialContext(ctx, "tcp", address.Host)
	}
	take := func(ctx context.Context, _, _ string) (net.Conn, error) {
		select {
		case connection := <-opened.waiting:
			return connection, nil
		default:
			return dial(ctx)
		}
	}
	opened.client.Transport = &http.Transport{
		DialContext: take, DialTLSContext: take, MaxConnsPerHost: most, MaxIdleConnsPerHost: most, DisableCompression: true,
	}
	for range make([]struct{}, count) {
		go func() {
			if connection, err := dial(context.Background()); err == nil {
				opened.waiting <- connection
			}
		}()
	}
	return opened
}

// Query has to be encoded and in order.
func (to *endpoint) call(method, path, query, target string, body []byte) []byte {
	request, err := http.NewRequest(method, to.base+path+"?"+query, bytes.NewReader(body))
	check(err)
	hash := digest(body)
	signed := fmt.Sprintf("host:%s\nx-amz-content-sha256:%s\nx-amz-date:%s\n", request.URL.Host, hash, stamp)
	names := "host;x-amz-content-sha256;x-amz-date"
	if target != "" {
		signed, names = signed+"x-amz-target:"+target+"\n", names+";x-amz-target"
		request.Header.Set("X-Amz-Target", target)
		request.Header.Set("Content-Type", "application/x-amz-json-1.1")
	}
	canonical := strings.Join([]string{method, path, query, signed, names, hash}, "\n")
	scope := stamp[:8] + "/" + region + "/" + to.name + "/aws4_request"
	signature := hex.EncodeToString(mac(signingKeys[to.name], "AWS4-HMAC-SHA256\n"+stamp+"\n"+scope+"\n"+digest([]byte(canonical))))
	request.Header.Set("X-Amz-Date", stamp)
	request.Header.Set("X-Amz-Content-Sha256", hash)
	request.Header.Set("Authorization", fmt.Sprintf("AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s", keyId, scope, names, signature))
	answer, err := to.client.Do(request)
	check(err)
	defer answer.Body.Close()
	content, err := io.ReadAll(answer.Body)
	check(err)
	if answer.StatusCode != http.StatusOK {
		log.Fatalf("%s %s: %d %s", method, path, answer.StatusCode, content)
	}
	return content
}

func main() {
	s3, kms := open("s3", 1), open("kms", early)
	// A name, and its ciphertext where it is known.
	secrets := map[string][]byte{}
	if release := os.Getenv("COFFER_RELEASE"); release != "" {
		parts := strings.SplitN(release, "@", 2)
		content := s3.call("GET", "/"+bucket+"/"+service+"/.coffer/release.json", "versionId="+url.QueryEscape(parts[1]), "", nil)
		if "sha256:"+digest(content) != parts[0] {
			log.Fatal("this is another release")
		}
		var pinned struct {
			Secrets map[string]struct{ Ciphertext []byte }
		}
		check(json.Unmarshal(content, &pinned))
		for name, secret := range pinned.Secrets {
			secrets[name] = secret.Ciphertext
		}
	} else {
		var page struct {
			Contents              []struct{ Key string }
			IsTruncated           bool
			NextContinuationToken string
		}
		for token := ""; ; token = "continuation-token=" + url.QueryEscape(page.NextContinuationToken) + "&" {
			page.Contents = nil
			check(xml.Unmarshal(s3.call("GET", "/"+bucket, token+"list-type=2&prefix="+url.QueryEscape(service+"/"), "", nil), &page))
			for _, item := range page.Contents {
				if name := strings.TrimPrefix(item.Key, service+"/"); !strings.HasPrefix(name, ".coffer/") {
					secrets[name] = nil
				}
			}
			if !page.IsTruncated {
				break
			}
		}
	}

	variables := os.Environ()
	var all sync.WaitGroup
	var gate sync.Mutex
	for name, ciphertext := range secrets {
		name, ciphertext := name, ciphertext
		all.Add(1)
		go func() {
			defer all.Done()
			if ciphertext == nil {
				ciphertext = s3.call("GET", "/"+bucket+"/"+service+"/"+name, "", "", nil)
			}
			request, err := json.Marshal(map[string]any{
				"CiphertextBlob":    base64.StdEncoding.EncodeToString(ciphertext),
				"EncryptionContext": map[string]string{"environment": environment, "service": service, "secret": name},
			})
			check(err)
			var opened struct{ Plaintext []byte }
			check(json.Unmarshal(kms.call("POST", "/", "", "TrentService.Decrypt", request), &opened))
			gate.Lock()
			defer gate.Unlock()
			variables = append(variables, strings.ToUpper(notInNames.ReplaceAllString(name, "_"))+"="+string(opened.Plaintext))
		}()
	}
	all.Wait()
	command, err := exec.LookPath(os.Args[1])
	check(err)
	check(syscall.Exec(command, os.Args[1:], variables))
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
