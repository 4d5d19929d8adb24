/** What the sentence of a vendor check says beyond the finding's own fields. No values: sentences stay where values are left out. */
export type VendorDetail =
  /** drift/unmanaged */
  | { readonly kind: "unmanaged"; readonly what: "secret" | "variable"; readonly name: string; readonly place: string }
  /** drift/changed: a value that cannot be read was written by somebody else. */
  | {
      readonly kind: "foreign-write";
      readonly name: string;
      readonly place: string;
      /** ISO 8601, the vendor's clock. */
      readonly at: string;
      readonly stack: string;
      readonly urn: string;
      /** true: the vendor overwrites what is there when it is created; false: it refuses. */
      readonly isOverwritten: boolean;
    }
  /** drift/stale-deployment */
  | {
      readonly kind: "stale-deployment";
      readonly name: string;
      /** Name of the Vercel project. */
      readonly project: string;
      readonly changedAt: string;
      readonly deployedAt: string;
    }
  /** drift/changed: nobody has to approve a deployment any more. */
  | { readonly kind: "reviewers-removed"; readonly environment: string }
  /** drift/changed: patterns beside the declared ones may deploy. */
  | { readonly kind: "branch-patterns"; readonly environment: string; readonly extra: number }
  /** drift/changed: alerts to this subscription are lost. */
  | { readonly kind: "pending-subscription"; readonly name: string; readonly protocol: string }
  /** drift/changed: the latest deliveries of a webhook failed. */
  | {
      readonly kind: "failed-deliveries";
      readonly name: string;
      /** How many of the latest in a row. */
      readonly failed: number;
      /** Status that the latest was answered with; 0 where there was no answer. */
      readonly status: number;
      readonly since: string;
      /** `owner/name` of the repository, and the hook's number there. */
      readonly repository: string;
      readonly hook: number;
    };
