/** Amazon Resource Names: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */

export const ARN_START = "arn:aws";
const PARTS_BEFORE_RESOURCE = 5;
const ARN = /arn:aws[a-z-]*:[A-Za-z0-9-]*:([a-z0-9-]*):(\d{12})?(?![A-Za-z0-9])/g;

/** Accounts and regions that stand in ARNs. */
export class ArnWords {
  readonly accounts = new Set<string>();
  readonly regions = new Set<string>();
  readonly #kinds = new Set<string>();

  /** Takes those of all ARNs in the text. */
  add(text: string): void {
    if (!text.includes(ARN_START)) return;
    for (const [, region, account] of text.matchAll(ARN)) {
      if (region) this.regions.add(region);
      if (account) this.accounts.add(account);
    }
  }

  /** The same for a text that nearly always is one ARN whose partition, service, region and account were read before. */
  addArn(text: string): void {
    if (!this.#isOfKnownKind(text)) this.add(text);
  }

  #isOfKnownKind(text: string): boolean {
    if (text.lastIndexOf(ARN_START) !== 0) return false;
    let end = 0;
    for (let part = 0; part < PARTS_BEFORE_RESOURCE && end >= 0; part++) end = text.indexOf(":", end + 1);
    if (end < 0) return false;
    const kind = text.slice(0, end + 1);
    if (this.#kinds.has(kind)) return true;
    this.#kinds.add(kind);
    return false;
  }
}
