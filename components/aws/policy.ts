/** IAM policy documents as data, and their one text form. */

export interface Statement {
  /** Letters and digits. */
  readonly sid: string;
  /** @default "Allow" */
  readonly effect?: "Allow" | "Deny";
  /** ARN of the OIDC provider; only in trust policies. */
  readonly federated?: string;
  /** AWS service, for example `lambda.amazonaws.com`; in trust policies and those of a resource. */
  readonly service?: string;
  /** ARN of a role; only in policies of a resource. AWS writes a bare account id back as another text. */
  readonly role?: string;
  readonly actions: readonly string[];
  /** ARNs; left out in trust policies. */
  readonly resources?: readonly string[];
  /** Operator, then condition key, then the values of which one has to match. */
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** Always the same text for the same meaning (keys in order, lists sorted), so that equal policies never differ. */
export function policyDocument(statements: readonly Statement[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements.map(toJson) });
}

function toJson(statement: Statement): object {
  const { sid, effect = "Allow", actions, resources, conditions } = statement;
  const principal = principalOf(statement);
  return {
    Sid: sid,
    Effect: effect,
    ...(principal !== null && { Principal: principal }),
    Action: sorted(actions),
    ...(resources !== undefined && { Resource: sorted(resources) }),
    ...(conditions !== undefined && { Condition: mapValues(conditions, (keys) => mapValues(keys, scalarOrList)) }),
  };
}

function principalOf({ federated, service, role }: Statement): object | null {
  if (federated !== undefined) return { Federated: federated };
  if (service !== undefined) return { Service: service };
  return role === undefined ? null : { AWS: role };
}

function scalarOrList(values: readonly string[]): string | readonly string[] {
  const [only] = values;
  return values.length === 1 && only !== undefined ? only : sorted(values);
}

function sorted(values: readonly string[]): readonly string[] {
  return [...values].sort();
}

function mapValues<T, U>(map: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]));
}
