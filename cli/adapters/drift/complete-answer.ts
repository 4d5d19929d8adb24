/** An answer that is not what a vendor's API gives, for example the page of a proxy. */
export class UnknownAnswer extends Error {
  override readonly name = "UnknownAnswer";
}

/**
 * `fetch` that has the whole answer before it returns, within the time given. The vendors' clients read a body later, and take
 * one that was cut off for an empty one: a list that could not be read would look like a list without entries.
 * @throws the errors of `fetch`; {@link UnknownAnswer} for a success whose body is no JSON
 */
export function completeAnswer(timeoutMs: number): typeof fetch {
  return async (input, request) => {
    const response = await fetch(input, { ...request, signal: AbortSignal.timeout(timeoutMs) });
    const body = await response.text();
    if (response.ok && body !== "") requireJson(response, body);
    const { status, statusText, headers, url } = response;
    const init = { status, statusText, headers: plainHeaders(headers) };
    // Octokit works out from an answer's address whether there is a next page.
    return Object.defineProperty(new Response(hasNoBody(status) ? null : body, init), "url", { value: url });
  };
}

function requireJson(response: Response, body: string): void {
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
