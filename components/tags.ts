export type Tags = Readonly<Record<string, string>>;

/** Tags of everything in AWS that can carry them: costs are told apart by them, and people see where a thing comes from. */
export function stageTags(app: string, stage: string): Tags {
  return { app, stage };
}

/** What exists once per account belongs to no stage. */
export function accountTags(app: string): Tags {
  return { app };
}
