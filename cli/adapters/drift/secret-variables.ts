/** Names under which people and CI keep tokens and passphrases. */
const SECRET_NAME = /TOKEN|SECRET|PASSWORD|PASSPHRASE$|PRIVATE|CREDENTIAL|API_?KEY|ACCESS_?KEY$/i;

/** Values in the environment that an engine's or a vendor's error might quote. */
export function secretTextsOf(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  return Object.entries(env).flatMap(([name, value]) => (value && SECRET_NAME.test(name) ? [value] : []));
}
