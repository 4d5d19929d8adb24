/** An answer that is not what a vendor's API gives, for example the page of a proxy. */
export class UnknownAnswer extends Error {
  override readonly name = "UnknownAnswer";
}

/** Other successes may do without a body, as 201 and 202 of GitHub do. */
const answersWithBody = 200;

/**
 * `fetch` that has the whole answer before it returns, within the time given. The vendors' clients read a body later, and take
 * one that was cut off for an empty one: a list that could not be read would look like a list without entries.
 * @throws the errors of `fetch`; {@link UnknownAnswer} for a success whose body is no JSON, though it should have one
 */
export function completeAnswer(timeoutMs: number): typeof fetch {
  return async (input, request) => {
    const response = await fetch(input, { ...request, signal: AbortSignal.timeout(timeoutMs) });
    const body = await response.text();
    const { status, statusText, headers, url } = response;
    if (response.ok && (body !== "" || status === answersWithBody)) requireJson(response, body);
    const init = { status, statusText, headers: plainHeaders(headers) };
    // Octokit works out from an answer's address whether there is a next page.
    return Object.defineProperty(new Response(hasNoBody(status) ? null : body, init), "url", { value: url });
  };
}

function requireJson(response: Response, body: string): void {
  if (body === "") throw new UnknownAnswer(`${response.status} without a body`);
  const type = response.headers.get("content-type") ?? "no content type";
  if (!/\bjson\b/i.test(type)) throw new UnknownAnswer(`${response.status} with ${type.split(";")[0]}`);
  try {
    JSON.parse(body);
  } catch {
    throw new UnknownAnswer(`${response.status} with broken JSON`);
  }
}

/** https://fetch.spec.whatwg.org/#null-body-status */
function hasNoBody(status: number): boolean {
  return [101, 103, 204, 205, 304].includes(status);
}

/** The body is already decoded. */
function plainHeaders(headers: Headers): Headers {
  const plain = new Headers(headers);
  plain.delete("content-encoding");
  plain.delete("content-length");
  return plain;
}
