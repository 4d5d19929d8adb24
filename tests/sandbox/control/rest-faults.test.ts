import { expect } from "chai";
import { TestSandbox } from "../support.ts";

describe("faults of the sandbox's REST endpoints", () => {
  let sandbox: TestSandbox;
  before(async () => {
    sandbox = await TestSandbox.start();
  });
  after(() => sandbox.stop());
  afterEach(() => sandbox.control("DELETE", "/rest-faults"));

  const fault = (body: object) => sandbox.control("POST", "/rest-faults", { ...body });
  const repository = "/github/repos/jdoe/agent-ops";

  it("hit the requests whose path matches, as often as asked, in the vendor's form", async () => {
    await fault({ vendor: "github", path: "/repos/*/agent-ops", answer: 403, times: 2 });
    for (let count = 0; count < 2; count += 1) {
      expect(await sandbox.http("GET", repository)).to.deep.equal({
        status: 403,
        json: {
          message: "Resource not accessible by personal access token",
          documentation_url: "https://docs.github.com/rest",
        },
      });
    }
    expect((await sandbox.http("GET", repository)).status).to.equal(200);
    await fault({ vendor: "vercel", path: "*", answer: 500 });
    expect((await sandbox.http("GET", repository)).status, "another vendor").to.equal(200);
    expect(await sandbox.http("GET", "/vercel/v2/user")).to.deep.equal({
      status: 500,
      json: { error: { code: "internal_server_error", message: "Server Error" } },
    });
  });

  it("name the end of a rate limit", async () => {
    await fault({ vendor: "github", path: "*", answer: 429, retryAfter: 90 });
    const { httpPort } = sandbox.running.info;
    const { headers } = await fetch(`http://127.0.0.1:${httpPort}${repository}`);
    const reset = sandbox.clock.time.getTime() / 1000 + 90;
    expect(headers.get("x-ratelimit-reset")).to.equal(String(reset));
    expect(headers.get("retry-after")).to.equal("90");
    expect(headers.get("date"), "on the vendor's clock").to.equal(sandbox.clock.time.toUTCString());
  });

  it("break the connection, cut the answer short, or send a page of somebody else", async () => {
    const url = `http://127.0.0.1:${sandbox.running.info.httpPort}${repository}`;
    const headers = { authorization: "Bearer x" };
    await fault({ vendor: "github", path: "*", answer: "reset" });
    const broken = await fetch(url, { headers }).then(
      () => null,
      (error: Error) => error.message,
    );
    expect(broken).to.equal("fetch failed");
    await fault({ vendor: "github", path: "*", answer: "cut" });
    const text = await (await fetch(url, { headers })).text();
    expect(() => JSON.parse(text)).to.throw(SyntaxError);
    await fault({ vendor: "github", path: "*", answer: "page" });
    expect((await fetch(url, { headers })).headers.get("content-type")).to.match(/^text\/html/);
  });

  it("are refused where they say nothing", async () => {
    expect((await fault({ vendor: "gitlab", path: "*", answer: 500 })).status).to.equal(400);
    expect((await fault({ vendor: "github", answer: 500 })).status).to.equal(400);
    expect((await fault({ vendor: "github", path: "*", answer: "never" })).status).to.equal(400);
  });
});
