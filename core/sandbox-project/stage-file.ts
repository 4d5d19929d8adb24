import { type Document, isMap, isScalar, type YAMLMap } from "yaml";
import { parseYaml } from "./project-file.ts";

/** Path of a secret inside a stage file's `config`: the configuration key, then the keys below it. */
export type SecretPath = readonly [key: string, ...below: string[]];

const encryptionKeys = ["encryptionsalt", "secretsprovider", "encryptedkey"] as const;
const declaredSecretsKey = "stagekeeper:secrets";

/**
 * Builds the stage file that the sandbox runs with from the committed one and the one generated last time: the committed
 * configuration without its encryption and secrets, followed by the sandbox's own.
 * @param declared names under `stagekeeper:secrets` that the stage needs
 * @returns the text, and the secrets that the sandbox has no value for yet
 */
export function toSandboxStageFile(
  committed: { text: string; file: string },
  generated: { text: string; file: string },
  declared: readonly string[],
): { text: string; missing: SecretPath[] } {
  const document = parseYaml(committed.text, committed.file);
  const own = parseYaml(generated.text, generated.file);
  for (const key of encryptionKeys) document.delete(key);
  const config = document.get("config");
  if (isMap(config)) config.delete(declaredSecretsKey);
  else document.delete("config");

  const foreign = takeSecrets(document);
  const wanted: SecretPath[] = [...foreign, ...declared.map((name): SecretPath => [declaredSecretsKey, name])];
  const missing: SecretPath[] = [];
  const salt = own.get("encryptionsalt");
  for (const path of wanted) {
    const kept = salt === undefined ? undefined : own.getIn(["config", ...path, "secure"]);
    if (typeof kept === "string") document.setIn(["config", ...path], document.createNode({ secure: kept }));
    else missing.push(path);
  }
  keepOtherDeclaredSecrets(document, own);
  if (typeof salt === "string") document.set("encryptionsalt", salt);
  return { text: document.toString(), missing };
}

/** Ciphertext of the project's own key is of no use in the sandbox: it is taken out, and its places are returned. */
function takeSecrets(document: Document): SecretPath[] {
  const found: SecretPath[] = [];
  const visit = (node: unknown, path: string[]) => {
    if (!isMap(node)) return;
    for (const { key, value } of [...node.items]) {
      const name = isScalar(key) ? String(key.value) : String(key);
      const here = [...path, name];
      if (isSecure(value)) {
        found.push(here as unknown as SecretPath);
        (node as YAMLMap).delete(key);
      } else visit(value, here);
    }
  };
  visit(document.get("config"), []);
  return found;
}

function isSecure(node: unknown): boolean {
  return isMap(node) && node.items.length === 1 && typeof node.get("secure") === "string";
}

/** What a person has set in the sandbox with `pulumi config set --secret` stays. */
function keepOtherDeclaredSecrets(document: Document, own: Document): void {
  const kept = own.getIn(["config", declaredSecretsKey]);
  if (!isMap(kept)) return;
  for (const { key } of kept.items) {
    const path = ["config", declaredSecretsKey, isScalar(key) ? String(key.value) : String(key)];
    const secure = own.getIn([...path, "secure"]);
    if (typeof secure === "string" && !document.hasIn(path)) document.setIn(path, document.createNode({ secure }));
  }
}
