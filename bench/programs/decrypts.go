// Decrypts one ciphertext over and over, with several clients at a time, each with a connection of its own: decrypts ENDPOINT KEY CLIENTS TIMES.
// Credentials come from AWS's variables. Prints one line: the seconds, then the milliseconds of the median, of 99 of 100, and of the slowest.
// No SDK: what the client costs is not to be measured.
package main

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"sort"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

const region = "us-east-1"

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

func mac(key []byte, text string) []byte {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(text))
	return h.Sum(nil)
}

// Signature Version 4: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
func sign(request *http.Request, body []byte) {
	stamp := time.Now().UTC().Format("20060102T150405Z")
	token, names, day := os.Getenv("AWS_SESSION_TOKEN"), "content-type;host;x-amz-date", stamp[:8]
	lines := fmt.Sprintf("content-type:%s\nhost:%s\nx-amz-date:%s\n", request.Header.Get("Content-Type"), request.URL.Host, stamp)
	if token != "" {
		names += ";x-amz-security-token"
		lines += "x-amz-security-token:" + token + "\n"
		request.Header.Set("X-Amz-Security-Token", token)
	}
	names += ";x-amz-target"
	lines += "x-amz-target:" + request.Header.Get("X-Amz-Target") + "\n"
	scope := day + "/" + region + "/kms/aws4_request"
	canonical := "POST\n/\n\n" + lines + "\n" + names + "\n" + digest(body)
	key := []byte("AWS4" + os.Getenv("AWS_SECRET_ACCESS_KEY"))
	for _, part := range []string{day, region, "kms", "aws4_request"} {
		key = mac(key, part)
	}
	signature := hex.EncodeToString(mac(key, "AWS4-HMAC-SHA256\n"+stamp+"\n"+scope+"\n"+digest([]byte(canonical))))
	request.Header.Set("X-Amz-Date", stamp)
	request.Header.Set("Authorization", fmt.Sprintf(
		"AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s", os.Getenv("AWS_ACCESS_KEY_ID"), scope, names, signature))
}

func ask(client *http.Client, endpoint, action string, body []byte) ([]byte, error) {
	request, err := http.NewRequest("POST", endpoint+"/", bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/x-amz-json-1.1")
	request.Header.Set("X-Amz-Target", "TrentService."+action)
	sign(request, body)
	answer, err := client.Do(request)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err == nil && answer.StatusCode != 200 {
		err = fmt.Errorf("%s answered %d: %s", action, answer.StatusCode, text)
	}
	return text, err
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func main() {
	endpoint, key := strings.TrimSuffix(os.Args[1], "/"), os.Args[2]
	clients, err := strconv.Atoi(os.Args[3])
	must(err)
	times, err := strconv.Atoi(os.Args[4])
	must(err)
	_, err = url.Parse(endpoint)
	must(err)
	value := base64.StdEncoding.EncodeToString(bytes.Repeat([]byte("v"), 32))
	context := map[string]string{"environment": "staging", "service": "api", "secret": "db-password"}
	first := &http.Client{Transport: &http.Transport{}}
	body, _ := json.Marshal(map[string]any{"KeyId": key, "Plaintext": value, "EncryptionContext": context})
	text, err := ask(first, endpoint, "Encrypt", body)
	must(err)
	var sealed struct{ CiphertextBlob string }
	must(json.Unmarshal(text, &sealed))
	body, _ = json.Marshal(map[string]any{"KeyId": key, "CiphertextBlob": sealed.CiphertextBlob, "EncryptionContext": context})

	var done int64
	took := make([][]float64, clients)
	var all sync.WaitGroup
	start := time.Now()
	for number := 0; number < clients; number++ {
		all.Add(1)
		go func(number int) {
			defer all.Done()
			client := &http.Client{Transport: &http.Transport{}}
			for atomic.AddInt64(&done, 1) <= int64(times) {
				begin := time.Now()
				text, err := ask(client, endpoint, "Decrypt", body)
				must(err)
				if !bytes.Contains(text, []byte(value)) {
					must(fmt.Errorf("another value was opened"))
				}
				took[number] = append(took[number], float64(time.Since(begin).Microseconds())/1000)
			}
		}(number)
	}
	all.Wait()
	seconds := time.Since(start).Seconds()
	var each []float64
	for _, some := range took {
		each = append(each, some...)
	}
	sort.Float64s(each)
	fmt.Printf("%.3f %.2f %.2f %.2f\n", seconds, each[len(each)/2], each[len(each)*99/100], each[len(each)-1])
}
