import type { GetParametersResult } from "@aws-sdk/client-ssm";
import type { RelaySettings } from "../../core/monitoring/relay-settings.ts";
import type { Parameters } from "../adapters.ts";
import { CLIENT_OPTIONS, type Sdk } from "./sdk.ts";

/** Reads all parameters in one call. Rejects where the newest secret is not there: then nothing can be checked. */
export function readParameters(sdk: Sdk["ssm"], settings: RelaySettings): () => Promise<Parameters> {
  const client = new sdk.SSMClient(CLIENT_OPTIONS);
  const { secretParameters, hookIdParameter, chatParameter } = settings;
  const Names = [...secretParameters, hookIdParameter, chatParameter ?? []].flat();
  return async () => {
    const found = await client.send(new sdk.GetParametersCommand({ Names, WithDecryption: true }));
    const textOf = (name: string): string | null => parameter(found, name)?.Value || null;
    if (textOf(secretParameters[0] ?? "") === null) throw Object.assign(new Error(), { name: "SecretMissing" });
    return {
      secrets: secretParameters.flatMap((name) => {
        const value = textOf(name);
        const modified = parameter(found, name)?.LastModifiedDate?.getTime() ?? 0;
        return value === null ? [] : [{ value, modified }];
      }),
      hookId: textOf(hookIdParameter),
      chatUrl: textOf(chatParameter ?? ""),
    };
  };
}

function parameter({ Parameters }: GetParametersResult, name: string) {
  return Parameters?.find(({ Name }) => Name === name);
}
