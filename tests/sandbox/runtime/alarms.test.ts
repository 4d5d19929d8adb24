import { expect } from "chai";
import type { Value } from "../../../sandbox/values.ts";
import { refusalOf, TestAccount } from "../aws/account.ts";
import { alarm, heartbeat, metric, opened, throttled } from "./alarm-objects.ts";
import { region, TestVendors, topicArn } from "./vendors.ts";

describe("CloudWatch alarms in the sandbox", () => {
  let vendors: TestVendors;
  beforeEach(async () => {
    vendors = await TestVendors.start();
    vendors.putTopic(opened);
  });
  afterEach(() => vendors.stop());

  const put = (name: string, more: Record<string, unknown>) =>
    vendors.put("aws/cloudwatch-alarm", name, alarm(name, more));
  const beat = () =>
    vendors.control("POST", "/aws/metric", {
      namespace: heartbeat.namespace,
      metric: heartbeat.metricName,
      dimensions: heartbeat.dimensions,
      value: 1,
    });
  const throttle = (name = "ReadThrottleEvents") =>
    vendors.control("POST", "/aws/metric", {
      namespace: "AWS/DynamoDB",
      metric: name,
      dimensions: { TableName: "facts" },
      value: 3,
    });

  it("fire once after the silence, and once when it is over", async () => {
    put("etl", heartbeat);
    for (let hour = 0; hour < 11; hour += 1) {
      await beat();
      await vendors.advance(60);
    }
    // A new alarm without a warm-up takes the time before it for silence.
    expect(await vendors.subjects()).to.deep.equal([`ALARM: "etl" in ${region}`, `OK: "etl" in ${region}`]);
    await vendors.control("DELETE", "/outbox");
    await vendors.advance(7 * 60);
    expect(await vendors.outbox()).to.deep.equal([]);
    await vendors.advance(24 * 60);
    expect(await vendors.subjects()).to.deep.equal([`ALARM: "etl" in ${region}`]);
    await beat();
    await vendors.advance(5);
    const sent = await vendors.outbox();
    expect(sent.map(({ subject }) => subject.slice(0, 5))).to.deep.equal(["ALARM", 'OK: "']);
    expect(sent[0]).to.include({ channel: "email", to: "jdoe@example.com", source: "alarm" });
    expect(sent[0]?.text).to.include("missing datapoints were treated as [Breaching]").and.include("OK -> ALARM");
  });

  it("fire two periods later than asked, as long as an old success is in view", async () => {
    put("etl", { ...heartbeat, period: 60, evaluationPeriods: 5 });
    await vendors.advance(1);
    for (let minute = 0; minute < 10; minute += 1) {
      await beat();
      await vendors.advance(1);
    }
    await vendors.control("DELETE", "/outbox");
    await vendors.advance(6);
    expect(await vendors.outbox()).to.deep.equal([]);
    await vendors.advance(1);
    expect(await vendors.subjects()).to.deep.equal([`ALARM: "etl" in ${region}`]);
  });

  it("do not fire while they warm up, but afterwards where nothing came", async () => {
    const warmUpConfiguration = { warmUpPeriodDurationInMinutes: 600, onlyStartEvaluatingAfterWarmUpPeriodEnds: true };
    put("etl", { ...heartbeat, warmUpConfiguration });
    await vendors.advance(599);
    expect(await vendors.outbox()).to.deep.equal([]);
    await vendors.advance(2);
    expect(await vendors.subjects()).to.deep.equal([`ALARM: "etl" in ${region}`]);
    put("early", {
      ...heartbeat,
      evaluationPeriods: 1,
      period: 60,
      createdAt: vendors.runtime.clock.now().toISOString(),
      warmUpConfiguration: { warmUpPeriodDurationInMinutes: 600 },
    });
    await beat();
    await vendors.advance(1);
    expect((await vendors.subjects()).at(-1)).to.equal(`OK: "early" in ${region}`);
  });

  it("warm up again when they are changed, and tell of no silence meanwhile", async () => {
    const warmUpConfiguration = { warmUpPeriodDurationInMinutes: 600, onlyStartEvaluatingAfterWarmUpPeriodEnds: true };
    put("etl", { ...heartbeat, warmUpConfiguration });
    await vendors.advance(599);
    await beat();
    await vendors.advance(60);
    expect(await vendors.subjects()).to.deep.equal([`OK: "etl" in ${region}`]);
    await vendors.control("DELETE", "/outbox");
    const configuredAt = vendors.runtime.clock.now().toISOString();
    put("etl", { ...heartbeat, warmUpConfiguration, configuredAt, alarmDescription: "in other words" });
    await vendors.advance(599);
    expect(await vendors.outbox()).to.deep.equal([]);
    await vendors.advance(2);
    expect(await vendors.subjects()).to.deep.equal([`ALARM: "etl" in ${region}`]);
  });

  it("report a breach in the middle of a long move of the clock, and that it is over", async () => {
    put("facts", throttled);
    await vendors.advance(3);
    await vendors.control("DELETE", "/outbox");
    for (const name of ["ReadThrottleEvents", "WriteThrottleEvents"]) {
      await throttle(name);
      await vendors.advance(600);
    }
    const sent = await vendors.outbox();
    expect(sent.map(({ subject }) => subject.split(":")[0])).to.deep.equal(["ALARM", "OK", "ALARM", "OK"]);
    expect(Date.parse(sent[1]?.at ?? "") - Date.parse(sent[0]?.at ?? "")).to.be.within(60_000, 240_000);
  });

  it("on a plain DynamoDB metric never recover, whatever they are told of missing data", async () => {
    const { metric: plain } = metric("m1", "ReadThrottleEvents");
    put("facts", {
      ...plain,
      statistic: "Sum",
      threshold: 0,
      comparisonOperator: "GreaterThanThreshold",
      treatMissingData: "notBreaching",
    });
    await throttle();
    await vendors.advance(24 * 60);
    expect(await vendors.subjects()).to.deep.equal([`ALARM: "facts" in ${region}`]);
  });

  it("say nothing with their actions switched off, and nothing through a topic that does not let them", async () => {
    put("facts", { ...throttled, actionsEnabled: false });
    await throttle();
    await vendors.advance(10);
    expect(await vendors.outbox()).to.deep.equal([]);
    put("facts", throttled);
    const [statement] = opened.Statement;
    const closed = {
      Statement: [{ ...statement, Condition: { StringEquals: { "aws:SourceAccount": "999999999999" } } }],
    };
    vendors.put("aws/sns-topic-policy", topicArn, { arn: topicArn, policy: JSON.stringify(closed) });
    await throttle();
    await vendors.advance(10);
    expect(await vendors.outbox()).to.deep.equal([]);
  });

  it("are refused where they use what is not modelled", async () => {
    put("facts", {
      ...throttled,
      metricQueries: [{ id: "e1", expression: "RATE(m1)", returnData: true }, metric("m1", "ReadThrottleEvents")],
    });
    const failure = await vendors.advance(1).then(
      () => "",
      (error: Error) => error.message,
    );
    expect(failure).to.equal("The sandbox does not model the function RATE in the metric expression RATE(m1).");
  });

  it("are refused when they are made, where they could not be evaluated", () => {
    const made = new TestAccount();
    const create = (more: Record<string, Value>) => () =>
      made.create("aws:cloudwatch/metricAlarm:MetricAlarm", "a", {
        name: "a",
        comparisonOperator: "GreaterThanThreshold",
        evaluationPeriods: 1,
        threshold: 1,
        ...more,
      });
    const queries = (expression: string) => ({
      metricQueries: [
        { id: "e1", expression, returnData: true },
        { id: "m1", metric: { metricName: "M", namespace: "N", period: 60, stat: "Sum" } },
      ],
    });
    expect(refusalOf(create(queries("RATE(m1)")))).to.include("does not model the function RATE");
    const plain = { metricName: "M", namespace: "N", period: 60 };
    expect(refusalOf(create({ ...plain, extendedStatistic: "p90" }))).to.include(
      "does not model the statistic of percentiles",
    );
    expect(create(queries("FILL(m1, 0)"))).not.to.throw();
  });

  it("go on where the last server stopped", async () => {
    put("etl", heartbeat);
    await vendors.advance(24 * 60);
    expect((await vendors.outbox()).length).to.equal(1);
    const next = await TestVendors.start({ store: vendors.store });
    expect(next.runtime.clock.now().toISOString()).to.equal(vendors.runtime.clock.now().toISOString());
    await next.advance(60);
    expect((await next.outbox()).length).to.equal(1);
    await next.stop();
  });
});
