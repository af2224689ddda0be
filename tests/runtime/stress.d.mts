/** Whether the compiler for it is there. */
export const canStress: boolean;

export interface Outcome {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** One run: how it is watched, seconds for each part, first number of the dice, items for a thread. */
export function stress(
  folder: string,
  watch: string,
  options: { seconds: number; first: number; items: number },
): Outcome;

export const WATCHES: readonly string[];
