/** IAM policy documents as data, and their one text form. */

export interface Statement {
  /** Letters and digits. */
  readonly sid: string;
  /** @default "Allow" */
  readonly effect?: "Allow" | "Deny";
  /** ARN of the OIDC provider; only in trust policies. */
  readonly federated?: string;
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
  const { sid, effect = "Allow", federated, actions, resources, conditions } = statement;
  return {
    Sid: sid,
    Effect: effect,
    ...(federated !== undefined && { Principal: { Federated: federated } }),
    Action: sorted(actions),
    ...(resources !== undefined && { Resource: sorted(resources) }),
    ...(conditions !== undefined && { Condition: mapValues(conditions, (keys) => mapValues(keys, scalarOrList)) }),
  };
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
