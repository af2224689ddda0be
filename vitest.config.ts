import { defineConfig } from "vitest/config";
import { viteLibrary } from "./scripts/forth-library.mjs";

export default defineConfig({
  plugins: [viteLibrary],
  test: {
    include: ["tests/**/*.test.ts"],
    // A test that builds and runs a program waits for other processes on a machine that may be slow.
    // Programs without each of the passes in turn are two dozen programs.
    testTimeout: process.env["FFC_TEST_WITHOUT"] === undefined ? 60_000 : 900_000,
    hookTimeout: 60_000,
    // Each worker that runs filetests keeps an assembler, a linker or a program busy besides itself.
    maxWorkers: 2,
  },
});
