import { failureLine, type VendorFailure, type VendorNeeds } from "../../../core/drift/vendors/failure.ts";

/** A vendor was asked and did not give what was asked for. */
export class VendorUnread extends Error {
  override readonly name = "VendorUnread";
  readonly failure: VendorFailure;

  constructor(failure: VendorFailure) {
    super(failure.kind);
    this.failure = failure;
  }
}

/** Something that is asked of a vendor, in the words of a failure's line. */
export interface Question {
  /** `the secrets of the environment prod` */
  readonly what: string;
  /** `the repository permission "Environments: read"` */
  readonly permission: string;
}

/** Collects what one vendor could not be asked for. */
export class Questions {
  readonly #needs: VendorNeeds;
  readonly #lines: string[] = [];
  readonly #general = new Set<VendorFailure["kind"]>();

  constructor(needs: VendorNeeds) {
    this.#needs = needs;
  }

  get lines(): readonly string[] {
    return this.#lines;
  }

  /** The answer; null where there is none, which is then among the lines. */
  async ask<T>(question: Question, answer: () => Promise<T>): Promise<T | null> {
    try {
      return await answer();
    } catch (error) {
      if (!(error instanceof VendorUnread)) throw error;
      this.fail(question, error.failure);
      return null;
    }
  }

  /** What holds for the vendor as a whole is said once. */
  fail({ what, permission }: Question, failure: VendorFailure): void {
    if (isGeneral(failure) && this.#general.has(failure.kind)) return;
    this.#general.add(failure.kind);
    this.#lines.push(failureLine(this.#needs, what, permission, failure));
  }
}

function isGeneral({ kind }: VendorFailure): boolean {
  return ["no-credentials", "unauthorised", "rate-limit", "timeout", "network"].includes(kind);
}
