/**
 * Milliseconds since the process began. Not `performance.now()`: the first use of `performance` loads nine
 * modules of Node, which takes as long as a pass of the compiler.
 */
export const now = (): number => process.uptime() * 1000;
