/**
 * Levels of the instruction set (psABI 1.0, 3.1.1) and what of each is made use of, by the names that Linux
 * has for features: `roundsd`; `andn` and `blsr`; shifts and rotations that leave the flags and need no fixed register.
 * Fused multiplication and addition is left out on purpose: it would round differently.
 */
export type Feature = "sse4_1" | "bmi1" | "bmi2";

export const LEVELS: Readonly<Record<string, readonly Feature[]>> = {
  "x86-64": [],
  "x86-64-v2": ["sse4_1"],
  "x86-64-v3": ["sse4_1", "bmi1", "bmi2"],
};
