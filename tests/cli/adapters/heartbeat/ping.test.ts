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

  /** Answers with these statuses one after another, then with the last; null never answers. */
  async function watcher(...statuses: readonly (number | null)[]) {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      const status = statuses[Math.min(asked.length, statuses.length - 1)] ?? null;
      asked.push(`${request.method} ${request.url}`);
      if (status !== null) response.writeHead(status).end("body");
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
