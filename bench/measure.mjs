/**
 * Medians of several commands, measured in turn: whatever else the machine does then falls on all of
 * them alike, and their ratios mean something even where their times do not.
 */
import { spawnSync } from "node:child_process";

/**
 * Runs each of `commands` (`{ name, argv, options?, prepare? }`) `rounds` times; medians in milliseconds.
 * What `prepare(round)` does is not measured.
 */
export function interleaved(commands, rounds) {
  const times = commands.map(() => []);
  for (let round = -1; round < rounds; round++) {
    commands.forEach(({ name, argv, options, prepare }, i) => {
      prepare?.(round);
      const start = process.hrtime.bigint();
      const result = spawnSync(argv[0], argv.slice(1), { stdio: "ignore", ...options });
      const milliseconds = Number(process.hrtime.bigint() - start) / 1e6;
      if (result.status !== 0) throw new Error(`${name} failed: ${argv.join(" ")}`);
      // The first round warms caches.
      if (round >= 0) times[i].push(milliseconds);
    });
  }
  return times.map((all) => all.sort((a, b) => a - b)[all.length >> 1]);
}

/** A table: median, ratio to the first row. */
export function report(commands, medians, notes = commands.map(() => "")) {
  const width = Math.max(...commands.map(({ name }) => name.length));
  commands.forEach(({ name }, i) => {
    const ratio = (medians[i] / medians[0]).toFixed(2);
    console.log(
      `${name.padEnd(width)} ${medians[i].toFixed(1).padStart(8)} ms ${ratio.padStart(7)}x  ${notes[i]}`,
    );
  });
}

export const hasCommand = (name) => spawnSync(name, ["--version"], { stdio: "ignore" }).error === undefined;
