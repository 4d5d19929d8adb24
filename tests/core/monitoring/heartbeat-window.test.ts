import { expect } from "chai";
import { heartbeatWindow } from "../../../core/monitoring/heartbeat-window.ts";

const HOUR = 3_600;
const DAY = 24 * HOUR;
const every = Array.from({ length: 10_080 - 10 + 1 }, (_, index) => index + 10);

describe("the window of a heartbeat alarm", () => {
  it("lasts as long as the silence that is allowed, and less than an hour longer", () => {
    const wrong = every.filter((minutes) => {
      const { periodSeconds, evaluationPeriods } = heartbeatWindow(minutes);
      const late = periodSeconds * evaluationPeriods - minutes * 60;
      return late < 0 || late >= HOUR || (minutes <= 1_440 && late !== 0);
    });
    expect(wrong).to.deep.equal([]);
  });

  it("is one that CloudWatch takes", () => {
    const refused = every.filter((minutes) => {
      const { periodSeconds, evaluationPeriods, warmUpMinutes } = heartbeatWindow(minutes);
      const longest = periodSeconds < HOUR ? DAY : 7 * DAY;
      const isPeriod = periodSeconds % 60 === 0 && periodSeconds > 0;
      const isCount = Number.isInteger(evaluationPeriods) && evaluationPeriods > 0;
      return !isPeriod || !isCount || periodSeconds * evaluationPeriods > longest || warmUpMinutes > 2_880;
    });
    expect(refused).to.deep.equal([]);
  });

  it("keeps quiet for one window after its creation, or for two days where CloudWatch takes no more", () => {
    expect(
      every.filter((minutes) => heartbeatWindow(minutes).warmUpMinutes !== Math.min(minutes, 2_880)),
    ).to.deep.equal([]);
  });

  it("counts minutes up to a day, and hours beyond", () => {
    expect([480, 1_440, 1_441, 10_080].map(heartbeatWindow)).to.deep.equal([
      { periodSeconds: 60, evaluationPeriods: 480, warmUpMinutes: 480 },
      { periodSeconds: 60, evaluationPeriods: 1_440, warmUpMinutes: 1_440 },
      { periodSeconds: HOUR, evaluationPeriods: 25, warmUpMinutes: 1_441 },
      { periodSeconds: HOUR, evaluationPeriods: 168, warmUpMinutes: 2_880 },
    ]);
  });
});
