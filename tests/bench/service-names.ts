/** Names, ids and ARNs of one invented service in a stage. */
/** What is a stage's own. The neutral profile gives the tree that a normaliser would make of any stage. */
export interface Profile {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** A generated id of a resource; the same arguments give the same id. */
  readonly id: (prefix: string, name: string) => string;
  /** How a secret stands in the state. */
  readonly secret: (plaintext: string) => unknown;
}

export interface BenchResource {
  readonly type: string;
  readonly name: string;
  readonly id: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  /** By input property: the resources of the same service that it was made from, as `type::name`. */
  readonly from: Readonly<Record<string, string>>;
}

/** `number` makes names unique. */
export function namesOf(number: number, stage: Profile) {
  const service = `svc${number}`;
  const physical = (what: string) => `shop-${stage.name}-${service}-${what}`;
  const arn = (rest: string) => `arn:aws:${rest}`;
  const regional = (vendor: string, rest: string) => arn(`${vendor}:${stage.region}:${stage.account}:${rest}`);
  const tags = { "cost-centre": `cc-${number % 40}`, owner: "platform", service, stage: stage.name };
  const named = (what: string) => `${service}-${what}`;
  const made = (type: string, what: string) => `${type}::${named(what)}`;

  const table = regional("dynamodb", `table/${physical("orders")}`);
  const bucket = `${physical("files")}-${stage.account}`;
  const role = arn(`iam::${stage.account}:role/${physical("worker")}`);
  const queue = regional("sqs", physical("jobs"));
  const topic = regional("sns", "alerts");
  const lambda = regional("lambda", `function:${physical("worker")}`);
  const vpc = stage.id("vpc", service);
  const group = stage.id("sg", service);
  const project = stage.id("prj", service);
  const url = `https://${service}.${stage.name}.shop.example.com`;
  const policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Sid: "Rows", Effect: "Allow", Action: ["dynamodb:GetItem", "dynamodb:Query"], Resource: [table, `${table}/*`] },
      { Sid: "Files", Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject"], Resource: arn(`s3:::${bucket}/*`) },
      { Sid: "Jobs", Effect: "Allow", Action: "sqs:*", Resource: queue },
    ],
  });
  const trust = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
  });
  return {
    stage,
    service,
    number,
    physical,
    arn,
    regional,
    tags,
    named,
    made,
    table,
    bucket,
    role,
    queue,
    topic,
    lambda,
    vpc,
    group,
    project,
    url,
    policy,
    trust,
  };
}

export type Names = ReturnType<typeof namesOf>;

/** A resource of the service; the outputs repeat the inputs. */
export function resourceIn({ named }: Names) {
  return (
    type: string,
    what: string,
    id: string,
    inputs: BenchResource["inputs"],
    outputs: BenchResource["outputs"],
    from: BenchResource["from"] = {},
  ): BenchResource => ({ type, name: named(what), id, inputs, outputs: { ...inputs, id, ...outputs }, from });
}
