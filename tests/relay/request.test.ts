import { expect } from "chai";
import { type HttpRequest, MAX_BODY_BYTES, readRequest } from "../../relay/request.ts";
import type { Json } from "./support/payloads.ts";

function event(more: Json): Json {
  return { version: "2.0", requestContext: { http: { method: "POST" } }, headers: {}, body: "{}", ...more };
}

function read(more: Json): HttpRequest {
  const request = readRequest(event(more));
  if (typeof request === "string") throw new Error(request);
  return request;
}

describe("relay: request", () => {
  it("gives the body's bytes, written plainly or as base64", () => {
    expect(read({ body: "é{}" }).body).to.deep.equal(Buffer.from("é{}"));
    expect(read({ body: Buffer.from("é{}").toString("base64"), isBase64Encoded: true }).body).to.deep.equal(
      Buffer.from("é{}"),
    );
    expect(read({ body: undefined }).body).to.have.length(0);
  });

  it("knows headers in any case, and joins those that came twice", () => {
    const { headers } = read({ headers: { "X-GitHub-Event": "ping", "x-github-event": "push", "X-Other": 1 } });
    expect([...headers]).to.deep.equal([["x-github-event", "ping,push"]]);
  });

  it("takes a body of the largest size and none beyond, also where characters have several bytes", () => {
    expect(read({ body: "x".repeat(MAX_BODY_BYTES) }).body).to.have.length(MAX_BODY_BYTES);
    expect(readRequest(event({ body: "x".repeat(MAX_BODY_BYTES + 1) }))).to.equal("too large");
    expect(readRequest(event({ body: "é".repeat(MAX_BODY_BYTES / 2 + 1) }))).to.equal("too large");
    const encoded = (size: number): Json => ({ body: Buffer.alloc(size).toString("base64"), isBase64Encoded: true });
    expect(read(encoded(MAX_BODY_BYTES)).body).to.have.length(MAX_BODY_BYTES);
    expect(readRequest(event(encoded(MAX_BODY_BYTES + 1)))).to.equal("too large");
  });

  for (const odd of [
    undefined,
    null,
    7,
    "text",
    [],
    {},
    { requestContext: {} },
    event({ body: 7 }),
    event({ body: {} }),
  ]) {
    it(`reads no request in ${JSON.stringify(odd)}`, () => {
      expect(readRequest(odd)).to.equal("malformed");
    });
  }
});
