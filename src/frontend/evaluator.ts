/** Placeholder of the type while the evaluator is being written. */
import type { Cell } from "./cell.ts";
export interface Evaluator {
  pop(): Cell;
  push(c: Cell): void;
  needWorld(): never;
}
