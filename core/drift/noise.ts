/** What moves at the vendors without anybody's change, or because of another change that is said already. */

/** A property that follows from another one of the same resource. */
interface Consequence {
  /** Type token; null for all. */
  readonly type: string | null;
  readonly property: string;
  readonly cause: string;
  /** Whether this value is what follows. */
  readonly follows: (actual: unknown) => boolean;
}

const ALWAYS = () => true;
const TABLE = "aws:dynamodb/table:Table";

const CONSEQUENCES: readonly Consequence[] = [
  // Tags of the resource and of the provider together: `tags_all` in terraform-provider-aws.
  { type: null, property: "tagsAll", cause: "tags", follows: ALWAYS },
  // DescribeTable gives 0 units for tables on demand.
  { type: TABLE, property: "readCapacity", cause: "billingMode", follows: isZero },
  { type: TABLE, property: "writeCapacity", cause: "billingMode", follows: isZero },
  // Made and removed with the stream.
  { type: TABLE, property: "streamArn", cause: "streamEnabled", follows: ALWAYS },
  { type: TABLE, property: "streamLabel", cause: "streamEnabled", follows: ALWAYS },
  { type: TABLE, property: "streamViewType", cause: "streamEnabled", follows: ALWAYS },
];

/** What this property's change follows from; null where it stands for itself. */
export function causeOf(type: string, property: string, actual: unknown): string | null {
  const found = CONSEQUENCES.find(
    (entry) => entry.property === property && (entry.type ?? type) === type && entry.follows(actual),
  );
  return found?.cause ?? null;
}

function isZero(actual: unknown): boolean {
  return actual === undefined || actual === 0;
}
