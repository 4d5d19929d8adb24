import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { ping } from "../../../../cli/adapters/heartbeat/ping.ts";
import { UserError } from "../../../../core/user-error.ts";

const quick = { attempts: 4, firstPauseMs: 1, timeoutMs: 200 };
const secret = "canary-0123456789";

describe("the ping of a heartbeat", () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  /** Answers with these one after another, then with the last: a status, or words with 200; null never answers. */
  async function watcher(...answers: readonly (number | string | null)[]) {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      const answer = answers[Math.min(asked.length, answers.length - 1)] ?? null;
      asked.push(`${request.method} ${request.url}`);
      if (typeof answer === "number") response.writeHead(answer).end("body");
      else if (answer !== null) response.writeHead(200).end(answer);
    });
    servers.push(server);
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/${secret}` };
  }

  async function refusalOf(url: string): Promise<string> {
    try {
      await ping(url, quick);
    } catch (error) {
      if (error instanceof UserError) return `${error.message} ${error.next}`;
    }
    throw new Error("the ping did not fail as expected");
  }

  it("asks for the address once", async () => {
    const { asked, url } = await watcher(200);
    await ping(url, quick);
    expect(asked).to.deep.equal([`GET /${secret}`]);
  });

  it("tries again where the watcher is busy, broken or silent", async () => {
    const { asked, url } = await watcher(429, 503, null, 200);
    await ping(url, quick);
    expect(asked).to.have.lengthOf(4);
  });

  it("gives up at once where the watcher knows no such check", async () => {
    const { asked, url } = await watcher(404);
    expect(await refusalOf(url)).to.include("the status 404");
    expect(asked).to.have.lengthOf(1);
  });

  it("believes no 200 whose words say that the check is unknown", async () => {
    const { asked, url } = await watcher("OK (not found)");
    expect(await refusalOf(url))
      .to.include("the watcher knows no check with this address")
      .and.include("whether the secret holds its address")
      .and.not.to.include(secret);
    expect(asked).to.have.lengthOf(1);
  });

  it("tries again where a 200 says that pings come too often, and fails in the end", async () => {
    const relieved = await watcher("OK (rate limited)", "OK (rate limited)", "OK");
    await ping(relieved.url, quick);
    expect(relieved.asked).to.have.lengthOf(3);
    const busy = await watcher("OK (rate limited)\n");
    expect(await refusalOf(busy.url)).to.include("too many pings");
    expect(busy.asked).to.have.lengthOf(4);
  });

  it("reads no more of an answer than its beginning", async () => {
    let isClosed = false;
    const endless = createServer((_request, response) => {
      response.on("close", () => {
        isClosed = true;
      });
      response.writeHead(200).write("x".repeat(100_000));
    });
    servers.push(endless);
    await new Promise<void>((done) => endless.listen(0, "127.0.0.1", done));
    await ping(`http://127.0.0.1:${(endless.address() as AddressInfo).port}/`, { ...quick, timeoutMs: 5_000 });
    for (let wait = 0; wait < 100 && !isClosed; wait += 1) await new Promise((done) => setTimeout(done, 10));
    expect(isClosed).to.equal(true);
  });

  it("gives up after a few times, and never shows the address", async () => {
    const { asked, url } = await watcher(500);
    expect(await refusalOf(url))
      .to.include("the status 500")
      .and.not.to.include(secret);
    expect(asked).to.have.lengthOf(4);
    for (const silent of [(await watcher(null)).url, `http://127.0.0.1:1/${secret}`]) {
      expect(await refusalOf(silent))
        .to.match(/did not answer \(\w+\)/)
        .and.not.to.include(secret);
    }
  });
});
