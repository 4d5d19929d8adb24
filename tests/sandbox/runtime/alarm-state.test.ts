import { expect } from "chai";
import { type AlarmRule, type MissingData, stateOf } from "../../../sandbox/aws/runtime/alarm-state.ts";
import { MetricMathError, parseMetricMath, type Series } from "../../../sandbox/aws/runtime/metric-math.ts";

const treatments: readonly MissingData[] = ["missing", "ignore", "breaching", "notBreaching"];

function rule(datapointsToAlarm: number, missingData: MissingData): AlarmRule {
  return { evaluationPeriods: 3, datapointsToAlarm, missingData, breaches: (value) => value > 0 };
}

/** `0` is a data point within the threshold, `X` one beyond, `-` a missing one. */
function range(text: string): Series {
  return text.split(" ").map((mark) => (mark === "-" ? null : mark === "X" ? 1 : 0));
}

describe("the state of a CloudWatch alarm", () => {
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html: both tables; "Retain" is shown as BEFORE.
  const tables: readonly [number, string, readonly string[]][] = [
    [3, "0 - X - X", ["OK", "OK", "OK", "OK"]],
    [3, "- - - - 0", ["OK", "OK", "OK", "OK"]],
    [3, "- - - - -", ["INSUFFICIENT_DATA", "BEFORE", "ALARM", "OK"]],
    [3, "0 X X - X", ["ALARM", "ALARM", "ALARM", "ALARM"]],
    [3, "- - X - -", ["ALARM", "BEFORE", "ALARM", "OK"]],
    [2, "0 - X - X", ["ALARM", "ALARM", "ALARM", "ALARM"]],
    [2, "0 0 X 0 X", ["ALARM", "ALARM", "ALARM", "ALARM"]],
    [2, "0 - X - -", ["OK", "OK", "ALARM", "OK"]],
    [2, "- - - - 0", ["OK", "OK", "ALARM", "OK"]],
    [2, "- - - X -", ["ALARM", "BEFORE", "ALARM", "OK"]],
  ];
  for (const [needed, text, expected] of tables) {
    it(`${needed} of 3 in ${text}`, () => {
      for (const before of ["OK", "ALARM"] as const) {
        const states = treatments.map((missing) => stateOf(range(text), rule(needed, missing), before));
        expect(states).to.deep.equal(expected.map((state) => (state === "BEFORE" ? before : state)));
      }
    });
  }
});

describe("metric math in the sandbox", () => {
  const known: Readonly<Record<string, Series>> = { m1: [1, null, 3], m2: [10, 20, 0] };
  const evaluate = (text: string) => parseMetricMath(text).evaluate((id) => known[id] ?? [], 3);

  it("computes period by period", () => {
    expect(evaluate("m1 + m2")).to.deep.equal([11, null, 3]);
    expect(evaluate("FILL(m1, 0) + m2 * 2")).to.deep.equal([21, 40, 3]);
    expect(evaluate("FILL(m1, REPEAT)")).to.deep.equal([1, 1, 3]);
    expect(evaluate("(m1 - 1) / m2")).to.deep.equal([0, null, null]);
    expect(evaluate("m2 >= 10")).to.deep.equal([1, 1, 0]);
    expect(evaluate("IF(m2 > 5 AND m2 != 20, m2, -1)")).to.deep.equal([10, -1, -1]);
    expect(evaluate("IF(m2 > 5, 1)")).to.deep.equal([1, 1, null]);
    expect(evaluate("SUM([m1, m2])")).to.deep.equal([11, 20, 3]);
    expect(evaluate("MAX([FILL(m1,0),m2]) ^ 2")).to.deep.equal([100, 400, 9]);
    expect(evaluate("5")).to.deep.equal([5, 5, 5]);
    expect(parseMetricMath("FILL(m1,0)+m2").uses).to.deep.equal(["m1", "m2"]);
  });

  it("refuses what it does not compute", () => {
    for (const text of [
      "ANOMALY_DETECTION_BAND(m1)",
      "SELECT AVG(x) FROM y",
      "m1 +",
      "RATE(m1)",
      "SUM(METRICS())",
      "FILL(m1",
      "m1 $ 2",
      "FILL(m1, LINEAR)",
    ]) {
      expect(() => evaluate(text), text).to.throw(MetricMathError, "does not model");
    }
  });
});
