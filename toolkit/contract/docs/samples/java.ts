import { type Hole, quoted } from './holes.ts';
import { addressOf, bodyText, headersOf, type SampleRequest } from './request.ts';

/** The request in Java 15 or newer, by its standard library. */
export function javaSample(request: SampleRequest, holes: Hole[]): string {
  const text = request.body && (bodyText(request.body) ?? '');
  const address = quoted(addressOf(request), 'double', holes);
  const headers = headersOf(request).map(
    ([name, value]) => `            .header(${quoted([name], 'double', holes)}, ${quoted(value, 'double', holes)})\n`,
  );
  const publisher =
    text === undefined
      ? 'HttpRequest.BodyPublishers.noBody()'
      : `HttpRequest.BodyPublishers.ofString(${textBlock(text)})`;
  return `import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

public class Main {
    public static void main(String[] args) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(${address}))
${headers.join('')}            .method("${request.method.toUpperCase()}", ${publisher})
            .build();
        var response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        System.out.println(response.statusCode() + " " + response.body());
    }
}`;
}

function textBlock(text: string): string {
  const lines = text.replaceAll('\\', '\\\\').replaceAll('"""', '\\"""').replaceAll(/^/gm, ' '.repeat(16));
  return `"""\n${lines}"""`;
}
