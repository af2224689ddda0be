/** Whether the compiler for it is there. */
export const canStress: boolean;

export interface Outcome {
  status: number | null;
  stdout: string;
  stderr: string;
}

export interface Program {
  source: string;
}

export interface Watch {
  watch: string;
  chaos: boolean;
}

/** One run: how it is watched, seconds for each part, first number of the dice, items for a thread. */
export function stress(
  folder: string,
  program: Program,
  how: Watch,
  options: { seconds: number; first: number; items: number },
): Outcome;

export const PROGRAMS: readonly Program[];
export const WATCHES: readonly Watch[];
