/** All primitives, by topic. */
import type { Primitive } from "../primitive.ts";
import { arithmeticWords } from "./arithmetic.ts";
import { conditionalWords } from "./conditional.ts";
import { controlWords } from "./control.ts";
import { debuggingWords } from "./debugging.ts";
import { definingWords } from "./defining.ts";
import { dynamicWords } from "./dynamic.ts";
import { fileWords } from "./files.ts";
import { floatWords } from "./float.ts";
import { floatTextWords } from "./float-text.ts";
import { hostWords } from "./host.ts";
import { inputWords } from "./input.ts";
import { localWords } from "./locals.ts";
import { loopWords } from "./loops.ts";
import { memoryWords } from "./memory.ts";
import { nameTokenWords } from "./name-tokens.ts";
import { searchOrderWords } from "./search-order.ts";
import { stackWords } from "./stack.ts";
import { stringWords } from "./strings.ts";
import { structureWords } from "./structures.ts";
import { syncWords } from "./sync.ts";
import { systemWords } from "./system.ts";

export const PRIMITIVES: readonly Primitive[] = [
  ...stackWords,
  ...arithmeticWords,
  ...memoryWords,
  ...controlWords,
  ...loopWords,
  ...localWords,
  ...definingWords,
  ...debuggingWords,
  ...stringWords,
  ...conditionalWords,
  ...inputWords,
  ...searchOrderWords,
  ...nameTokenWords,
  ...systemWords,
  ...syncWords,
  ...floatWords,
  ...floatTextWords,
  ...fileWords,
  ...hostWords,
  ...structureWords,
  ...dynamicWords,
];
