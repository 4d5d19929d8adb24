import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { postToChat } from "../../relay/chat.ts";
import type { AlertMessage } from "../../relay/message.ts";

const message: AlertMessage = {
  subject: "[prod] <!channel> & co failed",
  body: "a <https://evil.example|link>\nand more\n",
  attributes: { stage: "prod", kind: "failure", incident: "0123456789ab" },
};

async function withChat(listener: RequestListener, work: (url: string) => Promise<void>): Promise<void> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}/services/canary`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

async function errorOf(work: Promise<void>): Promise<Error | null> {
  return await work.then(
    () => null,
    (error: Error) => error,
  );
}

describe("relay: post to a chat", () => {
  it("is one text as Slack takes it, in which nothing is a command or a hidden link", async () => {
    const received: { type: string | undefined; body: string }[] = [];
    await withChat(
      (request, response) => {
        let body = "";
        request.on("data", (chunk: Buffer) => {
          body += chunk.toString();
        });
        request.on("end", () => {
          received.push({ type: request.headers["content-type"], body });
          response.end("ok");
        });
      },
      async (url) => await postToChat(url, message),
    );
    const text = "*[prod] &lt;!channel&gt; &amp; co failed*\na &lt;https://evil.example|link&gt;\nand more";
    expect(received).to.deep.equal([{ type: "application/json", body: JSON.stringify({ text }) }]);
  });

  for (const status of [302, 404, 500]) {
    it(`fails at ${status}, without the address in the error`, async () => {
      await withChat(
        (_, response) => response.writeHead(status, { location: "/elsewhere" }).end(),
        async (url) => {
          const error = await errorOf(postToChat(url, message));
          expect(error?.name).to.equal(status === 302 ? "TypeError" : `ChatStatus${status}`);
          expect(String(error)).to.not.contain("canary");
        },
      );
    });
  }

  it("gives up on a chat that is silent", async () => {
    const started = performance.now();
    await withChat(
      () => undefined,
      async (url) => {
        expect((await errorOf(postToChat(url, message)))?.name).to.equal("TimeoutError");
      },
    );
    expect(performance.now() - started).to.be.within(1_000, 3_000);
  });
});
