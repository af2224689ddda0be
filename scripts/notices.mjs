/**
 * The licences of the npm packages that a bundle contains, in one text: `npm run build` puts it beside the
 * bundle, because their terms ask for that. Which packages these are esbuild tells (`metafile`).
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const PACKAGE = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//;

/** @param {string} root @param {Record<string, unknown>} inputs of the metafile */
export function notices(root, inputs) {
  const folders = new Set();
  for (const file of Object.keys(inputs)) {
    const folder = PACKAGE.exec(file)?.[1];
    if (folder !== undefined) folders.add(folder);
  }
  return [...folders]
    .sort()
    .map((folder) => notice(join(root, folder)))
    .join(`\n${"-".repeat(78)}\n\n`);
}

/** Fails for a package without a licence text: it could not be carried along. */
function notice(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) throw new Error(`${name} has no file with its licence`);
  return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
}
