/**
 * Goes through all subjects, and stops at those that have to be compared in full. A subject is one resource in all stages that
 * have it.
 */
import {
  ALL_DONE,
  BLOCK_ENTRY,
  BLOCK_FROM,
  BLOCK_SIZE,
  BLOCKS,
  BYTES_MISSING,
  DONE,
  FACT_COUNT,
  FLAGS,
  OPEN_PARTS,
  OTHER_KEYS,
  PART_COUNT,
  RECORDED,
  SIGNED,
  SLACK,
  WHOLE_SUBJECT,
} from "./layout";
import { answer as answerLook, begin, look, openWords } from "./look";
import { startWalk } from "./walks";

/** What a beginning has come to, beside what layout.ts says. */
const BEGUN: i32 = 20;
const NOTHING_TO_DO: i32 = 21;

/** In a resource's parts, the starts of what is looked at. */
const INPUTS: usize = 0;
const PROPERTY_DEPENDENCIES: usize = (PART_COUNT - 1) * 16;
const PART_END: usize = 8;
/** The opening brace and the line break. */
const FIRST_LINE: f64 = 2;

let parts: usize = 0;
let facts: usize = 0;
let subjects: usize = 0;
let blocks: usize = 0;
let subjectCount: i32 = 0;
let stageCount: i32 = 0;
let nextSubject: i32 = 0;
let isWithin = false;

/** The subject at which the look has stopped. */
export let subject: i32 = 0;
/** Which bytes are missing, of which stage. */
export let missingStage: i32 = 0;
export let missingFrom: f64 = 0;
export let missingTo: f64 = 0;

/**
 * Where parts and facts of all resources stand, as the scanner made them, and for each subject, by stage, the resource's number
 * and one; 0 where the stage has none. `blocksAt` is where the stages' blocks begin.
 */
export function useSubjects(
  partsAt: usize,
  factsAt: usize,
  subjectsAt: usize,
  count: i32,
  stages: i32,
  blocksAt: usize,
): void {
  parts = partsAt;
  facts = factsAt;
  subjects = subjectsAt;
  subjectCount = count;
  stageCount = stages;
  blocks = blocksAt;
  nextSubject = 0;
  isWithin = false;
  memory.fill(BLOCKS, 0, <usize>stages * BLOCK_ENTRY);
}

/** The block of the stage holds so many bytes of its export, from one position on. */
export function haveBytes(stage: i32, from: f64, length: u32): void {
  const block: usize = BLOCKS + <usize>stage * BLOCK_ENTRY;
  store<u32>(block, length);
  store<f64>(block + BLOCK_FROM, from);
}

/** Looks on until the end, or until something is to be done; see layout.ts. */
export function lookOn(): i32 {
  while (isWithin || nextSubject < subjectCount) {
    if (!isWithin) {
      subject = nextSubject;
      const begun = beginSubject();
      if (begun === BYTES_MISSING) return begun;
      nextSubject++;
      if (begun === NOTHING_TO_DO) continue;
      if (begun === WHOLE_SUBJECT) return begun;
      isWithin = true;
    }
    const seen = look();
    if (seen !== DONE && seen !== OTHER_KEYS) return seen;
    isWithin = false;
    if (seen === OTHER_KEYS) return WHOLE_SUBJECT;
    if (openWords > 0) return OPEN_PARTS;
  }
  return ALL_DONE;
}

/** Whether what was asked about is equal; then looks on. */
export function answer(isEqual: bool): i32 {
  if (answerLook(isEqual)) return lookOn();
  isWithin = false;
  return WHOLE_SUBJECT;
}

function beginSubject(): i32 {
  let walks = 0;
  let signed = false;
  for (let stage = 0; stage < stageCount; stage++) {
    const number = numberIn(stage);
    if (number < 0) continue;
    walks++;
    if ((flagsOf(number) & SIGNED) !== 0) signed = true;
  }
  // What only one stage has is compared with nothing; its secrets count.
  if (walks < 2) return signed ? WHOLE_SUBJECT : NOTHING_TO_DO;
  walks = 0;
  for (let stage = 0; stage < stageCount; stage++) {
    const number = numberIn(stage);
    if (number < 0) continue;
    const begun = beginWalk(walks++, stage, number);
    if (begun !== BEGUN) return begun;
  }
  begin(walks, signed);
  return BEGUN;
}

/** Whole where there are no inputs of several lines, or more bytes than there is room for. */
function beginWalk(walk: i32, stage: i32, number: i32): i32 {
  const at: usize = parts + number * PART_COUNT * 16;
  const inputsStart = load<f64>(at + INPUTS);
  const inputsEnd = load<f64>(at + INPUTS + PART_END);
  if (inputsEnd - inputsStart <= FIRST_LINE) return WHOLE_SUBJECT;
  let first = inputsStart;
  let last = inputsEnd;
  const isRecorded = (flagsOf(number) & RECORDED) !== 0;
  const recordedStart = load<f64>(at + PROPERTY_DEPENDENCIES);
  const recordedEnd = load<f64>(at + PROPERTY_DEPENDENCIES + PART_END);
  if (isRecorded) {
    first = Math.min(first, recordedStart);
    last = Math.max(last, recordedEnd);
  }
  // The line break, at which looking ahead ends.
  last++;
  if (last - first > BLOCK_SIZE) return WHOLE_SUBJECT;
  const block: usize = BLOCKS + <usize>stage * BLOCK_ENTRY;
  const from = load<f64>(block + BLOCK_FROM);
  if (first < from || last > from + <f64>load<u32>(block)) {
    missingStage = stage;
    missingFrom = first;
    missingTo = last;
    return BYTES_MISSING;
  }
  const toMemory = <f64>(blocks + <usize>stage * (BLOCK_SIZE + SLACK)) - from;
  startWalk(
    walk,
    <usize>(inputsStart + FIRST_LINE + toMemory),
    <usize>(inputsEnd + toMemory),
    isRecorded ? <usize>(recordedStart + toMemory) : 0,
    isRecorded ? <usize>(recordedEnd + toMemory) : 0,
    number,
    stage,
  );
  return BEGUN;
}

/** -1 where the stage has no such resource. */
function numberIn(stage: i32): i32 {
  return load<i32>(subjects + (subject * stageCount + stage) * 4) - 1;
}

function flagsOf(number: i32): u32 {
  return load<u32>(facts + (number * FACT_COUNT + FLAGS) * 4);
}
