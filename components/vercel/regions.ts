/**
 * Vercel's region beside each AWS region (https://vercel.com/docs/regions): functions should run where their tables are;
 * left alone they run in Washington.
 */
const BESIDE: Readonly<Record<string, string>> = {
  "af-south-1": "cpt1",
  "ap-east-1": "hkg1",
  "ap-northeast-1": "hnd1",
  "ap-northeast-2": "icn1",
  "ap-northeast-3": "kix1",
  "ap-south-1": "bom1",
  "ap-southeast-1": "sin1",
  "ap-southeast-2": "syd1",
  "eu-central-1": "fra1",
  "eu-north-1": "arn1",
  "eu-west-1": "dub1",
  "eu-west-2": "lhr1",
  "eu-west-3": "cdg1",
  "sa-east-1": "gru1",
  "us-east-1": "iad1",
  "us-east-2": "cle1",
  "us-west-1": "sfo1",
  "us-west-2": "pdx1",
};

/** Region for functions that talk to this AWS region; null where Vercel has none beside it, and chooses itself. */
export function vercelRegion(awsRegion: string): string | null {
  return BESIDE[awsRegion] ?? null;
}
