import * as pulumi from "@pulumi/pulumi";

/**
 * Ends the program with a message and without a stack. Unlike `RunError` it can stand behind an output: on its way through
 * the properties that wait for it, the SDK puts `error serializing property "bucket"` before the message for each of them,
 * and this message does not change.
 */
export class Stop extends pulumi.RunError {
  private readonly text: string;

  constructor(text: string) {
    super();
    this.text = text;
  }

  override get message(): string {
    return this.text;
  }

  override set message(_longer: string) {}
}
