import { expect } from "chai";
import { waitingOutRateLimits } from "../../../../cli/adapters/drift/vercel/rate-limit.ts";

const limit = (headers: Record<string, string> = {}) => new Response("{}", { status: 429, headers });
const fine = () => new Response("{}", { status: 200 });

describe("a rate limit of Vercel", () => {
  let asked: number;
  /** Gives these answers, one after another; the last one for ever. */
  const answering = (...answers: readonly (() => Response)[]): typeof fetch => {
    asked = 0;
    return async () => {
      const answer = answers[Math.min(asked, answers.length - 1)] ?? fine;
      asked += 1;
      return answer();
    };
  };
  const statusOf = async (ask: typeof fetch, waitForMs: number) =>
    (await waitingOutRateLimits(ask, waitForMs)("x")).status;
  const inOneSecond = () => limit({ "retry-after": "1" });

  it("is waited out where it ends in time, also when another follows", async () => {
    const began = Date.now();
    expect(await statusOf(answering(inOneSecond, inOneSecond, fine), 2_500)).to.equal(200);
    expect(asked).to.equal(3);
    expect(Date.now() - began).to.be.within(1_900, 2_900);
  }).timeout(5_000);

  it("is waited out until the reset that Vercel names, by Vercel's own clock", async () => {
    const named = {
      date: "Tue, 24 Nov 2026 12:00:00 GMT",
      "x-ratelimit-reset": String(Date.UTC(2026, 10, 24, 12, 0, 1) / 1_000),
    };
    expect(
      await statusOf(
        answering(() => limit(named), fine),
        1_500,
      ),
    ).to.equal(200);
  });

  const second = {
    date: "Tue, 24 Nov 2026 12:00:00 GMT",
    "x-ratelimit-reset": String(Date.UTC(2026, 10, 24, 12) / 1_000),
  };
  for (const headers of [{ "retry-after": "0" }, { "retry-after": "-3" }, second]) {
    it(`is not asked about again at once where it says that it is over: ${JSON.stringify(headers)}`, async () => {
      expect(
        await statusOf(
          answering(() => limit(headers)),
          1_500,
        ),
      ).to.equal(429);
      expect(asked).to.equal(2);
    });
  }

  it("is the answer where it ends later, or does not say when and time is short", async () => {
    expect(
      await statusOf(
        answering(() => limit({ "retry-after": "25" })),
        24_000,
      ),
    ).to.equal(429);
    expect(await statusOf(answering(limit), 1_000)).to.equal(429);
    expect(asked).to.equal(1);
  });

  it("is waited out within the time given in all", async () => {
    expect(await statusOf(answering(inOneSecond), 1_500)).to.equal(429);
    expect(asked).to.equal(2);
  });
});
